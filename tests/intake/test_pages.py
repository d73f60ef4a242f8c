"""Whole pages, as people copy them, come apart into story and furniture."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TypeVar

import pytest
from msgspec.structs import replace

from foreshock.intake.text import DATE_MISSING, ZONE_MISSING, Known, build_article
from foreshock.terms.article import Article

PAGES = Path(__file__).parent / "pages"
Kept = TypeVar("Kept")


@dataclass(frozen=True)
class Expected:
    headline: str
    paragraphs: int
    first: str
    last: str
    agency: str | None = None
    dateline: str | None = None
    byline: tuple[str, ...] = ()
    kicker: str | None = None
    published: datetime | None = None
    precision: str | None = None


EXPECTED = {
    "cable": Expected(
        "Freedonia fires two missiles into eastern sea, neighbor says",
        4,
        "Freedonia fired two",
        "could take place.",
        agency="MN",
        dateline="Port Vale, Sylvania",
        byline=("Ana Brandt", "Jo Okafor"),
        published=datetime(2025, 3, 4, 15, 15, tzinfo=UTC),
        precision="minute",
    ),
    "agency_dash": Expected(
        "Freedonia says it tested new engine ahead of anniversary",
        3,
        "Freedonia said on Friday",
        "activity at the site.",
        agency="Corvid",
        dateline="PORT VALE, Feb 10",
        kicker="World",
        published=datetime(2023, 2, 10, 4, 45, tzinfo=UTC),
        precision="minute",
    ),
    "seoul_style": Expected(
        "Freedonia rejects offer of talks, calls drills a rehearsal for war",
        3,
        "Freedonia on Tuesday rejected",
        "officials said.",
        agency="Yonder",
        dateline="PORT VALE, Aug. 22",
        byline=("Lee Brandt",),
        kicker="LEAD",
        published=datetime(2023, 8, 22, tzinfo=UTC),
        precision="day",
    ),
    "ap_style": Expected(
        "Freedonia launches rocket over the strait",
        4,
        "Freedonia launched a rocket",
        "diplomats said.",
        agency="AQ",
        dateline="PORT VALE, Sylvania",
        byline=("ANA BRANDT",),
        kicker="SYLVANIA",
        published=datetime(2023, 5, 30, 18, 12, tzinfo=UTC),
        precision="minute",
    ),
    "state_agency": Expected(
        "Spokesman of Foreign Ministry Gives Answer to Question Put by News Agency",
        4,
        "The spokesman of the Foreign",
        "The enemy should think twice.",
        agency="SNA",
        dateline="Port Vale, December 24",
        published=datetime(2023, 12, 24, tzinfo=UTC),
        precision="day",
    ),
    "wrapped": Expected(
        "Allies end drills two days early, officials say",
        2,
        "The allies ended their joint drills two days early on Thursday",
        "plan is not public.",
        dateline="LISBON",
        published=datetime(2021, 9, 2, tzinfo=UTC),
        precision="day",
    ),
    "deck": Expected(
        "Sylvania to move radar closer to border",
        3,
        "Sylvania plans to move",
        "told of the plan in January.",
        byline=("Ana Brandt",),
        kicker="EXCLUSIVE",
        published=datetime(2023, 2, 2, 14, 45, tzinfo=UTC),
        precision="minute",
    ),
    "undated": Expected(
        "Freedonia Names New Envoy for Nuclear Talks",
        2,
        "Freedonia named a new envoy",
        "in public since.",
        kicker="Politics",
    ),
}


# What a page says of itself in its head, and what comes of it as fields, if anything (headline, kicker,
# section, byline, dateline, agency, time of publication), and the marks of its lists.
IN_FIELDS = {
    "agency_dash": [
        "World|Freedonia says it tested new engine ahead of anniversary",
        "February 10, 2023 4:45 AM UTC",
        "PORT VALE, Feb 10 (Corvid) -",
    ],
    "ap_style": [
        "•",
        "•",
        "SYLVANIAFreedonia launches rocket over the strait",
        "BY ANA BRANDT",
        "Updated 3:12 AM GMT+9, May 31, 2023",
        "PORT VALE, Sylvania (AQ) —",
        "-",
        "-",
    ],
    "cable": [
        "World",
        "Freedonia fires two missiles into eastern sea, neighbor says",
        "By Ana Brandt and Jo Okafor, Meridian News",
        "Published 10:15 AM EST, Tue March 4, 2025",
        "Updated 11:02 AM EST, Tue March 4, 2025",
        "Port Vale, Sylvania MN —",
    ],
    "deck": [
        "ANALYSIS",
        "EXCLUSIVE: Sylvania to move radar closer to border",
        "Ana Brandt",
        "Feb. 2, 2023, 9:45 a.m. ET",
    ],
    "seoul_style": [
        "(LEAD) Freedonia rejects offer of talks, calls drills a rehearsal for war",
        "All News 16:04 August 22, 2023",
        "By Lee Brandt",
        "PORT VALE, Aug. 22 (Yonder) --",
    ],
    "state_agency": [
        "Spokesman of Foreign Ministry Gives Answer to Question Put by News Agency",
        "Date: 24/12/2023 | Source: SNA",
        "Port Vale, December 24 (SNA) --",
    ],
    "undated": ["Politics Freedonia Names New Envoy for Nuclear Talks"],
    "wrapped": [
        "Allies end drills two days early, officials say",
        "Thursday, September 2, 2021",
        "LISBON --",
    ],
}


def read(name: str, known: Known | None = None) -> tuple[Article, tuple[str, ...]]:
    text = (PAGES / f"{name}.txt").read_text(encoding="utf-8")
    return build_article(text, "page", "text", known or Known())


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_a_copied_page_comes_apart(name: str) -> None:
    article, _ = read(name)
    expected = EXPECTED[name]
    assert article.headline == expected.headline
    assert len(article.paragraphs) == expected.paragraphs, article.paragraphs
    assert article.paragraphs[0].startswith(expected.first)
    assert article.paragraphs[-1].endswith(expected.last)
    assert (article.agency, article.dateline) == (expected.agency, expected.dateline)
    assert article.byline == expected.byline
    assert article.kicker == expected.kicker
    assert (article.published_at, article.published_precision) == (expected.published, expected.precision)


def left_over(name: str, article: Article) -> list[str]:
    """Return what of a page's lines stands neither in a paragraph nor in the furniture, in the page's order.

    Each text that was kept is looked for once, word by word, the longest first; one that the page
    does not have is an error.
    """
    page = (PAGES / f"{name}.txt").read_text(encoding="utf-8")
    kept = [*article.paragraphs, *(piece.text for piece in article.furniture)]
    for text in sorted(kept, key=len, reverse=True):
        words = r"\s+".join(re.escape(word) for word in text.split())
        page, found = re.subn(rf"(?<!\S){words}(?!\S)", "\n", page, count=1)
        assert found, text
    return [" ".join(line.split()) for line in page.splitlines() if line.strip()]


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_nothing_on_a_page_is_lost(name: str) -> None:
    assert left_over(name, read(name)[0]) == IN_FIELDS[name]


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_any_text_of_a_page_would_be_missed(name: str) -> None:
    """The test above can fail: with any one paragraph or piece of furniture gone, its words are left over."""
    article, _ = read(name)
    without = [
        *(replace(article, paragraphs=tuple(_but(article.paragraphs, at))) for at in range(len(article.paragraphs))),
        *(replace(article, furniture=tuple(_but(article.furniture, at))) for at in range(len(article.furniture))),
    ]
    for fewer in without:
        assert left_over(name, fewer) != IN_FIELDS[name]


def _but(items: Sequence[Kept], at: int) -> list[Kept]:
    return [*items[:at], *items[at + 1 :]]


def test_furniture_is_kept_by_kind() -> None:
    kinds = {piece.text: piece.kind for name in EXPECTED for piece in read(name)[0].furniture}
    assert kinds["Storm closes schools along the northern coast"] == "promo_list"
    assert kinds["What a spy satellite can see"] == "promo_list"
    assert kinds["Why the spring drills matter to both sides this year"] == "related"
    assert kinds["(Reporting by Ana Brandt; Editing by Jo Okafor and Lou Perez)"] == "credit"
    assert kinds["Copyright 2021 Harbor Wire"] == "copyright"
    assert kinds["lee@yonder.example"] == "contact"
    assert kinds["Comments (12)"] == "comment_form"
    assert kinds["Facebook Twitter Email"] == "navigation"


def test_a_date_inside_the_story_is_not_its_publication_time() -> None:
    article, problems = read("undated")
    assert article.published_at is None
    assert problems == (DATE_MISSING,)


def test_the_users_word_counts_only_where_the_page_is_silent() -> None:
    silent, problems = read("undated", Known(argument=date(2020, 4, 6)))
    assert (silent.published_at, silent.published_basis) == (datetime(2020, 4, 6, tzinfo=UTC), "argument")
    assert problems == ()
    dated, _ = read("wrapped", Known(argument=date(1999, 1, 1)))
    assert dated.published_basis == "page"


def test_a_clock_time_without_a_zone_is_kept_as_its_day() -> None:
    article, problems = read("seoul_style")
    assert article.published_precision == "day"
    assert problems == (ZONE_MISSING,)


def test_the_same_page_read_twice_is_the_same_article() -> None:
    assert read("deck")[0] == read("deck")[0]
    assert read("deck")[0].id != read("wrapped")[0].id


def test_the_day_in_a_dateline_is_when_a_story_came_out_if_nothing_else_says() -> None:
    text = (
        "Ships Seen At The Reef\n\nBRENN, July 3, 2006 (Bay Wire) - The navy of the isles said on Monday that it had "
        "seen two ships of its neighbour near the northern reef.\n"
    )
    article, problems = build_article(text, "page", "text", Known())
    assert article.published_at == datetime(2006, 7, 3, tzinfo=UTC)
    assert article.published_precision == "day"
    assert article.published_basis == "page"
    assert problems == ()
    undated, missing = build_article(text.replace(", 2006", ""), "page", "text", Known())
    assert undated.published_at is None
    assert missing == (DATE_MISSING,)


@pytest.mark.parametrize("section", ["Asia", "Politics", "World", "South Asia"])
def test_a_section_named_beside_the_time_is_no_byline(section: str) -> None:
    text = (
        f"Freedonia fires two missiles\n\n  • In {section}\n  • 2031-03-04 05:06:07Z\n  • By Ann Lee\n\n"
        "Freedonia fired two missiles into the sea on Tuesday, its neighbor said.\n\nNobody was hurt.\n\nab-cd/ef/gh\n"
    )
    article, _ = build_article(text, "page", "text", Known())
    assert (article.section, article.byline) == (section, ("Ann Lee",))
    assert article.paragraphs[-1] == "Nobody was hurt."
