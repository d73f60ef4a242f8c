"""Load a theater's history into the record, once per change of it."""

from datetime import datetime

from msgspec import Struct
from sqlalchemy import Connection, select

from foreshock.record import tables
from foreshock.record.event_rows import EventVersion, decode_event, encode, insert_events
from foreshock.record.linking import relink_all, relink_days
from foreshock.record.outcomes import LoadReport
from foreshock.record.pack_changes import Source, plan_load
from foreshock.record.reviews.apply import apply_to_tables
from foreshock.record.reviews.log import any_reviews
from foreshock.record.rules import OWN_ROW
from foreshock.record.twin_rows import Twin
from foreshock.record.versions import Row, as_said, insert_rows, live_rows, retire_rows
from foreshock.terms.errors import RecordError

TABLE_REASON = "the table's own row"
BATCH = 500


class PackLoad(Struct, frozen=True):
    """A load on record: the digests of the history and of the pack it came from, and the pack's link rules."""

    digest: str
    pack_digest: str
    rules: str | None


def last_load(connection: Connection, theater: str) -> PackLoad | None:
    """Return the last load of a theater, None if there was none."""
    load = tables.pack_load
    query = select(load.c.digest, load.c.pack_digest, load.c.rules).where(load.c.theater == theater)
    row = connection.execute(query.order_by(load.c.row.desc()).limit(1)).first()
    return None if row is None else PackLoad(row.digest, row.pack_digest, row.rules)


def note_same(connection: Connection, source: Source, now: datetime) -> bool:
    """Return whether this history is the one last loaded, and if so note its pack's new digest and link rules.

    A pack changes more often than its history does: a new alias moves no event. Other rules do.
    """
    load = last_load(connection, source.theater)
    if load is None or load.digest != source.digest:
        return False
    if load.pack_digest != source.pack_digest:
        _note_load(connection, source, now)
    if load.rules != source.rules:
        relink_all(connection, now)
    return True


def load_source(connection: Connection, source: Source, now: datetime) -> LoadReport:
    """Bring the theater's events to what `source` says (see `plan_load` for what stays visible).

    Raises:
        RecordError: an id belongs to another theater.
    """
    _refuse_foreign_ids(connection, source)
    event = tables.event
    before = last_load(connection, source.theater)
    plan = plan_load(
        source, live_rows(connection, event, tables.from_tables, event.c.origin == source.origin, as_said(event)), now
    )

    closed = [*plan.dropped, *plan.ended]
    retire_rows(connection, event, (row["row"] for row in closed), now)
    names = [_report_id(source.origin, row["id"]) for row in closed]
    for table, key in ((tables.report, tables.report.c.id), (tables.link, tables.link.c.report_id)):
        for start in range(0, len(names), BATCH):
            chosen = key.in_(names[start : start + BATCH]), table.c.superseded_at.is_(None)
            retire_rows(connection, table, (row["row"] for row in live_rows(connection, table, *chosen)), now)

    # before the rows are written: one that is a twin no more gets a report of its own again
    _settle_twins(connection, source, now)

    kept = [_ended(row, now) for row in plan.ended if row["recorded_at"] < now]
    versions = [*kept, *plan.fresh]
    insert_events(connection, versions, now)
    insert_rows(connection, tables.report, [_report_row(version, now) for version in versions])
    insert_rows(connection, tables.link, [_link_row(version, now) for version in versions])
    _note_load(connection, source, now)

    days = [(row["valid_from"], row["valid_to"]) for row in closed]
    days += [(version.event.valid_from, version.event.valid_to) for version in plan.fresh]
    days += apply_to_tables(connection, now) if any_reviews(connection) else []
    if before is not None and before.rules == source.rules:
        changed = [*(row["id"] for row in closed), *(version.event.id for version in plan.fresh)]
        relink_days(connection, days, now, changed)
    else:
        relink_all(connection, now)
    return LoadReport(
        theater=source.theater,
        digest=source.digest,
        loaded=True,
        new=plan.new,
        changed=plan.changed,
        vanished=plan.vanished,
        unchanged=plan.unchanged,
    )


def _settle_twins(connection: Connection, source: Source, now: datetime) -> None:
    """Let the reports of rows that are twins of others tell of those rows' events, and no longer those that were."""
    link, report = tables.link, tables.report
    mine = link.c.report_id > f"{source.origin}:", link.c.report_id < f"{source.origin};"
    live = live_rows(connection, link, *mine, link.c.rule != OWN_ROW, link.c.review.is_(None))
    wanted = {_report_id(source.origin, name): twin for name, twin in source.twins.items()}
    held = {row["report_id"] for row in live if _tells(row, wanted.get(row["report_id"]))}
    gone = [row for row in live if row["report_id"] not in held]
    retire_rows(connection, link, (row["row"] for row in gone), now)
    names = [row["report_id"] for row in gone]
    for start in range(0, len(names), BATCH):
        rows = live_rows(connection, report, report.c.id.in_(names[start : start + BATCH]))
        retire_rows(connection, report, (row["row"] for row in rows), now)
    fresh = [(name, twin) for name, twin in wanted.items() if name not in held]
    versions = [EventVersion(event=twin.row, origin=source.origin, source_digest="") for _, twin in fresh]
    insert_rows(connection, report, [_report_row(version, now) for version in versions])
    links = zip(fresh, versions, strict=True)
    insert_rows(connection, link, [_link_row(version, now) | _twin_link(twin) for (_, twin), version in links])


def _twin_link(twin: Twin) -> Row:
    return {"event_id": twin.event_id, "rule": twin.rule, "reason": twin.reason}


def _tells(row: Row, twin: Twin | None) -> bool:
    """True if a link says of a twin what is to be said."""
    return twin is not None and row["recorded_at"] == twin.row.recorded_at and _twin_link(twin).items() <= row.items()


def _note_load(connection: Connection, source: Source, now: datetime) -> None:
    load = {
        "theater": source.theater,
        "digest": source.digest,
        "pack_digest": source.pack_digest,
        "rules": source.rules,
    }
    insert_rows(connection, tables.pack_load, [{**load, "entered_at": now}])


def _report_id(origin: str, event_id: str) -> str:
    return f"{origin}:{event_id}"


def _ended(row: Row, now: datetime) -> EventVersion:
    """Return a closed row as a version that was known up to `now`."""
    return EventVersion(
        event=decode_event(row["payload"]),
        origin=row["origin"],
        source_digest=row["source_digest"],
        superseded_at=now,
    )


def _clocks(version: EventVersion, now: datetime) -> Row:
    return {
        "recorded_at": version.event.recorded_at,
        "superseded_at": version.superseded_at,
        "entered_at": now,
    }


def _report_row(version: EventVersion, now: datetime) -> Row:
    """Return the table row as one source's report."""
    event = version.event
    return {
        "id": _report_id(version.origin, event.id),
        "origin": version.origin,
        "kind": event.kind,
        "actors": " ".join(sorted(event.actors)),
        "valid_from": event.valid_from,
        "valid_to": event.valid_to,
        "precision": event.precision,
        "status": event.status,
        "source": event.sources[0] if event.sources else event.table,
        "content": encode(event.sources),
        "recorded_basis": event.recorded_basis,
        **_clocks(version, now),
    }


def _link_row(version: EventVersion, now: datetime) -> Row:
    """Return the link from a table row's report to the event it makes."""
    return {
        "report_id": _report_id(version.origin, version.event.id),
        "event_id": version.event.id,
        "rule": OWN_ROW,
        "reason": TABLE_REASON,
        **_clocks(version, now),
    }


def _refuse_foreign_ids(connection: Connection, source: Source) -> None:
    event = tables.event
    query = select(event.c.id, event.c.origin).where(
        event.c.retired_at.is_(None),
        tables.from_tables,
        event.c.origin.startswith("pack:"),
        event.c.origin != source.origin,
    )
    for row in connection.execute(query):
        if row.id in source.events:
            raise RecordError(
                f"the id {row.id!r} of theater {source.theater} is taken by {row.origin}",
                expected="ids that are unique across the theaters of one record",
                next_step="rename the row, or keep the theaters in two records with --record",
            )
