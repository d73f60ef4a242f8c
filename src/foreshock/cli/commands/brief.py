"""`foreshock brief`: the main job."""

import argparse

from foreshock.cli import options
from foreshock.cli.batch import Batch
from foreshock.cli.terminal import Terminal

SUMMARY = "brief an article: what is new, what lies ahead, the odds with reasons, its claims checked"
EXAMPLES = (
    "foreshock brief                                  a shipped sample article",
    "foreshock brief article.txt --html brief.html    also as one self-contained page",
    "foreshock brief https://example.org/story --json",
    "foreshock brief article.txt --scale phia         with the UK's words of probability",
    "foreshock brief article.txt --as-of 2024-01-01   with what was known later",
    "foreshock brief article.txt --known-at 2024-06-01   with the rows this record had by then",
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add this command's arguments."""
    options.add_inputs(parser, optional=True)
    parser.add_argument("--html", metavar="FILE", help="also write the briefs as one self-contained page")
    options.add_theater(parser)
    options.add_as_of(parser, article=True)
    parser.add_argument(
        "--known-at", metavar="WHEN", help="only with what this file itself held at that moment, besides the article"
    )
    options.add_record(parser)
    options.add_scale(parser)
    options.add_json(parser)


def run(args: argparse.Namespace, terminal: Terminal) -> int:
    """Print each brief; with --json one object of foreshock.brief/1 a line."""
    from foreshock.cli.render.brief_text import print_brief
    from foreshock.flow.briefing import brief_articles
    from foreshock.flow.scales import scale_named

    scale = scale_named(args.scale)
    taken, desk = options.inputs(args, terminal), options.desk(args, terminal)
    found = brief_articles(taken, desk, scale=scale, known_at=args.known_at)
    batch = Batch(found, terminal)
    briefs = []
    for item in batch:
        if args.html:
            briefs.append(item.brief)
        if args.json:
            terminal.json(item.brief)
        else:
            print_brief(item.brief, terminal)
    if briefs:
        from foreshock.cli.render.brief_page import write_page

        write_page(briefs, args.html)
    return batch.exit_code
