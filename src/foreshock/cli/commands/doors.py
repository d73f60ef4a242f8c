"""`foreshock doors`: how the door to talks stands between two sides, and since when."""

import argparse

from foreshock.cli import options
from foreshock.cli.terminal import DONE, Terminal

SUMMARY = "show how the door to talks stands between two sides: offered, conditional, open, shut or resumed"
EXAMPLES = (
    "foreshock doors",
    "foreshock doors --dyad KOR-JPN",
    "foreshock doors --as-of 2018-06-01 --json",
    "foreshock doors --dyad KOR-CHN --chart door.svg",
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add this command's arguments."""
    parser.add_argument("--dyad", metavar="A-B", help="two actors' codes (default: the theater's principal with each)")
    options.add_drawn_answer(parser)


def run(args: argparse.Namespace, terminal: Terminal) -> int:
    """Print each door with its changes; with --json one object of foreshock.doors/1."""
    from foreshock.cli.chart_file import write_chart
    from foreshock.cli.render.doors_text import print_doors
    from foreshock.flow.doors import ask_doors
    from foreshock.render.charts.doors import door_chart

    found = ask_doors(options.desk(args, terminal), args.dyad)
    if args.chart:
        write_chart(door_chart(found), args.chart)
    if args.json:
        terminal.json(found)
    else:
        print_doors(found, terminal, full=args.dyad is not None)
    return DONE
