"""Roles by date: what a person was on a day."""

from datetime import date
from typing import NamedTuple

from foreshock.theaters.schema import Person, Tenure

_UNRANKED = 1_000  # below every rung of a pack's ladder


class RoleOnDay(NamedTuple):
    """The role that counts for a person on a day; `former` when it had ended by then."""

    tenure: Tenure
    former: bool


def role_on(person: Person, on: date | None, ranks: dict[str, int]) -> RoleOnDay | None:
    """Return what `person` was on a day: the highest office held, else the last one left.

    `ranks` maps statement levels to their place on the ladder, 1 the highest; among roles of one
    level the pack's first counts, among those without a level the latest taken up. Without a day
    only a person who never changed roles has one. None when every role of theirs began later.
    """
    if on is None:
        roles = {(tenure.title, tenure.actor) for tenure in person.tenures}
        return RoleOnDay(person.tenures[0], former=False) if len(roles) == 1 else None
    held = [t for t in person.tenures if _covers(t, on)]
    if held:
        best = min(_place(t, ranks) for t in held)
        alike = [t for t in held if _place(t, ranks) == best]
        ranked = best != _UNRANKED
        return RoleOnDay(alike[0] if ranked else max(alike, key=lambda t: _ordinal(t.start)), former=False)
    left = [t for t in person.tenures if t.end is not None and t.end < on]
    if left:
        return RoleOnDay(max(left, key=lambda t: (_ordinal(t.end), -_place(t, ranks))), former=True)
    return None


def state_of(person: Person, on: date | None) -> str | None:
    """Return the actor a person speaks for, whatever the role: the nearest tenure's, None for none."""
    codes = {tenure.actor for tenure in person.tenures}
    if len(codes) == 1 or not codes:
        return next(iter(codes), None)
    if on is None:
        return None
    return min(person.tenures, key=lambda t: _distance(t, on)).actor


def _covers(tenure: Tenure, on: date) -> bool:
    return (tenure.start is None or tenure.start <= on) and (tenure.end is None or on <= tenure.end)


def _distance(tenure: Tenure, on: date) -> int:
    if _covers(tenure, on):
        return 0
    ends = [abs((on - day).days) for day in (tenure.start, tenure.end) if day is not None]
    return min(ends, default=0)


def _place(tenure: Tenure, ranks: dict[str, int]) -> int:
    return ranks.get(tenure.rank or "", _UNRANKED)


def _ordinal(day: date | None) -> int:
    return day.toordinal() if day is not None else 0
