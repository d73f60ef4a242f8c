"""The whole record as one archive: gzipped JSON lines that make the identical record again.

The first line says what it is and of which schema; every other line is one row of one table, the
retired versions included; the last line counts them, so that a cut-off archive is noticed. Fitted
models are left out: they can be made again.
"""

import gzip
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import Connection, Date, Table, insert, select

from foreshock.record import tables
from foreshock.record.columns import Instant
from foreshock.terms.errors import InputError, RecordError

FORMAT = "foreshock.record/1"
ORDER = (
    tables.article, tables.reading, tables.statement, tables.claim, tables.report,
    tables.event, tables.event_actor, tables.link, tables.pack_load,
    tables.ledger, tables.resolution, tables.review,
)  # fmt: skip
BATCH = 1000


def write_archive(connection: Connection, path: Path) -> int:
    """Write the record to a file that must not exist yet; return how many rows.

    Raises:
        RecordError: the file exists or cannot be written.
    """
    count = 0
    try:
        with path.open("xb") as raw, gzip.GzipFile(filename="", fileobj=raw, mode="wb", mtime=0) as file:
            file.write(_line({"format": FORMAT, "schema": tables.SCHEMA}))
            for table in ORDER:
                for row in connection.execute(select(table).order_by(*table.primary_key.columns)).mappings():
                    file.write(_line({"table": str(table.name), "row": dict(row)}))
                    count += 1
            file.write(_line({"rows": count}))
    except OSError as error:
        raise RecordError(
            f"the archive {path} cannot be written ({error.strerror})",
            expected="a path where no file is yet, in a folder you may write to",
            next_step="choose another path",
        ) from error
    return count


def read_archive(connection: Connection, path: Path) -> int:
    """Fill an empty record from an archive; return how many rows.

    Raises:
        InputError: the file is no archive, is damaged or cut off, or is of another schema.
        RecordError: the record is not empty.
    """
    for table in ORDER:
        if connection.execute(select(table).limit(1)).first() is not None:
            raise RecordError(
                "the record already holds rows",
                expected="an empty record to fill from the archive",
                next_step="point --record at a path where none is yet",
            )
    by_name = {str(table.name): table for table in ORDER}
    count, stated = 0, None
    batch: list[dict[str, Any]] = []
    current: Table | None = None
    for line in _lines(path):
        if "rows" in line:
            stated = line["rows"]
            break
        found = by_name.get(line.get("table", ""))
        if found is None:
            raise _damaged(path, f"line {count + 2} is of no known table")
        if found is not current or len(batch) == BATCH:
            _insert(connection, current, batch)
            current, batch = found, []
        batch.append(_row(found, line["row"], path))
        count += 1
    _insert(connection, current, batch)
    if stated != count:
        raise _damaged(path, f"it ends after {count} rows" + (f" of {stated}" if stated is not None else ""))
    return count


def _insert(connection: Connection, table: Table | None, rows: list[dict[str, Any]]) -> None:
    if table is not None and rows:
        connection.execute(insert(table), rows)


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    try:
        with gzip.open(path, "rb") as file:
            head = msgspec.json.decode(file.readline())
            if not isinstance(head, dict) or head.get("format") != FORMAT or head.get("schema") != tables.SCHEMA:
                raise _damaged(path, f"it is not of format {FORMAT} with schema {tables.SCHEMA}")
            for line in file:
                yield msgspec.json.decode(line, type=dict[str, Any])
    except (OSError, EOFError, msgspec.DecodeError) as error:
        raise _damaged(path, str(error)) from error


def _row(table: Table, values: dict[str, Any], path: Path) -> dict[str, Any]:
    row = {}
    for column in table.columns:
        if column.name not in values:
            raise _damaged(path, f"a row of {table.name} has no {column.name}")
        value = values[column.name]
        if value is not None and isinstance(column.type, Instant):
            value = datetime.fromisoformat(value)
        elif value is not None and isinstance(column.type, Date):
            value = date.fromisoformat(value)
        row[column.name] = value
    return row


def _line(value: dict[str, Any]) -> bytes:
    return msgspec.json.encode(value) + b"\n"


def _damaged(path: Path, why: str) -> InputError:
    return InputError(
        f"{path} is not a whole archive of a record: {why}",
        expected="a file that `foreshock record export archive` wrote",
        next_step="export it again, or with the foreshock that wrote it",
    )
