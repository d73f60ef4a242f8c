"""The calendar of a moment: what lies ahead of it in the record and in the theater's recurring days."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from msgspec import Struct

from foreshock.flow.ahead import STRIP_DAYS, USUAL_DRILL_DAYS, AheadItem, look_ahead
from foreshock.flow.desk import Desk
from foreshock.flow.seen import as_seen
from foreshock.flow.standpoint import Standpoint
from foreshock.terms.record import RecordedEvent

NOTICES = ("notice",)


class CalendarList(Struct, frozen=True, kw_only=True):
    """What lies ahead of a moment, `days` days from its local day on."""

    as_of: datetime
    known_at: datetime | None
    days: int
    items: tuple[AheadItem, ...]


def calendar_at(desk: Desk, stand: Standpoint, days: int = STRIP_DAYS) -> CalendarList:
    """Return what lies ahead, for `days` days."""
    today = stand.as_of.astimezone(ZoneInfo(desk.pack.theater.zone)).date()
    items = look_ahead(
        today, coded=(), recorded=ahead_rows(desk, stand, days), recurring=desk.pack.recurring_days, days=days
    )
    return CalendarList(as_of=stand.as_of, known_at=stand.known_at, days=days, items=items)


def ahead_rows(desk: Desk, stand: Standpoint, days: int = STRIP_DAYS) -> list[RecordedEvent]:
    """Return every row of the record that can lie ahead of a moment: far fewer than all.

    A notice is filed under the day it was given, so all of them are looked at.
    """
    zone = desk.pack.theater.zone
    today = stand.as_of.astimezone(ZoneInfo(zone)).date()
    near = desk.record.events(
        known_at=stand.as_of,
        entered_by=stand.known_at,
        since=today - timedelta(days=USUAL_DRILL_DAYS + 1),
        until=today + timedelta(days=days),
    )
    notices = desk.record.events(known_at=stand.as_of, entered_by=stand.known_at, kinds=NOTICES)
    rows = {event.id: event for event in (*near, *notices)}
    return [
        as_seen(event, stand.as_of, zone) for event in sorted(rows.values(), key=lambda row: (row.valid_from, row.id))
    ]
