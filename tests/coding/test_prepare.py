"""Preparing an article: the publication day, dates and mentions in place, limits."""

import functools
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foreshock.coding.gazetteer import Gazetteer, build_gazetteer
from foreshock.coding.parse import Parser, load_parser
from foreshock.coding.parsed import ParsedArticle
from foreshock.coding.prepare import (
    LONGEST_ARTICLE,
    UNDATED,
    home_of,
    prepare_article,
    prepare_articles,
    publication_day,
)
from foreshock.terms.article import Article
from foreshock.terms.errors import ForeshockError, InputError
from foreshock.theaters.load import load_pack

ZONE = ZoneInfo("Asia/Seoul")


@functools.cache
def built() -> tuple[Parser, Gazetteer]:
    return load_parser(), build_gazetteer(load_pack("korea"))


@pytest.fixture
def parser() -> Parser:
    return built()[0]


@pytest.fixture
def gazetteer() -> Gazetteer:
    return built()[1]


def article(*paragraphs: str, published: datetime | None = datetime(2023, 2, 1, 20, 30, tzinfo=UTC)) -> Article:
    return Article(
        id="sha256:0",
        headline=None,
        published_at=published,
        published_precision="minute" if published else None,
        paragraphs=paragraphs,
    )


def prepared(parser: Parser, gazetteer: Gazetteer, given_: Article) -> ParsedArticle:
    return prepare_article(given_, parser=parser, gazetteer=gazetteer, zone=ZONE)


def test_the_publication_day_is_the_theaters_own() -> None:
    assert publication_day(article(), ZONE) == date(2023, 2, 2)
    assert publication_day(article(published=None), ZONE) is None


def test_a_day_without_a_time_is_not_shifted() -> None:
    day = Article(
        id="sha256:0",
        headline=None,
        published_at=datetime(2023, 2, 1, 23, 59, tzinfo=UTC),
        published_precision="day",
    )
    assert publication_day(day, ZONE) == date(2023, 2, 1)


def test_paragraphs_have_their_mentions_and_dates(parser: Parser, gazetteer: Gazetteer) -> None:
    parsed = prepared(
        parser, gazetteer, article("South Korea's navy sailed on Wednesday.", "The navy said it had been quiet.")
    )
    assert [p.index for p in parsed.paragraphs] == [0, 1]
    assert [(d.text, d.from_) for d in parsed.paragraphs[0].dates] == [("Wednesday", date(2023, 2, 1))]
    later = {m.text.lower(): m for m in parsed.paragraphs[1].mentions}
    assert (later["navy"].code, later["it"].code) == ("KOR", "KOR")
    assert parsed.problems == ()


def test_an_undated_article_says_what_to_pass(parser: Parser, gazetteer: Gazetteer) -> None:
    parsed = prepared(parser, gazetteer, article("The navy sailed on Wednesday.", published=None))
    assert parsed.published is None
    assert [d.from_ for d in parsed.paragraphs[0].dates] == [None]
    assert parsed.problems == (UNDATED,)


def test_an_undated_article_without_relative_dates_has_no_problem(parser: Parser, gazetteer: Gazetteer) -> None:
    assert prepared(parser, gazetteer, article("The navy sailed.", published=None)).problems == ()


def test_a_state_agencys_copy_is_at_home_in_its_state(gazetteer: Gazetteer) -> None:
    for agency, home in (("KCNA", "PRK"), ("Xinhua", "CHN"), ("Reuters", None), (None, None)):
        assert home_of(Article(id="sha256:0", headline=None, agency=agency), gazetteer) == home


def test_an_article_too_long_for_ten_seconds_is_refused(parser: Parser, gazetteer: Gazetteer) -> None:
    with pytest.raises(InputError, match="split it"):
        prepared(parser, gazetteer, article(*["word " * 1000] * (LONGEST_ARTICLE // 5000 + 1)))


def test_articles_prepared_together_are_as_they_are_alone(parser: Parser, gazetteer: Gazetteer) -> None:
    given_ = [
        article("South Korea's navy sailed on Wednesday.", "The navy said it had been quiet."),
        article(),
        article(*["word " * 1000] * (LONGEST_ARTICLE // 5000 + 1)),
        article("The envoys greeted ComradeKim Jong Unwho smiled."),
        article("word " * 20_001),
        article("Tokyo protested.", published=None),
    ]
    together = list(prepare_articles(given_, parser=parser, gazetteer=gazetteer, zone=ZONE))
    assert [isinstance(one, ForeshockError) for one in together] == [False, False, True, False, True, False]
    for one, alone in zip(together, given_, strict=True):
        if isinstance(one, ParsedArticle):
            again = prepared(parser, gazetteer, alone)
            assert one.article == alone
            assert [(p.text, p.mentions, p.dates) for p in one.paragraphs] == [
                (p.text, p.mentions, p.dates) for p in again.paragraphs
            ]
            assert [[(t.text, t.head.i, t.dep_) for t in p.doc] for p in one.paragraphs] == [
                [(t.text, t.head.i, t.dep_) for t in p.doc] for p in again.paragraphs
            ]


@settings(deadline=None, max_examples=40)
@given(
    st.lists(
        st.text(
            alphabet=st.sampled_from("North Korea said it, \u201c\u201d\"'\u2019-. USthe\u00a0\u0130\n1"),
            max_size=80,
        ),
        max_size=4,
    )
)
def test_every_offset_is_exact(texts: list[str]) -> None:
    parsed = prepared(*built(), article(*texts))
    assert [p.text for p in parsed.paragraphs] == texts
    for paragraph in parsed.paragraphs:
        assert all(paragraph.text[m.start : m.end] == m.text for m in paragraph.mentions)
        assert all(paragraph.text[d.start : d.end] == d.text for d in paragraph.dates)
