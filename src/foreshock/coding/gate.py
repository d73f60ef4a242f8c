"""The gate: whether a document is worth parsing, told from its bytes.

A document passes when it names the theater's principal actors (their names, capitals, people,
offices, outlets, weapons, sites) twice, or its leader once. It is judged whole: judged by sentence, a reading
would lose "he said" and "the ministry". The gate decides only whether a document is read; what
passes is read exactly as it would be without a gate.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import ahocorasick_rs

from foreshock.theaters.schema import Pack, Person

ENOUGH = 2  # mentions, a leader's name counted twice, that make a document worth reading
_WORD = frozenset(b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz")


@dataclass(frozen=True, slots=True)
class Gate:
    """A matcher over bytes, with what each name counts; None when everything passes."""

    automaton: ahocorasick_rs.BytesAhoCorasick | None
    counts: tuple[int, ...] = ()

    def passes(self, document: str | bytes) -> bool:
        """Return whether a document (text, or raw UTF-8 with or without markup) is worth reading.

        Names of one word count where they stand as whole words, longer ones anywhere: pages that
        print names in bold often lose the blanks around them. Case is as the pack prints it; a
        character beyond ASCII ends a word.
        """
        if self.automaton is None:
            return True
        raw = document.encode("utf-8", "surrogatepass") if isinstance(document, str) else document
        count = 0
        for number, start, end in self.automaton.find_matches_as_indexes(raw):
            whole = (start == 0 or raw[start - 1] not in _WORD) and (end == len(raw) or raw[end] not in _WORD)
            if whole or 0x20 in raw[start:end]:
                count += self.counts[number]
                if count >= ENOUGH:
                    return True
        return False


def build_gate(pack: Pack) -> Gate:
    """Build the gate of a theater from the names of its principal actors."""
    if not pack.theater.principal:
        return Gate(None)
    leading = {name for person in pack.people if _leads(person, pack) for name in (person.name, *person.aliases)}
    names = sorted({name for name in _principal_names(pack) if len(name) > 2})
    return Gate(
        ahocorasick_rs.BytesAhoCorasick(
            [name.encode() for name in names], matchkind=ahocorasick_rs.MatchKind.LeftmostLongest
        ),
        tuple(ENOUGH if name in leading else 1 for name in names),
    )


def _leads(person: Person, pack: Pack) -> bool:
    """Return whether a person has led a principal state: its leader named once says what a story is about."""
    top = {level.id for level in pack.levels if level.rank == min(level.rank for level in pack.levels)}
    return any(tenure.actor in pack.theater.principal and tenure.rank in top for tenure in person.tenures)


def _principal_names(pack: Pack) -> Iterator[str]:
    principal = frozenset(pack.theater.principal)
    for actor in pack.actors:
        if actor.code in principal or (actor.kind in ("group", "region") and actor.code[:3] in principal):
            for name in (*actor.names, *actor.demonyms, *actor.capitals, *actor.short):
                yield name
                yield name.upper()
    for person in pack.people:
        if any(tenure.actor in principal for tenure in person.tenures):
            yield person.name
            yield from person.aliases
    for office in pack.offices:
        if office.actor in principal:
            yield from office.aliases
    for outlet in pack.outlets:
        if outlet.actor in principal or outlet.carries_for in principal:
            yield outlet.name
            yield from outlet.aliases
    for weapon in pack.weapons:
        if principal.intersection(weapon.owners):
            yield weapon.name
            yield from weapon.aliases
    for site in pack.sites:
        if site.actor in principal:
            yield site.name
            yield from site.aliases
