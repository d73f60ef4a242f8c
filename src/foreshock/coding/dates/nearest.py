"""Which year or week a date without one means: the nearest to the publication day, as its tense leans.

Wire copy leaves the year out when the reader cannot take it for another. With no tense to go by a
day to come must be twice as near as one gone by; a telling tense leans much harder.
"""

from collections.abc import Iterable
from datetime import date

from foreshock.coding.dates.calendar import Days
from foreshock.coding.dates.tense import Tense

_LEAN = 2.0  # how much nearer a coming day must be when nothing tells the tense
_OTHER_YEAR = 2.0  # … and again when it falls in another calendar year
_PAST_LEAN = 5.0  # … when the tense is past and a day is named: "called a vote for March 9" has a past verb too
_DONE_LEAN = 12.0  # … when the date hangs on the past verb itself, or names a month or quarter
_FUTURE_LEAN = 12.0  # how much nearer a past day must be when the tense is future


def nearest(candidates: Iterable[Days | None], published: date, tense: Tense | None) -> Days | None:
    """Return the candidate that reads most naturally from the publication day, None when there is none."""
    usable = [days for days in candidates if days is not None]
    if not usable:
        return None
    return min(usable, key=lambda days: (_cost(days, published, tense), days))


def _cost(days: Days, published: date, tense: Tense | None) -> float:
    first, last = days
    if first <= published <= last:
        return 0.0
    if last < published:
        return (published - last).days * (_FUTURE_LEAN if tense == "future" else 1.0)
    ahead = float((first - published).days)
    if tense == "future":
        return ahead
    if tense == "done":
        return ahead * _DONE_LEAN
    if tense == "past":
        return ahead * (_DONE_LEAN if (last - first).days > 20 else _PAST_LEAN)
    return ahead * _LEAN * (_OTHER_YEAR if first.year != published.year else 1.0)


def steps(which: str) -> int:
    """Return -1 for "last" and the like, 1 for "next", 0 for "this"."""
    word = which.lower().split()[-1]
    if word in ("last", "past", "previous"):
        return -1
    return 1 if word in ("next", "coming") else 0


def pick(around: Iterable[Days | None], published: date, which: str) -> Days | None:
    """Return the last candidate over, the next to begin, or the one of the publication year."""
    usable = [days for days in around if days is not None]
    match steps(which):
        case -1:
            return next((days for days in reversed(usable) if days[1] < published), None)
        case 1:
            return next((days for days in usable if days[0] > published), None)
        case _:
            current = [days for days in usable if days[0] <= published <= days[1]]
            return next(iter(current + [days for days in usable if days[0].year == published.year]), None)
