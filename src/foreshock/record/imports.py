"""Rows of somebody's table as reports, by a mapping of its columns. Pure but for reading the file.

An imported row is one more source's assertion. It is judged like an article's: it supports the
event of the theater's own tables when kind, actors and day agree, and never counts by itself.
"""

import csv
import hashlib
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from foreshock.record.columns import plain
from foreshock.terms.errors import InputError, UsageError
from foreshock.terms.reading import ActorRef, Count, Event, Precision, Span, Status, When

LONGEST_CELL = 100_000
FIELDS = ("id", "date", "end", "kind", "name", "note", "actors", "recipients", "count", "place", "source")
RULE = "import"


class ImportMapping(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How a table's columns are read.

    `name` identifies the table, so that a later copy of it is compared with this one. `columns`
    gives the column of each field (see FIELDS); `date` is needed. `kinds` turns what stands in the
    kind column into kinds of the theater; `kind` is for tables of one kind. Lists in a cell are
    separated by ";". Days are theater-local.
    """

    name: str
    source: str
    columns: dict[str, str]
    kinds: dict[str, str] = {}
    kind: str | None = None
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    date_format: str = "%Y-%m-%d"
    precision: Precision = "day"
    status: Status = "happened"


class ImportedRow(Struct, frozen=True, kw_only=True):
    """One row as a coded event; its words stand in the event's evidence."""

    id: str
    source: str
    event: Event


class RefusedRow(Struct, frozen=True):
    """A row that was left out: its number in the file (the header is 1) and why."""

    row: int
    why: str


def read_mapping(path: Path) -> ImportMapping:
    """Read a mapping from TOML.

    Raises:
        UsageError: it cannot be read, or names a field that does not exist.
    """
    try:
        mapping = msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), ImportMapping)
        unknown = sorted(set(mapping.columns) - set(FIELDS))
        if unknown or "date" not in mapping.columns:
            raise ValueError(f"no such field as {unknown[0]}" if unknown else "no column for the field date")
    except (OSError, ValueError, msgspec.ValidationError) as error:
        raise UsageError(
            f"the mapping {path} cannot be used: {error}",
            expected=f"TOML with name, source and [columns] for {', '.join(FIELDS)}",
            next_step="see `Bring in a table of events` in docs/how-to.md",
        ) from error
    return mapping


def read_table(path: Path) -> Iterator[dict[str, Any] | RefusedRow]:
    """Yield the rows of a CSV file with a header, or of a JSON array of objects, by the file's ending.

    Raises:
        InputError: the file cannot be read as that.
    """
    try:
        if path.suffix.lower() == ".json":
            yield from msgspec.json.decode(path.read_bytes(), type=list[dict[str, Any]])
            return
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, restkey="")
            while True:
                try:
                    row = next(reader, None)
                except csv.Error as error:
                    yield RefusedRow(reader.line_num, str(error))
                    continue
                if row is None:
                    return
                yield row
    except (OSError, UnicodeDecodeError, msgspec.DecodeError) as error:
        raise InputError(
            f"the table {path} cannot be read: {error}",
            expected="a CSV file with a header in UTF-8, or a .json file with an array of objects",
            next_step="save it again as UTF-8",
        ) from error


def code_rows(
    rows: Iterable[dict[str, Any] | RefusedRow], mapping: ImportMapping
) -> tuple[list[ImportedRow], list[RefusedRow]]:
    """Return the rows as events, and those that had to be left out."""
    coded: list[ImportedRow] = []
    refused: list[RefusedRow] = []
    seen: Counter[str] = Counter()
    taken: set[str] = set()
    for number, row in enumerate(rows, start=2):
        if isinstance(row, RefusedRow):
            refused.append(RefusedRow(number, row.why))
            continue
        try:
            item = _code_row(row, mapping, seen)
            if item.id in taken:
                raise ValueError(f"the id {item.id} occurred before")
        except ValueError as error:
            refused.append(RefusedRow(number, str(error)))
            continue
        taken.add(item.id)
        coded.append(item)
    return coded, refused


def _code_row(row: dict[str, Any], mapping: ImportMapping, seen: Counter[str]) -> ImportedRow:
    """Return one row coded.

    Raises:
        ValueError: it has no day, an unknown kind, no actor, or a cell that is too long.
    """
    cells = {field: _cell(row.get(column)) for field, column in mapping.columns.items()}
    first = _day(cells["date"], mapping)
    last = _day(cells["end"], mapping) if cells.get("end") else first
    if last < first:
        raise ValueError(f"it ends ({last}) before it begins ({first})")
    kind = mapping.kinds.get(cells.get("kind", "")) or mapping.kind
    if kind is None:
        raise ValueError(f"the kind {cells.get('kind', '')!r} is not in the mapping's [kinds]")
    actors = _list(cells.get("actors", "")) or mapping.actors
    if not actors:
        raise ValueError("it has no actor, and the mapping names none")
    # a row without an id of its own is known by its day, kind and name; the n-th of such is itself
    key = cells.get("id") or "|".join((first.isoformat(), cells.get("kind", ""), cells.get("name", "")))
    if not cells.get("id"):
        seen[key] += 1
        key = hashlib.sha256(f"{key}|{seen[key]}".encode()).hexdigest()[:20]
    words = " ".join(cells[field] for field in ("name", "note") if cells.get(field))
    return ImportedRow(
        id=f"{origin_of(mapping)}:{key}",
        source=cells.get("source") or mapping.source,
        event=Event(
            id=key,
            type=None,
            kind=kind,
            actors=tuple(ActorRef(code=code, text=code) for code in actors),
            recipients=tuple(
                ActorRef(code=code, text=code) for code in _list(cells.get("recipients", "")) or mapping.recipients
            ),
            count=Count(_number(cells["count"])) if cells.get("count") else None,
            place=cells.get("place") or None,
            when=When(start=first, end=last, precision=mapping.precision, text=cells["date"]),
            status=mapping.status,
            evidence=(Span(0, 0, len(words), words),) if words else (),
            rule=RULE,
            score=1.0,
        ),
    )


def origin_of(mapping: ImportMapping) -> str:
    """Return the origin that marks a table's reports in the record."""
    return f"import:{mapping.name}"


def _cell(value: object) -> str:
    """Return a cell as text: no control characters, no blanks around it."""
    text = "" if value is None else ";".join(map(str, value)) if isinstance(value, list) else str(value)
    if len(text) > LONGEST_CELL:
        raise ValueError(f"a cell has {len(text):,} characters, more than {LONGEST_CELL:,}")
    if any(0xD800 <= ord(character) <= 0xDFFF for character in text):
        raise ValueError("a cell holds half of a character (a lone surrogate)")
    return plain("".join(character if character.isprintable() else " " for character in text)).strip()


def _day(text: str, mapping: ImportMapping) -> date:
    return datetime.strptime(text, mapping.date_format).date()  # noqa: DTZ007 - a day, not an instant


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise ValueError(f"the count {text[:40]!r} is not a whole number")
    return int(text)


def _list(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(";") if part.strip())
