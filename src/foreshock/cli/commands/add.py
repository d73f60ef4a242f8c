"""`foreshock add`: store readings in the record."""

import argparse

from foreshock.cli import options
from foreshock.cli.batch import Batch
from foreshock.cli.terminal import Terminal

SUMMARY = "read articles and store what they say in the record; the same article twice changes nothing"
EXAMPLES = (
    "foreshock add article.txt",
    "foreshock add articles/ --record team.sqlite3",
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add this command's arguments."""
    options.add_inputs(parser)
    options.add_theater(parser)
    options.add_record(parser)
    options.add_json(parser)


def run(args: argparse.Namespace, terminal: Terminal) -> int:
    """Print what each article changed in the record."""
    from foreshock.flow.adding import add_articles

    batch = Batch(add_articles(options.inputs(args, terminal), options.desk(args, terminal)), terminal)
    for item in batch:
        if args.json:
            terminal.json({"source": item.source, "article": item.article_id, "report": item.report})
        else:
            terminal.line(f"{item.source}: {item.summary}")
    return batch.exit_code
