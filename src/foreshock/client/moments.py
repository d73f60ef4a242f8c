"""Moments and days as Python callers give them: as text, as dates, as instants."""

from datetime import date, datetime

from foreshock.flow.desk import Desk
from foreshock.flow.moments import parse_day, parse_moment
from foreshock.flow.standpoint import Standpoint, moment_of
from foreshock.terms.errors import UsageError

Moment = str | date | datetime | None
Day = str | date | None


def standpoint_of(desk: Desk, as_of: Moment, known_at: Moment) -> Standpoint:
    """Return the moments to speak from: now, and from all the record holds, unless told otherwise.

    Raises:
        UsageError: one is no moment, or an instant without its zone.
        NotFoundError: one lies in the future.
    """
    now, zone = desk.settings.clock.now(), desk.pack.theater.zone
    return Standpoint(
        as_of=now if as_of is None else moment_of(_parsed(as_of, "as_of"), zone, now, "as_of"),
        known_at=None if known_at is None else moment_of(_parsed(known_at, "known_at"), zone, now, "known_at"),
    )


def day_of(day: Day, name: str) -> date | None:
    """Return a day given as text or date, None for None.

    Raises:
        UsageError: the text is no ISO 8601 day.
    """
    return parse_day(day, name) if isinstance(day, str) else day


def _parsed(moment: str | date | datetime, name: str) -> date | datetime:
    if isinstance(moment, str):
        return parse_moment(moment, name)
    if isinstance(moment, datetime) and moment.tzinfo is None:
        raise UsageError(
            f"{name} {moment.isoformat()} has no time zone",
            expected="an aware instant, or only a day",
            next_step="give the datetime a tzinfo",
        )
    return moment
