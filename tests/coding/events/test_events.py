"""Events coded from single sentences in wire style, against a floor that may only rise."""

import tomllib
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from foreshock.coding.events.code import code_events
from foreshock.coding.events.lexicon import load_frames
from foreshock.coding.prepare import prepare_article
from foreshock.coding.read import Coder, load_coder, read_article
from foreshock.terms.article import Article
from foreshock.terms.reading import Event
from foreshock.theaters.load import load_pack

CASES: list[dict[str, Any]] = tomllib.loads(Path(__file__).with_name("sentences.toml").read_text(encoding="utf-8"))[
    "cases"
]
FLOOR = 0.97  # of the cases right in every field they state


@pytest.fixture(scope="module")
def coder() -> Coder:
    return load_coder(load_pack("korea"))


def article_of(*paragraphs: str, published: str = "2024-03-14") -> Article:
    return Article(
        id="sha256:0",
        headline=None,
        published_at=datetime.fromisoformat(published).replace(tzinfo=UTC),
        published_precision="day",
        paragraphs=paragraphs,
    )


def code(coder: Coder, case: dict[str, Any]) -> tuple[Event, ...]:
    return read_article(article_of(case["text"], published=case.get("published", "2024-03-14")), coder).events


def agrees(event: Event, wanted: dict[str, Any]) -> bool:
    actors, recipients = {ref.code for ref in event.actors}, {ref.code for ref in event.recipients}
    when = event.when
    return (
        event.type == wanted.get("type", event.type)
        and event.mode == wanted.get("mode", event.mode)
        and (event.kind or "").startswith(wanted.get("kind", ""))
        and set(wanted.get("actors", [])) <= actors
        and set(wanted.get("recipients", [])) <= recipients
        and event.status == wanted.get("status", event.status)
        and (event.count.value if event.count else None)
        == wanted.get("count", event.count.value if event.count else None)
        and ("when" not in wanted or ([] if when is None else [str(when.start), str(when.end)]) == wanted["when"])
    )


def right(events: tuple[Event, ...], wanted: list[dict[str, Any]]) -> bool:
    if not wanted:
        return not events
    return all(any(agrees(event, one) for event in events) for one in wanted)


def test_events_are_coded_as_annotated(coder: Coder) -> None:
    wrong = [case["text"] for case in CASES if not right(code(coder, case), case["events"])]
    assert 1 - len(wrong) / len(CASES) >= FLOOR, wrong


def test_a_practice_taken_up_again_is_of_no_day(coder: Coder) -> None:
    practices = [case for case in CASES if any(event.get("when") == [] for event in case["events"])]
    assert practices
    assert all(right(code(coder, case), case["events"]) for case in practices)


def test_few_events_are_made_that_nobody_annotated(coder: Coder) -> None:
    made = sum(len(code(coder, case)) for case in CASES)
    assert made <= 1.5 * sum(len(case["events"]) for case in CASES)


def test_evidence_is_exactly_the_sentence(coder: Coder) -> None:
    texts = [case["text"] for case in CASES]
    article = article_of(*texts)
    for number, event in enumerate(read_article(article, coder).events, start=1):
        assert event.id == f"e{number}"
        assert event.evidence
        for span in event.evidence:
            assert article.paragraphs[span.paragraph][span.start : span.end] == span.text
        for ref in (*event.actors, *event.recipients):
            if ref.span is not None:
                assert article.paragraphs[ref.span.paragraph][ref.span.start : ref.span.end] == ref.span.text


def test_without_a_publication_date_relative_days_stay_open(coder: Coder) -> None:
    article = Article(id="sha256:0", headline=None, paragraphs=("North Korea fired a ballistic missile on Thursday.",))
    (event,) = (e for e in read_article(article, coder).events if e.kind == "launch.ballistic")
    assert event.when is None
    assert event.status == "happened"


def test_a_happening_told_twice_in_a_sentence_is_one_event(coder: Coder) -> None:
    text = "The United States and Japan staged a joint naval exercise, holding the exercise off Okinawa."
    events = [e for e in read_article(article_of(text), coder).events if (e.kind or "").startswith("exercise")]
    assert len(events) == 1


def test_instruments_have_their_class(coder: Coder) -> None:
    text = "The US and South Korea held joint air drills that included a B-1B bomber and F-35A fighters."
    (event,) = (e for e in read_article(article_of(text), coder).events if (e.kind or "").startswith("exercise"))
    assert [(tool.name, tool.class_) for tool in event.instruments] == [("B-1B", "bomber"), ("F-35A", "fighter")]


def test_every_frame_has_a_name_of_its_own() -> None:
    assert len({frame.id for frame in load_frames()}) == len(load_frames())


def test_a_sentence_without_end_is_read_with_exact_evidence(coder: Coder) -> None:
    text = "North Korea fired missiles, " + "and Japan met envoys, " * 2_000 + "officials said."
    parsed = prepare_article(article_of(text), parser=coder.parser, gazetteer=coder.gazetteer, zone=coder.zone)
    for event in code_events(parsed, (), coder.lexicon):
        for span in event.evidence:
            assert text[span.start : span.end] == span.text


def test_an_utterance_has_the_kind_of_its_speakers_rank(coder: Coder) -> None:
    text = '"We reject any talks with the United States," a spokesperson for North Korea\'s Foreign Ministry said.'
    (event,) = (e for e in read_article(article_of(text), coder).events if e.type == "REJECT")
    assert event.kind == "statement.foreign_ministry_spokesperson"
    assert event.statement is not None
