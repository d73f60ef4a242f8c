"""`foreshock`: run one command; Ctrl-C ends it with one line, whenever it comes.

Nothing is imported before that can be promised: reading our own code takes longer than a keystroke.
"""

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from foreshock.cli.terminal import Terminal

INTERRUPTED = 130
SAID = "foreshock: interrupted; what was already written is complete\n"


def main(arguments: "Sequence[str] | None" = None, terminal: "Terminal | None" = None) -> int:
    """Run one command and return its exit code."""
    try:
        from foreshock.cli.command_line import run_command

        return run_command(arguments, terminal)
    except KeyboardInterrupt:
        pass
    except Exception as error:
        if not _tells_of_interrupt(error):
            raise
    (sys.stderr if terminal is None else terminal.err).write(SAID)
    return INTERRUPTED


def _tells_of_interrupt(error: BaseException | None) -> bool:
    """True if an error came of Ctrl-C: a library in C that is interrupted while it loads says it cannot be imported."""
    while error is not None and not isinstance(error, KeyboardInterrupt):
        error = error.__cause__ or error.__context__
    return error is not None
