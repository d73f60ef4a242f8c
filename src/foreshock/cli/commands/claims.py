"""`foreshock claims`: an article's claims about patterns, tested against the record."""

import argparse

from foreshock.cli import options
from foreshock.cli.batch import Batch
from foreshock.cli.terminal import Terminal

SUMMARY = "test an article's claims against the record as it was known when the article came out"
EXAMPLES = (
    "foreshock claims article.txt",
    "foreshock claims article.txt --json",
    "foreshock claims article.txt --as-of 2024-01-01",
    "foreshock claims article.txt --charts pictures",
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add this command's arguments."""
    options.add_inputs(parser)
    options.add_theater(parser)
    options.add_as_of(parser, article=True)
    options.add_record(parser)
    parser.add_argument(
        "--charts",
        metavar="FOLDER",
        help="also draw claims that one thing follows another, as .svg and .csv files there",
    )
    options.add_json(parser)


def run(args: argparse.Namespace, terminal: Terminal) -> int:
    """Print each claim with its verdict; with --json {"source", "article", "as_of", "claim"} a claim and line."""
    from foreshock.cli.chart_file import write_claim_charts
    from foreshock.cli.render.claims_text import print_checked
    from foreshock.flow.claims import check_articles

    pictures = args.charts is not None
    found = check_articles(options.inputs(args, terminal), options.desk(args, terminal), pictures=pictures)
    batch = Batch(found, terminal)
    for item in batch:
        if pictures:
            write_claim_charts(item, args.charts)
        if args.json:
            for claim in item.claims:
                terminal.json({"source": item.source, "article": item.article_id, "as_of": item.as_of, "claim": claim})
        else:
            print_checked(item, terminal)
    return batch.exit_code
