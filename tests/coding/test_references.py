"""References across an article, on passages of our own."""

import itertools
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from foreshock.coding.gazetteer import Gazetteer, build_gazetteer, find_mentions
from foreshock.coding.mentions import Mention
from foreshock.coding.parse import Parser, load_parser
from foreshock.coding.references import resolve_references
from foreshock.theaters.load import load_pack

CASES: list[dict[str, Any]] = tomllib.loads(Path(__file__).with_name("references.toml").read_text(encoding="utf-8"))[
    "cases"
]
FLOOR = 0.95  # share of the references settled as expected; may only rise


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return build_gazetteer(load_pack("korea"))


@pytest.fixture(scope="module")
def parser() -> Parser:
    return load_parser()


def read(case: dict[str, Any], gazetteer: Gazetteer, parser: Parser) -> list[tuple[Mention, ...]]:
    on = case.get("published", date(2023, 2, 2))
    texts = case["text"].strip().split("\n")
    named = [find_mentions(text, gazetteer, on=on) for text in texts]
    return resolve_references(texts, list(parser.parse(texts)), named, gazetteer, on=on, home=case.get("home"))


def settled(mention: Mention | None) -> str:
    """The form the fixture uses: codes joined by "+", then office or name where the case gives one."""
    return "" if mention is None else "+".join(sorted(mention.codes)) or mention.code or ""


def test_references_are_settled_as_the_fixture_says(gazetteer: Gazetteer, parser: Parser) -> None:
    wrong = []
    total = 0
    for case in CASES:
        found = [m for mentions in read(case, gazetteer, parser) for m in mentions]
        for wanted in case["expect"]:
            total += 1
            words, code, *more = wanted
            nth = [m for m in found if m.text == words]
            mention = nth[-1] if nth else None
            also = {mention.office, mention.name, mention.role} if mention is not None else set()
            if settled(mention) != code or not set(more) <= also:
                wrong.append((case["text"], wanted, mention))
    assert len(wrong) <= (1 - FLOOR) * total, wrong


def test_offsets_are_exact_sorted_and_apart(gazetteer: Gazetteer, parser: Parser) -> None:
    for case in CASES:
        for text, mentions in zip(case["text"].strip().split("\n"), read(case, gazetteer, parser), strict=True):
            assert all(text[m.start : m.end] == m.text for m in mentions)
            assert all(a.end <= b.start for a, b in itertools.pairwise(mentions))


def test_every_mention_the_words_give_is_kept_with_its_actor(gazetteer: Gazetteer, parser: Parser) -> None:
    text = "The Foreign Ministry of Vietnam said a Chinese ship left."
    named = find_mentions(text, gazetteer, on=None)
    (found,) = resolve_references([text], list(parser.parse([text])), [named], gazetteer, on=None)
    assert {(m.text, m.code) for m in named} <= {(m.text, m.code) for m in found}
