"""The whole record as one archive: gzipped JSON lines that make the identical record again.

The first line says what it is and of which schema; every other line is one row of one table, the
retired versions included; the last line counts them, so that a cut-off archive is noticed. Fitted
models are left out: they can be made again. So is the count of changes: each record has its own.

An archive of an older schema is read into a temporary file of that schema, brought up to date
there as a record would be, and copied over.
"""

import gzip
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, BinaryIO

import msgspec
from msgspec import Struct
from sqlalchemy import Connection, Date, Integer, Table, func, select

from foreshock.record import tables
from foreshock.record.columns import Instant
from foreshock.record.event_rows import in_parts
from foreshock.record.inserts import insert_rows, insert_unindexed
from foreshock.record.on_sqlite import connect_file
from foreshock.record.transactions import on_postgres, read_from, write_to
from foreshock.terms.errors import InputError, RecordError

FORMAT = "foreshock.record/1"
LEFT_OUT = (tables.fit_cache, tables.change)
# Each after those it points to.
ORDER = tuple(table for table in tables.metadata.sorted_tables if table not in LEFT_OUT)
FIRST_SCHEMA = "0001"
UNTRIGGERED = "0006"  # from this schema on a file's index is kept by `insert_rows`; before, by itself
BATCH = 1000

Insert = Callable[[Connection, Table, list[dict[str, Any]]], None]
Item = tuple[Table, dict[str, Any]]


class Head(Struct, frozen=True):
    """An archive's first line."""

    format: str
    schema: str


def write_archive(connection: Connection, path: Path) -> int:
    """Write the record to a file that must not exist yet; return how many rows.

    Raises:
        RecordError: the file exists or cannot be written.
    """
    count = 0
    try:
        with _new_file(path) as raw, gzip.GzipFile(filename="", fileobj=raw, mode="wb", mtime=0) as file:
            file.write(_line({"format": FORMAT, "schema": tables.SCHEMA}))
            for table, row in _all_rows(connection):
                file.write(_line({"table": str(table.name), "row": row}))
                count += 1
            file.write(_line({"rows": count}))
    except OSError as error:
        raise RecordError(
            f"the archive {path} cannot be written ({error.strerror})",
            expected="a path where no file is yet, in a folder you may write to",
            next_step="choose another path",
        ) from error
    return count


@contextmanager
def _new_file(path: Path) -> Iterator[BinaryIO]:
    """Open a file that must not exist yet; what is left of it after an error is taken away."""
    file = path.open("xb")
    try:
        with file:
            yield file
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def read_archive(connection: Connection, path: Path) -> int:
    """Fill an empty record from an archive; return how many rows.

    Raises:
        InputError: the file is no archive, is damaged or cut off, or is of a newer schema.
        RecordError: the record is not empty.
    """
    for table in ORDER:
        if connection.execute(select(table).limit(1)).first() is not None:
            raise RecordError(
                "the record already holds rows",
                expected="an empty record to fill from the archive",
                next_step="point --record at a place where none is yet",
            )
    schema = _schema(path)
    if schema == tables.SCHEMA:
        count = _fill(connection, _items(path, partly=False))
    else:
        with TemporaryDirectory() as folder:
            count = _fill_from_older(connection, path, schema, Path(folder, "older.sqlite3"))
    _go_on_counting(connection)
    return count


def _fill_from_older(connection: Connection, path: Path, schema: str, file: Path) -> int:
    from foreshock.record.migrate import migrate

    engine = connect_file(file, wait_seconds=0, readonly=False)
    try:
        with write_to(engine) as older:
            migrate(older, schema)
            _fill(older, _items(path, partly=True), insert_rows if schema >= UNTRIGGERED else insert_unindexed)
            migrate(older)
        with read_from(engine) as newer:
            return _fill(connection, _all_rows(newer))
    finally:
        engine.dispose()


def _all_rows(connection: Connection) -> Iterator[Item]:
    for table in ORDER:
        for row in in_parts(connection, select(table).order_by(*table.primary_key.columns)).mappings():
            yield table, dict(row)


def _fill(connection: Connection, items: Iterable[Item], insert: Insert = insert_rows) -> int:
    """Insert rows as they come, many at a time; return how many."""
    count = 0
    batch: list[dict[str, Any]] = []
    current: Table | None = None
    for table, row in items:
        if table is not current or len(batch) == BATCH:
            if current is not None:
                insert(connection, current, batch)
            current, batch = table, []
        batch.append(row)
        count += 1
    if current is not None:
        insert(connection, current, batch)
    return count


def _go_on_counting(connection: Connection) -> None:
    """Let a server number new rows after those that came with their numbers; SQLite does so by itself."""
    if not on_postgres(connection):
        return
    for table in ORDER:
        (key, *more) = table.primary_key.columns
        if more or not isinstance(key.type, Integer):
            continue
        last = connection.execute(select(func.max(key))).scalar()
        if last is not None:
            sequence = func.pg_get_serial_sequence(str(table.name), str(key.name))
            connection.execute(select(func.setval(sequence, last)))


def _schema(path: Path) -> str:
    """Return the schema of an archive, one that this version can read."""
    try:
        with gzip.open(path, "rb") as file:
            head = msgspec.json.decode(file.readline(), type=Head)
    except (OSError, EOFError, msgspec.MsgspecError) as error:
        raise _damaged(path, str(error)) from error
    if head.format != FORMAT or not head.schema.isdigit() or head.schema < FIRST_SCHEMA:
        raise _damaged(path, f"it is not of format {FORMAT} with schema {tables.SCHEMA}")
    if head.schema > tables.SCHEMA:
        raise InputError(
            f"{path} was written by a newer foreshock (schema {head.schema})",
            expected=f"an archive of schema {tables.SCHEMA} or older",
            next_step="upgrade foreshock, or export the record as csv or plover with the newer one",
        )
    return head.schema


def _items(path: Path, *, partly: bool) -> Iterator[Item]:
    """Yield an archive's rows; `partly` lets them lack columns that later schemas added."""
    by_name = {str(table.name): table for table in ORDER}
    count, stated = 0, None
    for line in _lines(path):
        if "rows" in line:
            stated = line["rows"]
            break
        table = by_name.get(line.get("table", ""))
        if table is None:
            raise _damaged(path, f"line {count + 2} is of no known table")
        yield table, _row(table, line["row"], path, partly=partly)
        count += 1
    if stated != count:
        raise _damaged(path, f"it ends after {count} rows" + (f" of {stated}" if stated is not None else ""))


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    try:
        with gzip.open(path, "rb") as file:
            file.readline()
            for line in file:
                yield msgspec.json.decode(line, type=dict[str, Any])
    except (OSError, EOFError, msgspec.DecodeError) as error:
        raise _damaged(path, str(error)) from error


def _row(table: Table, values: dict[str, Any], path: Path, *, partly: bool) -> dict[str, Any]:
    row = {}
    for column in table.columns:
        if column.name not in values:
            if partly:
                continue
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
