"""How high a statement stands: the kind of the pack for a speaker's rank."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from foreshock.terms.reading import Speaker
from foreshock.theaters.schema import Pack, Tenure


@dataclass(frozen=True, slots=True)
class Levels:
    """The ranks a pack gives to people in their time, to offices and their spokespeople, and to roles."""

    people: Mapping[str, tuple[Tenure, ...]]
    offices: Mapping[tuple[str, str], tuple[str | None, str | None]]
    roles: Mapping[str, str]

    def of(self, speaker: Speaker, on: date | None) -> str | None:
        """Return the rank of what a speaker says on a day, None when the pack gives none."""
        for tenure in self.people.get(speaker.name or "", ()):
            inside = on is not None and (tenure.start or on) <= on <= (tenure.end or on)
            if inside and tenure.rank is not None and tenure.actor == speaker.code:
                return tenure.rank
        held = self.offices.get((speaker.code or "", speaker.office or ""))
        spokes = (speaker.role or "").startswith("spokes")
        if held is not None and (spokes or speaker.name is None):
            return (held[1] or held[0]) if spokes else held[0]
        return self.roles.get(speaker.role or "")


def build_levels(pack: Pack) -> Levels:
    """Index the ranks of a theater."""
    return Levels(
        people={person.name: person.tenures for person in pack.people},
        offices={
            (row.actor, row.name): (row.rank, row.spokesperson_rank) for row in pack.offices if row.actor is not None
        },
        roles={row.role: row.rank for row in pack.role_words if row.rank is not None},
    )
