"""What an article itself makes known of launches ahead, so that the odds can take it into account."""

from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from msgspec import Struct, structs

from foreshock.panel.notices import LAUNCH_NOTICE, SATELLITE, notice_window, told_window
from foreshock.panel.occurrences import READING
from foreshock.terms.forecast import Outlook
from foreshock.terms.kinds import under
from foreshock.terms.reading import Event, Reading
from foreshock.terms.record import RecordedEvent

SMALLEST_CHANGE = 0.005
LATEST_DAYS = 30  # a launch told of longer ago answers no notice that is still open


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
        when = event.when
        if event.kind is None or not under(event.kind, LAUNCH_NOTICE) or when is None:
            continue
        if when.start is None or when.end is None:
            continue
        row = _as_row(event, as_of, when.start, when.end, principal, reading)
        window = None if row is None else told_window(row, today.toordinal())
        if row is None or window is None:
            continue
        if any(start <= window[1] and window[0] <= end for start, end in held if start is not None and end is not None):
            continue
        found.append(structs.replace(row, attributes=row.attributes | {"announced": today.isoformat()}))
    return tuple(found)


def _as_row(
    event: Event, as_of: datetime, start: date, end: date, principal: Sequence[str], reading: Reading
) -> RecordedEvent | None:
    """Return a coded item as a row known at `as_of`; None when no principal actor did it."""
    givers = tuple(actor.code for actor in event.actors if actor.code in principal)
    if not givers or event.kind is None or event.when is None:
        return None
    return RecordedEvent(
        id=f"{READING}:{event.id}",
        kind=event.kind,
        valid_from=start,
        valid_to=end,
        precision=event.when.precision,
        actors=givers,
        status="scheduled",
        kinetic=False,
        announced_at=as_of,
        recorded_at=as_of,
        recorded_basis="observed",
        sources=(reading.article.headline or reading.article.id,),
        table=READING,
        attributes={"window_start": start.isoformat(), "window_end": end.isoformat()},
    )


def told_launches(
    reading: Reading, recorded: Sequence[RecordedEvent], *, as_of: datetime, zone: str, principal: Sequence[str]
) -> tuple[RecordedEvent, ...]:
    """Return the satellite launches an article reports and the record does not hold.

    They are no outcomes: they only answer an open notice.
    """
    today = as_of.astimezone(ZoneInfo(zone)).date()
    held = {event.valid_from for event in recorded if under(event.kind, (SATELLITE,)) and event.status == "happened"}
    found = []
    for event in reading.events:
        when = event.when
        if event.kind is None or not under(event.kind, (SATELLITE,)) or event.status != "happened":
            continue
        if when is None or when.precision != "day" or when.start is None or when.start > today or when.start in held:
            continue
        row = _as_row(event, as_of, when.start, when.start, principal, reading)
        if row is not None and (today - when.start).days <= LATEST_DAYS:
            found.append(structs.replace(row, status="happened", announced_at=None, attributes={}))
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
