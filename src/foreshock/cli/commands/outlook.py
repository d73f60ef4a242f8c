"""`foreshock outlook`: the odds."""

import argparse

from foreshock.cli import options
from foreshock.cli.terminal import DONE, Terminal

SUMMARY = "odds for each target and horizon, with reference rates and exact reasons"
EXAMPLES = (
    "foreshock outlook",
    "foreshock outlook --as-of 2023-02-02 --target any_missile",
    "foreshock outlook --as-of 2023-02-02 --until 2023-03-31 --json",
    "foreshock outlook --coefficients",
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add this command's arguments."""
    parser.add_argument("--target", action="append", metavar="TARGET", help="only this target (may be repeated)")
    parser.add_argument(
        "--horizon", action="append", type=int, metavar="DAYS", help="only this horizon, in days (may be repeated)"
    )
    parser.add_argument("--until", metavar="DATE", help="also the window from tomorrow to this day")
    parser.add_argument("--coefficients", action="store_true", help="print every coefficient behind the odds")
    options.add_theater(parser)
    options.add_as_of(parser)
    options.add_record(parser)
    options.add_json(parser)


def run(args: argparse.Namespace, terminal: Terminal) -> int:
    """Print the outlook; with --json one object of foreshock.outlook/1."""
    from foreshock.cli.render.outlook_text import print_outlook
    from foreshock.flow.odds import outlook_now

    until = options.parse_day(args.until, "--until")
    found = outlook_now(
        options.desk(args, terminal), targets=args.target or (), horizons=args.horizon or (), until=until
    )
    if args.json:
        terminal.json(found.coefficients if args.coefficients else found.outlook)
    else:
        print_outlook(found, terminal, coefficients=args.coefficients)
    return DONE
