"""Moments as users write them: ISO 8601 days and instants, nothing guessed."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from foreshock.terms.errors import UsageError

FIRST_YEAR, LAST_YEAR = 1900, 2100
DAY_LENGTH = len("2023-02-02")


def parse_moment(text: str, option: str) -> datetime | date:
    """Return an aware instant in UTC, or a day when `text` is only a day.

    Raises:
        UsageError: not ISO 8601, out of range, or an instant without its zone.
    """
    if len(text) == DAY_LENGTH:
        return parse_day(text, option)
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        raise _not_a_moment(text, option) from None
    if not FIRST_YEAR <= instant.year <= LAST_YEAR:
        raise _not_a_moment(text, option)
    if instant.tzinfo is None:
        raise UsageError(
            f"{option} {text} has no time zone",
            expected="an instant with its zone, or only a day",
            next_step="add Z or an offset such as +09:00",
        )
    return instant.astimezone(UTC)


def parse_day(text: str, option: str) -> date:
    """Return the day `text` names.

    Raises:
        UsageError: not an ISO 8601 day, or out of range.
    """
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise _not_a_moment(text, option) from None
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise _not_a_moment(text, option)
    return day


def as_of_moment(text: str, zone: str, option: str = "--as-of") -> datetime:
    """Return the instant an option names, in UTC; a bare day means the end of that day in `zone`."""
    moment = parse_moment(text, option)
    return moment if isinstance(moment, datetime) else end_of_day(moment, zone)


def end_of_day(day: date, zone: str) -> datetime:
    """Return the last second of a local day, in UTC."""
    return datetime.combine(day, time(23, 59, 59), tzinfo=ZoneInfo(zone)).astimezone(UTC)


def _not_a_moment(text: str, option: str) -> UsageError:
    return UsageError(
        f"{option} {text}: not a day or instant between {FIRST_YEAR} and {LAST_YEAR}",
        expected="ISO 8601, such as 2023-02-02 or 2023-02-02T09:45+09:00",
        next_step="write the year first",
    )
