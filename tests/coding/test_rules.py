"""The catalogue of rules: what a reading can name is in it, and each of its examples is read by its rule."""

import io
import re
import tomllib
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from foreshock.coding import rules
from foreshock.coding.dates.find import find_dates
from foreshock.coding.read import Coder, load_coder, read_articles
from foreshock.coding.rules import Rule, date_catalogue, rule_catalogue
from foreshock.flow.articles import Inputs, extract_articles
from foreshock.flow.failed import FailedInput
from foreshock.terms.article import Article
from foreshock.terms.clock import SystemClock
from foreshock.terms.reading import Reading
from foreshock.theaters.load import load_pack

HERE = Path(__file__).parent
SOURCE = Path(rules.__file__).parent
SAMPLES = SOURCE.parent / "samples"
CATALOGUE = {rule.id for rule in rule_catalogue()}


@cache
def coder() -> Coder:
    return load_coder(load_pack("korea"))


def article_of(paragraphs: tuple[str, ...], headline: str | None = None, agency: str | None = None) -> Article:
    return Article(
        id="sha256:0",
        headline=headline,
        agency=agency,
        published_at=datetime(2024, 3, 14, tzinfo=UTC),
        published_precision="day",
        paragraphs=paragraphs,
    )


def rules_of_each(articles: Iterable[Article]) -> Iterator[set[str]]:
    for reading in read_articles(articles, coder()):
        assert isinstance(reading, Reading)
        yield {item.rule for items in (reading.statements, reading.events, reading.claims) for item in items}


def rules_in(articles: Iterable[Article]) -> set[str]:
    return set().union(*rules_of_each(articles))


@cache
def rules_of_examples() -> dict[str, set[str]]:
    rules = rule_catalogue()
    found = rules_of_each(article_of(*rule.example) for rule in rules)
    return {rule.id: fired for rule, fired in zip(rules, found, strict=True)}


def fixtures() -> Iterator[dict[str, Any]]:
    for path in sorted(HERE.rglob("sentences.toml")):
        for rows in tomllib.loads(path.read_text(encoding="utf-8")).values():
            yield from (row for row in rows if isinstance(row, dict) and "text" in row)


def test_the_rules_that_fire_on_the_fixtures_are_in_the_catalogue() -> None:
    rows = [(row, tuple(part.strip() for part in row["text"].strip().split("\n\n"))) for row in fixtures()]
    found = rules_in(article_of(text, row.get("headline"), row.get("agency")) for row, text in rows)
    assert len(found) > 40
    assert found <= CATALOGUE


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.txt")), ids=lambda path: path.stem)
def test_the_rules_that_fire_on_the_samples_are_in_the_catalogue(path: Path) -> None:
    (item,) = extract_articles(Inputs((str(path),), io.BytesIO(), None, 1.0, SystemClock()))
    assert not isinstance(item, FailedInput)
    found = rules_in([item.article])
    assert found
    assert found <= CATALOGUE


def test_every_rule_the_code_names_is_in_the_catalogue() -> None:
    named = {
        name
        for path in SOURCE.rglob("*.py")
        for name in re.findall(r'"((?:statement|claim|calendar)\.[a-z_]+)"', path.read_text(encoding="utf-8"))
    }
    assert len(named) > 30
    assert named <= CATALOGUE | {f"statement.{rank}" for rank in ranks()}


def ranks() -> set[str]:
    """Return the ranks of speakers: kinds of statement, which look like rules."""
    return {kind.id.removeprefix("statement.") for kind in coder().pack.kinds if kind.id.startswith("statement.")}


@pytest.mark.parametrize("rule", rule_catalogue(), ids=lambda rule: rule.id)
def test_every_example_is_read_by_its_rule(rule: Rule) -> None:
    assert rule.meaning.endswith(".")
    assert rule.id in rules_of_examples()[rule.id]


@pytest.mark.parametrize("rule", date_catalogue(), ids=lambda rule: rule.id)
def test_every_date_in_an_example_is_read_by_its_rule(rule: Rule) -> None:
    (text,) = rule.example.paragraphs
    assert rule.id in {found.rule for found in find_dates(text, date(2024, 3, 14))}


def test_the_date_rules_that_fire_on_the_fixtures_are_in_the_catalogue() -> None:
    fired = {found.rule for row in fixtures() for found in find_dates(row["text"], date(2024, 3, 14))}
    assert len(fired) > 10
    assert fired <= {rule.id for rule in date_catalogue()}
