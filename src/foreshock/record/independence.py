"""Which reports of one event stand on their own, and which repeat another. Pure.

Ten papers that print one agency's copy are one source. Two reports are joined when they come from
the same house, when both pass on the same carrier's report, or when the text of one largely occurs
in the other. What is left apart counts as independent.
"""

import re
from collections.abc import Sequence
from typing import Literal

from msgspec import Struct

SHINGLE_WORDS = 5
SMALLEST_TEXT = 12
COPIED_SHARE = 0.5
Basis = Literal["alone", "same house", "same carrier", "same text"]
_WORD = re.compile(r"\w+")


class Voice(Struct, frozen=True, kw_only=True):
    """One report with what tells whether it repeats another.

    `house` is the agency, publisher or table it comes from; `carriers` the outlets whose report it
    passes on, as named; `shingles` the article's runs of five words, empty for a table's row.
    """

    report_id: str
    house: str
    carriers: tuple[str, ...] = ()
    shingles: frozenset[int] = frozenset()


class SourceGroup(Struct, frozen=True, kw_only=True):
    """Reports that count as one source, and all the reasons they were joined for."""

    houses: tuple[str, ...]
    reports: tuple[str, ...]
    bases: tuple[Basis, ...]


def shingles_of(text: str) -> frozenset[int]:
    """Return the runs of five words of a text, hashed; empty for a text too short to compare.

    Broder (1997), On the resemblance and containment of documents, doi:10.1109/SEQUEN.1997.666900.
    """
    words = _WORD.findall(text.casefold())
    if len(words) < SMALLEST_TEXT:
        return frozenset()
    return frozenset(hash(tuple(words[at : at + SHINGLE_WORDS])) for at in range(len(words) - SHINGLE_WORDS + 1))


def group_sources(voices: Sequence[Voice]) -> list[SourceGroup]:
    """Return the independent sources among reports, each with its reports, by first house and id.

    The answer does not depend on the order of the reports.
    """
    ordered = sorted(voices, key=lambda voice: (voice.house.casefold(), voice.report_id))
    leader = list(range(len(ordered)))
    bases: dict[int, set[Basis]] = {}

    def find(at: int) -> int:
        while leader[at] != at:
            at = leader[at]
        return at

    for later, voice in enumerate(ordered):
        for earlier in range(later):
            basis = _shared(ordered[earlier], voice)
            if basis is None:
                continue
            one, other = sorted((find(earlier), find(later)))
            leader[other] = one
            joined = bases.setdefault(one, set())
            joined |= {basis} | (bases.pop(other, set()) if other != one else set())
    groups: dict[int, list[Voice]] = {}
    for at, voice in enumerate(ordered):
        groups.setdefault(find(at), []).append(voice)
    return [
        SourceGroup(
            houses=tuple(dict.fromkeys(voice.house for voice in members)),
            reports=tuple(voice.report_id for voice in members),
            bases=tuple(sorted(bases.get(at, {"alone"}))),
        )
        for at, members in groups.items()
    ]


def credibility(supporting: int, disputing: int) -> int:
    """Return an item's credibility on the Admiralty scale, from how many independent sources say what.

    1 confirmed by another independent source, 2 probably true (two or more support it, fewer
    dispute it), 3 possibly true (one source, undisputed), 4 doubtful (as many dispute it as
    support it), 5 improbable (more dispute it), 6 cannot be judged (nobody says either).
    """
    if supporting + disputing == 0:
        return 6
    if disputing > supporting:
        return 5
    if disputing == supporting:
        return 4
    if supporting == 1:
        return 3
    return 2 if disputing else 1


def _shared(one: Voice, other: Voice) -> Basis | None:
    """Return why two reports are one source, None if they are not."""
    if one.house.casefold() == other.house.casefold():
        return "same house"
    named = ({*_names(one.carriers), one.house.casefold()}, {*_names(other.carriers), other.house.casefold()})
    if named[0] & named[1]:
        return "same carrier"
    smaller = min(len(one.shingles), len(other.shingles))
    if smaller and len(one.shingles & other.shingles) >= COPIED_SHARE * smaller:
        return "same text"
    return None


def _names(carriers: Sequence[str]) -> set[str]:
    return {carrier.casefold() for carrier in carriers}
