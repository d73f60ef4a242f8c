"""Eras: who led whom from when to when, as the pack's tenures have it."""

from collections.abc import Sequence
from datetime import date

from msgspec import Struct

from foreshock.theaters.schema import EraLine, Pack, Person


class Era(Struct, frozen=True):
    """One term; `end` is None while it lasts."""

    name: str
    start: date
    end: date | None


class Succession(Struct, frozen=True):
    """The terms of one line in their order."""

    label: str
    actor: str
    eras: tuple[Era, ...]


def successions(pack: Pack) -> tuple[Succession, ...]:
    """Return the terms of each of the pack's era lines; tenures without a first day are left out."""
    return tuple(Succession(line.label, line.actor, _terms(line, pack.people)) for line in pack.eras)


def _terms(line: EraLine, people: Sequence[Person]) -> tuple[Era, ...]:
    found = [
        Era(person.name, tenure.start, tenure.end)
        for person in people
        for tenure in person.tenures
        if tenure.actor == line.actor and tenure.title in line.titles and tenure.start is not None
    ]
    return tuple(sorted(found, key=lambda era: (era.start, era.name)))
