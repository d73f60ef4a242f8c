"""Events for other programs: PLOVER JSON lines and CSV. Pure: events in, text out.

PLOVER's fields are those of its manual (Open Event Data Alliance, PLOVER: Political Language
Ontology for Verifiable Event Records): `id`, `date`, `actor` and `event` are required there.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import msgspec
from msgspec import Struct

from foreshock.terms.record import RecordedEvent
from foreshock.theaters.schema import Kind

CODER = "foreshock"
# PLOVER's quadrants: verbal cooperation, material cooperation, verbal conflict, material conflict.
QUADRANTS = {
    **dict.fromkeys(("AGREE", "CONSULT", "SUPPORT", "CONCEDE"), 1),
    **dict.fromkeys(("COOPERATE", "AID", "RETREAT"), 2),
    **dict.fromkeys(("REQUEST", "ACCUSE", "REJECT", "THREATEN"), 3),
    **dict.fromkeys(("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"), 4),
}
# How an event stands, in PLOVER's auxiliary modes; what happened needs none.
AUXILIARY = {
    "scheduled": "future",
    "possible": "hypothetical",
    "threatened": "hypothetical",
    "demanded": "hypothetical",
    "denied": "negation",
    "cancelled": "negation",
}
CSV_COLUMNS = (
    "id", "kind", "valid_from", "valid_to", "precision", "actors", "recipients", "status", "name", "count",
    "instruments", "place", "kinetic", "announced_at", "recorded_at", "recorded_basis", "sources", "table",
)  # fmt: skip
FORMULA = ("=", "+", "-", "@", "\t", "\r")


class PloverExport(Struct, frozen=True):
    """Lines of PLOVER JSON, and the ids left out because their kind has no PLOVER type."""

    lines: tuple[str, ...]
    untyped: tuple[str, ...]


def plover_lines(events: Iterable[RecordedEvent], kinds: Mapping[str, Kind]) -> PloverExport:
    """Return events as PLOVER JSON, one object a line; kinds take the coding of the nearest above them."""
    lines, untyped = [], []
    for event in events:
        kind = _coding(event.kind, kinds)
        if kind is None or kind.type is None:
            untyped.append(event.id)
        else:
            lines.append(msgspec.json.encode(_plover(event, kind)).decode())
    return PloverExport(tuple(lines), tuple(untyped))


def csv_lines(events: Iterable[RecordedEvent]) -> Iterator[str]:
    """Return events as CSV lines (RFC 4180) under a header; lists are joined by ";".

    A text that a spreadsheet would run as a formula gets an apostrophe in front.
    """
    yield _csv_line(CSV_COLUMNS)
    for event in events:
        yield _csv_line([_cell(getattr(event, name)) for name in CSV_COLUMNS])


def _coding(name: str, kinds: Mapping[str, Kind]) -> Kind | None:
    """Return the nearest kind at or above `name` that has a type."""
    while name:
        kind = kinds.get(name)
        if kind is not None and kind.type is not None:
            return kind
        name = name.rpartition(".")[0]
    return None


def _plover(event: RecordedEvent, kind: Kind) -> dict[str, Any]:
    modes = [mode for mode in (kind.mode, AUXILIARY.get(event.status)) if mode]
    line: dict[str, Any] = {
        "id": event.id,
        "date": event.valid_from.isoformat(),
        "enddate": event.valid_to.isoformat() if event.valid_to != event.valid_from else None,
        "actor": [{"code": code} for code in event.actors],
        "recipient": [{"code": code} for code in event.recipients],
        "event": [kind.type],
        "mode": modes,
        "context": list(kind.contexts),
        "quad_code": QUADRANTS[str(kind.type)],
        "event_loc": {"extracted_place": event.place} if event.place else None,
        "event_text": [event.name] if event.name else None,
        "cite_info": [{"citation": source} for source in event.sources],
        "coder": CODER,
        "coded_date": event.recorded_at.date().isoformat(),
        "comment": f"{event.kind}; dated to the {event.precision}",
    }
    return {name: value for name, value in line.items() if value is not None and value != []} | {"actor": line["actor"]}


def _csv_line(cells: Iterable[str]) -> str:
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
