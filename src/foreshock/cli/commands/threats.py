"""`foreshock threats`: what actors said they would do, and what came of it."""

import argparse

from foreshock.cli import options
from foreshock.cli.terminal import DONE, Terminal

SUMMARY = "follow threats, promises and deadlines: open, armed, kept, not kept or never met"
EXAMPLES = (
    "foreshock threats list --state armed",
    "foreshock threats list --as-of 2019-12-15",
    "foreshock threats show 2019-04-12-head-of-state",
    "foreshock threats rates --by form --json",
)
ACTIONS = {
    "list": "each undertaking and how it stands",
    "show": "ID: one in full, with the rule that settles it and the rows that decided",
    "rates": "how often they were kept, by who made them, against chance",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add this command's arguments."""
    meaning = "; ".join(f"{action} {about}" for action, about in ACTIONS.items())
    parser.add_argument("action", choices=tuple(ACTIONS), help=meaning)
    parser.add_argument("id", nargs="?", metavar="ID", help="show: the undertaking's id or its beginning")
    parser.add_argument(
        "--state",
        action="append",
        choices=("open", "armed", "kept", "not_kept", "never_met", "unsettled"),
        help="list: only those that stand so (repeatable)",
    )
    parser.add_argument("--by", default="level", metavar="WHAT", help="rates: by level, form, actor or speaker")
    options.add_theater(parser)
    options.add_as_of(parser)
    options.add_record(parser)
    options.add_json(parser)


def run(args: argparse.Namespace, terminal: Terminal) -> int:
    """Print what was asked; with --json one object: foreshock.threats/1, or for show the one undertaking."""
    from foreshock.cli.render import threats_text
    from foreshock.flow.threats import ask_threats, find_threat
    from foreshock.terms.errors import UsageError

    if (args.action == "show") != (args.id is not None):
        raise UsageError(
            f"threats {args.action} got {'no id' if args.id is None else 'an id'}",
            expected=f"{args.action}: {ACTIONS[args.action]}",
            next_step="foreshock threats --help shows examples",
        )
    states = tuple(args.state or ()) if args.action == "list" else ()
    found = ask_threats(options.desk(args, terminal), by=args.by, states=states)
    if args.action == "show":
        one = find_threat(found, args.id)
        terminal.json(one) if args.json else threats_text.print_one(one, terminal)
    elif args.json:
        terminal.json(found)
    elif args.action == "list":
        threats_text.print_list(found, terminal)
    else:
        threats_text.print_rates(found, terminal)
    return DONE
