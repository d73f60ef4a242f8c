"""What an item is after the reviews of it, moment by moment. Pure."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Generic, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from foreshock.record.event_rows import EventVersion
from foreshock.record.reviews.fields import correct
from foreshock.record.reviews.log import standing_at
from foreshock.record.versions import Period
from foreshock.terms.errors import UsageError
from foreshock.terms.reading import Claim, Event, Statement
from foreshock.terms.record import RecordedEvent
from foreshock.terms.review import Review

Item = TypeVar("Item", bound=Statement | Claim | Event | RecordedEvent)


class Shown(Struct, Generic[Item], frozen=True):
    """One version of an item: None while it is rejected; `review` is the latest that shaped it."""

    item: Item | None
    period: Period
    review: int | None


def versions_of(item: Item, period: Period, reviews: Sequence[Review]) -> list[Shown[Item]]:
    """Return an item's versions in the period in which it stood; the first may stand as its source said.

    Reviews are applied in the order they were made: a later correction of a field takes an earlier
    one's place, and accepting or correcting what was rejected brings it back.
    """
    if period.empty:
        return [Shown(item, period, None)]
    moments: list[datetime] = sorted({period.start, *(item.since for item in reviews if period.holds(item.since))})
    shown: list[Shown[Item]] = []
    for moment, following in zip(moments, [*moments[1:], period.end], strict=True):
        after, number = _after(item, standing_at(reviews, moment))
        if shown and shown[-1].item == after:
            shown[-1] = Shown(after, Period(shown[-1].period.start, following), shown[-1].review)
        else:
            changed = after != item or bool(shown)
            last = max((review.number for review in reviews if review.since <= moment), default=None)
            shown.append(Shown(after, Period(moment, following), (number or last) if changed else None))
    return shown


def reviewed(item: Item, reviews: Iterable[Review], moment: datetime) -> Item | None:
    """Return an item as reviewed by a moment, None if it is rejected."""
    return _after(item, standing_at(reviews, moment))[0]


def event_versions(said: EventVersion, reviews: Sequence[Review]) -> list[EventVersion]:
    """Return an event's version as its source said it, and those that reviews put in its place."""
    shown = versions_of(said.event, Period(said.event.recorded_at, said.superseded_at), reviews)
    overruled = next((item.period.start for item in shown if item.review is not None), None)
    versions = [replace(said, overruled_at=overruled, review=None)]
    for item in shown:
        if item.review is None or item.item is None:
            continue
        known = item.item
        if item.period.start > known.recorded_at:
            known = replace(known, recorded_at=item.period.start, recorded_basis="observed")
        versions.append(
            replace(said, event=known, superseded_at=item.period.end, overruled_at=None, review=item.review)
        )
    return versions


def misfits(item: Item, reviews: Iterable[Review]) -> list[tuple[Review, str]]:
    """Return the corrections that cannot be made to the item as it is coded now, each with why."""
    failed = []
    for review in reviews:
        try:
            item = correct(item, review.fields)
        except UsageError as error:
            failed.append((review, error.wrong))
    return failed


def _after(item: Item, standing: Sequence[Review]) -> tuple[Item | None, int | None]:
    """Return the item after the reviews that stand, and the last of them that changed anything."""
    after, hidden, merged, number = item, False, False, None
    for review in standing:
        if review.verdict == "reject":
            hidden = True
        elif review.verdict == "merge":
            merged = True
        elif review.verdict == "accept":
            hidden = False
        elif review.verdict == "correct":
            hidden = False
            try:
                after = correct(after, review.fields)
            except UsageError:
                # a newer coding left nothing this correction fits; `misfits` tells of it
                continue
        number = review.number
    return (None if hidden or merged else after), number
