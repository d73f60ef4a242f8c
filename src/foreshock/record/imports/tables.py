"""The rows of a CSV or JSON file as cells by column name."""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from foreshock.record.imports.lines import Progress, decode, nobody, read_lines
from foreshock.record.imports.rows import RefusedRow
from foreshock.terms.errors import InputError

LARGEST_JSON = 200_000_000
# A cell that the csv module refuses to read, put in the place of a line that may not be read.
_REFUSED_CELL = "x" * (csv.field_size_limit() + 1)

Cells = dict[str, Any]


def read_table(path: Path, rows: str = "", progress: Progress = nobody) -> Iterator[tuple[int, Cells | RefusedRow]]:
    """Yield the numbered rows of a CSV file with a header, or of JSON objects, by the file's ending.

    `rows` says under which keys of a JSON file its rows stand. In a CSV file the header is row 1; a
    JSON file's rows are counted from 1.

    Raises:
        InputError: the file cannot be read as that.
    """
    names = [suffix.lower() for suffix in path.suffixes[-2:]]
    return _json_rows(path, rows) if ".json" in names else _csv_rows(path, progress)


def _csv_rows(path: Path, progress: Progress) -> Iterator[tuple[int, Cells | RefusedRow]]:
    broken: list[RefusedRow] = []

    def lines() -> Iterator[str]:
        for number, line in read_lines(path, progress):
            if not isinstance(line, RefusedRow):
                text = decode(line)
                yield (text.removeprefix("\ufeff") if number == 1 else text) + "\n"
            elif "breaks off" in line.why:
                broken.append(line)
            else:
                yield _REFUSED_CELL + "\n"

    reader = csv.reader(lines())
    header: list[str] | None = None
    number = 0
    while True:
        try:
            cells = next(reader, None)
        except csv.Error as error:
            number += 1
            if header is None:
                raise _no_table(path, str(error)) from error
            yield number, RefusedRow(number, str(error))
            continue
        if cells is None:
            break
        if not cells:
            continue
        number += 1
        if header is None:
            header = _header(path, cells)
        elif len(cells) != len(header):
            yield number, RefusedRow(number, f"it has {len(cells)} cells, the header has {len(header)}")
        else:
            yield number, dict(zip(header, cells, strict=True))
    if header is None:
        raise _no_table(path, "it has no header" + (f"; {broken[0].why}" if broken else ""))
    for line in broken:
        yield number + 1, RefusedRow(number + 1, line.why)


def _header(path: Path, cells: list[str]) -> list[str]:
    if any("\udc80" <= character <= "\udcff" for cell in cells for character in cell):
        raise _no_table(path, "its header is not UTF-8")
    return cells


def _json_rows(path: Path, rows: str) -> Iterator[tuple[int, Cells | RefusedRow]]:
    parts, size = [], 0
    for _, line in read_lines(path):
        if isinstance(line, RefusedRow):
            raise _no_table(path, line.why)
        size += len(line)
        if size > LARGEST_JSON:
            raise _no_table(path, f"it has more than {LARGEST_JSON:,} bytes")
        parts.append(line)
    try:
        values: list[Any] = [msgspec.json.decode(b"\n".join(parts).removeprefix(b"\xef\xbb\xbf"))]
    except (msgspec.DecodeError, RecursionError) as error:
        raise _no_table(path, str(error)) from error
    for key in filter(None, rows.split(".")):
        values = [value.get(key) for value in _each(values) if isinstance(value, dict)]
    if len(values) == 1 and not isinstance(values[0], list):
        raise _no_table(path, f"there is no array under {rows!r}" if rows else "it is no array of objects")
    for number, value in enumerate(_each(values), start=1):
        if isinstance(value, dict):
            yield number, value
        else:
            yield number, RefusedRow(number, "it is no object")


def _each(values: list[Any]) -> Iterator[Any]:
    for value in values:
        if isinstance(value, list):
            yield from value
        else:
            yield value


def _no_table(path: Path, why: str) -> InputError:
    return InputError(
        f"the table {path} cannot be read: {why}",
        expected="a CSV file with a header in UTF-8, or a .json file with an array of objects",
        next_step="save it again as UTF-8",
    )
