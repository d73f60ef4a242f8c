"""The pack's names, ready to find in text: one automaton over everything it can name."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

import ahocorasick_rs

from foreshock.coding.folding import fold
from foreshock.coding.mentions import MentionKind
from foreshock.theaters.schema import Actor, Office, Outlet, Pack, Person, RoleWord, Tenure

Case = Literal["any", "exact", "capital"]
# When two names cover the same characters, the one further left in this order wins.
PRIORITY: dict[str, int] = {
    kind: at
    for at, kind in enumerate(
        ["person", "drill", "weapon", "office", "outlet", "body", "recurring_day", "site", "country", "demonym",
         "capital", "role", "reference"]
    )
}  # fmt: skip


class Entry(NamedTuple):
    """One spelling of one row of the pack; `case` says how capitals must stand in the text."""

    form: str
    kind: MentionKind
    id: str
    code: str | None
    case: Case


class Hit(NamedTuple):
    """Characters `start:end` that spell an entry."""

    start: int
    end: int
    entry: Entry


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Every spelling of a pack, with the rows they stand for by id."""

    automaton: ahocorasick_rs.AhoCorasick
    entries: tuple[tuple[Entry, ...], ...]
    actors: dict[str, Actor]
    offices: dict[str, Office]
    refined: dict[tuple[str, str], Office]
    roles: dict[str, RoleWord]
    people: dict[str, Person]
    outlets: dict[str, Outlet]
    names: dict[str, str]
    surnames: dict[str, tuple[str, ...]]
    principal: tuple[str, ...]

    def hits(self, text: str) -> list[Hit]:
        """Return the spellings in `text`: whole words, the longest first choice, none overlapping."""
        found = [
            Hit(start, end, entry)
            for number, start, end in self.automaton.find_matches_as_indexes(fold(text), overlapping=True)
            if _whole(text, start, end)
            for entry in self.entries[number]
            if _cased(text, start, end, entry)
        ]
        found.sort(key=lambda hit: (hit.start - hit.end, PRIORITY[hit.entry.kind], hit.start))
        taken: list[Hit] = []
        used = bytearray(len(text))
        for hit in found:
            if not any(used[hit.start : hit.end]):
                used[hit.start : hit.end] = b"\1" * (hit.end - hit.start)
                taken.append(hit)
        return sorted(taken)

    def tenure(self, person: Person, on: date | None) -> Tenure | None:
        """Return the role a person holds on a day, else the last one held before it, else the first."""
        held = [t for t in person.tenures if on is None or t.start is None or t.start <= on]
        current = [t for t in held if on is None or t.end is None or on <= t.end]
        chosen = current or held or list(person.tenures)
        return max(chosen, key=lambda t: t.start or date.min, default=None)

    def serves(self, person_id: str, on: date | None) -> bool:
        """Return whether a person holds some role on a day."""
        person = self.people[person_id]
        return on is not None and any(
            (t.start is None or t.start <= on) and (t.end is None or on <= t.end) for t in person.tenures
        )


def build_gazetteer(pack: Pack) -> Gazetteer:
    """Index a pack's names."""
    by_form: dict[str, list[Entry]] = {}
    for entry in _entries(pack):
        entries = by_form.setdefault(fold(entry.form), [])
        if entry not in entries:
            entries.append(entry)
    forms = list(by_form)
    names = {row.id: row.name for row in pack.weapons} | {row.id: row.name for row in pack.sites}
    names |= {row.id: row.name for row in pack.named_drills} | {row.id: row.name for row in pack.recurring_days}
    return Gazetteer(
        automaton=ahocorasick_rs.AhoCorasick(forms),
        entries=tuple(tuple(sorted(by_form[form], key=lambda e: PRIORITY[e.kind])) for form in forms),
        actors={actor.code: actor for actor in pack.actors},
        offices={office.id: office for office in pack.offices},
        refined={(office.actor, office.name): office for office in pack.offices if office.actor is not None},
        roles={word.role: word for word in pack.role_words},
        people={person.id: person for person in pack.people},
        outlets={outlet.id: outlet for outlet in pack.outlets},
        names=names,
        surnames=_surnames(pack.people),
        principal=pack.theater.principal,
    )


def _entries(pack: Pack) -> Iterator[Entry]:
    for actor in pack.actors:
        kind: MentionKind = "country" if actor.kind == "country" else "body"
        yield from (Entry(name, kind, actor.code, actor.code, "exact") for name in actor.names)
        yield from (Entry(name, kind, actor.code, actor.code, "exact") for name in actor.short)
        yield from (Entry(name, "demonym", actor.code, actor.code, "exact") for name in actor.demonyms)
        yield from (Entry(name, "capital", actor.code, actor.code, "exact") for name in actor.capitals)
    for office in pack.offices:
        own: Case = "any" if office.actor is None else "capital"
        yield from (Entry(name, "office", office.id, office.actor, own) for name in _forms(office.name, office.aliases))
    for word in pack.role_words:
        yield from (Entry(name, "role", word.role, None, "any") for name in word.words)
    for person in pack.people:
        yield from (Entry(name, "person", person.id, None, "capital") for name in _forms(person.name, person.aliases))
    for outlet in pack.outlets:
        case: Case = "exact" if len(outlet.name) < 5 else "capital"
        yield from (Entry(n, "outlet", outlet.id, outlet.actor, case) for n in _forms(outlet.name, outlet.aliases))
    for weapon in pack.weapons:
        forms = _forms(weapon.name, weapon.aliases)
        yield from (Entry(n, "weapon", weapon.id, None, "any" if weapon.generic else "capital") for n in forms)
    for site in pack.sites:
        yield from (Entry(n, "site", site.id, site.actor, "capital") for n in _forms(site.name, site.aliases))
    for drill in pack.named_drills:
        yield from (Entry(n, "drill", drill.id, None, "capital") for n in _forms(drill.name, drill.aliases))
    for day in pack.recurring_days:
        yield from (Entry(n, "recurring_day", day.id, day.actor, "any") for n in _forms(day.name, day.aliases))


def _surnames(people: Iterable[Person]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for person in people:
        found[person.surname] = (*found.get(person.surname, ()), person.id)
    return found


def _forms(name: str, aliases: Iterable[str]) -> Iterator[str]:
    yield from dict.fromkeys((name, *aliases))


def _cased(text: str, start: int, end: int, entry: Entry) -> bool:
    written = text[start:end]
    if entry.case == "any":
        return True
    if written == entry.form or fold(written) != fold(entry.form):
        return True
    if entry.case == "capital":  # capitals where the name has them, or a line all in capitals
        return written.isupper() or all(w == f for w, f in zip(written, entry.form, strict=True) if f.isupper())
    return written.isupper() and len(written) > 4  # a headline in capitals; short forms never


def _whole(text: str, start: int, end: int) -> bool:
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    if before.isalnum() or before == "_" or before == ".":
        return before == "." and (start < 2 or not text[start - 2].isalnum() or text[start - 2].islower())
    return not (after.isalnum() or after == "_")
