"""The log of reviews: rows are added and read, never changed."""

from collections.abc import Iterable, Sequence
from datetime import datetime

import msgspec
from sqlalchemy import ColumnElement, Connection, func, insert, select

from foreshock.record import tables
from foreshock.record.event_rows import encode
from foreshock.terms.review import Review

_decoder = msgspec.json.Decoder(Review)


def next_number(connection: Connection) -> int:
    """Return the number the next review gets."""
    last = connection.execute(select(func.max(tables.review.c.number))).scalar()
    return 1 if last is None else int(last) + 1


def append_review(connection: Connection, review: Review, *, about: Review | None = None) -> None:
    """Add one review to the end; `about` is the one an undo is, in the end, about."""
    subject = about or review
    connection.execute(
        insert(tables.review).values(
            number=review.number,
            item=subject.item,
            sort=subject.sort,
            article_id=article_of(subject),
            verdict=review.verdict,
            made_at=review.made_at,
            entered_at=review.entered_at,
            payload=encode(review),
        )
    )


def article_of(review: Review) -> str | None:
    """Return the article whose item a review judges, None for an event, a table's row or a group of reports."""
    if review.sort == "article":
        return review.item
    if review.sort in ("event", "review") or not review.anchors:
        return None
    return review.anchors[0].article_id


def select_reviews(
    connection: Connection,
    *conditions: ColumnElement[bool],
    known_at: datetime | None = None,
    entered_by: datetime | None = None,
) -> list[Review]:
    """Return the reviews that views as of `known_at` show and this file had by `entered_by`, in the order made.

    Conditions are on the table's columns, in which an undo stands with what it takes back.
    """
    review = tables.review
    query = select(review.c.payload).where(*conditions)
    if entered_by is not None:
        query = query.where(review.c.entered_at <= entered_by)
    rows = connection.execute(query.order_by(review.c.made_at, review.c.number)).scalars()
    found = [_decoder.decode(payload) for payload in rows]
    return [item for item in found if known_at is None or item.since <= known_at]


def in_order(reviews: Iterable[Review]) -> list[Review]:
    """Return reviews in the order they were made. Pure."""
    return sorted(reviews, key=lambda review: (review.made_at, review.number))


def any_reviews(connection: Connection) -> bool:
    """True if the record holds a review; most hold none, and need no second look."""
    return connection.execute(select(tables.review.c.number).limit(1)).first() is not None


def standing_at(reviews: Iterable[Review], moment: datetime) -> list[Review]:
    """Return the reviews that hold at a moment, and are not taken back by one that does. Pure."""
    made = [review for review in reviews if review.since <= moment]
    gone = taken_back(made)
    return [review for review in made if review.verdict != "undo" and review.number not in gone]


def taken_back(reviews: Sequence[Review]) -> set[int]:
    """Return the numbers of the reviews that later ones among these take back. Pure.

    An undo may itself be undone; then what it took back holds again.
    """
    gone: set[int] = set()
    # from the last: whether an undo holds depends on later ones only
    for review in reversed(in_order(reviews)):
        if review.verdict == "undo" and review.number not in gone:
            gone.add(int(review.item))
    return gone
