"""Connections to the record: settings, transactions and the schema's version."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, event, inspect, text

from foreshock.record.create import create
from foreshock.record.tables import SCHEMA
from foreshock.terms.errors import RecordError

WRITING = "foreshock_writing"
CACHE_KIB = 65_536


def connect_file(path: Path, *, wait_seconds: float, readonly: bool) -> Engine:
    """Return an engine on a SQLite file; nothing is opened or created yet.

    `wait_seconds` is how long a writer waits for another. `readonly` opens a file on which SQLite
    cannot keep its write-ahead log; it must not be changing meanwhile.
    """
    mode = "ro&immutable=1" if readonly else "rwc"
    address = f"file:{quote(str(path.absolute()))}?mode={mode}"

    def connect() -> sqlite3.Connection:
        return sqlite3.connect(address, uri=True, isolation_level=None, check_same_thread=False)

    engine = create_engine("sqlite://", creator=connect, pool_size=4)

    @event.listens_for(engine, "connect")
    def settle(connection: Any, _: object) -> None:
        connection.execute(f"PRAGMA busy_timeout={int(wait_seconds * 1000)}")
        connection.execute("PRAGMA foreign_keys=ON")
        connection.execute(f"PRAGMA cache_size=-{CACHE_KIB}")
        connection.execute("PRAGMA synchronous=NORMAL")
        if not readonly and connection.execute("PRAGMA journal_mode").fetchone() != ("wal",):
            # Two processes creating the record race for this switch; the file keeps whichever wins,
            # and SQLite is just as safe, only slower, until the next opening makes the switch.
            with suppress(sqlite3.OperationalError):
                connection.execute("PRAGMA journal_mode=WAL")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writing = connection.get_execution_options().get(WRITING, False)
        # IMMEDIATE takes the write lock at once, so a writer waits at its start and never fails
        # half-way because somebody else wrote first.
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")

    return engine


@contextmanager
def read_from(engine: Engine) -> Iterator[Connection]:
    """Give a connection that sees one unchanging state of the record."""
    with engine.connect() as connection, connection.begin():
        yield connection


@contextmanager
def write_to(engine: Engine) -> Iterator[Connection]:
    """Give a connection whose changes are all kept at the end, or none of them on an error."""
    with engine.connect().execution_options(**{WRITING: True}) as connection, connection.begin():
        yield connection


def schema_version(connection: Connection, path: Path) -> str | None:
    """Return the schema's version, None for an empty database.

    Raises:
        RecordError: the database belongs to another program or to a newer foreshock.
    """
    names = inspect(connection).get_table_names()
    if "alembic_version" not in names:
        if names:
            raise RecordError(
                f"{path} is a database of another program",
                expected="a record made by foreshock, or a path where none is yet",
                next_step="point --record at another path",
            )
        return None
    version = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    if version is not None and str(version) > SCHEMA:
        raise RecordError(
            f"the record {path} has schema {version}, made by a newer foreshock",
            expected=f"schema {SCHEMA} or older",
            next_step="upgrade foreshock, or point --record at another path",
        )
    return None if version is None else str(version)


def prepare(engine: Engine, path: Path, *, readonly: bool) -> None:
    """Create the schema or bring it up to date if it is not; another process may be doing the same.

    Raises:
        RecordError: the database belongs to another program or to a newer foreshock, or is of an
            older schema and cannot be written.
    """
    with read_from(engine) as connection:
        version = schema_version(connection, path)
    if version == SCHEMA:
        return
    if readonly:
        raise RecordError(
            f"the record {path} has schema {version} and cannot be written",
            expected=f"schema {SCHEMA}, or a file that can be brought up to it",
            next_step="change its permissions, or copy it to a place you may write to",
        )
    with write_to(engine) as connection:
        version = schema_version(connection, path)
        if version is None:
            create(connection)
        elif version != SCHEMA:
            from foreshock.record.migrate import migrate

            migrate(connection)
