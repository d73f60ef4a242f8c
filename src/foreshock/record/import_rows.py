"""Keep a table's rows as reports: what is new, what changed, what vanished since its last copy."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, func, select

from foreshock.record import tables
from foreshock.record.clusters import cluster_of
from foreshock.record.columns import plain
from foreshock.record.event_rows import encode
from foreshock.record.imports import ImportedRow
from foreshock.record.linking import relink_clusters
from foreshock.record.outcomes import ImportReport
from foreshock.record.reviews.apply import apply_to_reports
from foreshock.record.reviews.log import any_reviews
from foreshock.record.versions import Row, as_said, insert_rows, live_rows, retire_rows
from foreshock.terms.errors import UsageError


def store_rows(
    connection: Connection, origin: str, rows: Sequence[ImportedRow], *, seen_at: datetime, now: datetime
) -> ImportReport:
    """Make the record's reports of a table equal to this copy of it, as of when the copy was seen.

    A row that changed or vanished ends at `seen_at` and stays visible before. The same copy again
    changes nothing, so an import that was cut off is simply run again.

    Raises:
        UsageError: a later copy is in the record already.
    """
    report = tables.report
    latest = connection.execute(select(func.max(report.c.recorded_at)).where(report.c.origin == origin)).scalar()
    if latest is not None and latest > seen_at:
        raise UsageError(
            f"a later copy of {origin} (seen {latest:%Y-%m-%d}) is in the record",
            expected="copies of one table in the order in which they were published",
            next_step="import older copies first, into a new record",
        )
    held = {
        row["id"]: row
        for row in live_rows(
            connection, report, report.c.origin == origin, report.c.superseded_at.is_(None), as_said(report)
        )
    }
    wanted = {item.id: _columns(origin, item) for item in rows}
    same = {name for name, row in wanted.items() if name in held and _says(held[name]) == _says(row)}
    closed = [row for name, row in held.items() if name not in same]
    retire_rows(connection, report, (row["row"] for row in closed), now)
    ended = [
        {
            **{name: row[name] for name in row if name not in ("row", "retired_at")},
            "superseded_at": seen_at,
            "overruled_at": None,
            "entered_at": now,
        }
        for row in closed
        if row["recorded_at"] < seen_at
    ]
    opened = [
        {**row, "recorded_at": seen_at, "superseded_at": None, "entered_at": now}
        for name, row in wanted.items()
        if name not in same
    ]
    insert_rows(connection, report, ended)
    insert_rows(connection, report, opened)
    touched = {row["cluster"] for row in (*closed, *opened) if row["cluster"]}
    if any_reviews(connection):
        touched |= apply_to_reports(connection, {row["id"] for row in (*closed, *opened)}, now)
    relink_clusters(connection, touched, now, gone={row["id"] for row in closed})
    return ImportReport(
        origin=origin,
        new=len(wanted.keys() - held.keys()),
        changed=len((wanted.keys() & held.keys()) - same),
        vanished=len(held.keys() - wanted.keys()),
        unchanged=len(same),
    )


def _says(row: Row) -> tuple[str, str]:
    return row["source"], row["content"]


def _columns(origin: str, item: ImportedRow) -> Row:
    event, when = item.event, item.event.when
    cluster = cluster_of(event)
    return {
        "id": plain(item.id),
        "origin": origin,
        "article_id": None,
        "cluster": cluster.key if cluster else None,
        "kind": event.kind,
        "actors": " ".join(sorted({actor.code for actor in event.actors})),
        "valid_from": when.start if when else None,
        "valid_to": when.end if when else None,
        "precision": when.precision if when else None,
        "status": event.status,
        "source": item.source,
        "content": encode(event),
        "recorded_basis": "observed",
    }
