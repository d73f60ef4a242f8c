"""Reading a pack's tables for the checker: every cell by itself, so that one fault hides no other."""

import csv
import io
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from foreshock.theaters.faults import Fault
from foreshock.theaters.tables import Column, split_cell

# Joiners belong to some scripts' spelling; every other invisible character is a slip.
_JOINERS = "\u200c\u200d"
_INVISIBLE = {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}


class Located(Struct, frozen=True):
    """A row and where it stands; `values` holds the fields that could be read, by struct field."""

    file: str
    row: int
    values: dict[str, Any]

    def fault(self, field: str | None, message: str) -> Fault:
        """A fault of this row."""
        return Fault(self.file, self.row, field, message)


def read_rows(folder: Path, path: Path, known: tuple[Column, ...], faults: list[Fault]) -> list[Located]:
    """Read one table file; what is wrong with it is added to `faults`."""
    name = path.relative_to(folder).as_posix()
    try:
        text = path.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        faults.append(Fault(name, None, None, f"cannot be read as UTF-8 text: {error}"))
        return []
    entries = (
        _toml_entries(name, path.stem, text, faults) if path.suffix == ".toml" else _csv_entries(name, text, faults)
    )
    return [_located(name, row, entry, known, faults) for row, entry in _with_known(name, entries, known, faults)]


def _csv_entries(file: str, text: str, faults: list[Fault]) -> Iterator[tuple[int, dict[str, Any]]]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    header: list[str] = []
    line = 1
    try:
        header = next(reader, [])
        twice = {field for field in header if header.count(field) > 1}
        faults += [Fault(file, 1, field, "the column appears twice") for field in twice]
        if not header:
            faults.append(Fault(file, 1, None, "there is no header"))
        line = reader.line_num + 1
        for cells in reader:
            if len(cells) != len(header):
                faults.append(Fault(file, line, None, f"has {len(cells)} cells, the header has {len(header)}"))
            yield line, dict(zip(header, cells, strict=False))
            line = reader.line_num + 1
    except csv.Error as error:
        faults.append(Fault(file, line, None, f"is not CSV from here on: {error}"))


def _toml_entries(file: str, stem: str, text: str, faults: list[Fault]) -> Iterator[tuple[int, dict[str, Any]]]:
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        faults.append(Fault(file, None, None, f"is not TOML: {error}"))
        return
    message = f"is not known here; expected only [[{stem}]] entries"
    faults += [Fault(file, None, key, message) for key in content.keys() - {stem}]
    entries = content.get(stem, [])
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        faults.append(Fault(file, None, stem, f"must be written as [[{stem}]] entries"))
        return
    yield from enumerate(entries, start=1)


def _with_known(
    file: str, entries: Iterable[tuple[int, dict[str, Any]]], known: tuple[Column, ...], faults: list[Fault]
) -> Iterator[tuple[int, dict[str, Any]]]:
    """Pass entries on; report a column nobody knows once, at the first row that has it."""
    names = {column.name for column in known}
    reported: set[str] = set()
    for row, entry in entries:
        for name in entry.keys() - names - reported:
            reported.add(name)
            expected = ", ".join(column.name for column in known)
            faults.append(Fault(file, row, name, f"the column is not known; expected {expected}"))
        yield row, entry


def _located(file: str, row: int, entry: dict[str, Any], known: tuple[Column, ...], faults: list[Fault]) -> Located:
    values: dict[str, Any] = {}
    for column in known:
        cell = entry.get(column.name)
        if cell is None or cell in ("", []):
            if column.required and not column.nullable:
                faults.append(Fault(file, row, column.name, "is required and missing"))
            continue
        faults += [Fault(file, row, column.name, message) for message in _untidy(cell)]
        try:
            value = split_cell(cell) if column.many and isinstance(cell, str) else cell
            values[column.field] = msgspec.convert(value, column.type, strict=False)
        except msgspec.ValidationError as error:
            faults.append(Fault(file, row, column.name, f"{cell!r} does not fit: {error}"))
    return Located(file, row, values)


def _untidy(cell: Any) -> Iterator[str]:
    """What is wrong with the text of a cell as text."""
    if isinstance(cell, list):
        for item in cell:
            yield from _untidy(item)
    if not isinstance(cell, str):
        return
    for character in sorted(set(cell)):
        if unicodedata.category(character) in _INVISIBLE and character not in _JOINERS:
            yield f"has the invisible character U+{ord(character):04X}"
    if cell != cell.strip():
        yield "has blanks before or after its text"
