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
from foreshock.record.event_rows import ARTICLE_ORIGIN, EventVersion, decode_event, digest_text, encode, insert_events
from foreshock.record.versions import Period, Row, insert_rows, live_rows, retire_rows
from foreshock.terms.reading import Event

ORIGIN = ARTICLE_ORIGIN
BATCH = 300
LONGEST_EVENT = timedelta(days=366)
Wanted = TypeVar("Wanted")
_item_decoder = msgspec.json.Decoder(Event)


def relink_clusters(connection: Connection, keys: Iterable[str], now: datetime) -> set[str]:
    """Judge these clusters again; return the ids of the reports now linked to another's event.

    Many clusters are judged at a time, because the cost lies in the number of queries.
    """
    ordered = sorted(set(keys), key=_day_of)
    shared: set[str] = set()
    for start in range(0, len(ordered), BATCH):
        shared |= _relink(connection, ordered[start : start + BATCH], now)
    return shared


def _relink(connection: Connection, keys: Sequence[str], now: datetime) -> set[str]:
    report = tables.report
    reports: dict[str, list[ArticleReport]] = {key: [] for key in keys}
    for row in live_rows(connection, report, report.c.cluster.in_(keys)):
        reports[row["cluster"]].append(_article_report(row))
    clusters = {key: cluster for key in keys if reports[key] and (cluster := cluster_of(reports[key][0].item))}
    candidates = _table_events(connection, list(clusters.values()))
    judgments: list[Judgment] = []
    shared: set[str] = set()
    for key, cluster in clusters.items():
        found = [item for item in candidates if matches(cluster, item.event)]
        judgment = judge(cluster, reports[key], found)
        judgments.append(judgment)
        shared |= {link.report_id for link in judgment.links if link.event_id != cluster.event_id}
        if len(reports[key]) > 1:
            shared |= {item.id for item in reports[key]}
    _keep_events(connection, [event_id_of(key) for key in keys], judgments, now)
    _keep_links(connection, judgments, now)
    return shared


def _day_of(key: str) -> tuple[str, str]:
    """Sort clusters by day, so that those judged together need the same table events."""
    return key.rpartition("|")[2], key


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


def _table_events(connection: Connection, clusters: Sequence[Cluster]) -> list[TableEvent]:
    """Return the versions of table events that may match a cluster; one longer than a year matches none."""
    if not clusters:
        return []
    event = tables.event
    first = min(cluster.first for cluster in clusters)
    rows = live_rows(
        connection,
        event,
        event.c.valid_from >= date.fromordinal(max(first.toordinal() - LONGEST_EVENT.days, 1)),
        event.c.valid_from <= max(cluster.first for cluster in clusters),
        event.c.valid_to >= min(cluster.last for cluster in clusters),
        event.c.origin != ORIGIN,
    )
    return [
        TableEvent(event=decode_event(row["payload"]), period=Period(row["recorded_at"], row["superseded_at"]))
        for row in rows
    ]


def _keep_events(connection: Connection, ids: Sequence[str], judgments: Sequence[Judgment], now: datetime) -> None:
    """Make the live versions of these events equal to the judgments."""
    event = tables.event
    wanted: dict[tuple[object, ...], EventVersion] = {}
    for judgment in judgments:
        for made, end in judgment.events:
            version = EventVersion(
                event=made, origin=ORIGIN, source_digest=digest_text(encode(made)), superseded_at=end
            )
            wanted[made.id, version.source_digest, made.recorded_at, end] = version
    live = live_rows(connection, event, event.c.id.in_(ids))
    retire_rows(connection, event, _settle(live, wanted, ("id", "payload_digest", "recorded_at", "superseded_at")), now)
    insert_events(connection, wanted.values(), now)


def _keep_links(connection: Connection, judgments: Sequence[Judgment], now: datetime) -> None:
    """Make the live links of the judged reports equal to the judgments."""
    link = tables.link
    names = ("report_id", "event_id", "reason", "recorded_at", "superseded_at")
    wanted: dict[tuple[object, ...], Row] = {}
    for item in (item for judgment in judgments for item in judgment.links):
        values = (item.report_id, item.event_id, item.reason, item.period.start, item.period.end)
        wanted[values] = {**dict(zip(names, values, strict=True)), "entered_at": now}
    reports = sorted({item.report_id for judgment in judgments for item in judgment.links})
    for start in range(0, len(reports), BATCH):
        live = live_rows(connection, link, link.c.report_id.in_(reports[start : start + BATCH]))
        retire_rows(connection, link, _settle(live, wanted, names), now)
    insert_rows(connection, link, list(wanted.values()))


def _settle(live: Sequence[Row], wanted: dict[tuple[object, ...], Wanted], names: Sequence[str]) -> list[int]:
    """Take out of `wanted` what is there already; return the rows that are no longer wanted."""
    return [row["row"] for row in live if wanted.pop(tuple(row[name] for name in names), None) is None]
