"""Keep events and links as adjudication judges them, rewriting only what the judgment changed."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import TypeVar

from sqlalchemy import Connection, select

from foreshock.record import tables
from foreshock.record.adjudication import Judgment
from foreshock.record.event_rows import ARTICLE_ORIGIN, EventVersion, digest_text, encode, insert_events
from foreshock.record.grounds import BATCH, SHIFT, Grounds, grounds_of, load_reports, moved
from foreshock.record.judging import Judged, judge_clusters, versions_judged
from foreshock.record.reviews.decisions import select_decisions
from foreshock.record.reviews.log import any_reviews
from foreshock.record.versions import Row, insert_rows, live_rows, retire_rows

Wanted = TypeVar("Wanted")


def relink_clusters(connection: Connection, keys: Iterable[str], now: datetime, gone: Iterable[str] = ()) -> set[str]:
    """Judge these clusters again; return the ids of the reports now linked to another's event.

    `gone` are ids of reports that may have no believed row any more, whose links must end with them.
    Many clusters are judged at a time, because the cost lies in the number of queries.
    """
    ordered = sorted(set(keys), key=_day_of)
    missing = sorted(set(gone))
    if not ordered and not missing:
        return set()
    grounds = grounds_of(connection)
    shared: set[str] = set()
    for start in range(0, max(len(ordered), 1), BATCH):
        shared |= _relink(connection, ordered[start : start + BATCH], grounds, now)
    _drop_links(connection, missing, now)
    return shared


def _relink(connection: Connection, keys: Sequence[str], grounds: Grounds, now: datetime) -> set[str]:
    judged = judge_clusters(connection, keys, grounds, lambda wanted: load_reports(connection, wanted))
    reports: set[str] = set()
    shared: set[str] = set()
    for case in judged:
        own = {report.id: report.cluster.event_id for of_key in case.reports.values() for report in of_key}
        reports |= own.keys()
        shared |= {link.report_id for link in case.judgment.links if link.event_id != own[link.report_id]}
        for of_key in case.reports.values():
            shared |= {report.id for report in of_key} if len(of_key) > 1 else set()
    _keep_events(connection, judged, grounds, now)
    _keep_links(connection, reports, [case.judgment for case in judged], now)
    return shared


def _day_of(key: str) -> tuple[str, str]:
    """Sort clusters by day, so that those judged together need the same table events."""
    return key.rpartition("|")[2], key


def relink_days(
    connection: Connection, days: Iterable[tuple[date, date]], now: datetime, events: Iterable[str] = ()
) -> None:
    """Judge again the clusters that meet one of these stretches of days, both ends included, or stand next to it.

    So are those that reviewers tied to one of these events, whatever their days.
    """
    stretches = _merge((moved(first, -SHIFT), moved(last, SHIFT)) for first, last in days)
    starts = [first for first, _ in stretches]
    named = set(events)
    decided = select_decisions(connection) if named and any_reviews(connection) else []
    touched = {key for review in decided if named & {review.item, review.event} for key in review.clusters}
    for key, first, last in _clusters_with_days(connection):
        at = bisect_right(starts, first if last is None else last) - 1
        if at >= 0 and stretches[at][1] >= first:
            touched.add(key)
    relink_clusters(connection, touched, now)


def relink_all(connection: Connection, now: datetime) -> None:
    """Judge every cluster again."""
    relink_clusters(connection, {key for key, _, _ in _clusters_with_days(connection)}, now)


def _clusters_with_days(connection: Connection) -> list[tuple[str, date, date | None]]:
    report = tables.report
    query = (
        select(report.c.cluster, report.c.valid_from, report.c.valid_to)
        .where(report.c.retired_at.is_(None), report.c.cluster.is_not(None))
        .distinct()
    )
    return [(row[0], row[1], row[2]) for row in connection.execute(query)]


def _merge(days: Iterable[tuple[date, date]]) -> list[tuple[date, date]]:
    """Join stretches that overlap, in order."""
    joined: list[tuple[date, date]] = []
    for first, last in sorted(days):
        if joined and first <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(last, joined[-1][1]))
        else:
            joined.append((first, last))
    return joined


def _keep_events(connection: Connection, judged: Sequence[Judged], grounds: Grounds, now: datetime) -> None:
    """Make the live versions of these events equal to the judgments, as reviewed."""
    event = tables.event
    ids = {name for case in judged for name in case.event_ids}
    wanted: dict[tuple[object, ...], EventVersion] = {
        (
            version.event.id, digest_text(encode(version.event)), version.event.recorded_at,
            version.superseded_at, version.overruled_at, version.review,
        ): version
        for version in versions_judged(connection, judged, grounds)
    }  # fmt: skip
    names = ("id", "payload_digest", "recorded_at", "superseded_at", "overruled_at", "review")
    ordered = sorted(ids)
    for start in range(0, len(ordered), BATCH):
        chosen = event.c.id.in_(ordered[start : start + BATCH]), event.c.origin == ARTICLE_ORIGIN
        live = live_rows(connection, event, *chosen, names=("row", *names))
        retire_rows(connection, event, _settle(live, wanted, names), now)
    insert_events(connection, wanted.values(), now)


def _keep_links(connection: Connection, reports: Iterable[str], judgments: Sequence[Judgment], now: datetime) -> None:
    """Make the live links of the judged reports equal to the judgments."""
    link = tables.link
    names = ("report_id", "event_id", "rule", "reason", "recorded_at", "superseded_at", "review")
    wanted: dict[tuple[object, ...], Row] = {}
    for item in (item for judgment in judgments for item in judgment.links):
        period = item.period
        values = (item.report_id, item.event_id, item.rule, item.reason, period.start, period.end, item.review)
        wanted[values] = {**dict(zip(names, values, strict=True)), "entered_at": now}
    ordered = sorted(reports)
    for start in range(0, len(ordered), BATCH):
        chosen = link.c.report_id.in_(ordered[start : start + BATCH])
        live = live_rows(connection, link, chosen, names=("row", *names))
        retire_rows(connection, link, _settle(live, wanted, names), now)
    insert_rows(connection, link, list(wanted.values()))


def _drop_links(connection: Connection, reports: Sequence[str], now: datetime) -> None:
    """End the links of reports that have no believed row any more, or tell of nothing that can be dated."""
    link, report = tables.link, tables.report
    for start in range(0, len(reports), BATCH):
        names = reports[start : start + BATCH]
        query = select(report.c.id).where(
            report.c.id.in_(names), report.c.retired_at.is_(None), report.c.cluster.is_not(None)
        )
        held = set(connection.execute(query).scalars())
        rows = live_rows(connection, link, link.c.report_id.in_([name for name in names if name not in held]))
        retire_rows(connection, link, (row["row"] for row in rows), now)


def _settle(live: Sequence[Row], wanted: dict[tuple[object, ...], Wanted], names: Sequence[str]) -> list[int]:
    """Take out of `wanted` what is there already; return the rows that are no longer wanted."""
    return [row["row"] for row in live if wanted.pop(tuple(row[name] for name in names), None) is None]
