"""`foreshock patterns`: does one kind of event follow another?"""

import argparse

from foreshock.cli import options
from foreshock.cli.terminal import DONE, Terminal

SUMMARY = "test whether one kind of event follows another more often than its own rate explains"
EXAMPLES = (
    "foreshock patterns exercise.joint.command_post any_missile",
    "foreshock patterns exercise.joint any_missile --lag 0-3 --from 2012-01-01 --chart pattern.svg",
    "foreshock patterns exercise.joint any_missile --during --from 2002-01-01 --tests 150",
    "foreshock patterns 'statement?stance=threaten' any_missile --lag 1-3",
    "foreshock patterns arms.test@KOR any_missile --lag 1-3 --json",
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add this command's arguments."""
    options.add_sides(parser, "BEFORE", "AFTER", "what may follow")
    parser.add_argument(
        "--lag",
        action="append",
        metavar="DAYS",
        help="window such as 0-3 after the antecedent (may be repeated; default: 1-1, 1-3, 1-7, 1-14, 1-30)",
    )
    parser.add_argument("--during", action="store_true", help="count the days an antecedent lasted as exposed too")
    parser.add_argument(
        "--tests",
        type=int,
        default=0,
        metavar="N",
        help="how many tests you ran in all: p-values are adjusted for them",
    )
    parser.add_argument("--from", dest="start", metavar="DATE", help="only antecedents from this day on")
    parser.add_argument("--to", dest="end", metavar="DATE", help="only what was by this day")
    options.add_drawn_answer(parser)


def run(args: argparse.Namespace, terminal: Terminal) -> int:
    """Print one line a window; with --json one object of foreshock.patterns/1."""
    from foreshock.cli.chart_file import write_chart
    from foreshock.cli.render.patterns_text import print_patterns
    from foreshock.flow.patterns import ask_pattern
    from foreshock.render.charts.patterns import pattern_chart

    found = ask_pattern(
        options.desk(args, terminal),
        args.antecedent,
        args.consequent,
        lags=args.lag or (),
        start=options.parse_day(args.start, "--from"),
        end=options.parse_day(args.end, "--to"),
        during=args.during,
        tests=args.tests,
    )
    if args.chart:
        write_chart(pattern_chart(found), args.chart)
    if args.json:
        terminal.json(found)
    else:
        print_patterns(found, terminal)
    return DONE
