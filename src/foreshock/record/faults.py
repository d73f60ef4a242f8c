"""Database errors in the user's words: what was wrong, what was expected, what to do next."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from foreshock.terms.errors import InputError, RecordError

# SQLite's primary result codes (https://www.sqlite.org/rescode.html): wrong, expected, next step.
ADVICE: dict[int, tuple[str, str, str]] = {
    sqlite3.SQLITE_BUSY: (
        "is locked by another process",
        "the other writer to finish within the waiting time",
        "let the other foreshock finish, then run this again",
    ),
    sqlite3.SQLITE_READONLY: (
        "cannot be written",
        "a file and a folder you may write to",
        "change its permissions, or point --record at another path",
    ),
    sqlite3.SQLITE_FULL: (
        "cannot grow: the disk is full",
        "free space for the new rows",
        "free some space and run this again; nothing was half-written",
    ),
    sqlite3.SQLITE_NOTADB: (
        "is not a record: the file is not a SQLite database",
        "a record made by foreshock, or a path where none is yet",
        "point --record at another path",
    ),
    sqlite3.SQLITE_CORRUPT: (
        "is damaged",
        "an intact SQLite file",
        "restore it from a copy, or point --record at another path",
    ),
    sqlite3.SQLITE_CANTOPEN: (
        "cannot be opened",
        "a path to a file in a folder that exists and that you may read",
        "check the path and its permissions, or point --record at another path",
    ),
    sqlite3.SQLITE_IOERR: (
        "could not be read or written: the disk reported an error",
        "a working disk",
        "check the disk; nothing was half-written",
    ),
}
OTHER = ("could not be used", "a working record", "run `foreshock --version` and report the message above")


def sqlite_code(error: DBAPIError) -> int | None:
    """Return SQLite's primary result code behind an error, None if it has none."""
    code = getattr(error.orig, "sqlite_errorcode", None)
    return None if code is None else int(code) & 0xFF


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn a database error inside the block into a RecordError about `path`."""
    try:
        yield
    except DBAPIError as error:
        wrong, expected, next_step = ADVICE.get(sqlite_code(error) or 0, OTHER)
        detail = "" if wrong != OTHER[0] else f" ({error.orig})"
        raise RecordError(f"the record {path} {wrong}{detail}", expected=expected, next_step=next_step) from error
    except UnicodeEncodeError as error:
        raise InputError(
            "the text holds half of a character (a lone surrogate)",
            expected="text that can be written as UTF-8",
            next_step="read the article again with its right encoding",
        ) from error
