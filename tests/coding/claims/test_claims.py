"""Claims coded from single passages in wire style, against a floor that may only rise."""

import tomllib
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from foreshock.coding.read import Coder, load_coder, read_article
from foreshock.terms.article import Article
from foreshock.terms.reading import Claim, Side
from foreshock.theaters.load import load_pack

CASES: list[dict[str, Any]] = tomllib.loads(Path(__file__).with_name("sentences.toml").read_text(encoding="utf-8"))[
    "cases"
]
FLOOR = 0.85


@pytest.fixture(scope="module")
def coder() -> Coder:
    return load_coder(load_pack("korea"))


def code(coder: Coder, case: dict[str, Any]) -> tuple[Claim, ...]:
    published = datetime.combine(date.fromisoformat(case["published"]), datetime.min.time(), UTC)
    article = Article(
        id="sha256:0", headline=None, published_at=published, published_precision="day", paragraphs=(case["text"],)
    )
    claims = read_article(article, coder).claims
    for claim in claims:
        for span in claim.evidence:
            assert case["text"][span.start : span.end] == span.text
    return claims


def side(found: Side | None, wanted: str | None) -> bool:
    if wanted is None:
        return True
    kind, _, actors = wanted.partition("@")
    if found is None or found.kind != kind:
        return False
    return not actors or set(actors.split(",")) == set(found.actors)


def agrees(claim: Claim, wanted: dict[str, Any]) -> bool:
    period = claim.period
    lag = tuple(wanted.get("lag", ()))
    return (
        claim.kind == wanted["kind"]
        and side(claim.antecedent, wanted.get("antecedent"))
        and side(claim.consequent, wanted.get("consequent"))
        and claim.frequency == wanted.get("frequency", claim.frequency)
        and claim.value == wanted.get("value", claim.value)
        and str(period.start if period else None) == wanted.get("start", str(period.start if period else None))
        and str(period.end if period else None) == wanted.get("end", str(period.end if period else None))
        and str(claim.before) == wanted.get("before", str(claim.before))
        and ("lag" not in wanted or (claim.lag is not None and (claim.lag.min_days, claim.lag.max_days) == lag))
    )


def right(claims: tuple[Claim, ...], wanted: list[dict[str, Any]]) -> bool:
    return len(claims) == len(wanted) and all(any(agrees(c, w) for c in claims) for w in wanted)


def test_claims_are_coded_as_annotated(coder: Coder) -> None:
    wrong = [case["text"] for case in CASES if not right(code(coder, case), case["claims"])]
    assert 1 - len(wrong) / len(CASES) >= FLOOR, wrong
