"""Put rows into a table: many at a time, by the quickest way the database has."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Column, Connection, Date, Table
from sqlalchemy.exc import DBAPIError

from foreshock.record.columns import Instant, instant_text
from foreshock.record.search_index import INDEXED, WORDS, index_after, last_row
from foreshock.record.search_words import tsvector
from foreshock.record.transactions import on_postgres
from foreshock.record.upkeep import note_arrivals

Row = dict[str, Any]


def insert_rows(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Insert rows, all with the same columns, and bring the full-text index up to date.

    Row numbers that come with the rows are higher than any there.
    """
    if not rows:
        return
    if on_postgres(connection):
        _copy(connection, table, rows)
        note_arrivals(connection, table, len(rows))
        return
    last = last_row(connection, table) if table.name in INDEXED else None
    insert_unindexed(connection, table, rows)
    if last is not None:
        index_after(connection, str(table.name), last)


def insert_unindexed(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Insert rows into a SQLite file and leave its index alone.

    One prepared INSERT is run for all rows. The values are written as SQLite keeps them here, column
    by column: going through the types of every value of every row takes SQLAlchemy a third of the
    whole time.
    """
    names = list(rows[0])
    listed, marks = ", ".join(f'"{name}"' for name in names), ", ".join("?" for _ in names)
    columns = [_as_kept(table.c[name], [row[name] for row in rows]) for name in names]
    connection.exec_driver_sql(
        f'INSERT INTO "{table.name}" ({listed}) VALUES ({marks})',  # noqa: S608 - our own names
        list(zip(*columns, strict=True)),
    )


def _as_kept(column: Column[Any], values: list[Any]) -> list[Any]:
    if isinstance(column.type, Instant):
        return [None if value is None else instant_text(value) for value in values]
    if isinstance(column.type, Date):
        return [None if value is None else value.isoformat() for value in values]
    return values


def _copy(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Send rows to a PostgreSQL server as one stream (COPY), several times as fast as INSERT."""
    from psycopg import Error
    from psycopg.sql import SQL, Identifier

    names = list(rows[0])
    searched = INDEXED.get(str(table.name), ())
    columns = [*names, WORDS] if searched else names
    target = SQL("COPY {} ({}) FROM STDIN").format(
        Identifier(str(table.name)), SQL(", ").join(Identifier(name) for name in columns)
    )
    driver: Any = connection.connection.cursor()
    try:
        with driver as cursor, cursor.copy(target) as copy:
            for row in rows:
                values = [row[name] for name in names]
                if searched:
                    values.append(tsvector("\n".join(row[name] or "" for name in searched)))
                copy.write_row(values)
    except Error as error:
        raise DBAPIError(f"COPY {table.name}", None, error) from error
