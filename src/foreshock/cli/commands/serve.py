"""`foreshock serve`: the desk in a browser."""

import argparse

from foreshock.cli import options
from foreshock.cli.terminal import DONE, Terminal

SUMMARY = "serve the desk: pages and an API, on this machine only unless told otherwise"
EXAMPLES = (
    "foreshock serve",
    "foreshock serve --port 9000 --record team.sqlite3",
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add this command's arguments."""
    parser.add_argument("--host", default="127.0.0.1", metavar="ADDRESS", help="where to listen (default: 127.0.0.1)")
    parser.add_argument("--port", type=int, default=8323, metavar="PORT", help="on which port (default: 8323)")
    options.add_theater(parser)
    options.add_record(parser)


def run(args: argparse.Namespace, terminal: Terminal) -> int:
    """Serve until interrupted."""
    from foreshock.web.serving import serve

    def tell(text: str) -> None:
        terminal.err.write(f"foreshock: {text}\n")
        terminal.err.flush()

    serve(options.desk(args, terminal), host=args.host, port=args.port, tell=tell)
    return DONE
