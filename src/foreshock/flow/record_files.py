"""Files in and out of the record: its events for other programs, and all of it as an archive."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import IO

from msgspec import Struct
from msgspec.structs import replace

from foreshock.flow.desk import Desk, DeskSettings, open_desk
from foreshock.flow.seen import as_seen
from foreshock.record.exports.codebook import Codebook
from foreshock.record.exports.csv_table import csv_line, header_line
from foreshock.record.exports.gdelt import gdelt_lines
from foreshock.record.exports.parquet import write_parquet
from foreshock.record.exports.plover import plover_line
from foreshock.record.lists import Narrowing, Slice
from foreshock.record.location import record_location
from foreshock.record.store import open_record
from foreshock.terms.errors import RecordError
from foreshock.terms.record import RecordedEvent

FORMS = ("archive", "csv", "gdelt", "parquet", "plover")
AT_A_TIME = 1000


class Exported(Struct, frozen=True, kw_only=True):
    """What an export wrote: rows or events, and the ids of events its form cannot express."""

    path: str
    written: int
    left_out: tuple[str, ...] = ()


def export_record(settings: DeskSettings, form: str, path: Path) -> Exported:
    """Write the record to a new file: "archive" all of it, other forms the events as known at the desk's moment.

    Raises:
        RecordError: the file exists or cannot be written.
        UsageError: what the form needs is not installed.
    """
    with open_desk(settings) as desk:
        if form == "archive":
            return Exported(path=str(path), written=desk.record.export_archive(path))
        events = _each_event(desk, desk.moment())
        if form == "parquet":
            with new_file(path) as file:
                return Exported(path=str(path), written=write_parquet(events, file))
        if form == "csv":
            return _write(path, events, lambda event: [csv_line(event)], "\r\n", header=header_line())
        codes = Codebook(desk.pack)
        if form == "gdelt":
            counted = _each_event(desk, desk.moment(), counted=True)
            return _write(path, counted, lambda event: gdelt_lines(event, codes), "\n")
        return _write(path, events, lambda event: [line] if (line := plover_line(event, codes)) else [], "\n")


def import_record(settings: DeskSettings, path: Path) -> int:
    """Fill a record that is not there yet, or is empty, from an archive; return how many rows.

    Raises:
        InputError: the file is no whole archive.
        RecordError: the record holds rows already, or cannot be written.
    """
    location = record_location(settings.record, settings.environment)
    with open_record(location, clock=settings.clock) as record:
        return record.import_archive(path)


def write_lines(path: Path, lines: Iterable[str], ending: str) -> None:
    """Write lines to a new file.

    Raises:
        RecordError: the file exists or cannot be written.
    """
    with new_file(path) as file:
        file.writelines((line + ending).encode() for line in lines)


@contextmanager
def new_file(path: Path) -> Iterator[IO[bytes]]:
    """Give a new file to write to; nothing is left of it if that fails.

    Raises:
        RecordError: the file exists or cannot be written.
    """
    try:
        file = path.open("xb")
    except OSError as error:
        raise _not_written(path, error) from error
    try:
        with file:
            yield file
    except OSError as error:
        path.unlink(missing_ok=True)
        raise _not_written(path, error) from error
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def _write(
    path: Path,
    events: Iterable[RecordedEvent],
    lines_of: Callable[[RecordedEvent], list[str]],
    ending: str,
    *,
    header: str | None = None,
) -> Exported:
    """Write events one by one; those without a line are left out by their id. Counts lines."""
    written, left_out = 0, []
    with new_file(path) as file:
        if header is not None:
            file.write((header + ending).encode())
        for event in events:
            lines = lines_of(event)
            file.writelines((line + ending).encode() for line in lines)
            written += len(lines)
            if not lines:
                left_out.append(event.id)
    return Exported(path=str(path), written=written, left_out=tuple(left_out))


def _each_event(desk: Desk, moment: datetime, *, counted: bool = False) -> Iterator[RecordedEvent]:
    """Yield the events as known at a moment, some at a time, from the record as it is now.

    `counted` gives those that articles make an attribute more: how many `reports` tell of them.
    """
    zone, now, after = desk.pack.theater.zone, desk.settings.clock.now(), None
    while True:
        part = Slice(known_at=moment, entered_by=now, limit=AT_A_TIME, after=after)
        found = desk.record.lists.events(Narrowing(), part)
        made = [event.id for _, event in found if counted and event.table == "articles"]
        told = desk.record.counted.reports(made, known_at=moment, entered_by=now)
        for _, event in found:
            seen = as_seen(event, moment, zone)
            number = told.get(event.id)
            yield seen if number is None else replace(seen, attributes=seen.attributes | {"reports": str(number)})
        if len(found) < AT_A_TIME:
            return
        after = found[-1][0]


def _not_written(path: Path, error: OSError) -> RecordError:
    return RecordError(
        f"{path} cannot be written ({error.strerror})",
        expected="a path where no file is yet, in a folder you may write to",
        next_step="choose another path",
    )
