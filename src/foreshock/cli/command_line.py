"""Parse the command line, run one command, turn errors into exit codes.

Exit codes: 0 done, 1 some inputs failed (or the record could not be used), 2 wrong usage.
Commands import what they need when they run, so that `foreshock --help` stays quick.
"""

import argparse
import codecs
import gc
import io
import os
import sys
from collections.abc import Sequence
from types import ModuleType

from foreshock import __version__
from foreshock.cli.commands import COMMANDS
from foreshock.cli.output_path import check_outputs
from foreshock.cli.terminal import SOME_FAILED, WRONG_USAGE, Terminal
from foreshock.terms.errors import ForeshockError, UsageError

DESCRIPTION = (
    "Read wire copy about rival states: what was said and done, what is ahead, and scored odds of what comes next."
)
EPILOG = """\
examples:
  foreshock brief                            the whole product on a shipped sample article
  foreshock brief article.txt --html b.html  the same for your article, also as a page
  foreshock read article.txt --json          everything coded, one JSON object a line
  foreshock outlook --as-of 2023-02-02       odds as they stood on that day

exit codes: 0 done, 1 some inputs failed, 2 wrong usage
"""


def build_parser() -> argparse.ArgumentParser:
    """Return the parser of the whole command line."""
    parser = argparse.ArgumentParser(
        prog="foreshock",
        description=DESCRIPTION,
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"foreshock {__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", dest="command", required=True)
    for name, module in COMMANDS.items():
        _add_command(commands, name, module)
    return parser


def run_command(arguments: Sequence[str] | None, terminal: Terminal | None) -> int:
    """Run one command and return its exit code.

    Raises:
        KeyboardInterrupt: somebody pressed Ctrl-C.
    """
    if terminal is None:
        for stream in (sys.stdout, sys.stderr):
            _make_printable(stream)
        terminal = Terminal()
    args = build_parser().parse_args(arguments)
    # read when numpy is first imported: the matrices here are too small for its threads to share
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    # a parsed text is hundreds of small values that know each other: looked through every few texts, not every one
    gc.set_threshold(50_000, 20, 100)
    try:
        check_outputs(args)
        code: int = args.run(args, terminal)
        terminal.out.flush()
    except UsageError as error:
        terminal.complain(error)
        return WRONG_USAGE
    except ForeshockError as error:
        terminal.complain(error)
        return SOME_FAILED
    except BrokenPipeError:
        # the reader of our output went away (`| head`): stop quietly, and keep Python from complaining
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return SOME_FAILED
    return code


def _make_printable(stream: object) -> None:
    """Let a stream take every character: UTF-8 into a file or pipe, a mark for what a terminal cannot show."""
    if isinstance(stream, io.TextIOWrapper) and codecs.lookup(stream.encoding).name != "utf-8":
        if stream.isatty():
            stream.reconfigure(errors="replace")
        else:
            stream.reconfigure(encoding="utf-8")


def _add_command(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str, module: ModuleType
) -> None:
    parser = commands.add_parser(
        name,
        help=module.SUMMARY,
        description=module.SUMMARY[0].upper() + module.SUMMARY[1:] + ".",
        epilog="examples:\n" + "\n".join(f"  {line}" for line in module.EXAMPLES),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    module.add_arguments(parser)
    parser.set_defaults(run=module.run)
