"""Going through many inputs: report each failure, keep going, remember the exit code."""

from collections.abc import Iterable, Iterator
from typing import Generic, Protocol, TypeVar

from foreshock.cli.terminal import DONE, SOME_FAILED, Terminal
from foreshock.flow.failed import FailedInput


class Named(Protocol):
    """What a step yields for an input that worked: a value that knows its source's name."""

    @property
    def source(self) -> str:
        """The input as the user named it."""
        ...


Item = TypeVar("Item", bound=Named)


class Batch(Generic[Item]):
    """Iterates over the inputs that worked; failures go to the error stream.

    With `json_errors`, each failure also takes a line {"source", "error"} in the output, so that a
    consumer can match lines to inputs.
    """

    def __init__(
        self, outcomes: Iterable[Item | FailedInput], terminal: Terminal, *, json_errors: bool = False
    ) -> None:
        self._outcomes = outcomes
        self._terminal = terminal
        self._json_errors = json_errors
        self.exit_code = DONE
        self.done = 0

    def __iter__(self) -> Iterator[Item]:
        for outcome in self._outcomes:
            self._clear()  # what is printed next begins a line of its own
            if isinstance(outcome, FailedInput):
                self.exit_code = SOME_FAILED
                self._terminal.complain(outcome.error, about=outcome.source)
                if self._json_errors:
                    self._terminal.json({"source": outcome.source, "error": str(outcome.error)})
                continue
            yield outcome
            self.done += 1
            self._progress(outcome.source)
        self._clear()

    def _progress(self, source: str) -> None:
        if self._terminal.interactive:
            self._terminal.err.write(f"\r\x1b[K{self.done} done: {source[-60:]}")
            self._terminal.err.flush()

    def _clear(self) -> None:
        if self._terminal.interactive and self.done:
            self._terminal.err.write("\r\x1b[K")
            self._terminal.err.flush()
