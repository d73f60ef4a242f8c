"""Upkeep that a PostgreSQL server does in its own time, done at once after many rows have come in.

A server learns how many rows a table has, and of what kinds, when its autovacuum passes, a minute
or more after a load begins. Until then it thinks nearly all of them retired, and reads a whole
table where there is an index for the very question. And new words wait in a list beside the
full-text index, which every search reads from end to end, until autovacuum passes.
"""

from sqlalchemy import Connection, Table, text

from foreshock.record.search_index import INDEXED, WORDS
from foreshock.record.transactions import on_postgres

# Fewer new rows than this cost little to look through, and are left to autovacuum.
MANY = 1000
_UNINDEXED, _UNCOUNTED = "foreshock_unindexed", "foreshock_uncounted"
# Only an owner may do this upkeep.
_COUNTED = text("SELECT reltuples, pg_has_role(relowner, 'USAGE') FROM pg_class WHERE oid = to_regclass(:name)")


def note_arrivals(connection: Connection, table: Table, count: int) -> None:
    """Take note that rows were inserted on this connection, to one of the server's tables."""
    for kept in (_UNINDEXED, _UNCOUNTED):
        counts: dict[str, int] = connection.info.setdefault(kept, {})
        counts[str(table.name)] = counts.get(str(table.name), 0) + count


def settle_arrivals(connection: Connection) -> None:
    """Bring many new words into the full-text index; let the server count a table that has doubled.

    Called at the end of a transaction that wrote. Counting reads a sample of settled size, so what
    a long load spends on it grows with the logarithm of its length.
    """
    if not on_postgres(connection):
        return
    unindexed: dict[str, int] = connection.info.get(_UNINDEXED, {})
    uncounted: dict[str, int] = connection.info.get(_UNCOUNTED, {})
    for name in [name for name, count in uncounted.items() if count >= MANY]:
        rows, owned = connection.execute(_COUNTED, {"name": name}).one()
        if owned and name in INDEXED and unindexed[name] >= MANY:
            connection.exec_driver_sql(f"SELECT gin_clean_pending_list('{name}_{WORDS}')")
            unindexed[name] = 0
        if owned and uncounted[name] >= rows:
            connection.exec_driver_sql(f'ANALYZE "{name}"')
            uncounted[name] = 0
