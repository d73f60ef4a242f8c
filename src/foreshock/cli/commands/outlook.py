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
    "foreshock outlook --scale phia",
    "foreshock outlook --as-of 2023-06-05 --history 90 --target icbm_or_satellite --chart odds.svg",
    "foreshock outlook --timing --target any_missile",
    "foreshock outlook --as-of 2026-08-20 --window 2026-09-01..2026-09-15",
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add this command's arguments."""
    parser.add_argument("--target", action="append", metavar="TARGET", help="only this target (may be repeated)")
    parser.add_argument(
        "--horizon", action="append", type=int, metavar="DAYS", help="only this horizon, in days (may be repeated)"
    )
    parser.add_argument("--until", metavar="DATE", help="the window from tomorrow to this day, beside any --horizon")
    parser.add_argument(
        "--timing",
        action="store_true",
        help="instead: when the next event falls, day by day with median and bands, and how many days have one",
    )
    parser.add_argument(
        "--window",
        action="append",
        metavar="FIRST..LAST",
        help="with --timing (implied): also this window of days, wherever it begins (may be repeated)",
    )
    parser.add_argument(
        "--history",
        type=int,
        metavar="DAYS",
        help="instead: how the odds of one target and horizon moved, day by day with what was known by each",
    )
    options.add_chart(parser)
    parser.add_argument("--coefficients", action="store_true", help="print every coefficient behind the odds")
    options.add_theater(parser)
    options.add_as_of(parser)
    options.add_record(parser)
    options.add_scale(parser)
    options.add_json(parser)


def run(args: argparse.Namespace, terminal: Terminal) -> int:
    """Print the outlook; with --json one object of foreshock.outlook/1."""
    from foreshock.cli.render.outlook_text import print_outlook
    from foreshock.flow.odds import outlook_now
    from foreshock.flow.scales import scale_named
    from foreshock.terms.errors import UsageError

    if args.history is not None:
        return _history(args, terminal)
    if args.chart:
        raise UsageError(
            "--chart without --history", expected="both", next_step="pass --history 90, for instance, or leave it out"
        )
    if args.timing or args.window:
        return _timing(args, terminal)
    until = options.parse_day(args.until, "--until")
    found = outlook_now(
        options.desk(args, terminal), targets=args.target or (), horizons=args.horizon or (), until=until
    )
    found = found.in_scale(scale_named(args.scale))
    if args.json:
        terminal.json(found.coefficients if args.coefficients else found.outlook)
    else:
        print_outlook(found, terminal, coefficients=args.coefficients)
    return DONE


def _timing(args: argparse.Namespace, terminal: Terminal) -> int:
    from foreshock.cli.render.timing_text import print_timing
    from foreshock.flow.timing import parse_window, timing_now
    from foreshock.terms.errors import UsageError

    if args.coefficients or args.until or args.horizon:
        raise UsageError(
            "--timing or --window with --horizon, --until or --coefficients",
            expected="one or the other: timing gives every horizon, and any window by --window",
            next_step="run outlook twice",
        )
    windows = [parse_window(text) for text in args.window or ()]
    found = timing_now(options.desk(args, terminal), targets=args.target or (), windows=windows)
    terminal.json(found) if args.json else print_timing(found, terminal)
    return DONE


def _history(args: argparse.Namespace, terminal: Terminal) -> int:
    from foreshock.cli.chart_file import write_chart
    from foreshock.cli.render.odds_history_text import print_odds_history
    from foreshock.flow.odds_history import odds_history
    from foreshock.render.charts.odds_history import odds_history_chart
    from foreshock.terms.errors import UsageError

    other = args.coefficients or args.until or args.timing or args.window
    if other or len(args.target or ()) > 1 or len(args.horizon or ()) > 1:
        raise UsageError(
            "--history with more than one target or horizon, or another kind of answer",
            expected="--history with at most one --target and one --horizon",
            next_step="run outlook once for each",
        )
    found = odds_history(
        options.desk(args, terminal),
        target=args.target[0] if args.target else None,
        horizon=args.horizon[0] if args.horizon else 7,
        days=args.history,
    )
    if args.chart:
        write_chart(odds_history_chart(found), args.chart)
    terminal.json(found) if args.json else print_odds_history(found, terminal)
    return DONE
