"""`foreshock studies`: published studies of a pattern, rerun on the record side by side."""

import argparse

from foreshock.cli import options
from foreshock.cli.terminal import DONE, Terminal

SUMMARY = "rerun published studies of one pattern on the record, side by side, and say why they differ"
EXAMPLES = (
    "foreshock studies",
    "foreshock studies --chart studies.svg",
    "foreshock studies --as-of 2021-01-01 --json",
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add this command's arguments."""
    options.add_drawn_answer(parser)


def run(args: argparse.Namespace, terminal: Terminal) -> int:
    """Print each study's definition in every study's years; with --json one object of foreshock.studies/1."""
    from foreshock.cli.chart_file import write_chart
    from foreshock.cli.render.studies_text import print_studies
    from foreshock.flow.studies import ask_studies
    from foreshock.render.charts.studies import study_chart

    found = ask_studies(options.desk(args, terminal))
    if args.chart:
        write_chart(study_chart(found), args.chart)
    if args.json:
        terminal.json(found)
    else:
        print_studies(found, terminal)
    return DONE
