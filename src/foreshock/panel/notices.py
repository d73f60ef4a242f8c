"""Launch notices as known at the end of each day, and the launches that answered them."""

from calendar import monthrange
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from foreshock.panel.days import local_day
from foreshock.panel.occurrences import OUTCOME_TABLE, TOLD
from foreshock.terms.kinds import under
from foreshock.terms.record import RecordedEvent

LAUNCH_NOTICE = ("notice.launch",)
SATELLITE = "launch.satellite"
LAUNCH = ("launch",)
AHEAD = frozenset({"scheduled", "possible", "ongoing", "happened"})  # a notice given is "happened" to some
LONGEST_WINDOW = 45  # days; longer than any window announced so far, so no window at all


@dataclass(frozen=True)
class LaunchNotice:
    """An announced launch: `known`, `start`, `end` are ordinals of local days.

    `start` is None when no window was given, or only a whole calendar month: a month names no
    window. `kind` is what is to be launched: the kind under which the record, when the notice came,
    filed earlier launches of a rocket so named, else a satellite launch.
    """

    row: str
    actor: str
    known: int
    start: int | None
    end: int | None
    kind: str


def launch_notices(
    events: Sequence[RecordedEvent], principal: Collection[str], zone: ZoneInfo
) -> tuple[LaunchNotice, ...]:
    """Return the launch notices among `events`, by the day each became known.

    Rows of tables all count. What only articles report counts when one of the theater's principal
    actors gives a window of days that had not passed, and no notice known by then has it already:
    articles tell of old notices too.
    """
    named: list[tuple[int, str, str]] = []
    for event in events:
        if event.table == OUTCOME_TABLE and under(event.kind, LAUNCH):
            known = local_day(event.recorded_at, zone)
            named += [(known, name.casefold(), event.kind) for name in event.instruments]
    given = [e for e in events if under(e.kind, LAUNCH_NOTICE) and e.actors]
    listed = [_notice(e, named, zone) for e in given if e.table not in TOLD]
    told = [e for e in given if e.table in TOLD and not set(e.actors).isdisjoint(principal)]
    for event in sorted(told, key=lambda e: (e.recorded_at, e.id)):
        window = told_window(event, _known(event, zone))
        if window is not None and not any(_has(notice, window, event, zone) for notice in listed):
            listed.append(_notice(event, named, zone))
    return tuple(sorted(listed, key=lambda notice: (notice.known, notice.row)))


def told_launches(
    events: Sequence[RecordedEvent], kind: str, actors: Collection[str], zone: ZoneInfo
) -> tuple[tuple[int, int], ...]:
    """Return (day, known) of launches of a kind that only articles report so far.

    They are no outcomes, but whoever has read of the launch does not expect it any more.
    """
    found = [
        (event.valid_from.toordinal(), max(local_day(event.recorded_at, zone), event.valid_from.toordinal()))
        for event in events
        if event.table in TOLD
        and event.status == "happened"
        and event.precision == "day"
        and under(event.kind, (kind,))
        and not set(event.actors).isdisjoint(actors)
    ]
    return tuple(sorted(found))


def told_window(event: RecordedEvent, today: int) -> tuple[int, int] | None:
    """Return the window of days a report of a notice gives, None when it gives none or it has passed by `today`."""
    start, end = notice_window(event)
    if event.status not in AHEAD or start is None or end is None or event.precision == "month":
        return None
    if end < today or end - start > LONGEST_WINDOW:
        return None
    return start, end


def notice_window(event: RecordedEvent) -> tuple[int | None, int | None]:
    """Return the window a notice announces; None for its first day when no days were given, only a month or none."""
    if event.table in TOLD and "window_start" not in event.attributes:
        start, end = event.valid_from.toordinal(), event.valid_to.toordinal()
    else:
        first, last = (_day(event.attributes.get(name)) for name in ("window_start", "window_end"))
        if first is None or last is None:
            return None, last
        start, end = first, last
    return (None, end) if _whole_month(start, end) else (start, end)


def _notice(event: RecordedEvent, named: Sequence[tuple[int, str, str]], zone: ZoneInfo) -> LaunchNotice:
    known = _known(event, zone)
    start, end = notice_window(event)
    rocket = (event.attributes.get("rocket") or event.name or "").casefold()
    kinds = [(day, kind) for day, name, kind in named if day <= known and name and rocket.startswith(name)]
    return LaunchNotice(event.id, event.actors[0], known, start, end, max(kinds)[1] if kinds else SATELLITE)


def _known(event: RecordedEvent, zone: ZoneInfo) -> int:
    """Return the local day by which a notice was known: of an article's, when the first report told of it."""
    told_first = event.table in TOLD and event.announced_at is not None and event.announced_at < event.recorded_at
    return local_day(event.announced_at if told_first and event.announced_at else event.recorded_at, zone)


def _has(notice: LaunchNotice, window: tuple[int, int], event: RecordedEvent, zone: ZoneInfo) -> bool:
    """Return whether a notice known when `event` was has an overlapping window."""
    if notice.start is None or notice.end is None or notice.known > _known(event, zone):
        return False
    return notice.start <= window[1] and window[0] <= notice.end


def _day(text: str | None) -> int | None:
    return date.fromisoformat(text[:10]).toordinal() if text else None


def _whole_month(start: int, end: int) -> bool:
    first, last = date.fromordinal(start), date.fromordinal(end)
    return first.day == 1 and last == first.replace(day=monthrange(first.year, first.month)[1])
