"""Events as a CSV table that a spreadsheet can open without running what stands in it. Pure."""

import csv
import io
from collections.abc import Iterable

from foreshock.terms.record import RecordedEvent

COLUMNS = (
    "id", "kind", "valid_from", "valid_to", "precision", "actors", "recipients", "status", "name", "count",
    "instruments", "place", "kinetic", "announced_at", "recorded_at", "recorded_basis", "sources", "table",
)  # fmt: skip
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def header_line() -> str:
    """Return the header."""
    return _line(COLUMNS)


def csv_line(event: RecordedEvent) -> str:
    """Return an event as a line (RFC 4180); lists are joined by ";".

    A text that a spreadsheet would run as a formula gets an apostrophe in front.
    """
    return _line(_cell(getattr(event, name)) for name in COLUMNS)


def _line(cells: Iterable[str]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerow(cells)
    return text.getvalue().removesuffix("\r\n")


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, tuple):
        value = ";".join(map(str, value))
    elif hasattr(value, "isoformat"):
        value = value.isoformat()
    text = str(value)
    return f"'{text}" if text.startswith(FORMULA) else text
