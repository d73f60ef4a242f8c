"""POLECAT's weekly and yearly files: events between tabs under a header, in PLOVER's terms. Pure.

Source: Scarborough et al., POLECAT Weekly Data, Harvard Dataverse, doi:10.7910/DVN/AJGVIT. Columns are
found by the name in the header, whose names and number differ a little from year to year: some files
say "Event Intensity" for "Intensity", some have empty columns at the end, and in some the header names a
column ("Headline") that the rows do not have. The older files are in Latin-1. "None" is an empty cell; a party
of several states lists them with ";".
"""

import csv
from collections.abc import Iterable, Iterator
from datetime import date

from foreshock.record.imports.ngec import Fields
from foreshock.record.imports.rows import PassedRow, RefusedRow
from foreshock.terms.errors import InputError

NAME, SOURCE = "polecat", "POLECAT"
COLUMNS = (
    "Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts",
    "Actor Name", "Actor Country", "Actor COW", "Primary Actor Sector", "Actor Sectors", "Actor Title",
    "Actor Name Raw", "Wikipedia Actor ID",
    "Recipient Name", "Recipient Country", "Recipient COW", "Primary Recipient Sector", "Recipient Sectors",
    "Recipient Title", "Recipient Name Raw", "Wikipedia Recipient ID",
    "Placename", "City", "District", "Province", "Country", "Latitude", "Longitude", "GeoNames ID", "Raw Placename",
    "Feature Type", "Source", "Publication Date", "Story People", "Story Organizations", "Story Locations", "Language",
    "Version",
)  # fmt: skip
NEEDED = ("Event ID", "Event Date", "Event Type", "Actor Country", "Recipient Country")
OTHER_NAMES = {"event intensity": "intensity"}
EMPTY = frozenset({"", "none", "na", "nan", "null"})
_DAY_LENGTH = len("2023-02-02")


def read_fields(
    lines: Iterable[tuple[int, bytes | RefusedRow]], *, about: Iterable[str]
) -> Iterator[tuple[int, Fields | RefusedRow | PassedRow]]:
    """Yield each row of a file in PLOVER's fields, numbered by its line (the header is 1).

    Rows that name none of the states `about` are passed over; all are read if it is empty.

    Raises:
        InputError: the first line is no header of POLECAT's.
    """
    wanted = tuple(about)
    columns: list[str] | None = None
    for number, line in lines:
        if isinstance(line, RefusedRow):
            yield number, line
            continue
        text = _decode(line)
        if columns is None:
            columns = _header(text)
        elif text.strip():
            cells = _cells(text, columns)
            if cells is None:
                yield number, RefusedRow(number, f"it has {text.count(chr(9)) + 1} columns, the header {len(columns)}")
            elif wanted and not _may_name(cells, wanted):
                yield number, PassedRow(number)
            else:
                yield number, _as_plover(cells)
    if columns is None:
        raise _no_header("it is empty")


def _decode(line: bytes) -> str:
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return line.decode("latin-1")


def _header(text: str) -> list[str]:
    """Return the columns' names as in COLUMNS where they are among them.

    Raises:
        InputError: one that is needed is missing.
    """
    known = {name.lower(): name for name in COLUMNS}
    names = []
    for cell in text.removeprefix("\ufeff").rstrip("\t").split("\t"):
        bare = " ".join(cell.strip(' "').replace("_", " ").lower().split())
        bare = OTHER_NAMES.get(bare, bare)
        names.append(known.get(bare, bare))
    missing = [name for name in NEEDED if name not in names]
    if missing:
        raise _no_header(f"it has no column {missing[0]!r}")
    return names


def _cells(text: str, columns: list[str]) -> dict[str, str] | None:
    """Return a row's cells by column, None if their number fits no header."""
    cells = text.split("\t")
    if len(cells) > len(columns) and '"' in text:
        # a tab inside quotes
        cells = next(csv.reader([text], delimiter="\t"))
    while len(cells) > len(columns) and not cells[-1].strip():
        cells.pop()
    if len(cells) == len(columns):
        return dict(zip(columns, cells, strict=True))
    published = [name for name in columns if name in COLUMNS]
    if len(cells) == len(published):
        # the header names columns that were left out of the rows
        return dict(zip(published, cells, strict=True))
    return None


def _value(cells: dict[str, str], name: str) -> str:
    text = cells.get(name, "").strip()
    if len(text) > 1 and text[0] == text[-1] == '"':
        text = text[1:-1].replace('""', '"').strip()
    return "" if text.lower() in EMPTY else text


def _parts(cells: dict[str, str], name: str) -> list[str]:
    return [part.strip() for part in _value(cells, name).split(";") if part.strip()]


def _may_name(cells: dict[str, str], wanted: tuple[str, ...]) -> bool:
    """True if one of these states is named, or a state by its number only."""
    for side in ("Actor", "Recipient"):
        states = _parts(cells, f"{side} Country")
        if any(code in states for code in wanted) or (not states and _parts(cells, f"{side} COW")):
            return True
    return False


def _as_plover(cells: dict[str, str]) -> Fields:
    """Return a row in PLOVER's fields; the day its story was published stands as `coded_date`."""
    day, published = _value(cells, "Event Date")[:_DAY_LENGTH], _value(cells, "Publication Date")[:_DAY_LENGTH]
    modes = [part.lower() for part in _parts(cells, "Event Mode")]
    return {
        "id": _value(cells, "Event ID"),
        "date": day,
        "actor": _party(cells, "Actor"),
        "recipient": _party(cells, "Recipient"),
        "event": _value(cells, "Event Type"),
        "mode": [*modes, "future"] if _comes_after(day, published) else modes,
        "context": _parts(cells, "Contexts"),
        "event_loc": {"resolved_place": _value(cells, "Placename") or _value(cells, "Raw Placename")},
        "event_text": _value(cells, "Headline"),
        "cite_info": [{"publication": _value(cells, "Source")}],
        "coded_date": published or None,
    }


def _party(cells: dict[str, str], which: str) -> list[Fields]:
    """Return the states of one side; the name belongs to them one by one, or to the only one."""
    countries, numbers = _parts(cells, f"{which} Country"), _parts(cells, f"{which} COW")
    names, sectors = _parts(cells, f"{which} Name"), _parts(cells, f"Primary {which} Sector")
    codes = countries or numbers
    return [
        {
            "code": code,
            "sector": sectors[place] if len(sectors) == len(codes) else "",
            "entity_text": names[place] if len(names) == len(codes) else "",
        }
        for place, code in enumerate(codes)
    ]


def _comes_after(day: str, published: str) -> bool:
    """True if a row's day is after its story: it tells of what is to come."""
    try:
        return date.fromisoformat(day) > date.fromisoformat(published)
    except ValueError:  # a row without one of them; a day that cannot be used is refused with its field's name
        return False


def _no_header(why: str) -> InputError:
    return InputError(
        f"this is no file of POLECAT's: {why}",
        expected="tab-separated text whose first line names the columns: Event ID, Event Date, Event Type, …",
        next_step="fetch it again from doi:10.7910/DVN/AJGVIT, or use --as plover for JSON lines",
    )
