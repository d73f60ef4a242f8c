"""How often the record was changed, and when last: what tells a reader cheaply that answers may differ."""

from datetime import datetime
from typing import Any

from msgspec import Struct
from sqlalchemy import Connection, select, update

from foreshock.record.tables import change
from foreshock.record.transactions import on_postgres


class Change(Struct, frozen=True):
    """The number of transactions that changed the record, and the moment of the last, None if there was none.

    Fitted models kept beside the facts do not count.
    """

    number: int
    changed_at: datetime | None


def last_change(connection: Connection) -> Change:
    """Return the count as it stands; one short query."""
    row = connection.execute(select(change.c.number, change.c.changed_at)).one()
    return Change(row.number, row.changed_at)


def count_change(connection: Connection, before: int, now: datetime) -> None:
    """Count this transaction if it has written anything since `before`, what `written` said at its start."""
    if written(connection) != before:
        connection.execute(update(change).values(number=change.c.number + 1, changed_at=now))


def written(connection: Connection) -> int:
    """Return a number that grows when rows are written on this connection."""
    if on_postgres(connection):
        # A transaction gets its number with its first write.
        return int(connection.exec_driver_sql("SELECT pg_current_xact_id_if_assigned() IS NOT NULL").scalar_one())
    driver: Any = connection.connection.dbapi_connection
    return int(driver.total_changes)
