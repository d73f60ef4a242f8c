"""The rung of a speaker's word on the pack's ladder of official statements."""

from collections.abc import Iterable
from datetime import date

from foreshock.coding.tenures import role_on
from foreshock.terms.reading import Speaker
from foreshock.theaters.schema import Office, Pack

SPOKESPERSON = "spokesperson"


def statement_level(speaker: Speaker, pack: Pack, on: date | None) -> str | None:
    """Return the id of the level that a statement by `speaker` on that day has, None when it has none.

    The first of these that the pack ranks: the named person's office on the day, a role with a
    level of its own whatever the office ("department director"), the office the speaker stands
    for (its spokesperson apart), the outlet that comments in its own name. The actor's own ranked
    offices must exist: a ladder is one state's, and others' statements have no level on it.
    """
    offices = [office for office in pack.offices if office.rank is not None and office.actor == speaker.code]
    if speaker.code is None or not offices:
        return None
    return (
        _personal(speaker, pack, on)
        or next((word.rank for word in pack.role_words if word.role == speaker.role and word.rank is not None), None)
        or _official(speaker, offices)
        or next(
            (outlet.rank for outlet in pack.outlets if outlet.name == speaker.name and outlet.rank is not None), None
        )
    )


def _personal(speaker: Speaker, pack: Pack, on: date | None) -> str | None:
    """Return the level of a named person: of the role held on the day, else of the office named with it."""
    if speaker.name is None:
        return None
    ranks = {level.id: level.rank for level in pack.levels}
    for person in pack.people:
        if person.name != speaker.name:
            continue
        role = role_on(person, on, ranks)
        if role is not None and not role.former and role.tenure.actor == speaker.code:
            return role.tenure.rank
    return None


def _official(speaker: Speaker, offices: Iterable[Office]) -> str | None:
    office = next((office for office in offices if office.name == speaker.office), None)
    if office is None:
        return None
    return (office.spokesperson_rank if speaker.role == SPOKESPERSON else None) or office.rank
