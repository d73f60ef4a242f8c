"""`foreshock read`: everything an article says, coded."""

import argparse

from foreshock.cli import options
from foreshock.cli.batch import Batch
from foreshock.cli.terminal import Terminal

SUMMARY = "code articles: statements, events, schedules and claims, each with its evidence"
EXAMPLES = (
    "foreshock read article.txt",
    "foreshock read --json articles/ > readings.jsonl",
    "foreshock read --theater world --json texts.jsonl > readings.jsonl",
    "foreshock read undated.txt --published 2023-02-02",
    "foreshock read --unknown articles/",
    "foreshock read --relevant-only --json wire.jsonl > readings.jsonl",
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add this command's arguments."""
    options.add_inputs(parser)
    parser.add_argument(
        "--unknown",
        action="store_true",
        help="list instead the names, weapon types and verbs met that the pack does not know, most frequent first",
    )
    options.add_relevant_only(parser)
    options.add_theater(parser)
    options.add_json(parser)


def run(args: argparse.Namespace, terminal: Terminal) -> int:
    """Print each reading; with --json one object of foreshock.reading/1 a line."""
    if args.unknown:
        return _unknown(args, terminal)
    from foreshock.cli.render.reading_text import print_reading
    from foreshock.flow.readings import read_articles

    inputs = options.inputs(args, terminal)
    batch = Batch(read_articles(inputs, args.theater), terminal)
    for item in batch:
        if args.json:
            terminal.json(item.reading)
        else:
            print_reading(item.reading, item.zone, terminal)
    options.tell_let_by(inputs, terminal)
    return batch.exit_code


def _unknown(args: argparse.Namespace, terminal: Terminal) -> int:
    """Print what the articles name that the pack does not know; with --json one object of each a line."""
    from foreshock.cli.render.unknown_text import print_unknown
    from foreshock.flow.unknown import count_unknown, unknown_in

    inputs = options.inputs(args, terminal)
    batch = Batch(unknown_in(inputs, args.theater), terminal)
    counts = count_unknown(batch)
    if args.json:
        for row in counts:
            terminal.json(row)
    else:
        print_unknown(counts, terminal)
    options.tell_let_by(inputs, terminal)
    return batch.exit_code
