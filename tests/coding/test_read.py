"""Reading many articles: in order, as each is read alone, in memory that stays flat."""

import functools
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from foreshock.coding.parse import load_parser
from foreshock.coding.read import Coder, load_coder, read_article, read_articles
from foreshock.terms.article import Article
from foreshock.terms.errors import ForeshockError
from foreshock.terms.reading import Reading
from foreshock.theaters.load import load_pack

LEADS = [
    "South Korea's Defense Ministry said Monday that it would hold drills with the US next week.",
    "\"We will not sit idle,\" KCNA cited an unnamed foreign ministry spokesperson as saying.",
    "Japan protested after North Korea fired a short-range ballistic missile on Tuesday.",
]  # fmt: skip


@functools.cache
def coder() -> Coder:
    return load_coder(load_pack("korea"))


def articles(count: int) -> Iterator[Article]:
    for number in range(count):
        yield Article(
            id=f"sha256:{number}",
            headline=None,
            published_at=datetime(2023, 3, 1, tzinfo=UTC),
            published_precision="day",
            paragraphs=(LEADS[number % 3], f"It was report zq{number}x of the day, the ministry said."),
        )


def test_articles_read_together_are_as_they_are_alone() -> None:
    together = list(read_articles(articles(9), coder()))
    assert together == [read_article(article, coder()) for article in articles(9)]
    assert any(isinstance(one, Reading) and one.statements and one.events for one in together)


def test_one_that_cannot_be_read_does_not_stop_the_others() -> None:
    first, second = articles(2)
    too_long = Article(id="sha256:x", headline=None, paragraphs=("word " * 30_000,))
    outcomes = list(read_articles([first, too_long, second], coder()))
    assert [isinstance(one, ForeshockError) for one in outcomes] == [False, True, False]


def test_a_reading_comes_before_the_last_article_is_asked_for() -> None:
    asked: list[str] = []

    def watched() -> Iterator[Article]:
        for article in articles(500):
            asked.append(article.id)
            yield article

    next(read_articles(watched(), coder()))
    assert len(asked) < 100


def test_words_met_once_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    parser = load_parser()
    strings = parser._nlp.vocab.strings
    list(parser.parse(["The zqxaoord said so."]))
    assert "zqxaoord" in strings
    monkeypatch.setattr("foreshock.coding.parse._LEARNED", 0)
    (doc,) = parser.parse(["The zqxwoord said so."])
    assert "zqxwoord" not in strings
    assert doc[1].text == "zqxwoord"
