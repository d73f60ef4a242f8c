"""Judge which reports tell of the same event. Pure: reports, table events and reviews in, a judgment out.

The judgment depends only on what is compared, not on the order in which it arrived: at every
moment at which something changed, each report is where it would be if all were placed anew (see `placing`).
"""

from collections.abc import Sequence
from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from foreshock.record.crowds import ArticleReport, Crowds
from foreshock.record.gatherings import Gathering
from foreshock.record.placing import Place, Scene, place
from foreshock.record.reviews.decisions import NONE, Decisions, decisions_at
from foreshock.record.rules import PLAIN, Rules
from foreshock.record.versions import Period
from foreshock.terms.record import RecordedEvent
from foreshock.terms.review import Review


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
    arriving: dict[datetime, list[ArticleReport]] = {}
    leaving: dict[datetime, list[ArticleReport]] = {}
    for report in case.reports:
        if not report.period.empty:
            arriving.setdefault(report.period.start, []).append(report)
            if report.period.end is not None:
                leaving.setdefault(report.period.end, []).append(report)
    table = {moment for known in case.table for moment in _bounds(known.period)}
    others = table | {review.since for review in case.reviews}
    stand = _Stand(rules)
    for moment in sorted(arriving.keys() | leaving.keys() | others):
        if moment in others:
            known = [item.event for item in case.table if item.period.holds(moment)]
            stand.set_scene(known, decisions_at(case.reviews, moment))
        stand.move_to(moment, leaving.get(moment, ()), arriving.get(moment, ()))
    return stand.judgment()


def _bounds(period: Period) -> tuple[datetime, ...]:
    if period.empty:
        return ()
    return (period.start,) if period.end is None else (period.start, period.end)


class _Stand:
    """How things stand as time moves on: each report's place, and the events that reports make.

    A report is placed when it arrives, and all are placed anew when what decides about places is
    not what it was: tables' events, reviewers' decisions or the crowds in the clusters. Of a
    thousand papers that tell the same, only the first few change anything for the others.
    """

    def __init__(self, rules: Rules) -> None:
        self._rules = rules
        self._crowds = Crowds(rules)
        self._table: Sequence[RecordedEvent] = ()
        self._decisions = NONE
        self._upset = False
        self._standing: dict[str, ArticleReport] = {}
        self._places: dict[str, tuple[Place, datetime]] = {}
        self._gathered: dict[str, str] = {}
        self._gatherings: dict[str, Gathering] = {}
        self._versions: dict[str, RecordedEvent] = {}
        self._links: list[Link] = []
        self._events: list[tuple[RecordedEvent, datetime | None]] = []

    def set_scene(self, table: Sequence[RecordedEvent], decisions: Decisions) -> None:
        """Let these be the tables' events and reviewers' decisions from the next moment on."""
        self._table, self._decisions, self._upset = table, decisions, True

    def move_to(self, moment: datetime, leaving: Sequence[ArticleReport], arriving: Sequence[ArticleReport]) -> None:
        """Move on to a moment at which reports go and others come."""
        upset = self._crowds.replace(leaving, arriving) or self._upset
        self._upset = False
        touched: set[str] = set()
        for report in leaving:
            touched |= self._gather(report, None)
            del self._standing[report.id]
        self._standing |= {report.id: report for report in arriving}
        scene = Scene(self._crowds.standing, self._table, self._rules, self._decisions)
        there = {event.id for event in self._table}
        for report in list(self._standing.values()) if upset else arriving:
            found = place(report, scene)
            touched |= self._gather(report, None if found.event_id in there else found.event_id)
            self._link(report.id, found, moment)
        for report in leaving:
            if report.id not in self._standing:
                self._link(report.id, None, moment)
        for name in touched:
            self._speak(name, moment)

    def _gather(self, report: ArticleReport, name: str | None) -> set[str]:
        """Let a report be among those that make an event, or among none; return the events that this touches."""
        before = self._gathered.pop(report.id, None)
        if name is not None:
            self._gathered[report.id] = name
        if before == name:
            return set()
        if before is not None:
            self._gatherings[before].remove(report)
        if name is not None:
            self._gatherings.setdefault(name, Gathering(name, self._rules)).add(report)
        return {touched for touched in (before, name) if touched is not None}

    def _link(self, report_id: str, found: Place | None, moment: datetime) -> None:
        """Let a report be placed so, or nowhere, from a moment on."""
        before = self._places.get(report_id)
        if before is not None and before[0] == found:
            return
        if before is not None:
            self._links.append(_link(report_id, before[0], Period(before[1], moment)))
            del self._places[report_id]
        if found is not None:
            self._places[report_id] = found, moment

    def _speak(self, name: str, moment: datetime) -> None:
        """Make a version of an event that reports make, if it says something else from a moment on."""
        gathering, before = self._gatherings[name], self._versions.get(name)
        now = gathering.event(moment) if gathering else None
        if before is not None and now is not None and replace(before, recorded_at=moment) == now:
            return
        if before is not None:
            self._events.append((before, moment))
            del self._versions[name]
        if now is not None:
            self._versions[name] = now
        else:
            del self._gatherings[name]

    def judgment(self) -> Judgment:
        """Return all that was judged; what stands now stands on."""
        links = [_link(name, found, Period(since)) for name, (found, since) in self._places.items()]
        events = [(version, None) for version in self._versions.values()]
        return Judgment(
            tuple(sorted((*self._events, *events), key=lambda version: (version[0].id, version[0].recorded_at))),
            tuple(sorted((*self._links, *links), key=lambda link: (link.report_id, link.period.start))),
        )


def _link(report_id: str, found: Place, period: Period) -> Link:
    return Link(report_id, found.event_id, found.rule, found.reason, period, found.review)
