"""What an article itself makes known of launches ahead, so that the odds can take it into account."""

from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from msgspec import Struct

from foreshock.panel.notices import LAUNCH_NOTICE
from foreshock.panel.occurrences import under
from foreshock.terms.forecast import Outlook
from foreshock.terms.reading import Reading
from foreshock.terms.record import RecordedEvent

TABLE = "reading"
LONGEST_WINDOW = 45  # days; longer than any window announced so far, so no window at all
SMALLEST_CHANGE = 0.005


class Effect(Struct, frozen=True, kw_only=True):
    """What one sentence of the article does to one forecast, by computing it again without.

    `item` is the coded event's id in the reading.
    """

    item: str
    target: str
    horizon: int
    without_item: float
    with_item: float


def told_notices(
    reading: Reading, recorded: Sequence[RecordedEvent], *, as_of: datetime, zone: str, principal: Sequence[str]
) -> tuple[RecordedEvent, ...]:
    """Return the launch notices an article reports whose window has not passed and the record does not hold.

    A notice needs its giver among the theater's principal actors and a window of days.
    """
    today = as_of.astimezone(ZoneInfo(zone)).date()
    held = [window for event in recorded if (window := _window(event)) is not None]
    found = []
    for event in reading.events:
        when = event.when
        if event.kind is None or not under(event.kind, LAUNCH_NOTICE) or when is None:
            continue
        givers = tuple(actor.code for actor in event.actors if actor.code in principal)
        if not givers or when.start is None or when.end is None or when.precision == "month":
            continue
        if when.end < today or (when.end - when.start).days > LONGEST_WINDOW:
            continue
        if any(start <= when.end and when.start <= end for start, end in held):
            continue
        days = {"window_start": when.start.isoformat(), "window_end": when.end.isoformat()}
        found.append(
            RecordedEvent(
                id=f"{TABLE}:{event.id}",
                kind=event.kind,
                valid_from=when.start,
                valid_to=when.end,
                actors=givers,
                status="scheduled",
                kinetic=False,
                announced_at=as_of,
                recorded_at=as_of,
                recorded_basis="observed",
                sources=(reading.article.headline or reading.article.id,),
                table=TABLE,
                attributes={"announced": today.isoformat(), **days},
            )
        )
    return tuple(found)


def effects(item: str, without: Outlook, with_it: Outlook) -> tuple[Effect, ...]:
    """Return the forecasts that an item changed by at least half a point, largest change first."""
    before = {(f.target, f.horizon): f.probability for f in without.forecasts}
    changed = [
        Effect(
            item=item,
            target=f.target,
            horizon=f.horizon,
            without_item=before[f.target, f.horizon],
            with_item=f.probability,
        )
        for f in with_it.forecasts
        if abs(f.probability - before[f.target, f.horizon]) >= SMALLEST_CHANGE
    ]
    return tuple(sorted(changed, key=lambda e: -abs(e.with_item - e.without_item)))


def _window(event: RecordedEvent) -> tuple[date, date] | None:
    start, end = event.attributes.get("window_start"), event.attributes.get("window_end")
    if not under(event.kind, LAUNCH_NOTICE) or start is None or end is None:
        return None
    return date.fromisoformat(start[:10]), date.fromisoformat(end[:10])
