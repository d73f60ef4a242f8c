"""The ledger's two tables: each row as JSON beside the columns that keep it in its place."""

from collections.abc import Iterator, Sequence
from typing import Any, TypeVar

import msgspec
from sqlalchemy import Connection, Table, insert, select

from foreshock.record import tables
from foreshock.record.event_rows import encode
from foreshock.terms.errors import RecordError
from foreshock.terms.ledger import Issued, LedgerRows, Resolution, closes_at

Row = TypeVar("Row", Issued, Resolution)
_issued_decoder = msgspec.json.Decoder(Issued)
_resolution_decoder = msgspec.json.Decoder(Resolution)


def select_ledger(connection: Connection) -> LedgerRows:
    """Return every row of both tables, by number.

    Raises:
        RecordError: a row cannot be read as what it should be.
    """
    return LedgerRows(
        issued=tuple(_decode(connection, tables.ledger, _issued_decoder)),
        resolutions=tuple(_decode(connection, tables.resolution, _resolution_decoder)),
    )


def insert_issued(connection: Connection, rows: Sequence[Issued]) -> None:
    """Append issued forecasts; the first must follow the last row there is.

    Raises:
        RecordError: the rows do not continue the chain.
    """
    _check_follows(connection, tables.ledger, rows)
    if rows:
        connection.execute(
            insert(tables.ledger),
            [{**issued_columns(row), "payload": encode(row)} for row in rows],
        )


def insert_resolutions(connection: Connection, rows: Sequence[Resolution]) -> None:
    """Append resolutions; the first must follow the last row there is.

    Raises:
        RecordError: the rows do not continue the chain.
    """
    _check_follows(connection, tables.resolution, rows)
    if rows:
        connection.execute(
            insert(tables.resolution),
            [{**resolution_columns(row), "payload": encode(row)} for row in rows],
        )


def issued_columns(row: Issued) -> dict[str, Any]:
    """Return what the columns beside a forecast's payload repeat of it."""
    return {
        "number": row.number,
        "digest": row.digest,
        "previous": row.previous,
        "issued_at": row.issued_at,
        "theater": row.theater,
        "target": row.question.target,
        "closes_at": closes_at(row.question),
    }


def resolution_columns(row: Resolution) -> dict[str, Any]:
    """Return what the columns beside a resolution's payload repeat of it."""
    return {
        "number": row.number,
        "settles": row.settles,
        "digest": row.digest,
        "previous": row.previous,
        "resolved_at": row.resolved_at,
        "outcome": row.outcome,
    }


def _decode(connection: Connection, table: Table, decoder: "msgspec.json.Decoder[Row]") -> Iterator[Row]:
    for number, payload in connection.execute(select(table.c.number, table.c.payload).order_by(table.c.number)):
        try:
            yield decoder.decode(payload)
        except msgspec.DecodeError as error:
            raise RecordError(
                f"row {number} of the {table.name} table cannot be read: {error}",
                expected="a row as foreshock wrote it",
                next_step="restore the record from a copy",
            ) from error


def _check_follows(connection: Connection, table: Table, rows: Sequence[Issued] | Sequence[Resolution]) -> None:
    query = select(table.c.number, table.c.digest).order_by(table.c.number.desc()).limit(1)
    last = connection.execute(query).one_or_none()
    number, digest = (0, "") if last is None else (last.number, last.digest)
    for row in rows:
        if (row.number, row.previous) != (number + 1, digest):
            raise RecordError(
                f"{table.name} row {row.number} does not follow the last one there, {number}",
                expected="rows numbered and chained after the last",
                next_step="read the ledger again and chain the rows to its end",
            )
        number, digest = row.number, row.digest
