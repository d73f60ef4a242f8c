"""Judge which reports tell of the same event. Pure: reports, table events and reviews in, a judgment out.

The judgment depends only on what is compared, not on the order in which it arrived: at every
moment at which something changed, each report is placed anew (see `placing`).
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import zip_longest

from msgspec import Struct
from msgspec.structs import replace

from foreshock.record.clusters import Cluster
from foreshock.record.placing import ArticleReport, Scene, place
from foreshock.record.reviews.decisions import decisions_at
from foreshock.record.rules import PLAIN, Rules
from foreshock.record.versions import Period
from foreshock.terms.record import RecordedEvent
from foreshock.terms.review import Review

# What is asserted most firmly speaks for the event: that it came about, then that it did not,
# then that it is planned.
FIRMNESS = {"happened": 3, "ongoing": 3, "cancelled": 2, "denied": 2, "scheduled": 1}


class TableEvent(Struct, frozen=True, kw_only=True):
    """One version of an event from a reference table, with the period in which it stood."""

    event: RecordedEvent
    period: Period


class Link(Struct, frozen=True):
    """A report taken as telling of an event, by which rule and why, and in which period that was the judgment."""

    report_id: str
    event_id: str
    rule: str
    reason: str
    period: Period
    review: int | None = None


class Judgment(Struct, frozen=True):
    """The events that reports make by themselves, version by version, and all links."""

    events: tuple[tuple[RecordedEvent, datetime | None], ...]
    links: tuple[Link, ...]


class Case(Struct, frozen=True, kw_only=True):
    """Reports that have to be judged together, with the table events and reviews of links that bear on them."""

    reports: Sequence[ArticleReport]
    table: Sequence[TableEvent] = ()
    reviews: Sequence[Review] = ()


def judge(case: Case, rules: Rules = PLAIN) -> Judgment:
    """Judge a case at every moment something changed.

    While a table holds a matching event, reports support that one and make none of their own.
    """
    periods = [*(report.period for report in case.reports), *(known.period for known in case.table)]
    bounds = {moment for period in periods for moment in _bounds(period)}
    moments = sorted(bounds | {review.since for review in case.reviews})
    made: dict[str, list[tuple[RecordedEvent, datetime | None]]] = {}
    links: dict[str, list[Link]] = {}
    for moment, following in zip_longest(moments, moments[1:]):
        standing: dict[Cluster, list[ArticleReport]] = {}
        for report in case.reports:
            if report.period.holds(moment):
                standing.setdefault(report.cluster, []).append(report)
        if not standing:
            continue
        known = [item.event for item in case.table if item.period.holds(moment)]
        scene = Scene(standing, known, rules, decisions_at(case.reviews, moment))
        there = {event.id for event in known}
        groups: dict[str, list[ArticleReport]] = {}
        for report in (report for reports in standing.values() for report in reports):
            found = place(report, scene)
            link = Link(report.id, found.event_id, found.rule, found.reason, Period(moment, following), found.review)
            _extend(links.setdefault(report.id, []), link)
            if found.event_id not in there:
                groups.setdefault(found.event_id, []).append(report)
        for name, reports in groups.items():
            _extend_event(made.setdefault(name, []), make_event(name, reports, moment, rules), following)
    return Judgment(
        tuple(version for versions in made.values() for version in versions),
        tuple(link for of_report in links.values() for link in of_report),
    )


def _bounds(period: Period) -> tuple[datetime, ...]:
    if period.empty:
        return ()
    return (period.start,) if period.end is None else (period.start, period.end)


def _extend(links: list[Link], link: Link) -> None:
    """Append a link, or lengthen the last one if nothing but time moved on."""
    if links and replace(links[-1], period=link.period) == link and links[-1].period.end == link.period.start:
        links[-1] = replace(link, period=Period(links[-1].period.start, link.period.end))
    else:
        links.append(link)


def _extend_event(
    versions: list[tuple[RecordedEvent, datetime | None]], event: RecordedEvent, following: datetime | None
) -> None:
    """Append a version of an event, or lengthen the last one if it says the same."""
    if versions and versions[-1][1] == event.recorded_at and _same(versions[-1][0], event):
        versions[-1] = (versions[-1][0], following)
    else:
        versions.append((event, following))


def _same(one: RecordedEvent, other: RecordedEvent) -> bool:
    return replace(one, recorded_at=other.recorded_at) == other


def make_event(event_id: str, standing: Sequence[ArticleReport], moment: datetime, rules: Rules) -> RecordedEvent:
    """Return the event that reports without a table's backing make.

    It is never kinetic, whatever the reports say happened: targets are resolved by the sources the
    pack names as adjudicators, and one misread sentence must not be able to turn an outcome or
    feed a rate. It speaks with the firmest report, the earliest-known of those; reports that a rule
    brought here from another day or kind speak only if there are no others.
    """
    in_order = sorted(standing, key=lambda report: (report.period.start, report.id))
    speaking = max(
        in_order,
        key=lambda report: (report.cluster.event_id == event_id, FIRMNESS.get(report.item.status or "", 0)),
    )
    announced = [report.period.start for report in in_order if report.item.status == "scheduled"]
    item, cluster = speaking.item, speaking.cluster
    return RecordedEvent(
        id=event_id,
        kind=item.kind or cluster.family,
        valid_from=cluster.first,
        valid_to=cluster.last if item.when is None or item.when.end is None else max(cluster.last, item.when.end),
        precision=item.when.precision if item.when else "day",
        actors=tuple(sorted({actor.code for actor in item.actors})),
        recipients=tuple(sorted({actor.code for actor in item.recipients})),
        status=item.status or "possible",
        count=_count(speaking, in_order, rules),
        instruments=tuple(instrument.name for instrument in item.instruments),
        place=item.place,
        kinetic=False,
        announced_at=announced[0] if announced else None,
        recorded_at=moment,
        recorded_basis="observed",
        sources=tuple(dict.fromkeys(report.source for report in in_order)),
        table="articles",
        attributes={"adjudication": "reports_only", "reports": str(len(in_order)), "speaking": speaking.id},
    )


def _count(speaking: ArticleReport, reports: Sequence[ArticleReport], rules: Rules) -> int | None:
    """Return how many: as the speaking report says, or for a volley the most that one table's rows add up to."""
    if rules.of("volley", speaking.item.kind) is not None:
        totals = [total for total in row_totals(reports).values() if total is not None]
        if totals:
            return max(totals)
    count = speaking.item.count
    return count.value if count and count.qualifier == "exact" else None


def row_totals(reports: Sequence[ArticleReport]) -> Mapping[str, int | None]:
    """Return what each table's rows add up to, for tables with several; None where a row has no count."""
    rows: dict[str, list[int | None]] = {}
    for report in reports:
        if report.row:
            rows.setdefault(report.source, []).append(report.item.count.value if report.item.count else None)
    return {
        source: None if any(count is None for count in counts) else sum(count or 0 for count in counts)
        for source, counts in rows.items()
        if len(counts) > 1
    }
