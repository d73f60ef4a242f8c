"""The tables whose rows the record holds as reports, and what each said at a moment."""

from datetime import date, datetime
from typing import cast

import msgspec
from msgspec import Struct
from sqlalchemy import Connection, func, select

from foreshock.record import tables
from foreshock.record.event_rows import decode_event
from foreshock.record.versions import as_said, believed, said_at
from foreshock.terms.reading import ActorRef, Count, Event, Precision, Span, When
from foreshock.terms.record import RecordedEvent

ARTICLES = "article"
PACK = "pack:"
_item_decoder = msgspec.json.Decoder(Event)


class Origin(Struct, frozen=True, kw_only=True):
    """One table in the record: its name, how many rows of it are believed, its first and last day."""

    name: str
    rows: int
    first_day: date | None
    last_day: date | None


def select_origins(connection: Connection) -> list[Origin]:
    """Return the tables the record holds rows of, articles apart."""
    report = tables.report
    query = (
        select(report.c.origin, func.count(), func.min(report.c.valid_from), func.max(report.c.valid_from))
        .where(believed(report), as_said(report), report.c.superseded_at.is_(None), report.c.origin != ARTICLES)
        .group_by(report.c.origin)
        .order_by(report.c.origin)
    )
    return [
        Origin(name=name, rows=rows, first_day=first, last_day=last)
        for name, rows, first, last in connection.execute(query)
    ]


def select_rows(connection: Connection, origin: str, *, known_at: datetime) -> list[tuple[str, Event]]:
    """Return the rows of a table as known at a moment, as it said them: report ids and events."""
    report, event = tables.report, tables.event
    if origin.startswith(PACK):
        query = select(event.c.payload).where(event.c.origin == origin, said_at(event, known_at))
        return [(item.id, _as_event(item)) for item in map(decode_event, connection.execute(query).scalars())]
    rows = select(report.c.id, report.c.content).where(report.c.origin == origin, said_at(report, known_at))
    return [(name, _item_decoder.decode(content)) for name, content in connection.execute(rows)]


def _as_event(item: RecordedEvent) -> Event:
    """Return a theater's own event in the shape of a table's row."""
    return Event(
        id=item.id,
        type=None,
        kind=item.kind,
        actors=tuple(ActorRef(code=code, text=code) for code in item.actors),
        count=Count(item.count) if item.count is not None else None,
        place=item.place,
        when=When(start=item.valid_from, end=item.valid_to, precision=cast("Precision", item.precision)),
        status=item.status,
        evidence=(Span(0, 0, len(item.name), item.name),) if item.name else (),
        rule="pack",
        score=1.0,
    )
