"""Attribution in wire style: a readable fixture, scored field by field against floors that only rise."""

import tomllib
from collections import defaultdict
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from foreshock.coding.gazetteer import Gazetteer, build_gazetteer
from foreshock.coding.parse import Parser, load_parser
from foreshock.coding.parsed import ParsedArticle
from foreshock.coding.prepare import prepare_article
from foreshock.coding.statements.code import code_statements
from foreshock.terms.article import Article
from foreshock.terms.reading import Statement
from foreshock.theaters.load import load_pack
from foreshock.theaters.schema import Pack

CASES: list[dict[str, Any]] = tomllib.loads(Path(__file__).with_name("sentences.toml").read_text(encoding="utf-8"))[
    "case"
]
# Share of the fixture's expectations met, by field: raise a floor when a rule gets better, never lower it.
FLOORS = {
    "found": 0.97, "only": 1.0, "code": 0.96, "office": 0.88, "role": 1.0, "name": 1.0, "anonymous": 1.0,
    "speakers": 1.0, "via": 0.87, "quote": 1.0, "type": 1.0, "to": 1.0, "if": 1.0,
}  # fmt: skip


@cache
def tools() -> tuple[Pack, Gazetteer, Parser]:
    pack = load_pack("korea")
    return pack, build_gazetteer(pack), load_parser()


@cache
def coded(number: int) -> tuple[ParsedArticle, tuple[Statement, ...]]:
    case = CASES[number]
    pack, gazetteer, parser = tools()
    article = Article(
        id="sha256:test",
        headline=case.get("headline"),
        agency=case.get("agency"),
        paragraphs=tuple(part.strip() for part in case["text"].strip().split("\n\n")),
        published_at=datetime(2024, 3, 6, 3, 0, tzinfo=UTC),
        published_precision="second",
    )
    parsed = prepare_article(article, parser=parser, gazetteer=gazetteer, zone=ZoneInfo(pack.theater.zone))
    return parsed, code_statements(parsed, pack)


def find(statements: tuple[Statement, ...], says: str) -> Statement | None:
    return next((s for s in statements if says in " ".join(span.text for span in s.content)), None)


def check(want: dict[str, Any], got: Statement) -> dict[str, bool]:
    """Say for each field the fixture expects whether the statement has it."""
    have = {
        "code": got.speaker.code, "office": got.speaker.office, "role": got.speaker.role, "name": got.speaker.name,
        "anonymous": got.speaker.anonymous, "quote": got.quote, "type": got.type or "none",
        "to": list(got.addressees), "speakers": [speaker.code for speaker in got.speakers],
    }  # fmt: skip
    result = {field: have[field] == want[field] for field in have if field in want}
    if "role" in want:  # a person the pack knows has a fuller role ("foreign ministry spokesperson")
        result["role"] = want["role"][:6] in (got.speaker.role or "")
    if "via" in want:
        result["via"] = [carrier.outlet for carrier in got.via] == want["via"]
    if "if" in want:
        result["if"] = want["if"] in (got.condition or "")
    return result


def scores() -> tuple[dict[str, tuple[int, int]], list[str]]:
    """Count what was met by field, and say what was not."""
    met: dict[str, list[bool]] = defaultdict(list)
    misses: list[str] = []
    for number, case in enumerate(CASES):
        _, statements = coded(number)
        for want in case.get("statement", []):
            got = find(statements, want["says"])
            met["found"].append(got is not None)
            if got is None:
                misses.append(f"not found: {want['says']}")
                continue
            for field, right in check(want, got).items():
                met[field].append(right)
                if not right:
                    misses.append(f"{field} of: {want['says']}")
        if case.get("only"):
            met["only"].append(len(statements) <= len(case.get("statement", [])))
            if not met["only"][-1]:
                misses.append(f"more than expected: {case['text']}")
    return {field: (sum(row), len(row)) for field, row in met.items()}, misses


@pytest.mark.parametrize("field", FLOORS)
def test_fields_stay_above_their_floor(field: str) -> None:
    counted, misses = scores()
    right, total = counted[field]
    assert right / total >= FLOORS[field], misses


def test_the_fixture_is_large_and_covers_every_field() -> None:
    assert len(CASES) >= 60
    counted, _ = scores()
    assert set(counted) == set(FLOORS)


@pytest.mark.parametrize("number", range(len(CASES)))
def test_every_span_is_exactly_its_slice(number: int) -> None:
    parsed, statements = coded(number)
    for statement in statements:
        assert statement.evidence
        cue = () if statement.cue is None else (statement.cue,)
        who = [s.span for s in (statement.speaker, *statement.speakers) if s.span is not None]
        for span in (*statement.evidence, *statement.content, *cue, *who):
            assert parsed.article.paragraphs[span.paragraph][span.start : span.end] == span.text
            assert span.text.strip()


@pytest.mark.parametrize("number", range(len(CASES)))
def test_nobody_addresses_themselves(number: int) -> None:
    _, statements = coded(number)
    for statement in statements:
        own = {speaker.code for speaker in (statement.speaker, *statement.speakers)}
        assert not own & set(statement.addressees)
