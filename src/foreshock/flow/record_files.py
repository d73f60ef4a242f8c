"""Files in and out of the record: exports, archives, somebody's tables."""

from collections.abc import Iterable
from pathlib import Path

from msgspec import Struct

from foreshock.flow.desk import DeskSettings, open_desk
from foreshock.record.exports import csv_lines, plover_lines
from foreshock.record.location import record_location
from foreshock.record.store import open_record
from foreshock.terms.errors import RecordError


class Exported(Struct, frozen=True, kw_only=True):
    """What an export wrote: rows or events, and the ids of events its form cannot express."""

    path: str
    written: int
    left_out: tuple[str, ...] = ()


def export_record(settings: DeskSettings, form: str, path: Path) -> Exported:
    """Write the record to a new file: "archive" all of it, "plover" or "csv" the events as known at the desk's moment.

    Raises:
        RecordError: the file exists or cannot be written.
    """
    with open_desk(settings) as desk:
        if form == "archive":
            return Exported(path=str(path), written=desk.record.export_archive(path))
        events = desk.events(desk.moment())
        if form == "csv":
            write_lines(path, csv_lines(events), "\r\n")
            return Exported(path=str(path), written=len(events))
        export = plover_lines(events, {kind.id: kind for kind in desk.pack.kinds})
        write_lines(path, export.lines, "\n")
        return Exported(path=str(path), written=len(export.lines), left_out=export.untyped)


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
    try:
        with path.open("x", encoding="utf-8", newline="") as file:
            file.writelines(line + ending for line in lines)
    except OSError as error:
        raise RecordError(
            f"{path} cannot be written ({error.strerror})",
            expected="a path where no file is yet, in a folder you may write to",
            next_step="choose another path",
        ) from error
