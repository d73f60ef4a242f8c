"""How the record's files look from outside: enough to see that someone wrote."""

from datetime import UTC, datetime
from pathlib import Path

Mark = tuple[int, int]
NOT_THERE: Mark = (0, 0)
BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)


def file_marks(location: Path) -> tuple[Mark, Mark]:
    """Return the time (ns) and size of the record's file and of its write-ahead log.

    An empty log counts as none: readers make and remove it.
    """
    return _mark(location), _mark(location.with_name(location.name + "-wal"))


def last_change(location: Path) -> datetime:
    """Return when the record's files were last written, the beginning of 1970 if they are not there."""
    newest = max(time for time, _ in file_marks(location))
    return datetime.fromtimestamp(newest / 1e9, UTC) if newest else BEGINNING


def _mark(path: Path) -> Mark:
    try:
        found = path.stat()
    except FileNotFoundError:
        return NOT_THERE
    return (found.st_mtime_ns, found.st_size) if found.st_size else NOT_THERE
