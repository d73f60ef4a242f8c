"""The console: colour and the window's width on a terminal, plain 80 columns in a pipe."""

from rich.console import Console

from foreshock.cli.terminal import Terminal

PLAIN_WIDTH = 80
WIDEST = 110


def console_for(terminal: Terminal) -> Console:
    """Return a console that writes to the terminal's output stream."""
    watched = terminal.out.isatty()
    console = Console(file=terminal.out, highlight=False, soft_wrap=False, no_color="NO_COLOR" in terminal.environ)
    width = min(console.width, WIDEST) if watched else PLAIN_WIDTH
    return Console(
        file=terminal.out,
        highlight=False,
        width=width,
        color_system="auto" if watched else None,
        no_color="NO_COLOR" in terminal.environ,
        legacy_windows=False,
    )
