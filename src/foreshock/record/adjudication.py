"""Judge which reports tell of the same event. Pure: reports and table events in, a judgment out.

A thin first rule, stated so that it can be replaced: two reports are of one event when they share
the family of their kind, their actors and their local day. The judgment depends only on what is
compared, not on the order in which it arrived.
"""

import hashlib
from collections.abc import Sequence
from datetime import date, datetime
from itertools import zip_longest

from msgspec import Struct
from msgspec.structs import replace

from foreshock.record.columns import plain
from foreshock.record.versions import Period
from foreshock.terms.reading import Event
from foreshock.terms.record import RecordedEvent

FINE = frozenset({"second", "minute", "hour", "day"})
# What is asserted most firmly speaks for the event: that it came about, then that it did not,
# then that it is planned.
FIRMNESS = {"happened": 3, "ongoing": 3, "cancelled": 2, "denied": 2, "scheduled": 1}


class Cluster(Struct, frozen=True):
    """What article reports must share to be taken as one event."""

    family: str
    actors: tuple[str, ...]
    first: date
    last: date

    @property
    def key(self) -> str:
        """Return the cluster as text that sorts and compares."""
        return plain(f"{self.family}|{' '.join(self.actors)}|{self.first.isoformat()}|{self.last.isoformat()}")

    @property
    def event_id(self) -> str:
        """Return the id of the event that the cluster's reports make by themselves."""
        return event_id_of(self.key)


class ArticleReport(Struct, frozen=True, kw_only=True):
    """One assertion of an article or of an imported row, with the period in which it stood."""

    id: str
    source: str
    item: Event
    period: Period


class TableEvent(Struct, frozen=True, kw_only=True):
    """One version of an event from a reference table, with the period in which it stood."""

    event: RecordedEvent
    period: Period


class Link(Struct, frozen=True):
    """A report taken as telling of an event, why, and in which period that was the judgment."""

    report_id: str
    event_id: str
    reason: str
    period: Period


class Judgment(Struct, frozen=True):
    """The event the reports make by themselves, version by version, and all links."""

    events: tuple[tuple[RecordedEvent, datetime | None], ...]
    links: tuple[Link, ...]


def event_id_of(key: str) -> str:
    """Return the id of the event that the reports of one cluster make by themselves."""
    return f"event:{hashlib.sha256(key.encode()).hexdigest()[:20]}"


def family_of(kind: str) -> str:
    """Return the first two steps of a dotted kind: launches of different ranges are one family."""
    return ".".join(kind.split(".")[:2])


def same_family(one: str, other: str) -> bool:
    """True if two kinds may name one happening: the same family, or one of them is unspecific."""
    one, other = family_of(one), family_of(other)
    if one.split(".")[0] != other.split(".")[0]:
        return False
    return one == other or any("." not in kind or kind.endswith(".unknown") for kind in (one, other))


def cluster_of(item: Event) -> Cluster | None:
    """Return the cluster a coded event belongs to; None if the text leaves open what, who or when.

    A month or a season is not a day: such reports only meet reports of exactly the same period.
    """
    if item.kind is None or item.status is None or not item.actors:
        return None
    if item.when is None or item.when.start is None:
        return None
    fine = item.when.precision in FINE
    last = item.when.start if fine or item.when.end is None else max(item.when.start, item.when.end)
    actors = tuple(sorted({actor.code for actor in item.actors}))
    return Cluster(family_of(item.kind), actors, item.when.start, last)


def matches(cluster: Cluster, event: RecordedEvent) -> bool:
    """True if a table's event is on the cluster's day, of its family, by its actors (or by more)."""
    return (
        event.precision in FINE
        and event.valid_from <= cluster.first
        and cluster.last <= event.valid_to
        and same_family(cluster.family, event.kind)
        and set(cluster.actors) <= set(event.actors)
    )


def judge(cluster: Cluster, reports: Sequence[ArticleReport], table: Sequence[TableEvent]) -> Judgment:
    """Judge a cluster's reports against the reference tables, at every moment something changed.

    While a table holds a matching event, the reports support that one and make none of their own.
    """
    periods = [*(report.period for report in reports), *(known.period for known in table)]
    moments = sorted({moment for period in periods for moment in _bounds(period)})
    events: list[tuple[RecordedEvent, datetime | None]] = []
    links: dict[str, list[Link]] = {}
    for moment, following in zip_longest(moments, moments[1:]):
        standing = [report for report in reports if report.period.holds(moment)]
        known = [item.event for item in table if item.period.holds(moment)]
        for report in standing:
            target, reason = _choose(cluster, report, known)
            _extend(links.setdefault(report.id, []), Link(report.id, target, reason, Period(moment, following)))
        if standing and not known:
            made = _make_event(cluster, standing, moment)
            if events and events[-1][1] == moment and _same(events[-1][0], made):
                events[-1] = (events[-1][0], following)
            else:
                events.append((made, following))
    return Judgment(tuple(events), tuple(link for of_report in links.values() for link in of_report))


def _bounds(period: Period) -> tuple[datetime, ...]:
    if period.empty:
        return ()
    return (period.start,) if period.end is None else (period.start, period.end)


def _choose(cluster: Cluster, report: ArticleReport, known: Sequence[RecordedEvent]) -> tuple[str, str]:
    """Return the event a report tells of and the reason."""
    shared = f"same kind family, actors {' '.join(cluster.actors)} and local day {cluster.first}"
    if not known:
        return cluster.event_id, shared
    best = min(known, key=lambda event: (event.kind != report.item.kind, event.valid_from, event.id))
    return best.id, f"{shared} as the table's {best.kind} of {best.valid_from}"


def _extend(links: list[Link], link: Link) -> None:
    """Append a link, or lengthen the last one if nothing but time moved on."""
    if links and replace(links[-1], period=link.period) == link and links[-1].period.end == link.period.start:
        links[-1] = replace(link, period=Period(links[-1].period.start, link.period.end))
    else:
        links.append(link)


def _same(one: RecordedEvent, other: RecordedEvent) -> bool:
    return replace(one, recorded_at=other.recorded_at) == other


def _make_event(cluster: Cluster, standing: Sequence[ArticleReport], moment: datetime) -> RecordedEvent:
    """Return the event that reports without a table's backing make.

    It is never kinetic, whatever the reports say happened: targets are resolved by the sources the
    pack names as adjudicators, and one misread sentence must not be able to turn an outcome or
    feed a rate. It speaks with the firmest report, the earliest-known of those.
    """
    in_order = sorted(standing, key=lambda report: (report.period.start, report.id))
    speaking = max(in_order, key=lambda report: FIRMNESS.get(report.item.status or "", 0))
    announced = [report.period.start for report in in_order if report.item.status == "scheduled"]
    item = speaking.item
    return RecordedEvent(
        id=cluster.event_id,
        kind=item.kind or cluster.family,
        valid_from=cluster.first,
        valid_to=cluster.last if item.when is None or item.when.end is None else max(cluster.last, item.when.end),
        precision=item.when.precision if item.when else "day",
        actors=tuple(sorted({actor.code for actor in item.actors})),
        recipients=tuple(sorted({actor.code for actor in item.recipients})),
        status=item.status or "possible",
        count=item.count.value if item.count and item.count.qualifier == "exact" else None,
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
