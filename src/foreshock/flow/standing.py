"""How good an event's sources are: grades per source, credibility of the item, never one number.

The Admiralty system grades a source (a to f) and an item (1 to 6) apart. A source's grade depends
on what it speaks of: a state agency is reliable on what its own ministry said and much less so on
what happened.
"""

import re
from collections.abc import Sequence

from msgspec import Struct

from foreshock.record.independence import SourceGroup, credibility
from foreshock.record.outcomes import Report
from foreshock.theaters.schema import Outlet

SAID = "statement"
# What follows a source's name in a citation: a year or day, brackets, a comma or colon.
CITATION = re.compile(r"\s\d|[,:(]")
AGAINST = frozenset({"denied", "cancelled"})
# The scale's own words; MISP's admiralty-scale taxonomy has the same.
CREDIBILITY_WORDS = {
    1: "confirmed by other sources",
    2: "probably true",
    3: "possibly true",
    4: "doubtful",
    5: "improbable",
    6: "truth cannot be judged",
}


class GradedSource(Struct, frozen=True, kw_only=True):
    """One independent source; `grade` is its houses' best for this kind of item, None if ungraded."""

    group: SourceGroup
    grade: str | None


class Standing(Struct, frozen=True, kw_only=True):
    """An event's sources counted and graded.

    `articles` counts articles, copies included; `independent_sources` what is left without them.
    `supporting` and `disputing` count independent sources; `credibility` follows from them.
    """

    articles: int
    independent_sources: int
    supporting: int
    disputing: int
    credibility: int
    words: str
    sources: tuple[GradedSource, ...]


def standing_of(
    kind: str, reports: Sequence[Report], groups: Sequence[SourceGroup], outlets: Sequence[Outlet]
) -> Standing:
    """Return how an event of a kind stands on its reports.

    A source disputes the event when all its reports deny it or say it was called off.
    """
    by_id = {report.id: report for report in reports}
    disputing = sum(all(by_id[name].status in AGAINST for name in group.reports) for group in groups)
    supporting = len(groups) - disputing
    item = credibility(supporting, disputing)
    return Standing(
        articles=len({report.article_id for report in reports if report.article_id}),
        independent_sources=len(groups),
        supporting=supporting,
        disputing=disputing,
        credibility=item,
        words=CREDIBILITY_WORDS[item],
        sources=tuple(GradedSource(group=group, grade=_grade(group, kind, outlets)) for group in groups),
    )


def _grade(group: SourceGroup, kind: str, outlets: Sequence[Outlet]) -> str | None:
    """Return the best grade among a group's houses: letters sort from good to bad."""
    said = kind == SAID or kind.startswith(f"{SAID}.")
    houses = {name for house in group.houses for name in (house.casefold(), _bare(house))}
    grades = [
        grade
        for outlet in outlets
        if houses & {name.casefold() for name in (outlet.name, *outlet.aliases)}
        and (grade := outlet.grade if said else outlet.grade_events)
    ]
    return min(grades, default=None)


def _bare(house: str) -> str:
    """Return a citation without its year, day, page or address: "White Paper 2014, chronology" is the White Paper's."""
    return CITATION.split(house, maxsplit=1)[0].strip().casefold()
