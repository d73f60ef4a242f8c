"""The console: colour and the window's width on a terminal, within bounds; plain 80 columns in a pipe."""

import io
import re
from typing import TextIO, cast

from rich.console import Console

from foreshock.cli.terminal import Terminal

PLAIN_WIDTH = 80
WIDEST = 110
NARROWEST = 72  # the widest tables keep all their numbers so; a smaller window wraps their lines
_TRAILING = re.compile(r"(?<! ) +$", re.MULTILINE)


class Trimmed(io.TextIOBase):
    """A stream for plain text that takes away the blanks with which lines are filled up to the width."""

    def __init__(self, out: TextIO) -> None:
        super().__init__()
        self._out = out

    def write(self, text: str) -> int:
        """Write whole lines without the blanks at their ends."""
        self._out.write(_TRAILING.sub("", text))
        return len(text)

    def flush(self) -> None:
        """Flush the stream below."""
        self._out.flush()


def console_for(terminal: Terminal) -> Console:
    """Return a console that writes to the terminal's output stream."""
    watched = terminal.out.isatty()
    console = Console(file=terminal.out, highlight=False, soft_wrap=False, no_color="NO_COLOR" in terminal.environ)
    width = max(NARROWEST, min(console.width, WIDEST)) if watched else PLAIN_WIDTH
    return Console(
        file=terminal.out if watched else cast("TextIO", Trimmed(terminal.out)),
        highlight=False,
        width=width,
        color_system="auto" if watched else None,
        no_color="NO_COLOR" in terminal.environ,
        legacy_windows=False,
    )
