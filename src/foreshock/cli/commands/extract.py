"""`foreshock extract`: the article alone, furniture apart."""

import argparse

from foreshock.cli import options
from foreshock.cli.batch import Batch
from foreshock.cli.terminal import Terminal

SUMMARY = "separate an article's body from its page: headline, byline, time, paragraphs, furniture"
EXAMPLES = (
    "foreshock extract page.html",
    "foreshock extract --json articles/ > articles.jsonl",
    "foreshock extract --relevant-only --json pages/ > articles.jsonl",
    "curl -s https://example.org/story | foreshock extract -",
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add this command's arguments."""
    options.add_inputs(parser)
    options.add_relevant_only(parser)
    options.add_theater(parser)
    options.add_json(parser)


def run(args: argparse.Namespace, terminal: Terminal) -> int:
    """Print each article; with --json, {"source", "article"} or {"source", "error"} a line."""
    from foreshock.flow.articles import extract_articles

    inputs = options.inputs(args, terminal)
    batch = Batch(extract_articles(inputs), terminal, json_errors=args.json)
    for item in batch:
        if args.json:
            terminal.json({"source": item.source, "article": item.article})
            continue
        article = item.article
        terminal.line(article.headline or "(no headline)")
        about = [article.agency, ", ".join(article.byline) or None, _when(article.published_at)]
        terminal.line(" | ".join(part for part in about if part))
        for paragraph in article.paragraphs:
            terminal.line()
            terminal.line(paragraph)
        if article.furniture:
            terminal.line()
            terminal.line(f"({len(article.furniture)} pieces of page furniture set apart)")
        for problem in item.problems:
            terminal.line(f"problem: {problem}")
    options.tell_let_by(inputs, terminal)
    return batch.exit_code


def _when(instant: object) -> str | None:
    return None if instant is None else str(instant)
