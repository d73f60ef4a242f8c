"""`foreshock add`: store readings in the record."""

import argparse

from foreshock.cli import options
from foreshock.cli.batch import Batch
from foreshock.cli.terminal import Terminal

SUMMARY = "read articles and store what they say in the record; the same article twice changes nothing"
EXAMPLES = (
    "foreshock add article.txt",
    "foreshock add articles/ --record team.sqlite3",
    "foreshock add --relevant-only wire.jsonl",
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add this command's arguments."""
    options.add_inputs(parser)
    options.add_relevant_only(parser)
    options.add_theater(parser)
    options.add_record(parser)
    options.add_json(parser)


def run(args: argparse.Namespace, terminal: Terminal) -> int:
    """Print what each article changed in the record."""
    from foreshock.flow.adding import AddedInput, WithdrawnInput, add_articles

    inputs = options.inputs(args, terminal)
    batch: Batch[AddedInput | WithdrawnInput] = Batch(
        add_articles(inputs, options.desk(args, terminal, makes=True)), terminal
    )
    for item in batch:
        if args.json:
            terminal.json({"source": item.source, "article": item.article_id, "report": item.report})
        else:
            terminal.line(f"{item.source}: {item.summary}")
    options.tell_let_by(inputs, terminal)
    return batch.exit_code
