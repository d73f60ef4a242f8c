"""`foreshock theater`: packs."""

import argparse

from foreshock.cli import options
from foreshock.cli.terminal import DONE, SOME_FAILED, Terminal

SUMMARY = "list, show or check theater packs"
EXAMPLES = (
    "foreshock theater list",
    "foreshock theater show korea",
    "foreshock theater show korea kinds",
    "foreshock theater show korea actors --json",
    "foreshock theater check path/to/pack",
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add this command's arguments."""
    parser.add_argument("action", choices=("list", "show", "check"), help="what to do")
    parser.add_argument("pack", nargs="?", metavar="PACK", help="a pack's name or folder (for show and check)")
    parser.add_argument(
        "table", nargs="?", metavar="TABLE", help="show: the rows of this table, such as targets, kinds or actors"
    )
    options.add_json(parser)


def run(args: argparse.Namespace, terminal: Terminal) -> int:
    """Print the packs, one pack's contents, or its faults (exit 1 when there are any)."""
    from foreshock.flow import packs
    from foreshock.terms.errors import UsageError

    if args.action == "list":
        for name, summary in packs.describe_packs():
            terminal.json({"pack": name, "name": summary}) if args.json else terminal.line(f"{name:<12} {summary}")
        return DONE
    if not args.pack:
        raise UsageError(
            f"theater {args.action} needs a pack", next_step="foreshock theater list shows the shipped ones"
        )
    if args.table:
        if args.action != "show":
            raise UsageError(f"theater {args.action} takes no table", next_step="foreshock theater show PACK TABLE")
        for row in packs.list_rows(args.pack, args.table):
            terminal.json(row) if args.json else terminal.line("{:<34} {}".format(*packs.row_words(row)))
        return DONE
    if args.action == "show":
        contents = packs.describe_pack(args.pack)
        if args.json:
            terminal.json(contents)
        else:
            for table, rows in contents.items():
                terminal.line(f"{table:<20} {rows}")
        return DONE
    faults = packs.find_faults(args.pack)
    for fault in faults:
        terminal.json(fault) if args.json else terminal.line(fault.line())
    if not faults and not args.json:
        terminal.line(f"{args.pack}: no faults")
    return SOME_FAILED if faults else DONE
