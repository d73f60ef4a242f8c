"""What became of each review: does it hold, was it taken back, does anything in the record still match it."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Literal

from msgspec import Struct
from sqlalchemy import ColumnElement, Connection, or_, select

from foreshock.record import tables
from foreshock.record.items import report_id_of
from foreshock.record.reviews.decisions import MADE, with_present_ids
from foreshock.record.reviews.log import article_of, select_reviews, taken_back
from foreshock.record.reviews.matching import items_of, match
from foreshock.record.reviews.overlay import misfits
from foreshock.record.reviews.recoded import recoded
from foreshock.record.reviews.seen_words import misfit_words, unmatched_words
from foreshock.record.versions import believed
from foreshock.terms.reading import Reading
from foreshock.terms.review import Review

State = Literal["holds", "undone", "matches nothing", "does not fit"]


class ReviewSeen(Struct, frozen=True, kw_only=True):
    """A review with what became of it.

    `item_now` is the id its item has in the present coding, None if nothing matches it any more;
    `note` says in words what is wrong, if anything is. `bears_on` are the ids of all that it is about.
    """

    review: Review
    state: State
    item_now: str | None
    note: str = ""
    bears_on: tuple[str, ...] = ()


def see_reviews(
    connection: Connection,
    *,
    known_at: datetime | None = None,
    entered_by: datetime | None = None,
    names: Iterable[str] | None = None,
) -> list[ReviewSeen]:
    """Return the reviews made by a moment, in the order they were made, against the coding believed now.

    With `names`, only those that bear on one of these ids.
    """
    wanted = None if names is None else frozenset(names)
    chosen = () if wanted is None else (_near(wanted),)
    reviews = select_reviews(connection, *chosen, known_at=known_at, entered_by=entered_by)
    if not reviews:
        return []
    gone = taken_back(reviews)
    present = {review.number: review for review in with_present_ids(connection, reviews)}
    places = _places(connection, reviews)
    by_number = {review.number: review for review in reviews}
    seen = (_see(connection, review, gone, present, places, by_number, wanted) for review in reviews)
    return [item for item in seen if item is not None]


def _near(names: frozenset[str]) -> ColumnElement[bool]:
    """Select what may bear on these ids: reviews of them, of their articles, and all of links."""
    review = tables.review
    articles = {name.rpartition(":")[0] for name in names}
    return or_(
        review.c.item.in_(sorted(names)),
        review.c.article_id.in_(sorted(articles | names)),
        review.c.sort == "link",
        review.c.verdict.in_(("split", "merge", "undo")),
    )


def _see(
    connection: Connection,
    review: Review,
    gone: set[int],
    present: dict[int, Review],
    places: dict[int, tuple[str | None, str]],
    by_number: dict[int, Review],
    wanted: frozenset[str] | None,
) -> ReviewSeen | None:
    about = review
    while about.verdict == "undo" and int(about.item) in by_number:
        about = by_number[int(about.item)]
    now = present.get(about.number, about)
    item_now, note = places.get(about.number, (now.item, ""))
    named = {about.item, now.item, about.event, *about.reports, *now.reports, item_now}
    if wanted is not None and not wanted & named:
        return None
    if about.sort in ("event", "link"):
        note = _missing(connection, now)
    state: State = "holds"
    if review.number in gone:
        state = "undone"
    elif note and review.verdict != "undo":
        state = "matches nothing" if item_now is None or about.sort in ("event", "link") else "does not fit"
    return ReviewSeen(
        review=review,
        state=state,
        item_now=item_now,
        note=note if state not in ("undone", "holds") else "",
        bears_on=tuple(sorted(name for name in named if name)),
    )


def _places(connection: Connection, reviews: Sequence[Review]) -> dict[int, tuple[str | None, str]]:
    """Return the present id of the item of each review of an article's items, and what is wrong."""
    by_article: dict[str, list[Review]] = {}
    for review in reviews:
        article = article_of(review)
        if article is not None and review.sort != "link":
            by_article.setdefault(article, []).append(review)
    places: dict[int, tuple[str | None, str]] = {}
    readings = recoded(connection, [review for group in by_article.values() for review in group])
    for article, reading in readings.items():
        places |= _in_reading(reading, by_article[article])
    return places


def _in_reading(reading: Reading, reviews: Sequence[Review]) -> dict[int, tuple[str | None, str]]:
    found, lost = match(reviews, reading)
    places: dict[int, tuple[str | None, str]] = {review.number: (None, unmatched_words(review)) for review in lost}
    for (sort, name), group in found.items():
        item = next(item for item in items_of(reading, sort) if item.id == name)
        wrong = {review.number: misfit_words(review, why) for review, why in misfits(item, group)}
        for review in group:
            places[review.number] = report_id_of(reading.article.id, name), wrong.get(review.number, "")
    return places


def _missing(connection: Connection, review: Review) -> str:
    """Return in words which event or report of a decision is no longer in the record; empty if all are."""
    event, report = tables.event, tables.report
    events = [review.item] if review.sort == "event" else []
    events += [review.event] if review.event and review.verdict != "split" else []
    for name in events:
        if name.startswith(MADE):
            continue
        held = select(event.c.row).where(event.c.id == name, believed(event), event.c.superseded_at.is_(None))
        if connection.execute(held.limit(1)).first() is None:
            return f"the event {name} is no longer in the record"
    for name in (*review.reports, *((review.item,) if review.sort == "link" else ())):
        held = select(report.c.row).where(report.c.id == name, believed(report))
        if connection.execute(held.limit(1)).first() is None:
            return f"the report {name} is not in the present coding"
    return ""
