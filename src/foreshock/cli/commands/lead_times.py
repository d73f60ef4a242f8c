"""`foreshock lead-times`: how long from one kind of thing to the next of another?"""

import argparse

from foreshock.cli import options
from foreshock.cli.terminal import DONE, Terminal

SUMMARY = "measure how long it takes from one kind of thing to the next of another, against moved calendars"
EXAMPLES = (
    "foreshock lead-times exercise.joint any_missile",
    "foreshock lead-times statement any_provocation --by rank --from 2012-01-01",
    "foreshock lead-times 'statement?stance=threaten|reject' any_missile --by stance --chart waits.svg",
    "foreshock lead-times exercise.joint any_provocation --by door:USA-JPN",
    "foreshock lead-times notice icbm_or_satellite --horizon 60 --json",
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add this command's arguments."""
    options.add_sides(parser, "FROM", "TO", "what is waited for")
    parser.add_argument(
        "--by", metavar="WHAT", help="group by rank, stance, kind, actor, year, door:A-B or another attribute"
    )
    parser.add_argument("--horizon", type=int, default=90, metavar="DAYS", help="how far to compare (default: 90)")
    parser.add_argument("--from", dest="start", metavar="DATE", help="only occasions from this day on")
    parser.add_argument("--to", dest="end", metavar="DATE", help="only what was by this day")
    options.add_drawn_answer(parser)


def run(args: argparse.Namespace, terminal: Terminal) -> int:
    """Print one line a group; with --json one object of foreshock.lead-times/1."""
    from foreshock.cli.chart_file import write_chart
    from foreshock.cli.render.lead_times_text import print_lead_times
    from foreshock.flow.lead_times import ask_lead_times
    from foreshock.render.charts.lead_times import lead_time_chart

    found = ask_lead_times(
        options.desk(args, terminal),
        args.antecedent,
        args.consequent,
        by=args.by,
        start=options.parse_day(args.start, "--from"),
        end=options.parse_day(args.end, "--to"),
        horizon=args.horizon,
    )
    if args.chart:
        write_chart(lead_time_chart(found), args.chart)
    if args.json:
        terminal.json(found)
    else:
        print_lead_times(found, terminal)
    return DONE
