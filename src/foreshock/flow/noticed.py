"""What an article itself makes known of launches ahead, so that the odds can take it into account."""

from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from msgspec import Struct

from foreshock.panel.notices import LAUNCH_NOTICE, notice_window, told_window
from foreshock.panel.occurrences import READING, under
from foreshock.terms.forecast import Outlook
from foreshock.terms.reading import Event, Reading
from foreshock.terms.record import RecordedEvent

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
    held = [notice_window(event) for event in recorded if under(event.kind, LAUNCH_NOTICE)]
    found = []
    for event in reading.events:
        row = _as_row(event, reading, as_of, today, principal)
        window = None if row is None else told_window(row, today.toordinal())
        if row is None or window is None:
            continue
        if any(start <= window[1] and window[0] <= end for start, end in held if start is not None and end is not None):
            continue
        found.append(row)
    return tuple(found)


def _as_row(
    event: Event, reading: Reading, as_of: datetime, today: date, principal: Sequence[str]
) -> RecordedEvent | None:
    """Return a coded notice as a row known at `as_of`; None when it is none, or gives no days or no giver."""
    when = event.when
    if event.kind is None or not under(event.kind, LAUNCH_NOTICE) or when is None or not when.start or not when.end:
        return None
    givers = tuple(actor.code for actor in event.actors if actor.code in principal)
    if not givers:
        return None
    return RecordedEvent(
        id=f"{READING}:{event.id}",
        kind=event.kind,
        valid_from=when.start,
        valid_to=when.end,
        precision=when.precision,
        actors=givers,
        status="scheduled",
        kinetic=False,
        announced_at=as_of,
        recorded_at=as_of,
        recorded_basis="observed",
        sources=(reading.article.headline or reading.article.id,),
        table=READING,
        attributes={
            "announced": today.isoformat(),
            "window_start": when.start.isoformat(),
            "window_end": when.end.isoformat(),
        },
    )


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
