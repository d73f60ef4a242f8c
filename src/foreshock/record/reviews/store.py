"""Reviews as other rooms use them: make one, list them, see what became of each."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Any, Literal, Required, TypedDict, Unpack

from sqlalchemy import Connection

from foreshock.record.reviews.carried import reviews_of_reading
from foreshock.record.reviews.gold import gold_of
from foreshock.record.reviews.log import article_of
from foreshock.record.reviews.making import Asked, make_review
from foreshock.record.reviews.queue import Wanting, wanting
from foreshock.record.reviews.seen import ReviewSeen, see_reviews
from foreshock.record.reviews.subjects import event_of_report, reading_of
from foreshock.terms.clock import Clock
from foreshock.terms.review import Review, Verdict

Opens = Callable[[], AbstractContextManager[Connection]]


class Saying(TypedDict, total=False):
    """What goes with a verdict (see `Record.review`)."""

    reviewer: Required[str]
    reason: str
    fields: Mapping[str, str | None] | None
    event: str | None
    reports: Sequence[str]
    made_at: datetime | None
    holds_from: datetime | Literal["usual"] | None


class Reviews:
    """The record's reviews. Each method is one transaction: all of it is kept, or nothing."""

    def __init__(self, reading: Opens, writing: Opens, clock: Clock) -> None:
        self._reading = reading
        self._writing = writing
        self._clock = clock

    def add(self, item: str, verdict: Verdict, **said: Unpack[Saying]) -> Review:
        """Judge an item or a link (see `Record.review`).

        Raises:
            UsageError: the item is not in the record or was not known at `made_at`, or the verdict
                or a corrected value is none it can have.
            RecordError: the record cannot be written.
        """
        with self._writing() as connection:
            now = self._clock.now()
            asked = Asked(
                item=item,
                verdict=verdict,
                fields=dict(said.get("fields") or {}),
                event=said.get("event"),
                reports=tuple(said.get("reports") or ()),
                reviewer=said["reviewer"],
                reason=said.get("reason", ""),
                made_at=said.get("made_at") or now,
                holds_from=said.get("holds_from"),
            )
            return make_review(connection, asked, now)

    def all(self, *, known_at: datetime | None = None, entered_by: datetime | None = None) -> list[ReviewSeen]:
        """Return every review made by a moment, in the order they were made, with what became of each."""
        with self._reading() as connection:
            return see_reviews(connection, known_at=known_at, entered_by=entered_by)

    def of(self, *items: str, known_at: datetime | None = None, entered_by: datetime | None = None) -> list[ReviewSeen]:
        """Return the reviews of items: those made of one under its id, or found to be of it in a newer coding.

        For an event that includes the reviews of links to it, and of what was merged into or split off it.
        """
        with self._reading() as connection:
            return see_reviews(connection, known_at=known_at, entered_by=entered_by, names=items)

    def event_of(self, report: str, *, known_at: datetime | None = None) -> str | None:
        """Return the id of the event a report is linked to as known at a moment, None if it is linked to none."""
        with self._reading() as connection:
            return event_of_report(connection, report, known_at or self._clock.now())

    def next(self, *, known_at: datetime | None = None, limit: int = 20) -> list[Wanting]:
        """Return what most wants a look as known at a moment (see `wanting`)."""
        moment = known_at or self._clock.now()
        with self._reading() as connection:
            return wanting(connection, see_reviews(connection, known_at=moment), known_at=moment, limit=limit)

    def gold(self, *, known_at: datetime | None = None) -> list[dict[str, Any]]:
        """Return every reviewed article as gold, as its reviews stand at a moment (see `gold_of`)."""
        moment = known_at or self._clock.now()
        with self._reading() as connection:
            names = {
                article_of(seen.review)
                for seen in see_reviews(connection, known_at=moment)
                if seen.review.sort not in ("link", "article")
            }
            readings = [reading for name in sorted(filter(None, names)) if (reading := reading_of(connection, name))]
            return [gold_of(reading, reviews_of_reading(connection, reading), moment) for reading in readings]
