"""`foreshock explain`: how each item of a reading was made."""

import argparse

from foreshock.cli import options
from foreshock.cli.batch import Batch
from foreshock.cli.terminal import Terminal

SUMMARY = "show how each item was coded: sentence, parse, rule, words, dates, and what was left"
EXAMPLES = (
    "foreshock explain article.txt",
    "foreshock explain article.txt --item e3",
    "foreshock explain article.txt --json",
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add this command's arguments."""
    options.add_inputs(parser)
    parser.add_argument("--item", metavar="ID", help="one item of the reading only, such as s2, e3 or c1")
    options.add_theater(parser)
    options.add_json(parser)


def run(args: argparse.Namespace, terminal: Terminal) -> int:
    """Print each explanation; with --json one object of foreshock.explanation/1 a line."""
    from foreshock.cli.render.explain_text import print_explanation
    from foreshock.flow.explain import explain_articles

    batch = Batch(explain_articles(options.inputs(args, terminal), args.theater, item=args.item), terminal)
    for item in batch:
        if args.json:
            terminal.json(item.explanation)
        else:
            print_explanation(item.explanation, terminal)
    return batch.exit_code
