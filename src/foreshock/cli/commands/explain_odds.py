"""`foreshock explain-odds`: why a forecast is what it is."""

import argparse

from foreshock.cli import options
from foreshock.cli.terminal import DONE, Terminal

SUMMARY = (
    "explain one forecast: every term with its arithmetic and rows, and the odds again without each row or sentence"
)
EXAMPLES = (
    "foreshock explain-odds",
    "foreshock explain-odds --as-of 2023-02-02 --target any_missile --horizon 7",
    "foreshock explain-odds article.txt --target icbm_or_satellite",
    "foreshock explain-odds --as-of 2023-02-02 --rows 4 --refit",
    "foreshock explain-odds --json",
)
MOST_ROWS = 200


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add this command's arguments."""
    options.add_inputs(parser, optional=True)
    parser.add_argument("--target", metavar="TARGET", help="which target (default: the theater's first)")
    parser.add_argument("--horizon", type=int, default=7, metavar="DAYS", help="which horizon (default: 7)")
    parser.add_argument(
        "--rows", type=int, default=12, metavar="N", help="leave out up to N rows, one at a time (default: 12)"
    )
    parser.add_argument(
        "--refit",
        action="store_true",
        help="fit every model again without each row left out, not only the sum (about a second a row)",
    )
    options.add_theater(parser)
    options.add_as_of(parser, article=True)
    options.add_record(parser)
    options.add_json(parser)


def run(args: argparse.Namespace, terminal: Terminal) -> int:
    """Print the explanation; with --json one object of foreshock.odds-explanation/1 a line."""
    from foreshock.cli.batch import Batch
    from foreshock.cli.render.explain_odds_text import print_odds_explanation
    from foreshock.flow.explain_odds import explain_odds, explain_odds_of
    from foreshock.terms.errors import UsageError

    if not 0 <= args.rows <= MOST_ROWS:
        raise UsageError(
            f"--rows {args.rows}",
            expected=f"0 to {MOST_ROWS}",
            next_step="each row takes part of a second: start with the default",
        )
    desk = options.desk(args, terminal)
    if not args.inputs:
        found = explain_odds(desk, target=args.target, horizon=args.horizon, most=args.rows, refit=args.refit)
        terminal.json(found) if args.json else print_odds_explanation(found, terminal)
        return DONE
    batch = Batch(
        explain_odds_of(
            options.inputs(args, terminal),
            desk,
            target=args.target,
            horizon=args.horizon,
            most=args.rows,
            refit=args.refit,
        ),
        terminal,
    )
    for item in batch:
        if args.json:
            terminal.json(item.explanation)
        else:
            print_odds_explanation(item.explanation, terminal)
    return batch.exit_code
