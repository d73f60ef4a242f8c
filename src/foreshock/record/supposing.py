"""What the events known at a moment would be had an article been added. Nothing is written."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Unpack

from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy import Connection, select

from foreshock.record import tables
from foreshock.record.address import AddressedText, periods_of
from foreshock.record.cases import Reports
from foreshock.record.clusters import cluster_of
from foreshock.record.columns import plain_or_none
from foreshock.record.crowds import ArticleReport
from foreshock.record.event_rows import Choice, EventVersion
from foreshock.record.grounds import grounds_of, load_reports
from foreshock.record.items import houses_of, report_id_of
from foreshock.record.judging import Judged, judge_clusters, versions_judged
from foreshock.record.versions import Period, believed, live_rows
from foreshock.terms.kinds import under
from foreshock.terms.reading import Reading
from foreshock.terms.record import RecordedEvent


class Supposed(Struct, frozen=True, kw_only=True):
    """How the events known at a moment differ once a reading is among what was known.

    `known` is when its article became known; None if the record holds the article already: then nothing
    differs. `events` stand in place of those whose ids are `judged`, and
    `made_by` names the article's items that tell of each. Those that no other source tells of are
    `own`.
    """

    reading: Reading
    known: datetime | None = None
    judged: frozenset[str] = frozenset()
    events: tuple[RecordedEvent, ...] = ()
    made_by: dict[str, tuple[str, ...]] = {}
    own: frozenset[str] = frozenset()

    def among(self, rows: Iterable[RecordedEvent], **choice: Unpack[Choice]) -> list[RecordedEvent]:
        """Return `rows`, which the record gave for a choice of its events, as they would be."""
        if not choice.get("articles", True):
            return list(rows)
        kept = [row for row in rows if row.id not in self.judged]
        return kept + [event for event in self.events if _chosen(event, **choice)]


def _chosen(event: RecordedEvent, **choice: Unpack[Choice]) -> bool:
    kinds, actors = choice.get("kinds"), choice.get("actors")
    since, until = choice.get("since"), choice.get("until")
    return (
        (not kinds or under(event.kind, kinds))
        and (not actors or not set(event.actors).isdisjoint(actors))
        and (since is None or event.valid_to >= since)
        and (until is None or event.valid_from <= until)
    )


def suppose(connection: Connection, reading: Reading, known: datetime, moment: datetime) -> Supposed:
    """Return what the events known at `moment` would be had a reading been added that was known from `known`.

    An article that the record holds counts as it is there, with what reviewers made of it.
    """
    article = reading.article
    held = select(tables.article.c.id).where(tables.article.c.id == article.id, believed(tables.article))
    if connection.execute(held).first() is not None:
        return Supposed(reading=reading)
    periods = _periods(connection, reading, known, moment)
    mine = _reports(reading, periods[article.id])
    others = [name for name in periods if name != article.id]
    keys = {report.cluster.key for report in mine.values()}
    if others:
        rows = live_rows(connection, tables.report, tables.report.c.article_id.in_(others))
        keys |= {row["cluster"] for row in rows if row["cluster"]}

    def load(wanted: Sequence[str]) -> tuple[Reports, list[tuple[str, str]]]:
        found, pairs = load_reports(connection, wanted)
        all_of = {key: [_standing(report, periods) for report in reports] for key, reports in found.items()}
        for report in mine.values():
            if report.cluster.key in wanted:
                all_of.setdefault(report.cluster.key, []).append(report)
        return all_of, pairs

    grounds = grounds_of(connection)
    judged = judge_clusters(connection, sorted(keys), grounds, load)
    shown = tuple(item.event for item in versions_judged(connection, judged, grounds) if _shown(item, moment))
    made = {event.id for event in shown}
    tellers = {event: reports for event, reports in _tellers(judged, moment).items() if event in made}
    items = {report.id: item for item, report in mine.items()}
    return Supposed(
        reading=reading,
        known=known,
        judged=frozenset(name for case in judged for name in case.event_ids),
        events=shown,
        made_by={event: told for event, reports in tellers.items() if (told := _told(reports, items))},
        own=frozenset(event for event, reports in tellers.items() if set(reports) <= items.keys()),
    )


def _periods(connection: Connection, reading: Reading, known: datetime, moment: datetime) -> dict[str, Period]:
    """Return when the article would stand, and the texts at its address that the record holds."""
    article = reading.article
    url = plain_or_none(article.url)
    held = [] if url is None else live_rows(connection, tables.article, tables.article.c.url == url)
    texts = [AddressedText(row["known_from"], row["received_at"], row["id"]) for row in held]
    return periods_of([*texts, AddressedText(known, moment, article.id)])


def _reports(reading: Reading, period: Period) -> dict[str, ArticleReport]:
    """Return the reports a reading's events would make, by item; only those that can be compared with others."""
    houses = houses_of(reading)
    return {
        item.id: ArticleReport(
            id=report_id_of(reading.article.id, item.id),
            source=houses[item.id][0],
            item=item,
            cluster=cluster,
            period=period,
            houses=houses[item.id],
        )
        for item in reading.events
        if (cluster := cluster_of(item)) is not None
    }


def _standing(report: ArticleReport, periods: dict[str, Period]) -> ArticleReport:
    """Return a report of another text at the article's address as long as that text would stand."""
    period = periods.get(report.id.rpartition(":")[0])
    if period is None:
        return report
    ends = [end for end in (period.end, report.period.end) if end is not None]
    return replace(report, period=Period(period.start, min(ends, default=None)))


def _tellers(judged: Iterable[Judged], moment: datetime) -> dict[str, list[str]]:
    """Return the reports that would tell of each event at a moment."""
    found: dict[str, list[str]] = {}
    for case in judged:
        for link in case.judgment.links:
            if link.period.holds(moment):
                found.setdefault(link.event_id, []).append(link.report_id)
    return found


def _told(reports: Iterable[str], items: dict[str, str]) -> tuple[str, ...]:
    return tuple(items[report] for report in reports if report in items)


def _shown(version: EventVersion, moment: datetime) -> bool:
    ends = [end for end in (version.superseded_at, version.overruled_at) if end is not None]
    return Period(version.event.recorded_at, min(ends, default=None)).holds(moment)
