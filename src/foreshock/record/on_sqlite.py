"""Connections to a record that is a SQLite file."""

import os
import sqlite3
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, event

from foreshock.record.transactions import is_writing

CACHE_KIB = 65_536  # of pages, for each connection


def connect_file(path: Path, *, wait_seconds: float, readonly: bool, cache_kib: int = CACHE_KIB) -> Engine:
    """Return an engine on a SQLite file; nothing is opened or created yet.

    `wait_seconds` is how long a writer waits for another. `readonly` opens a file that may not be
    written; its log is read too where SQLite can.
    """
    address = _address_to_read(path) if readonly else f"{_address(path)}?mode=rwc"

    def connect() -> sqlite3.Connection:
        return sqlite3.connect(address, uri=True, isolation_level=None, check_same_thread=False)

    engine = create_engine("sqlite://", creator=connect, pool_size=4)

    @event.listens_for(engine, "connect")
    def settle(connection: Any, _: object) -> None:
        connection.execute(f"PRAGMA busy_timeout={int(wait_seconds * 1000)}")
        connection.execute("PRAGMA foreign_keys=ON")
        connection.execute(f"PRAGMA cache_size=-{int(cache_kib)}")
        connection.execute("PRAGMA synchronous=NORMAL")
        if not readonly and connection.execute("PRAGMA journal_mode").fetchone() != ("wal",):
            # Two processes creating the record race for this switch; the file keeps whichever wins,
            # and SQLite is just as safe, only slower, until the next opening makes the switch.
            with suppress(sqlite3.OperationalError):
                connection.execute("PRAGMA journal_mode=WAL")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # IMMEDIATE takes the write lock at once, so a writer waits at its start and never fails
        # half-way because somebody else wrote first.
        connection.exec_driver_sql("BEGIN IMMEDIATE" if is_writing(connection) else "BEGIN")

    return engine


def file_is_readonly(path: Path) -> bool:
    """True if a record is there that SQLite could only read: its file or its folder is read-only."""
    return path.is_file() and not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK))


def has_unmerged_log(path: Path) -> bool:
    """True if the latest changes may be in the file's log only."""
    log = path.with_name(path.name + "-wal")
    return log.is_file() and log.stat().st_size > 0


def _address(path: Path) -> str:
    return f"file:{quote(str(path.absolute()))}"


def _address_to_read(path: Path) -> str:
    """Return how to open a file that may not be written.

    Where SQLite can make neither the log of changes nor the memory that goes with it, it reads only
    a file that is called immutable. That ignores the log, so with a log the file is opened plainly,
    which works as long as its memory is there too, and fails rather than show an old state.
    """
    return f"{_address(path)}?mode=ro" + ("" if has_unmerged_log(path) else "&immutable=1")
