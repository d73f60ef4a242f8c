"""Triggers that let a table of the ledger only grow, each row after the last.

They hold for whoever writes to the file, another program included. Somebody who may alter the file
can drop them; then the rows' digests still show what was changed.
"""

from sqlalchemy import Connection

CHAINS = ("ledger", "resolution")


def create_guards(connection: Connection) -> None:
    """Make the triggers in a database that has the tables and no triggers yet."""
    for table in CHAINS:
        for action in ("UPDATE", "DELETE"):
            connection.exec_driver_sql(
                f"CREATE TRIGGER {table}_no_{action.lower()} BEFORE {action} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} rows are never changed or taken away'); END"
            )
        connection.exec_driver_sql(
            f"CREATE TRIGGER {table}_follows BEFORE INSERT ON {table} "  # noqa: S608 - our own names
            f"WHEN new.number <> (SELECT coalesce(max(number), 0) + 1 FROM {table}) OR new.previous <> "
            f"coalesce((SELECT digest FROM {table} ORDER BY number DESC LIMIT 1), '') "
            f"BEGIN SELECT RAISE(ABORT, 'a {table} row must follow the last one'); END"
        )
