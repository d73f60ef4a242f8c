"""`foreshock track-record`: how good the issued forecasts were."""

import argparse

from foreshock.cli import options
from foreshock.cli.terminal import DONE, Terminal

SUMMARY = "score the ledger's settled forecasts against their references; replays never enter (see backtest)"
EXAMPLES = (
    "foreshock track-record",
    "foreshock track-record --target any_missile --horizon 7",
    "foreshock track-record --as-of 2024-06-30 --json",
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add this command's arguments."""
    parser.add_argument("--target", action="append", metavar="TARGET", help="only this target (may be repeated)")
    parser.add_argument(
        "--horizon", action="append", type=int, metavar="DAYS", help="only this horizon, in days (may be repeated)"
    )
    options.add_theater(parser)
    options.add_as_of(parser)
    options.add_record(parser)
    options.add_json(parser)


def run(args: argparse.Namespace, terminal: Terminal) -> int:
    """Print the scores by target and horizon; with --json one object of foreshock.track-record/1."""
    from foreshock.cli.render.track_record_text import print_track_record
    from foreshock.flow.track_record import track_record

    found = track_record(options.desk(args, terminal), targets=args.target or (), horizons=args.horizon or ())
    terminal.json(found) if args.json else print_track_record(found, terminal)
    return DONE
