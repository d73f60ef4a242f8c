"""`foreshock mcp`: the record for a language model."""

import argparse
from importlib.util import find_spec

from foreshock.cli import options
from foreshock.cli.terminal import DONE, Terminal

SUMMARY = "serve read, outlook, claims, search and event to a language model over standard input and output (MCP)"
EXAMPLES = (
    "foreshock mcp",
    "foreshock mcp --record team.sqlite3 --theater korea",
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add this command's arguments."""
    options.add_theater(parser)
    options.add_record(parser)


def run(args: argparse.Namespace, terminal: Terminal) -> int:
    """Serve until the other side closes our input."""
    from foreshock.terms.errors import UsageError

    if find_spec("mcp") is None:
        raise UsageError(
            "the Model Context Protocol is not installed",
            expected="the package mcp",
            next_step="pip install 'foreshock[mcp]'",
        )
    from foreshock.client.client import Client
    from foreshock.mcp.server import serve

    serve(Client(options.desk(args, terminal)))
    return DONE
