"""Which year or week a date without one means: the nearest to the publication day, as its tense leans.

Wire copy leaves the year out when the reader cannot take it for another. With no tense to go by a
day to come must be twice as near as one gone by; a telling tense leans much harder.
"""

from collections.abc import Iterable
from datetime import date

from foreshock.coding.dates.calendar import Days
from foreshock.coding.dates.tense import Tense

_LEAN = 2.0  # how much nearer a coming day must be when nothing tells the tense
_PAST_LEAN = 5.0  # … when the tense is past
_FUTURE_LEAN = 5.0  # how much nearer a past day must be when the tense is future


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
    return ahead * (_PAST_LEAN if tense == "past" else _LEAN)
