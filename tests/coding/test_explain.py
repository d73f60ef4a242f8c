"""An explanation is a second look at the same computation: it agrees with the reading item by item."""

import io
import json
import tomllib
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import pytest

import foreshock
from foreshock.cli.main import main
from foreshock.cli.terminal import Terminal
from foreshock.coding.explain.article import Explained, explain_article
from foreshock.coding.read import Coder, load_coder, read_article
from foreshock.coding.rules import rule_catalogue
from foreshock.flow.articles import Inputs, extract_articles
from foreshock.flow.failed import FailedInput
from foreshock.terms.article import Article
from foreshock.terms.clock import SystemClock
from foreshock.terms.explanation import Reason
from foreshock.terms.reading import Claim, Event, Span, Statement
from foreshock.theaters.load import load_pack

SAMPLES = sorted((Path(foreshock.__file__).parent / "samples").glob("*.txt"))
TOLD = "Norway fired a missile on Monday and may launch a satellite."


@cache
def coder() -> Coder:
    return load_coder(load_pack("korea"))


def article_of(*paragraphs: str, headline: str | None = None, agency: str | None = None) -> Article:
    return Article(
        id="sha256:0", headline=headline, agency=agency, published_at=datetime(2024, 3, 14, tzinfo=UTC),
        published_precision="day", paragraphs=paragraphs,
    )  # fmt: skip


@cache
def sample(path: Path) -> Article:
    (item,) = extract_articles(Inputs((str(path),), io.BytesIO(), None, 1.0, SystemClock()))
    assert not isinstance(item, FailedInput)
    return item.article


@cache
def fixture_article() -> Article:
    """Return every sentence of our own, one paragraph each, as one long article."""
    texts: list[str] = []
    for path in sorted(Path(__file__).parent.rglob("sentences.toml")):
        for rows in tomllib.loads(path.read_text(encoding="utf-8")).values():
            texts.extend(" ".join(row["text"].split()) for row in rows if isinstance(row, dict) and "text" in row)
    return article_of(*texts)


@cache
def explained(article: Article) -> Explained:
    return explain_article(article, coder())


ARTICLES = [pytest.param(path.stem, id=path.stem) for path in SAMPLES] + [pytest.param("fixtures", id="fixtures")]


def article_named(name: str) -> Article:
    return fixture_article() if name == "fixtures" else sample(next(p for p in SAMPLES if p.stem == name))


def inside(span: Span, holders: tuple[Span, ...]) -> bool:
    return any(h.paragraph == span.paragraph and h.start <= span.start and span.end <= h.end for h in holders)


@pytest.mark.parametrize("name", ARTICLES)
def test_the_reading_explained_is_the_reading(name: str) -> None:
    article = article_named(name)
    assert explained(article).reading == read_article(article, coder())


@pytest.mark.parametrize("name", ARTICLES)
def test_every_item_is_explained_once_and_as_it_is(name: str) -> None:
    reading, explanation = explained(article_named(name))
    items: tuple[Statement | Event | Claim, ...] = (*reading.statements, *reading.events, *reading.claims)
    assert tuple(reason.item for reason in explanation.reasons) == items
    assert tuple(reason.id for reason in explanation.reasons) == tuple(item.id for item in items)
    meanings = {rule.id: rule.meaning for rule in rule_catalogue()}
    assert all(reason.meaning == meanings[reason.item.rule] for reason in explanation.reasons)


@pytest.mark.parametrize("name", ARTICLES)
def test_the_words_named_lie_inside_the_items_evidence(name: str) -> None:
    article = article_named(name)
    outside = [
        (reason.id, part.part, part.span.text)
        for reason in explained(article).explanation.reasons
        for part in reason.parts
        if part.span is not None and not inside(part.span, holders(reason))
    ]
    assert outside == []


def holders(reason: Reason) -> tuple[Span, ...]:
    """Return where an item's words may stand: its evidence, and the text of what was said for a whole document."""
    own = reason.item.content if isinstance(reason.item, Statement) else ()
    return (*reason.item.evidence, *own)


@pytest.mark.parametrize("name", ARTICLES)
def test_every_offset_is_exact_and_every_evidence_sentence_is_shown_with_its_whole_parse(name: str) -> None:
    article = article_named(name)
    explanation = explained(article).explanation
    shown = {(s.span.paragraph, s.span.start) for s in explanation.sentences}
    for reason in explanation.reasons:
        assert {(span.paragraph, span.start) for span in reason.item.evidence} <= shown
    for sentence in explanation.sentences:
        words = {branch.word.start: branch.word.text for branch in sentence.tree}
        told = "".join(words[at] for at in sorted(words) if at >= sentence.span.start)
        assert "".join(sentence.span.text.split()) in "".join(told.split())
        assert [branch.depth for branch in sentence.tree].count(0) == 1
    for span in spans(msgspec.to_builtins(explanation.sentences)):
        assert article.paragraphs[span["paragraph"]][span["start"] : span["end"]] == span["text"]


def spans(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        if {"paragraph", "start", "end", "text"} <= set(value):
            yield value
        for part in value.values():
            yield from spans(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from spans(part)


@pytest.mark.parametrize("name", ARTICLES)
def test_what_was_left_made_no_item(name: str) -> None:
    reading, explanation = explained(article_named(name))
    cues = {(s.cue.paragraph, s.cue.start) for s in reading.statements if s.cue is not None}
    left = [one for sentence in explanation.sentences for one in sentence.rejected]
    assert all((one.word.paragraph, one.word.start) not in cues for one in left if one.kind == "statement")
    assert all(one.reason for one in left)


def test_status_trigger_and_date_are_named_with_how_they_were_settled() -> None:
    explanation = explain_article(article_of(TOLD), coder()).explanation
    launch = next(reason for reason in explanation.reasons if reason.item.rule == "verb.launch")
    parts = {part.part: part for part in launch.parts}
    assert parts["trigger"].span is not None
    assert parts["trigger"].span.text == "fired"
    assert parts["date"].span is not None
    assert parts["date"].span.text == "Monday"
    assert "2024-03-11" in parts["date"].note
    assert parts["status"].note.startswith("happened")


@pytest.mark.parametrize("name", ARTICLES)
def test_the_status_told_is_the_events(name: str) -> None:
    explanation = explained(article_named(name)).explanation
    for reason in explanation.reasons:
        if isinstance(reason.item, Event):
            (status,) = (part for part in reason.parts if part.part == "status")
            assert (reason.item.status or "not settled") in status.note


def test_an_attribution_below_the_threshold_is_told_with_its_score() -> None:
    explanation = explain_article(fixture_article(), coder()).explanation
    reasons = {one.reason.split(" ")[0] for s in explanation.sentences for one in s.rejected if one.kind == "statement"}
    assert "score" in reasons


def test_drafts_of_one_happening_are_told_as_joined() -> None:
    text = "The United States and Japan staged a joint naval exercise, holding the exercise off Okinawa."
    explanation = explain_article(article_of(text), coder()).explanation
    (event,) = (r for r in explanation.reasons if r.item.rule == "verb.exercise")
    assert [other.rule for other in event.joined] == ["verb.exercise"]


def run(*arguments: str) -> tuple[int, str, str]:
    out, err = io.StringIO(), io.StringIO()
    code = main(["explain", *arguments], Terminal(out=out, err=err))
    return code, out.getvalue(), err.getvalue()


def test_the_text_fits_eighty_columns_and_tells_every_item() -> None:
    code, out, _ = run(str(SAMPLES[0]))
    assert code == 0
    assert max(map(len, out.splitlines())) <= 80
    for reason in explained(sample(SAMPLES[0])).explanation.reasons:
        assert f"  {reason.id} " in out
        assert f"rule {reason.item.rule}" in out


def test_one_item_alone_with_only_its_sentences() -> None:
    code, out, _ = run(str(SAMPLES[0]), "--item", "e1", "--json")
    assert code == 0
    told = json.loads(out)
    assert [reason["id"] for reason in told["reasons"]] == ["e1"]
    assert all("e1" in sentence["items"] for sentence in told["sentences"])


def test_an_item_that_is_not_there_is_refused_with_those_that_are() -> None:
    code, out, err = run(str(SAMPLES[0]), "--item", "e99")
    assert (code, out) == (1, "")
    assert "e99" in err
    assert "e1" in err
