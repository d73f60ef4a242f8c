"""Database errors in the user's words: what was wrong, what was expected, what to do next."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError

from foreshock.record.location import Location, ServerAddress
from foreshock.record.on_sqlite import has_unmerged_log
from foreshock.record.server_faults import advise_on_server
from foreshock.terms.errors import InputError, RecordError

# Wrong, expected, next step.
Advice = tuple[str, str, str]

# By SQLite's primary result codes (https://www.sqlite.org/rescode.html).
ADVICE: dict[int, Advice] = {
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
UNMERGED: Advice = (
    "cannot be opened: its latest changes are still in its log (-wal) and you may not merge them",
    "a record that its owner has closed properly, or a folder you may write to",
    "let its owner run `foreshock record check` once, or copy it with its -wal file to a folder of your own",
)
OTHER: Advice = ("could not be used", "a working record", "run `foreshock --version` and report the message above")


def advise(error: DBAPIError, location: Location) -> Advice:
    """Return what to tell the user about a database's error."""
    if isinstance(location, ServerAddress):
        return advise_on_server(error.orig)
    code = getattr(error.orig, "sqlite_errorcode", None)
    primary = 0 if code is None else int(code) & 0xFF
    if primary == sqlite3.SQLITE_CANTOPEN and has_unmerged_log(location):
        return UNMERGED
    wrong, expected, next_step = ADVICE.get(primary, OTHER)
    return (wrong if primary in ADVICE else f"{wrong} ({error.orig})", expected, next_step)


@contextmanager
def explained(location: Location) -> Iterator[None]:
    """Turn a database error inside the block into a RecordError about the record there."""
    try:
        yield
    except DBAPIError as error:
        wrong, expected, next_step = advise(error, location)
        raise RecordError(f"the record {location} {wrong}", expected=expected, next_step=next_step) from error
    except UnicodeEncodeError as error:
        raise InputError(
            "the text holds half of a character (a lone surrogate)",
            expected="text that can be written as UTF-8",
            next_step="read the article again with its right encoding",
        ) from error
