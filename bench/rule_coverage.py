"""Which coding rules fire on given articles or readings, how often, and which never do.

A `.jsonl` of readings (`foreshock read --json`) is counted as it is; anything else that `foreshock
read` takes (article files, folders, a `.jsonl` of texts) is read first, and so are the sentences of
a fixture of our own (`.toml`, published on the day they are annotated for). A rule that never fires
on enough varied material earns nothing and should go.

Run: python bench/rule_coverage.py GOLD.jsonl ... [--theater NAME] [--json]
"""

import argparse
import io
import json
import sys
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import msgspec

from foreshock.coding.read import load_coder, read_article
from foreshock.coding.rules import rule_catalogue
from foreshock.flow.articles import Inputs
from foreshock.flow.failed import FailedInput
from foreshock.flow.readings import read_articles
from foreshock.terms.article import Article
from foreshock.terms.clock import SystemClock
from foreshock.terms.reading import Reading
from foreshock.theaters.load import load_pack

READING = "foreshock.reading/"
PUBLISHED = "2024-03-14"  # of a fixture's sentence that does not say


class Coverage(NamedTuple):
    """How often rules fired: `items` made by a rule, `articles` with one, `read` articles in all."""

    items: Counter[str]
    articles: Counter[str]
    read: int


def rules_in(reading: Reading) -> list[str]:
    """Return the rule of each item of a reading."""
    made = (reading.statements, reading.events, reading.claims)
    return [item.rule for items in made for item in items]


def measure(readings: Iterable[Reading]) -> Coverage:
    """Count the rules that made the items of the readings."""
    items: Counter[str] = Counter()
    articles: Counter[str] = Counter()
    read = 0
    for reading in readings:
        read += 1
        fired = rules_in(reading)
        items.update(fired)
        articles.update(set(fired))
    return Coverage(items, articles, read)


def readings_of(path: str, theater: str) -> Iterator[Reading]:
    """Yield the readings in a file, or those of the articles in it; what cannot be read is named and left out."""
    if _holds_readings(path):
        with Path(path).open(encoding="utf-8") as lines:
            yield from (msgspec.json.decode(line, type=Reading) for line in lines if line.strip())
        return
    if path.endswith(".toml"):
        coder = load_coder(load_pack(theater))
        yield from (read_article(article, coder) for article in fixture_articles(Path(path)))
        return
    inputs = Inputs((path,), io.BytesIO(), None, 20.0, SystemClock())
    for item in read_articles(inputs, theater):
        if isinstance(item, FailedInput):
            print(f"{item.source}: {item.error}", file=sys.stderr)
        else:
            yield item.reading


def fixture_articles(path: Path) -> Iterator[Article]:
    """Yield the texts of a fixture as articles of their own, its paragraphs apart by a blank line."""
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    for case in table.get("cases", table.get("case", [])):
        yield Article(
            id="sha256:0",
            headline=case.get("headline"),
            agency=case.get("agency"),
            paragraphs=tuple(part.strip() for part in case["text"].strip().split("\n\n")),
            published_at=datetime.fromisoformat(str(case.get("published", PUBLISHED))).replace(tzinfo=UTC),
            published_precision="day",
        )


def _holds_readings(path: str) -> bool:
    if not path.endswith(".jsonl"):
        return False
    with Path(path).open(encoding="utf-8") as lines:
        first = json.loads(next((line for line in lines if line.strip()), "{}"))
    return str(first.get("schema", "")).startswith(READING)


def table(coverage: Coverage) -> str:
    """Return the counts as text, most frequent first in each part, then the rules that never fired."""
    lines = [f"{coverage.read} articles"]
    silent = []
    for part in dict.fromkeys(rule.part for rule in rule_catalogue()):
        lines += ["", f"{part:<34}{'items':>8}{'articles':>10}"]
        rules = [rule for rule in rule_catalogue() if rule.part == part]
        for rule in sorted(rules, key=lambda rule: -coverage.items[rule.id]):
            if coverage.items[rule.id]:
                lines.append(f"  {rule.id:<32}{coverage.items[rule.id]:>8}{coverage.articles[rule.id]:>10}")
            else:
                silent.append(rule.id)
    unlisted = sorted(set(coverage.items) - {rule.id for rule in rule_catalogue()})
    lines += ["", f"never fired ({len(silent)}): {', '.join(silent) or 'none'}"]
    if unlisted:
        lines.append(f"fired but not in the catalogue: {', '.join(unlisted)}")
    return "\n".join(lines)


def main() -> None:
    """Count and print a table, or with --json one object a rule."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("inputs", nargs="+", metavar="GOLD")
    parser.add_argument("--theater", default="korea")
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    coverage = measure(reading for path in args.inputs for reading in readings_of(path, args.theater))
    if args.json:
        for rule in rule_catalogue():
            fired = {"items": coverage.items[rule.id], "articles": coverage.articles[rule.id]}
            print(json.dumps({"rule": rule.id, "part": rule.part, **fired}))
    else:
        print(table(coverage))


if __name__ == "__main__":
    main()
