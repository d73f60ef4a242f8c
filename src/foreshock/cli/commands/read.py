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
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add this command's arguments."""
    options.add_inputs(parser)
    options.add_theater(parser)
    options.add_json(parser)


def run(args: argparse.Namespace, terminal: Terminal) -> int:
    """Print each reading; with --json one object of foreshock.reading/1 a line."""
    from foreshock.cli.render.reading_text import print_reading
    from foreshock.flow.readings import read_articles

    batch = Batch(read_articles(options.inputs(args, terminal), args.theater), terminal)
    for item in batch:
        if args.json:
            terminal.json(item.reading)
        else:
            print_reading(item.reading, item.zone, terminal)
    return batch.exit_code
