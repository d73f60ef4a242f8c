"""What judgments rest on, read from the record: reports, table events, rules, and reviews of both."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

import msgspec
from msgspec import Struct
from sqlalchemy import Connection, select

from foreshock.record import tables
from foreshock.record.adjudication import TableEvent
from foreshock.record.cases import Reports
from foreshock.record.clusters import Cluster, alike, cluster_from, cluster_of
from foreshock.record.crowds import ArticleReport
from foreshock.record.event_rows import decode_event, version_of
from foreshock.record.reviews.decisions import select_decisions
from foreshock.record.reviews.log import any_reviews, select_reviews
from foreshock.record.reviews.overlay import event_versions
from foreshock.record.rules import Rules, standing_rules
from foreshock.record.versions import Period, Row, believed, live_rows, seen_period
from foreshock.terms.reading import Event
from foreshock.terms.review import Review

BATCH = 300
LONGEST_EVENT = timedelta(days=366)
# How far a rule may move a report from the day it is dated to.
SHIFT = timedelta(days=1)
_item_decoder = msgspec.json.Decoder(Event)


class Grounds(Struct, frozen=True):
    """What every judgment rests on besides the reports: the rules and the reviews of links.

    `entered_by` is when this file held what is judged; None for what it holds now.
    """

    rules: Rules
    reviews: Sequence[Review]
    reviewed: bool
    entered_by: datetime | None = None


def grounds_of(connection: Connection, entered_by: datetime | None = None) -> Grounds:
    """Read the rules and the reviews as they stand now, or stood in this file at `entered_by`."""
    reviewed = any_reviews(connection)
    reviews = select_decisions(connection, entered_by) if reviewed else ()
    return Grounds(standing_rules(connection, entered_by), reviews, reviewed, entered_by)


def load_reports(
    connection: Connection, keys: Sequence[str], entered_by: datetime | None = None
) -> tuple[Reports, list[tuple[str, str]]]:
    """Return the reports of clusters, and pairs of clusters that hold versions of one reviewed report."""
    report = tables.report
    found: Reports = {}
    reviewed: dict[str, str] = {}
    for start in range(0, len(keys), BATCH):
        for row in live_rows(
            connection, report, report.c.cluster.in_(keys[start : start + BATCH]), entered_by=entered_by
        ):
            found.setdefault(row["cluster"], []).append(_article_report(row))
            if row["review"] is not None or row["overruled_at"] is not None:
                reviewed[row["id"]] = row["cluster"]
    names = sorted(reviewed)
    pairs: list[tuple[str, str]] = []
    for start in range(0, len(names), BATCH):
        query = select(report.c.id, report.c.cluster).where(
            report.c.id.in_(names[start : start + BATCH]), believed(report, entered_by), report.c.cluster.is_not(None)
        )
        pairs += [(reviewed[name], key) for name, key in connection.execute(query) if key != reviewed[name]]
    return found, pairs


def _article_report(row: Row) -> ArticleReport:
    item = _item_decoder.decode(row["content"])
    carriers = (row["carriers"] or "").split(";")
    return ArticleReport(
        id=row["id"],
        source=row["source"],
        item=item,
        cluster=cluster_of(item) or cluster_from(row["cluster"]),
        period=seen_period(row),
        houses=(row["source"], *(name for name in carriers if name)),
        row=row["article_id"] is None,
    )


def meets(cluster: Cluster, item: TableEvent) -> bool:
    """True if a table's event may be of a cluster, on its days or one day off."""
    event = item.event
    return (
        event.valid_from.toordinal() - SHIFT.days <= cluster.last.toordinal()
        and event.valid_to.toordinal() + SHIFT.days >= cluster.first.toordinal()
        and alike(cluster, event)
    )


def table_events(connection: Connection, clusters: Sequence[Cluster], grounds: Grounds) -> list[TableEvent]:
    """Return the versions of table events that may match a cluster, or that reviews name.

    One longer than a year matches none.
    """
    if not clusters:
        return []
    event = tables.event
    first = min(cluster.first for cluster in clusters)
    rows = live_rows(
        connection,
        event,
        event.c.valid_from >= moved(first, -LONGEST_EVENT - SHIFT),
        event.c.valid_from <= moved(max(cluster.first for cluster in clusters), SHIFT),
        event.c.valid_to >= moved(min(cluster.last for cluster in clusters), -SHIFT),
        tables.from_tables,
        entered_by=grounds.entered_by,
    )
    there = {row["row"] for row in rows}
    named = sorted({name for review in grounds.reviews for name in (review.item, review.event) if name})
    for start in range(0, len(named), BATCH):
        chosen = event.c.id.in_(named[start : start + BATCH]), tables.from_tables
        others = live_rows(connection, event, *chosen, entered_by=grounds.entered_by)
        rows += [row for row in others if row["row"] not in there]
    merged = {review.item for review in grounds.reviews if review.verdict == "merge"}
    found = [
        TableEvent(event=decode_event(row["payload"]), period=seen_period(row))
        for row in rows
        if row["id"] not in merged
    ]
    unmerged = [row for row in rows if row["id"] in merged and row["review"] is None]
    return found + _before_merging(connection, unmerged, grounds.entered_by)


def _before_merging(connection: Connection, rows: Sequence[Row], entered_by: datetime | None) -> list[TableEvent]:
    """Return versions of table events as if they had not been merged into others: reports still meet them first."""
    if not rows:
        return []
    reviews = reviews_of_events(connection, entered_by)
    found = []
    for row in rows:
        kept = [review for review in reviews.get(row["id"], ()) if review.verdict != "merge"]
        for version in event_versions(version_of(row), kept):
            ends = [end for end in (version.superseded_at, version.overruled_at) if end is not None]
            period = Period(version.event.recorded_at, min(ends, default=None))
            found.append(TableEvent(event=version.event, period=period))
    return found


def reviews_of_events(connection: Connection, entered_by: datetime | None = None) -> dict[str, list[Review]]:
    """Return the reviews of each event (that were here by `entered_by`) with every undo, by the event's id."""
    found = select_reviews(connection, tables.review.c.sort == "event", entered_by=entered_by)
    undone = [review for review in found if review.verdict == "undo"]
    named: dict[str, list[Review]] = {}
    for review in found:
        if review.verdict != "undo":
            named.setdefault(review.item, []).append(review)
    return {name: [*group, *undone] for name, group in named.items()}


def moved(day: date, step: timedelta) -> date:
    return date.fromordinal(min(max(day.toordinal() + step.days, 1), date.max.toordinal()))
