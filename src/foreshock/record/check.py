"""Check that a record is whole, and count what it holds."""

from itertools import islice, pairwise

from msgspec import Struct
from sqlalchemy import Connection, bindparam, func, select

from foreshock.record import tables
from foreshock.record.event_rows import digest_text, in_parts
from foreshock.record.search_index import INDEXED, indexed_rows
from foreshock.record.transactions import on_postgres
from foreshock.record.versions import believed, seen_period

FACTS = (tables.article, tables.reading, tables.statement, tables.claim, tables.report, tables.event, tables.link)
SHOWN = 20


class TableCount(Struct, frozen=True, kw_only=True):
    """Rows of one table: those believed now, and all ever written."""

    table: str
    believed: int
    written: int


def count_rows(connection: Connection) -> list[TableCount]:
    """Return how many rows each table of facts holds."""
    counts = []
    for table in FACTS:
        total = connection.execute(select(func.count()).select_from(table)).scalar_one()
        live = connection.execute(select(func.count()).select_from(table).where(believed(table))).scalar_one()
        counts.append(TableCount(table=str(table.name), believed=live, written=total))
    return counts


def size_of_tables(connection: Connection) -> int:
    """Return the bytes that the tables and their indexes take on a PostgreSQL server."""
    query = select(func.pg_total_relation_size(func.to_regclass(bindparam("name"))))
    names = [str(table.name) for table in tables.metadata.sorted_tables]
    return sum(int(connection.execute(query, {"name": name}).scalar_one()) for name in names)


def find_faults(connection: Connection) -> list[str]:
    """Return what is wrong with the file or the facts in it, in words; empty when all is well."""
    return [
        *_broken_file(connection),
        *_loose_links(connection),
        *_overlaps(connection),
        *_altered(connection),
        *_unindexed(connection),
    ]


def _broken_file(connection: Connection) -> list[str]:
    """Ask SQLite whether the file is sound; a server looks after its own files and foreign keys."""
    if on_postgres(connection):
        return []
    faults = [f"the file: {line}" for (line,) in connection.exec_driver_sql("PRAGMA integrity_check") if line != "ok"]
    return faults + [
        f"a row of {row[0]} points nowhere" for row in connection.exec_driver_sql("PRAGMA foreign_key_check")
    ]


def _loose_links(connection: Connection) -> list[str]:
    link, faults = tables.link, []
    for column, target in ((link.c.report_id, tables.report), (link.c.event_id, tables.event)):
        there = select(target.c.row).where(believed(target), target.c.id == column)
        query = select(column).where(believed(link), ~there.exists()).order_by(link.c.row).limit(SHOWN)
        faults += [f"a link names the {target.name} {name}, which is not here" for name in connection.scalars(query)]
    return faults


def _overlaps(connection: Connection) -> list[str]:
    """Two versions of one event visible at one moment."""
    event = tables.event
    query = select(event.c.id, event.c.recorded_at, event.c.superseded_at, event.c.overruled_at).where(believed(event))
    rows = in_parts(connection, query.order_by(event.c.id, event.c.recorded_at)).mappings()
    seen = ((row["id"], seen_period(dict(row))) for row in rows)
    faults = (
        f"two versions of the event {name} hold at {later.start.isoformat()}"
        for (name, earlier), (other, later) in pairwise(item for item in seen if not item[1].empty)
        if name == other and (earlier.end is None or earlier.end > later.start)
    )
    return list(islice(faults, SHOWN))


def _altered(connection: Connection) -> list[str]:
    faults = (
        f"row {number} of {table.name} does not match its digest: it was altered"
        for table, digest in ((tables.event, tables.event.c.payload_digest), (tables.reading, tables.reading.c.digest))
        for number, payload, noted in in_parts(connection, select(table.c.row, table.c.payload, digest))
        if digest_text(payload) != noted
    )
    return list(islice(faults, SHOWN))


def _unindexed(connection: Connection) -> list[str]:
    faults = []
    for name in INDEXED:
        indexed = indexed_rows(connection, name)
        rows = connection.exec_driver_sql(f"SELECT count(*) FROM {name}").scalar_one()  # noqa: S608
        if indexed != rows:
            faults.append(f"the search index of {name} holds {indexed} of {rows} rows")
    return faults
