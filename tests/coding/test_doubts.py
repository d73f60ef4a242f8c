"""What a reading warns of: corrections, a headline that says otherwise, fields left open, words that point back."""

from datetime import UTC, datetime

import pytest

from foreshock.coding.editors_notes import is_editors_note
from foreshock.coding.read import Coder, load_coder, read_article
from foreshock.terms.article import Article
from foreshock.terms.reading import Reading
from foreshock.theaters.load import load_pack


@pytest.fixture(scope="module")
def coder() -> Coder:
    return load_coder(load_pack("korea"))


def read(coder: Coder, *paragraphs: str, headline: str | None = None, day: str | None = "2024-03-14") -> Reading:
    published = None if day is None else datetime.fromisoformat(day).replace(tzinfo=UTC)
    article = Article(
        id="sha256:0", headline=headline, paragraphs=paragraphs, published_at=published, published_precision="day"
    )
    return read_article(article, coder)


@pytest.mark.parametrize(
    "text",
    [
        "(Corrects day of launch in first paragraph)",
        "(Adds comment from ministry, background)",
        "This story has been corrected to show that the test was in May.",
        "(This May 2 story has been refiled to fix the headline)",
        "Correction: The ship left on Monday.",
    ],
)
def test_the_editors_notes_are_told_from_the_story(text: str) -> None:
    assert is_editors_note(text)


@pytest.mark.parametrize(
    "text", ["The ministry corrected its figures.", "(AP) The navy sailed.", "This report says that it rained."]
)
def test_the_story_is_not_taken_for_a_note(text: str) -> None:
    assert not is_editors_note(text)


def test_nothing_is_coded_from_an_editors_note(coder: Coder) -> None:
    reading = read(coder, "(Corrects to say that North Korea fired two missiles, not three)")
    assert not reading.events
    assert not reading.statements
    assert any("corrected" in problem for problem in reading.problems)


def test_an_account_taken_back_is_told(coder: Coder) -> None:
    reading = read(coder, "Seoul said two missiles were fired, correcting an earlier report of three.")
    assert any("earlier account" in problem for problem in reading.problems)


def test_a_headline_that_agrees_is_not_mentioned(coder: Coder) -> None:
    body = "North Korea fired two ballistic missiles on Thursday."
    assert not any("headline" in p for p in read(coder, body, headline="North Korea fires two missiles").problems)
    assert any("headline says 4" in p for p in read(coder, body, headline="North Korea fires four missiles").problems)


def test_why_a_day_is_open_is_said_with_the_events_it_holds_for(coder: Coder) -> None:
    (problem,) = (
        p for p in read(coder, "Pakistan may test a ballistic missile.").problems if p.startswith("when left")
    )
    assert problem == "when left open: no day is given (e1)"
    undated = read(coder, "Pakistan tested a ballistic missile on Thursday.", day=None).problems
    assert any("publication day it counts from is not known" in p for p in undated)


def test_drills_pointed_back_to_are_those_told_before(coder: Coder) -> None:
    reading = read(
        coder,
        "South Korea and the United States began joint air drills on Monday.",
        "The drills will end on Friday.",
        "North Korea denounced the drills.",
    )
    first, *later = [event for event in reading.events if (event.kind or "").startswith("exercise")]
    assert {actor.code for actor in first.actors} == {"KOR", "USA"}
    again = next(event for event in later if event.same_as is not None)
    assert again.same_as == first.id
    assert {actor.code for actor in again.actors} == {"KOR", "USA"}
    assert any(set(one.addressees) == {"KOR", "USA"} for one in reading.statements)


def test_we_in_a_quotation_is_the_speakers_state(coder: Coder) -> None:
    text = '"We fired a missile on Monday and will fire more," Iran\'s foreign minister said in Tehran.'
    launch = next(e for e in read(coder, text).events if (e.kind or "").startswith("launch"))
    assert [actor.code for actor in launch.actors] == ["IRN"]


def test_an_order_to_ones_own_army_is_addressed_to_nobody_else(coder: Coder) -> None:
    text = "Kim Jong Un ordered his military to be ready for war with South Korea."
    assert all("KOR" not in one.addressees for one in read(coder, text).statements if one.type == "REQUEST")
