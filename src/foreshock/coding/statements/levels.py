"""The rung of a speaker's word on the pack's ladder of official statements: the one place that settles it."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from foreshock.coding.tenures import role_on
from foreshock.terms.reading import Speaker
from foreshock.theaters.schema import Office, Pack, Person

SPOKESPERSON = "spokesperson"


@dataclass(frozen=True, slots=True)
class Levels:
    """A pack's ranks, indexed: people by name, offices by actor and name, roles, outlets; `places` of the levels."""

    people: Mapping[str, tuple[Person, ...]]
    offices: Mapping[tuple[str, str], Office]
    roles: Mapping[str, str]
    outlets: Mapping[str, str]
    places: dict[str, int]
    actors: frozenset[str]

    def of(self, speaker: Speaker, on: date | None) -> str | None:
        """Return the id of the level that a statement by `speaker` on that day has, None when it has none.

        The first of these that the pack ranks: the named person's office on the day, a role with a
        level of its own whatever the office ("department director"), the office the speaker stands
        for (its spokesperson apart), the outlet that comments in its own name. A ladder is that of
        the actors whose offices it ranks: what others say has no level on it.
        """
        if speaker.code not in self.actors:
            return None
        return (
            self._of_person(speaker, on)
            or self.roles.get(speaker.role or "")
            or self._of_office(speaker)
            or self.outlets.get(speaker.name or "")
        )

    def _of_person(self, speaker: Speaker, on: date | None) -> str | None:
        for person in self.people.get(speaker.name or "", ()):
            role = role_on(person, on, self.places)
            if role is not None and not role.former and role.tenure.actor == speaker.code:
                return role.tenure.rank
        return None

    def _of_office(self, speaker: Speaker) -> str | None:
        office = self.offices.get((speaker.code or "", speaker.office or ""))
        if office is None:
            return None
        return (office.spokesperson_rank if speaker.role == SPOKESPERSON else None) or office.rank


def build_levels(pack: Pack) -> Levels:
    """Index the ranks of a theater."""
    people: defaultdict[str, list[Person]] = defaultdict(list)
    for person in pack.people:
        people[person.name].append(person)
    ranked = [office for office in pack.offices if office.actor is not None and office.rank is not None]
    return Levels(
        people={name: tuple(found) for name, found in people.items()},
        offices={(office.actor or "", office.name): office for office in reversed(ranked)},
        roles={word.role: word.rank for word in pack.role_words if word.rank is not None},
        outlets={outlet.name: outlet.rank for outlet in pack.outlets if outlet.rank is not None},
        places={level.id: level.rank for level in pack.levels},
        actors=frozenset(office.actor for office in ranked if office.actor is not None),
    )
