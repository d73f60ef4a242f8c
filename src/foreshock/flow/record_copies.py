"""Which copies of a table there are and when each was public: files, folders, the history of a repository."""

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from itertools import islice
from pathlib import Path, PurePosixPath

from foreshock.flow.moments import end_of_day
from foreshock.record.imports.git_copies import (
    checked_out,
    files_at_head,
    is_repository,
    repository_of,
    versions_of,
)
from foreshock.terms.errors import InputError, UsageError

SUFFIXES = frozenset({".csv", ".json", ".gz", ".zip"})
LOOKED_AT = 20
_DAY = re.compile(r"(?<!\d)((?:19|20)\d\d)[-_]?([01]\d)[-_]?([0-3]\d)(?!\d)")

Holds = Callable[[Path], bool]


@dataclass(frozen=True)
class Copy:
    """One copy of a table: what to call it, when it was public, and a file with it while that is open."""

    name: str
    seen_at: datetime
    file: Callable[[], AbstractContextManager[Path]]


def copies_in_files(files: Sequence[Path], *, zone: str, now: datetime) -> list[Copy]:
    """Return files as copies by the day in each name, the earliest first; a single one without a day is of now.

    Raises:
        UsageError: one of several has no day in its name.
    """
    if len(files) == 1 and _day_in(files[0]) is None:
        return [copy_of_file(files[0], now)]
    dated = [(_day_in(file), file) for file in files]
    undated = next((file for day, file in dated if day is None), None)
    if undated is not None:
        raise UsageError(
            f"the copy {undated} has no day in its name",
            expected="names such as table_2024-09-06.csv, so that copies can be put in order",
            next_step="rename it",
        )
    copies = [copy_of_file(file, end_of_day(day, zone)) for day, file in dated if day is not None]
    return sorted(copies, key=lambda copy: copy.seen_at)


def copy_of_file(file: Path, seen_at: datetime) -> Copy:
    """Return a file as a copy that was public at a moment."""
    return Copy(str(file), seen_at, lambda: nullcontext(file))


def files_in(path: Path, suffixes: frozenset[str]) -> Sequence[Path]:
    """Return a file, or the files of a folder that end as tables do, in order.

    Raises:
        UsageError: the folder has none.
    """
    if not path.is_dir():
        return [path]
    found = sorted(file for file in path.iterdir() if file.is_file() and file.suffix.lower() in suffixes)
    if not found:
        raise UsageError(
            f"the folder {path} holds no table",
            expected=f"files that end in {', '.join(sorted(suffixes))}",
            next_step="name the files themselves",
        )
    return found


def has_history(path: Path) -> bool:
    """True if a path is a repository, whose history is asked for by naming it."""
    return path.is_dir() and is_repository(path)


def copies_in_history(path: Path, holds: Holds) -> Iterator[Copy]:
    """Yield every version of a table that a repository keeps, each public from its commit on, the first first.

    Args:
        path: a file in a working copy, or a repository with a single table.
        holds: tells whether a file is a copy of the table.

    Raises:
        InputError: there is no repository, no git, or no such file in it.
        UsageError: the repository has none or several such tables.
    """
    repository, inside = repository_of(path) if path.is_file() else (path, _only_table(path, holds))
    for version in versions_of(repository, inside):
        yield Copy(version.name, version.committed_at, partial(checked_out, repository, version))


def _only_table(repository: Path, holds: Holds) -> str:
    tables = [path for path in files_at_head(repository) if PurePosixPath(path).suffix.lower() in SUFFIXES]
    found = [path for path in tables if _holds_now(repository, path, holds)]
    if len(found) != 1:
        what = f"{len(found)} files with this table ({', '.join(found[:4])})" if found else "no file with this table"
        raise UsageError(
            f"the repository {repository} has {what}",
            expected="one",
            next_step=f"name it with --history: {repository / (found[0] if found else 'FILE')}",
        )
    return found[0]


def _holds_now(repository: Path, path: str, holds: Holds) -> bool:
    version = versions_of(repository, path)[-1]
    with checked_out(repository, version) as file:
        try:
            return holds(file)
        except InputError:  # no table at all
            return False


def looks_like(rows: Iterator[tuple[int, object]], columns: Sequence[str]) -> bool:
    """True if one of the first rows of a file has all these columns."""
    first = (row for _, row in islice(rows, LOOKED_AT))
    return any(isinstance(row, dict) and all(column in row for column in columns) for row in first)


def _day_in(path: Path) -> date | None:
    """Return the last day that stands in a file's name."""
    for year, month, day in reversed(_DAY.findall(path.name)):
        try:
            return date(int(year), int(month), int(day))
        except ValueError:
            continue
    return None
