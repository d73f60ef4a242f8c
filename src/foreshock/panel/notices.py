"""Launch notices as known at the end of each day, and the launches that answered them."""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from foreshock.panel.days import local_day
from foreshock.panel.occurrences import ARTICLES, OUTCOME_TABLE, under
from foreshock.terms.record import RecordedEvent

LAUNCH_NOTICE = ("notice.launch",)
SATELLITE = "launch.satellite"
LAUNCH = ("launch",)


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


def launch_notices(events: Sequence[RecordedEvent], zone: ZoneInfo) -> tuple[LaunchNotice, ...]:
    """Return the launch notices among `events`, by the day each became known."""
    named: list[tuple[int, str, str]] = []
    for event in events:
        if event.table == OUTCOME_TABLE and under(event.kind, LAUNCH):
            known = local_day(event.recorded_at, zone)
            named += [(known, name.casefold(), event.kind) for name in event.instruments]
    found = []
    for event in events:
        if not under(event.kind, LAUNCH_NOTICE) or not event.actors:
            continue
        if event.table == ARTICLES:  # one article's telling, often of an old notice, is not a row of the list
            continue
        known = local_day(event.recorded_at, zone)
        start, end = (_day(event.attributes.get(name)) for name in ("window_start", "window_end"))
        if start is None or end is None or _whole_month(start, end):
            start = None
        rocket = (event.attributes.get("rocket") or event.name or "").casefold()
        kinds = [(day, kind) for day, name, kind in named if day <= known and name and rocket.startswith(name)]
        found.append(LaunchNotice(event.id, event.actors[0], known, start, end, max(kinds)[1] if kinds else SATELLITE))
    return tuple(sorted(found, key=lambda notice: (notice.known, notice.row)))


def _day(text: str | None) -> int | None:
    return date.fromisoformat(text[:10]).toordinal() if text else None


def _whole_month(start: int, end: int) -> bool:
    first, last = date.fromordinal(start), date.fromordinal(end)
    return first.day == 1 and last == first.replace(day=monthrange(first.year, first.month)[1])
