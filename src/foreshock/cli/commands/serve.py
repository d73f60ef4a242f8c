"""`foreshock serve`: the desk in a browser."""

import argparse
from collections.abc import Mapping
from typing import TYPE_CHECKING

from foreshock.cli import options
from foreshock.cli.terminal import DONE, Terminal

if TYPE_CHECKING:
    from foreshock.web.settings import ServeSettings

SUMMARY = "serve the desk: pages and an API, on this machine only unless told otherwise"
EXAMPLES = (
    "foreshock serve",
    "foreshock serve --port 9000 --record team.sqlite3",
    "foreshock serve --host 0.0.0.0 --reads-need-token",
    "FORESHOCK_PORT=9000 foreshock serve",
)
LONGEST_NUMBER = 9  # digits
YES, NO = ("1", "true", "yes", "on"), ("", "0", "false", "no", "off")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add this command's arguments."""
    parser.add_argument("--host", metavar="ADDRESS", help="where to listen (default: $FORESHOCK_HOST, else 127.0.0.1)")
    parser.add_argument("--port", metavar="PORT", help="on which port (default: $FORESHOCK_PORT, else 8323)")
    parser.add_argument(
        "--reads-need-token",
        action="store_true",
        help="show nothing without a token (default: $FORESHOCK_READS_NEED_TOKEN, else reading is open)",
    )
    parser.add_argument(
        "--tokens",
        metavar="PATH",
        help="the file of tokens (default: $FORESHOCK_TOKENS, else beside the record: RECORD.tokens.json)",
    )
    parser.add_argument(
        "--rate",
        metavar="NUMBER",
        help="API requests a minute for each address or token, 0 for any number (default: $FORESHOCK_RATE, else 1200)",
    )
    parser.add_argument(
        "--readings-rate",
        metavar="NUMBER",
        help="articles to read a minute for each, 0 for any number (default: $FORESHOCK_READINGS_RATE, else 30)",
    )
    options.add_theater(parser)
    options.add_record(parser)


def run(args: argparse.Namespace, terminal: Terminal) -> int:
    """Serve until interrupted."""
    from foreshock.web.serving import serve

    def tell(text: str) -> None:
        terminal.err.write(f"foreshock: {text}\n")
        terminal.err.flush()

    serve(options.desk(args, terminal), serve_settings(args, terminal.environ), tell)
    return DONE


def serve_settings(args: argparse.Namespace, environ: Mapping[str, str]) -> "ServeSettings":
    """Return how to serve: each setting from its option, else its environment variable, else the usual.

    Raises:
        UsageError: a setting is none it may have.
    """
    from foreshock.web.settings import ServeSettings

    usual = ServeSettings()
    return ServeSettings(
        host=args.host or environ.get("FORESHOCK_HOST") or usual.host,
        port=_number(args.port, environ, "port", "FORESHOCK_PORT", usual.port),
        tokens=args.tokens or environ.get("FORESHOCK_TOKENS") or None,
        reads_need_token=args.reads_need_token or _truth(environ, "FORESHOCK_READS_NEED_TOKEN"),
        requests_per_minute=_number(args.rate, environ, "rate", "FORESHOCK_RATE", usual.requests_per_minute),
        readings_per_minute=_number(
            args.readings_rate, environ, "readings-rate", "FORESHOCK_READINGS_RATE", usual.readings_per_minute
        ),
    )


def _number(given: str | None, environ: Mapping[str, str], option: str, variable: str, usual: int) -> int:
    from foreshock.terms.errors import UsageError

    text = given if given is not None else environ.get(variable, "")
    if not text:
        return usual
    if not (text.isascii() and text.isdigit() and len(text) <= LONGEST_NUMBER):
        where = f"--{option}" if given is not None else variable
        raise UsageError(f"{where} {text}", expected="a whole number", next_step=f"leave it out for {usual}")
    return int(text)


def _truth(environ: Mapping[str, str], variable: str) -> bool:
    from foreshock.terms.errors import UsageError

    text = environ.get(variable, "").strip().lower()
    if text not in YES + NO:
        raise UsageError(
            f"{variable} {text!r}", expected=f"one of {', '.join((*YES, *NO[1:]))}", next_step="or leave it unset"
        )
    return text in YES
