"""Keep events and links as adjudication judges them, rewriting only what the judgment changed."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import TypeVar

import msgspec
from sqlalchemy import Connection, select

from foreshock.record import tables
from foreshock.record.adjudication import (
    ArticleReport,
    Cluster,
    Judgment,
    TableEvent,
    cluster_of,
    event_id_of,
    judge,
    matches,
)
from foreshock.record.event_rows import EventVersion, decode_event, digest_text, encode, insert_events
from foreshock.record.versions import Period, Row, insert_rows, live_rows, retire_rows
from foreshock.terms.reading import Event

ORIGIN = "article"
LONGEST_EVENT = timedelta(days=366)
Wanted = TypeVar("Wanted")
_item_decoder = msgspec.json.Decoder(Event)


def relink_clusters(connection: Connection, keys: Iterable[str], now: datetime) -> set[str]:
    """Judge these clusters again; return the ids of the reports now linked to another's event."""
    shared: set[str] = set()
    for key in sorted(set(keys)):
        report = tables.report
        reports = [_article_report(row) for row in live_rows(connection, report, report.c.cluster == key)]
        cluster = cluster_of(reports[0].item) if reports else None
        if cluster is None:
            gone = live_rows(connection, tables.event, tables.event.c.id == event_id_of(key))
            retire_rows(connection, tables.event, (row["row"] for row in gone), now)
        else:
            judgment = judge(cluster, reports, _table_events(connection, cluster))
            _keep(connection, cluster, judgment, now)
            shared |= {link.report_id for link in judgment.links if link.event_id != cluster.event_id}
            if len(reports) > 1:
                shared |= {report.id for report in reports}
    return shared


def relink_days(connection: Connection, days: Iterable[tuple[date, date]], now: datetime) -> None:
    """Judge again the clusters that meet one of these stretches of days, both ends included."""
    report = tables.report
    query = (
        select(report.c.cluster, report.c.valid_from, report.c.valid_to)
        .where(report.c.retired_at.is_(None), report.c.cluster.is_not(None))
        .distinct()
    )
    clusters = connection.execute(query).all()
    if not clusters:
        return
    stretches = _merge(days)
    starts = [first for first, _ in stretches]
    touched = set()
    for key, first, last in clusters:
        at = bisect_right(starts, first if last is None else last) - 1
        if at >= 0 and stretches[at][1] >= first:
            touched.add(key)
    relink_clusters(connection, touched, now)


def _merge(days: Iterable[tuple[date, date]]) -> list[tuple[date, date]]:
    """Join stretches that overlap, in order."""
    joined: list[tuple[date, date]] = []
    for first, last in sorted(days):
        if joined and first <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(last, joined[-1][1]))
        else:
            joined.append((first, last))
    return joined


def _article_report(row: Row) -> ArticleReport:
    return ArticleReport(
        id=row["id"],
        source=row["source"],
        item=_item_decoder.decode(row["content"]),
        period=Period(row["recorded_at"], row["superseded_at"]),
    )


def _table_events(connection: Connection, cluster: Cluster) -> list[TableEvent]:
    """Return the versions of table events that match a cluster; one longer than a year matches none."""
    event = tables.event
    earliest = date.fromordinal(max(cluster.first.toordinal() - LONGEST_EVENT.days, 1))
    rows = live_rows(
        connection,
        event,
        event.c.valid_from.between(earliest, cluster.first),
        event.c.valid_to >= cluster.last,
        event.c.origin != ORIGIN,
    )
    found = [
        TableEvent(event=decode_event(row["payload"]), period=Period(row["recorded_at"], row["superseded_at"]))
        for row in rows
    ]
    return [item for item in found if matches(cluster, item.event)]


def _keep(connection: Connection, cluster: Cluster, judgment: Judgment, now: datetime) -> None:
    """Make the cluster's live event versions and links equal to the judgment."""
    event, link = tables.event, tables.link
    wanted_events: dict[tuple[object, ...], EventVersion] = {}
    for made, end in judgment.events:
        digest = digest_text(encode(made))
        wanted_events[digest, made.recorded_at, end] = EventVersion(
            event=made, origin=ORIGIN, source_digest=digest, superseded_at=end
        )
    live = live_rows(connection, event, event.c.id == cluster.event_id)
    stale = _settle(live, wanted_events, ("payload_digest", "recorded_at", "superseded_at"))
    retire_rows(connection, event, stale, now)
    insert_events(connection, wanted_events.values(), now)

    names = ("report_id", "event_id", "reason", "recorded_at", "superseded_at")
    wanted_links: dict[tuple[object, ...], Row] = {}
    for item in judgment.links:
        values = (item.report_id, item.event_id, item.reason, item.period.start, item.period.end)
        wanted_links[values] = {**dict(zip(names, values, strict=True)), "entered_at": now}
    reports = sorted({item.report_id for item in judgment.links})
    live = live_rows(connection, link, link.c.report_id.in_(reports))
    retire_rows(connection, link, _settle(live, wanted_links, names), now)
    insert_rows(connection, link, list(wanted_links.values()))


def _settle(live: Sequence[Row], wanted: dict[tuple[object, ...], Wanted], names: Sequence[str]) -> list[int]:
    """Take out of `wanted` what is there already; return the rows that are no longer wanted."""
    return [row["row"] for row in live if wanted.pop(tuple(row[name] for name in names), None) is None]
