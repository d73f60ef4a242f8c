"""Reviews as other rooms use them: make one, list them, see what became of each."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime

from sqlalchemy import Connection

from foreshock.record.reviews.making import Asked, make_review
from foreshock.record.reviews.seen import ReviewSeen, see_reviews
from foreshock.terms.clock import Clock
from foreshock.terms.review import Review, Verdict

Opens = Callable[[], AbstractContextManager[Connection]]


class Reviews:
    """The record's reviews. Each method is one transaction: all of it is kept, or nothing."""

    def __init__(self, reading: Opens, writing: Opens, clock: Clock) -> None:
        self._reading = reading
        self._writing = writing
        self._clock = clock

    def add(
        self,
        item: str,
        verdict: Verdict,
        *,
        reviewer: str,
        reason: str = "",
        fields: Mapping[str, str | None] | None = None,
        event: str | None = None,
        reports: Sequence[str] = (),
        made_at: datetime | None = None,
    ) -> Review:
        """Judge an item or a link; every view shows it from then on (see `Record.review`).

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
                fields=dict(fields or {}),
                event=event,
                reports=tuple(reports),
                reviewer=reviewer,
                reason=reason,
                made_at=made_at or now,
            )
            return make_review(connection, asked, now)

    def all(self, *, known_at: datetime | None = None, entered_by: datetime | None = None) -> list[ReviewSeen]:
        """Return every review made by a moment, in the order they were made, with what became of each."""
        with self._reading() as connection:
            return see_reviews(connection, known_at=known_at, entered_by=entered_by)

    def of(
        self, item: str, *, known_at: datetime | None = None, entered_by: datetime | None = None
    ) -> list[ReviewSeen]:
        """Return the reviews of an item: those made of it under this id, or found to be of it in a newer coding.

        For an event that includes the reviews of links to it, and of what was merged into or split off it.
        """
        return [seen for seen in self.all(known_at=known_at, entered_by=entered_by) if item in seen.bears_on]
