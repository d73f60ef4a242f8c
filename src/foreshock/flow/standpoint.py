"""The two moments an answer speaks from: what was public then, and what this file held then."""

from datetime import date, datetime, timedelta

from msgspec import Struct

from foreshock.flow.moments import end_of_day
from foreshock.terms.errors import NotFoundError

FURTHEST_AHEAD = timedelta(days=1)  # a day's local end may lie up to a day ahead of now
EARLIEST = date(1900, 1, 1)


class Standpoint(Struct, frozen=True, kw_only=True):
    """Speak of what was public knowledge at `as_of`, from the rows this file held at `known_at`.

    Without `known_at`, from all it holds now.
    """

    as_of: datetime
    known_at: datetime | None = None


def moment_of(asked: datetime | date, zone: str, now: datetime, name: str) -> datetime:
    """Return the instant that a day (its local end) or an instant names.

    Raises:
        NotFoundError: it lies in the future, or before anything a record tells of.
    """
    day = asked.date() if isinstance(asked, datetime) else asked
    if day < EARLIEST or day > now.date() + FURTHEST_AHEAD:
        raise _no_moment(asked, name)
    moment = asked if isinstance(asked, datetime) else end_of_day(asked, zone)
    if moment > now + FURTHEST_AHEAD:
        raise _no_moment(asked, name)
    return moment


def _no_moment(asked: datetime | date, name: str) -> NotFoundError:
    return NotFoundError(
        f"nothing can be told as of {name} {asked.isoformat()}",
        expected=f"a moment from {EARLIEST.year} up to now",
        next_step="leave it out for now",
    )
