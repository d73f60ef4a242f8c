"""`foreshock backtest`: how good the odds would have been."""

import argparse
from typing import TYPE_CHECKING

from foreshock.cli import options
from foreshock.cli.terminal import DONE, Terminal

if TYPE_CHECKING:
    from foreshock.flow.backtest import BacktestLine
    from foreshock.flow.timing_backtest import TimingLine

SUMMARY = "replay the forecasts day by day with no look-ahead and score them against reference rates"
EXAMPLES = (
    "foreshock backtest --target any_missile --horizon 7",
    "foreshock backtest --from 2012-01-01 --to 2026-08-20 --forecasts forecasts.csv",
    "foreshock backtest --html hindcasts.html",
    "foreshock backtest --ablation --target any_missile --horizon 7",
    "foreshock backtest --timing --html dates.html",
)

MOST_PLACEBOS = 1000


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add this command's arguments."""
    parser.add_argument("--from", dest="start", metavar="DATE", help="first issue day (default: 2012-01-01)")
    parser.add_argument("--to", dest="end", metavar="DATE", help="last issue day (default: the record's last row)")
    parser.add_argument("--target", action="append", metavar="TARGET", help="only this target (may be repeated)")
    parser.add_argument(
        "--horizon", action="append", type=int, metavar="DAYS", help="only this horizon, in days (may be repeated)"
    )
    parser.add_argument(
        "--known-at",
        choices=("final", "actual"),
        default="final",
        help="final: rows count from their own day; actual: from the day they were first recorded (default: final)",
    )
    parser.add_argument(
        "--forecasts",
        metavar="FILE",
        help="write every forecast as CSV: issued_on, target, horizon, probability, "
        "reference (the best plain rate, chosen knowing the outcomes), then each reference by name",
    )
    parser.add_argument("--html", metavar="FILE", help="also write one self-contained page of charts and tables")
    parser.add_argument("--hindcasts", metavar="FILE", help="write the yearly score sums that a pack ships")
    parser.add_argument(
        "--ablation",
        action="store_true",
        help="instead: what each source of information adds, against copies of its calendar moved in time "
        "(7 days unless --horizon is given; about a minute a target and horizon)",
    )
    parser.add_argument(
        "--placebos", type=int, default=60, metavar="N", help="with --ablation: moved copies (default: 60)"
    )
    parser.add_argument(
        "--timing",
        action="store_true",
        help="instead: score the distribution of the next event's day and of counts (CRPS, coverage)",
    )
    options.add_theater(parser)
    options.add_json(parser)


def run(args: argparse.Namespace, terminal: Terminal) -> int:
    """Print the scores of every target and horizon."""
    from foreshock.cli.render.backtest_text import print_backtest
    from foreshock.flow.backtest import backtest

    _check_one_of(args)
    if args.ablation:
        return _ablation(args, terminal)
    if args.timing:
        return _timing(args, terminal)
    found = backtest(
        args.theater,
        start=options.parse_day(args.start, "--from"),
        end=options.parse_day(args.end, "--to"),
        targets=args.target or (),
        horizons=args.horizon or (),
        known=args.known_at,
        forecasts_file=args.forecasts,
        hindcasts_file=args.hindcasts,
        progress=terminal.err if terminal.interactive else None,
    )
    if args.html and found:
        _write_page(found, args, terminal)
    if args.json:
        for line in found:
            terminal.json(line)
    else:
        print_backtest(found, terminal)
    return DONE


def _write_page(found: "list[BacktestLine]", args: argparse.Namespace, terminal: Terminal) -> None:
    from foreshock.cli.progress import end_progress, progress_line
    from foreshock.flow.whole_files import write_text
    from foreshock.render.backtest_page import render_backtest
    from foreshock.theaters.load import load_pack

    labels = {target.id: target.label for target in load_pack(args.theater).targets}
    page = render_backtest(found, labels, known=args.known_at, progress=progress_line(terminal))
    end_progress(terminal)
    write_text(page, args.html, "--html")


def _check_one_of(args: argparse.Namespace) -> None:
    from foreshock.terms.errors import UsageError

    if args.ablation and args.timing:
        raise UsageError("--ablation with --timing", expected="one of them", next_step="run backtest twice")
    instead = "--ablation" if args.ablation else "--timing" if args.timing else ""
    if instead and (args.forecasts or args.hindcasts or (args.ablation and args.html)):
        raise UsageError(
            f"{instead} with a file to write",
            expected="one or the other: files are written of the forecasts by horizon",
            next_step="run backtest twice",
        )
    if args.timing and args.horizon:
        raise UsageError(
            "--timing with --horizon",
            expected="no horizon: the next event's day is scored over 90 days, counts over 7 and 30",
            next_step="leave --horizon out",
        )


def _ablation(args: argparse.Namespace, terminal: Terminal) -> int:
    from foreshock.cli.progress import end_progress, progress_line
    from foreshock.cli.render.ablation_text import print_ablation
    from foreshock.flow.ablation import ablation
    from foreshock.terms.errors import UsageError

    if not 0 <= args.placebos <= MOST_PLACEBOS:
        raise UsageError(
            f"--placebos {args.placebos}",
            expected=f"0 to {MOST_PLACEBOS} copies",
            next_step="60 copies tell a p of 0.02 from chance",
        )
    found = ablation(
        args.theater,
        start=options.parse_day(args.start, "--from"),
        end=options.parse_day(args.end, "--to"),
        targets=args.target or (),
        horizons=args.horizon or (),
        known=args.known_at,
        copies=args.placebos,
        progress=progress_line(terminal),
    )
    if args.json:
        for line in found:
            terminal.json(line)
    else:
        lines = list(found)
        end_progress(terminal)
        print_ablation(lines, terminal)
    return DONE


def _timing(args: argparse.Namespace, terminal: Terminal) -> int:
    from foreshock.cli.render.timing_scores_text import print_timing_scores
    from foreshock.flow.timing_backtest import timing_backtest

    lines = timing_backtest(
        args.theater,
        start=options.parse_day(args.start, "--from"),
        end=options.parse_day(args.end, "--to"),
        targets=args.target or (),
        known=args.known_at,
    )
    found = []
    for line in lines:
        found.append(line)
        if args.json:
            terminal.json(line)
    if args.html:
        _write_timing_page(found, args)
    if not args.json:
        print_timing_scores(found, terminal)
    return DONE


def _write_timing_page(found: "list[TimingLine]", args: argparse.Namespace) -> None:
    from foreshock.flow.whole_files import write_text
    from foreshock.render.timing_page import render_timing_scores
    from foreshock.theaters.load import load_pack

    labels = {target.id: target.label for target in load_pack(args.theater).targets}
    write_text(render_timing_scores(found, labels, known=args.known_at), args.html, "--html")
