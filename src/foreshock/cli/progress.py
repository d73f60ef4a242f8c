"""A line of progress on a terminal, overwritten in place."""

from collections.abc import Callable

from foreshock.cli.terminal import Terminal

WIDTH = 24


def progress_line(terminal: Terminal) -> Callable[[str, float], None] | None:
    """Return what shows the step and the share done on standard error; None where nobody watches."""
    if not terminal.interactive:
        return None

    def show(step: str, share: float) -> None:
        filled = round(WIDTH * share)
        terminal.err.write(f"\r\x1b[K[{'#' * filled}{'.' * (WIDTH - filled)}] {share:4.0%} {step}")
        terminal.err.flush()

    return show


def end_progress(terminal: Terminal) -> None:
    """Take the line away."""
    if terminal.interactive:
        terminal.err.write("\r\x1b[K")
        terminal.err.flush()
