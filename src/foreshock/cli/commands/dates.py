"""`foreshock dates`: every date expression of a text, resolved."""

import argparse

from foreshock.cli import options
from foreshock.cli.batch import Batch
from foreshock.cli.terminal import Terminal

SUMMARY = "find date expressions in raw text and resolve them against the publication day"
EXAMPLES = (
    "foreshock dates article.txt --published 2023-02-02",
    "foreshock dates --json texts.jsonl > dates.jsonl",
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add this command's arguments."""
    options.add_inputs(parser)
    options.add_theater(parser)
    options.add_json(parser)


def run(args: argparse.Namespace, terminal: Terminal) -> int:
    """Print each expression with its days; with --json {"id", "dates"} a line, offsets into the raw text."""
    from foreshock.flow.dates import date_texts

    batch = Batch(date_texts(options.inputs(args, terminal), args.theater), terminal)
    for item in batch:
        if args.json:
            terminal.json({"id": item.id, "dates": item.dates})
            continue
        terminal.line(item.source)
        for found in item.dates:
            days = "unresolved" if found.from_ is None and found.to is None else f"{found.from_} … {found.to}"
            terminal.line(f"  {found.start:>6}  {found.text:<32} {days}  ({found.precision})")
    return batch.exit_code
