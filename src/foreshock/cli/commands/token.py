"""`foreshock token`: who may read and write through a desk's API."""

import argparse
from typing import TYPE_CHECKING

from foreshock.cli import options
from foreshock.cli.terminal import DONE, Terminal

if TYPE_CHECKING:
    from foreshock.flow.tokens import TokenFile, TokenView

SUMMARY = "make, list and revoke the tokens that a desk's API takes"
EXAMPLES = (
    "foreshock token create nightly-import --scope write",
    "foreshock token create reading-room",
    "foreshock token list",
    "foreshock token revoke 9f2c01ab",
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add this command's arguments."""
    parser.add_argument("action", choices=("create", "list", "revoke"), help="what to do")
    parser.add_argument("name", nargs="?", metavar="NAME", help="create: what to call it; revoke: its id")
    parser.add_argument(
        "--scope", choices=("read", "write"), default="read", help="create: what it allows (default: read)"
    )
    parser.add_argument(
        "--tokens",
        metavar="PATH",
        help="the file of tokens (default: $FORESHOCK_TOKENS, else beside the record: RECORD.tokens.json)",
    )
    options.add_record(parser)
    options.add_json(parser)


def run(args: argparse.Namespace, terminal: Terminal) -> int:
    """Do one thing with the tokens; a new token's secret is printed this once."""
    from foreshock.flow.tokens import ENVIRONMENT, token_file
    from foreshock.terms.errors import UsageError

    environ = terminal.environ
    tokens = token_file(args.record, environ.get("FORESHOCK_RECORD"), args.tokens or environ.get(ENVIRONMENT))
    if args.action == "list":
        _list(tokens, args, terminal)
        return DONE
    if not args.name:
        raise UsageError(
            f"token {args.action} names no token",
            expected="a name for the new one" if args.action == "create" else "the id of one",
            next_step=f"foreshock token {args.action} NAME",
        )
    if args.action == "create":
        _create(tokens, args, terminal)
    else:
        view = tokens.revoke(args.name, terminal.clock)
        if args.json:
            terminal.json(view)
        else:
            terminal.line(f"token {view.id} ({view.name}) is revoked; nothing accepts it from now on")
    return DONE


def _create(tokens: "TokenFile", args: argparse.Namespace, terminal: Terminal) -> None:
    made = tokens.create(args.name, args.scope, terminal.clock)
    if args.json:
        terminal.json(made)
        return
    terminal.line(made.secret)
    allowed = "read and write" if made.token.scope == "write" else "read"
    terminal.err.write(
        f"foreshock: token {made.token.id} ({made.token.name}) may {allowed}. It is shown this once: only its hash is "
        f"kept, in {tokens.path}\n"
    )


def _list(tokens: "TokenFile", args: argparse.Namespace, terminal: Terminal) -> None:
    found = tokens.all()
    if args.json:
        for view in found:
            terminal.json(view)
        return
    if not found:
        terminal.line("there are no tokens; make one with: foreshock token create NAME")
    for view in found:
        terminal.line(f"{view.id}  {view.scope:<5}  {view.created_at:%Y-%m-%d}  {_state(view):<18}  {view.name}")


def _state(view: "TokenView") -> str:
    return f"revoked {view.revoked_at:%Y-%m-%d}" if view.revoked_at else "valid"
