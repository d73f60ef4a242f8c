"""What the events known at a moment would be had an article been added, or lacked one item. Nothing is written."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import TypedDict, Unpack

from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy import Connection

from foreshock.record import tables
from foreshock.record.address import AddressedText, periods_of
from foreshock.record.articles import known_from
from foreshock.record.cases import Reports
from foreshock.record.clusters import cluster_of
from foreshock.record.columns import plain_or_none
from foreshock.record.crowds import ArticleReport
from foreshock.record.event_rows import EventVersion
from foreshock.record.grounds import grounds_of, load_reports
from foreshock.record.items import houses_of, report_id_of
from foreshock.record.judging import Judged, judge_clusters, versions_judged
from foreshock.record.reads import select_reading
from foreshock.record.supposed import Supposed
from foreshock.record.versions import Period, live_rows, visible
from foreshock.terms.reading import Reading
from foreshock.terms.record import RecordedEvent

Change = Callable[[Reports], Reports]


class Asked(Struct, frozen=True, kw_only=True):
    """What to suppose of a reading's article.

    `known` is when its content would be known were it added, having come at `received`; `moment` that
    of which the events are asked, and `entered_by` when this file is asked (now if None). `lacking` is
    the one item supposed not to be in it.
    """

    reading: Reading
    known: datetime
    received: datetime
    moment: datetime
    entered_by: datetime | None = None
    lacking: str | None = None


class Apart(TypedDict, total=False):
    """What may be asked of a supposed article besides the moment (see `Record.suppose`)."""

    received_at: datetime | None
    entered_by: datetime | None
    lacking: str | None


def asked_of(reading: Reading, moment: datetime, now: datetime, **apart: Unpack[Apart]) -> Asked:
    """Return what to suppose of an article.

    Known only to the day or hour it came out, it counts at a moment of that day as if it had come then.
    """
    received = apart.get("received_at") or now
    known, published = known_from(reading.article, received), reading.article.published_at
    under_way = published is not None and published <= moment < known
    return Asked(
        reading=reading,
        known=moment if under_way else known,
        received=received,
        moment=moment,
        entered_by=apart.get("entered_by"),
        lacking=apart.get("lacking"),
    )


def suppose(connection: Connection, asked: Asked) -> Supposed:
    """Return what the events would be with an article, whether or not the record holds it.

    One that it holds counts as it is there, with what reviewers made of it.
    """
    article = tables.article
    name = asked.reading.article.id
    held = live_rows(connection, article, article.c.id == name, entered_by=asked.entered_by)
    if held and (held[0]["recorded_at"] <= asked.moment or asked.known > asked.moment):
        return _held(connection, asked, Period(held[0]["recorded_at"], held[0]["superseded_at"]))
    reading = select_reading(connection, name, known_at=None, entered_by=asked.entered_by) if held else None
    reading = reading or asked.reading
    return _added(
        connection, replace(asked, reading=reading if asked.lacking is None else without(reading, asked.lacking))
    )


def without(reading: Reading, item: str) -> Reading:
    """Return a reading without one event or statement."""
    return replace(
        reading,
        events=tuple(event for event in reading.events if event.id != item),
        statements=tuple(said for said in reading.statements if said.id != item),
    )


def _held(connection: Connection, asked: Asked, period: Period) -> Supposed:
    """Return what the events would be did an article of the record lack an item; as they are if it lacks none."""
    article_id, report = asked.reading.article.id, tables.report
    found = Supposed(
        reading=asked.reading, counted_from=period.start, counts=period.holds(asked.moment), held=True,
        made_by=_told_by(connection, asked),
    )  # fmt: skip
    if asked.lacking is None:
        return found
    gone = report_id_of(article_id, asked.lacking)
    rows = live_rows(connection, report, report.c.id == gone, entered_by=asked.entered_by)

    def change(reports: Reports) -> Reports:
        return {key: [one for one in of_key if one.id != gone] for key, of_key in reports.items()}

    judged, shown = _judge(connection, asked, {row["cluster"] for row in rows if row["cluster"]}, change)
    return replace(found, lacking=frozenset({gone}), judged=_ids(judged), events=shown)


def _told_by(connection: Connection, asked: Asked) -> dict[str, tuple[str, ...]]:
    """Return the items of an article of the record that tell of each event at the moment."""
    report, link = tables.report, tables.link
    mine = live_rows(
        connection, report, report.c.article_id == asked.reading.article.id, entered_by=asked.entered_by
    )  # fmt: skip
    names = sorted({row["id"] for row in mine})
    shown = visible(link, asked.moment, asked.entered_by)
    rows = live_rows(connection, link, link.c.report_id.in_(names), shown, entered_by=asked.entered_by)
    found: dict[str, tuple[str, ...]] = {}
    for row in sorted(rows, key=lambda row: names.index(row["report_id"])):
        item = row["report_id"].rpartition(":")[2]
        found[row["event_id"]] = (*found.get(row["event_id"], ()), item)
    return found


def _added(connection: Connection, asked: Asked) -> Supposed:
    """Return what the events would be had an article been added that the record does not count yet."""
    reading = asked.reading
    article_id = reading.article.id
    periods = _periods(connection, asked)
    mine = _reports(reading, periods[article_id])
    others = [name for name in periods if name != article_id]
    keys = {report.cluster.key for report in mine.values()}
    if others:
        chosen = tables.report.c.article_id.in_(others)
        rows = live_rows(connection, tables.report, chosen, entered_by=asked.entered_by)
        keys |= {row["cluster"] for row in rows if row["cluster"]}

    def change(reports: Reports) -> Reports:
        all_of = {
            key: [_standing(report, periods) for report in of_key if _article_of(report) != article_id]
            for key, of_key in reports.items()
        }
        for report in mine.values():
            if report.cluster.key in all_of:
                all_of[report.cluster.key].append(report)
        return all_of

    judged, shown = _judge(connection, asked, keys, change)
    made = {event.id for event in shown}
    tellers = {event: reports for event, reports in _tellers(judged, asked.moment).items() if event in made}
    items = {report.id: item for item, report in mine.items()}
    return Supposed(
        reading=reading,
        counted_from=periods[article_id].start,
        counts=periods[article_id].holds(asked.moment),
        judged=_ids(judged),
        events=shown,
        made_by={event: told for event, reports in tellers.items() if (told := _told(reports, items))},
        own=frozenset(event for event, reports in tellers.items() if set(reports) <= items.keys()),
    )


def _judge(
    connection: Connection, asked: Asked, keys: Iterable[str], change: Change
) -> tuple[list[Judged], tuple[RecordedEvent, ...]]:
    """Judge clusters with their reports changed; return also the events that the moment then shows."""
    grounds = grounds_of(connection, asked.entered_by)

    def load(wanted: Sequence[str]) -> tuple[Reports, list[tuple[str, str]]]:
        found, pairs = load_reports(connection, wanted, asked.entered_by)
        return change({key: found.get(key, []) for key in wanted}), pairs

    judged = judge_clusters(connection, sorted(keys), grounds, load)
    versions = versions_judged(connection, judged, grounds)
    return judged, tuple(version.event for version in versions if _shown(version, asked.moment))


def _periods(connection: Connection, asked: Asked) -> dict[str, Period]:
    """Return when the article would stand, and the texts at its address that the record holds."""
    url, article = plain_or_none(asked.reading.article.url), tables.article
    held = [] if url is None else live_rows(connection, article, article.c.url == url, entered_by=asked.entered_by)
    mine = asked.reading.article.id
    texts = [AddressedText(row["known_from"], row["received_at"], row["id"]) for row in held if row["id"] != mine]
    return periods_of([*texts, AddressedText(asked.known, asked.received, mine)])


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
    period = periods.get(_article_of(report))
    if period is None:
        return report
    ends = [end for end in (period.end, report.period.end) if end is not None]
    return replace(report, period=Period(period.start, min(ends, default=None)))


def _article_of(report: ArticleReport) -> str:
    return report.id.rpartition(":")[0]


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


def _ids(judged: Iterable[Judged]) -> frozenset[str]:
    return frozenset(name for case in judged for name in case.event_ids)


def _shown(version: EventVersion, moment: datetime) -> bool:
    ends = [end for end in (version.superseded_at, version.overruled_at) if end is not None]
    return Period(version.event.recorded_at, min(ends, default=None)).holds(moment)
