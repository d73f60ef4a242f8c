"""Twice the text is twice the work: the lines of our own code that run are counted, no clock is looked at."""

import functools
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from types import FrameType
from typing import Any

import pytest

from foreshock.coding.read import Coder, load_coder, read_article
from foreshock.terms.article import Article
from foreshock.theaters.load import load_pack

# Twice the work and a little for what fills up on the way; a cost that grew with the square would show far above.
MOST = 2.15


@functools.cache
def coder() -> Coder:
    return load_coder(load_pack("korea"))


def article(*paragraphs: str) -> Article:
    published = datetime(2023, 2, 2, tzinfo=UTC)
    return Article(
        id="sha256:0", headline=None, published_at=published, published_precision="day", paragraphs=paragraphs
    )


def work(given: Article) -> int:
    """Return how many lines of the coding room run while an article is read, each turn of a loop counted."""
    lines = 0

    def local(frame: FrameType, event: str, argument: object) -> Callable[..., Any]:
        nonlocal lines
        lines += event == "line"
        return local

    def called(frame: FrameType, event: str, argument: object) -> Callable[..., Any] | None:
        return local if "/foreshock/coding/" in frame.f_code.co_filename.replace("\\", "/") else None

    ready, before = coder(), sys.gettrace()
    sys.settrace(called)
    try:
        read_article(given, ready)
    finally:
        sys.settrace(before)
    return lines


CLAUSE = "the North's army fired two missiles and warned Seoul, which said it would answer, "


@pytest.mark.parametrize(
    ("piece", "count"),
    [
        (CLAUSE, 60),
        ("the North's army fired two missiles on Feb. 1. Seoul protested. ", 100),
        ("“no,” ", 400),
        ('he said "no" and ', 120),
        ('"', 1_000),
        ("Kim Jong Un and ", 250),
        ("on Feb. 8, 2023, and ", 120),
        ("the ministry of the ", 250),
        ("(", 1_000),
    ],
    ids=lambda value: value.strip()[:20] if isinstance(value, str) else str(value),
)
def test_a_paragraph_twice_as_long_is_twice_the_work(piece: str, count: int) -> None:
    once, twice = (work(article(piece * times)) for times in (count, 2 * count))
    assert once > 100
    assert twice <= MOST * once


def test_an_article_of_twice_the_paragraphs_is_twice_the_work() -> None:
    lead = "Pyongyang fired a missile on Tuesday, the South's military said, and warned of more."
    once, twice = (work(article(*[lead] * times)) for times in (100, 200))
    assert twice <= MOST * once


def test_a_sentence_too_long_for_events_is_told_with_its_paragraph() -> None:
    lead = "Pyongyang fired a missile on Tuesday, the South's military said."
    reading = read_article(
        article(lead, f"It listed {'the port and the bridge and ' * 50}nothing else.", lead), coder()
    )
    (note,) = [problem for problem in reading.problems if "words give no events" in problem]
    assert note == (
        "sentences longer than 200 words give no events: 1 of them, in paragraph 2; split what is a list or a table"
    )


def test_a_run_without_a_stop_is_cut_before_it_is_parsed() -> None:
    (doc,) = coder().parser.parse(["“no,” " * 1_500])
    assert max(len(sentence) for sentence in doc.sents) <= 300
