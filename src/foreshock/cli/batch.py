"""Going through many inputs: report each failure, keep going, remember the exit code."""

from collections.abc import Iterable, Iterator
from typing import Generic, Protocol, TypeVar

from foreshock.cli.terminal import DONE, SOME_FAILED, Terminal
from foreshock.terms.errors import ForeshockError


class Outcome(Protocol):
    """What a step yields for one input: a source's name, and an error if it failed."""

    @property
    def source(self) -> str:
        """The input as the user named it."""
        ...

    @property
    def error(self) -> ForeshockError | None:
        """Why it could not be done, None when it was."""
        ...


Item = TypeVar("Item", bound=Outcome)


class Batch(Generic[Item]):
    """Iterates over the inputs that worked; failures go to the error stream.

    With `json_errors`, each failure also takes a line {"source", "error"} in the output, so that a
    consumer can match lines to inputs.
    """

    def __init__(self, outcomes: Iterable[Item], terminal: Terminal, *, json_errors: bool = False) -> None:
        self._outcomes = outcomes
        self._terminal = terminal
        self._json_errors = json_errors
        self.exit_code = DONE
        self.done = 0

    def __iter__(self) -> Iterator[Item]:
        for outcome in self._outcomes:
            if outcome.error is not None:
                self.exit_code = SOME_FAILED
                self._terminal.complain(outcome.error, about=outcome.source)
                if self._json_errors:
                    self._terminal.json({"source": outcome.source, "error": str(outcome.error)})
                continue
            self.done += 1
            self._progress(outcome.source)
            yield outcome
        self._clear()

    def _progress(self, source: str) -> None:
        if self._terminal.interactive:
            self._terminal.err.write(f"\r\x1b[K{self.done} done: {source[-60:]}")
            self._terminal.err.flush()

    def _clear(self) -> None:
        if self._terminal.interactive and self.done:
            self._terminal.err.write("\r\x1b[K")
