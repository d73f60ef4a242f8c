"""What a command may talk to: streams, environment and clock, passed in so that tests can replace them."""

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import BinaryIO, TextIO

from foreshock.terms.clock import Clock, SystemClock
from foreshock.terms.errors import ForeshockError

DONE, SOME_FAILED, WRONG_USAGE = 0, 1, 2


@dataclass(frozen=True)
class Terminal:
    """Streams, environment and clock of one run."""

    out: TextIO = field(default_factory=lambda: sys.stdout)
    err: TextIO = field(default_factory=lambda: sys.stderr)
    stdin: BinaryIO = field(default_factory=lambda: sys.stdin.buffer)
    environ: Mapping[str, str] = field(default_factory=lambda: os.environ)
    clock: Clock = field(default_factory=SystemClock)

    def line(self, text: str = "") -> None:
        """Write one line of result."""
        self.out.write(text + "\n")

    def json(self, value: object) -> None:
        """Write one value as one line of JSON, UTF-8, keys in their published order."""
        import msgspec

        self.line(msgspec.json.encode(value).decode())

    def complain(self, error: ForeshockError, *, about: str | None = None) -> None:
        """Write one error to the error stream: what was wrong, what was expected, what to do."""
        self.err.write(f"foreshock: {about + ': ' if about else ''}{error}\n")

    @property
    def interactive(self) -> bool:
        """Whether someone watches the error stream, so that progress is worth showing."""
        return self.err.isatty()
