"""Counts over all events of a moment, made by the database: what a page needs to tell of a million at once.

Nothing here holds more rows in memory than it returns, and each question reads one state of the record.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from datetime import date, datetime
from typing import Any

import msgspec
from msgspec import Struct
from sqlalchemy import JSON, ColumnElement, Connection, Select, String, and_, cast, func, literal, not_, or_, select

from foreshock.record import tables
from foreshock.record.event_rows import decode_event, in_parts, of_kinds, rows_of_actors
from foreshock.record.transactions import on_postgres
from foreshock.record.versions import visible
from foreshock.terms.record import RecordedEvent

BATCH = 500
_sources_decoder = msgspec.json.Decoder(tuple[str, ...])


class EventSet(Struct, frozen=True, kw_only=True):
    """Which events, and from which moments: as for `Record.events`, and the families they are of.

    `families` are kinds of which one must cover the event too; `beyond` lets in besides what lies
    under none of its kinds. With both empty anything passes. `articles` False leaves out what only
    articles report.
    """

    known_at: datetime
    entered_by: datetime | None = None
    kinds: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    families: tuple[str, ...] = ()
    beyond: tuple[str, ...] = ()
    articles: bool = True


class DayCount(Struct, frozen=True, kw_only=True):
    """How many events of a kind began on a day; `one` is the id of the first of them by name."""

    day: date
    kind: str
    events: int
    one: str


class Citation(Struct, frozen=True, kw_only=True):
    """How many events cite just these sources, and the first day of the earliest and the latest of them."""

    sources: tuple[str, ...]
    events: int
    first: date
    last: date


class Learned(Struct, frozen=True, kw_only=True):
    """What became known between two moments: the number of new events, and the latest of them by first day."""

    events: int
    latest: tuple[RecordedEvent, ...]


class Counts:
    """The record's counts."""

    def __init__(self, reading: Callable[[], AbstractContextManager[Connection]]) -> None:
        self._reading = reading

    def days(self, which: EventSet) -> list[DayCount]:
        """Return how many events began on each day, kind by kind, by day and kind."""
        event = tables.event
        query = select(event.c.valid_from, event.c.kind, func.count(), func.min(event.c.id))
        query = _of(query, which).group_by(event.c.valid_from, event.c.kind)
        with self._reading() as connection:
            rows = connection.execute(query.order_by(event.c.valid_from, event.c.kind))
            return [DayCount(day=day, kind=kind, events=many, one=one) for day, kind, many, one in rows]

    def each(self, which: EventSet) -> Iterator[RecordedEvent]:
        """Yield events by first day and id, few in memory at a time; the record is read until the last is taken."""
        event = tables.event
        in_order = _of(select(event.c.payload), which).order_by(event.c.valid_from, event.c.id)
        with self._reading() as connection:
            for payload in in_parts(connection, in_order).scalars():
                yield decode_event(payload)

    def newest(self, which: EventSet, limit: int, skip: int = 0) -> list[RecordedEvent]:
        """Return events, the last first day and id first, after the first `skip`."""
        event = tables.event
        query = _of(select(event.c.payload), which).order_by(event.c.valid_from.desc(), event.c.id.desc())
        with self._reading() as connection:
            return [decode_event(row) for row in connection.scalars(query.limit(limit).offset(skip))]

    def named(self, ids: Sequence[str], *, known_at: datetime) -> dict[str, RecordedEvent]:
        """Return those of these events that were known at a moment, by id."""
        event, found = tables.event, {}
        with self._reading() as connection:
            for start in range(0, len(ids), BATCH):
                wanted = event.c.id.in_(ids[start : start + BATCH])
                for payload in connection.scalars(select(event.c.payload).where(wanted, visible(event, known_at))):
                    item = decode_event(payload)
                    found[item.id] = item
        return found

    def reports(self, ids: Sequence[str], *, known_at: datetime, entered_by: datetime | None = None) -> dict[str, int]:
        """Return how many reports were then linked to each of these events, by the event's id; none for no report."""
        link, found = tables.link, dict[str, int]()
        seen = visible(link, known_at, entered_by)
        with self._reading() as connection:
            for start in range(0, len(ids), BATCH):
                of_these = link.c.event_id.in_(ids[start : start + BATCH])
                query = select(link.c.event_id, func.count()).where(seen, of_these).group_by(link.c.event_id)
                found |= {row[0]: row[1] for row in connection.execute(query)}
        return found

    def citations(self, *, known_at: datetime, entered_by: datetime | None = None) -> list[Citation]:
        """Return which sources events cite together, how often, and from when to when."""
        event = tables.event
        with self._reading() as connection:
            cited = select(_field(connection, "sources").label("cited"), event.c.valid_from.label("day"))
            rows = cited.where(visible(event, known_at, entered_by)).subquery()
            query = select(rows.c.cited, func.count(), func.min(rows.c.day), func.max(rows.c.day))
            found = connection.execute(query.group_by(rows.c.cited).order_by(rows.c.cited)).all()
        return [
            Citation(sources=_sources_decoder.decode(text), events=many, first=first, last=last)
            for text, many, first, last in found
        ]

    def learned(self, earlier: datetime, later: datetime, limit: int) -> Learned:
        """Return what was known at `later` of events nothing was known of at `earlier`."""
        event, before = tables.event, tables.event.alias()
        known = select(literal(1)).where(before.c.id == event.c.id, visible(before, earlier)).exists()
        fresh = and_(visible(event, later), event.c.recorded_at > earlier, not_(known))
        latest = select(event.c.payload).where(fresh).order_by(event.c.valid_from.desc(), event.c.id.desc())
        with self._reading() as connection:
            many = connection.execute(select(func.count()).select_from(event).where(fresh)).scalar_one()
            rows = [decode_event(row) for row in connection.scalars(latest.limit(limit))]
        return Learned(events=many, latest=tuple(rows))

    def revised(self, earlier: datetime, later: datetime) -> Iterator[tuple[RecordedEvent, RecordedEvent]]:
        """Yield each event whose row at `later` is another than at `earlier`, as it was known at both, by day and id.

        A row that tells itself since when parts of it are known is among them too: what of it could
        be seen may have changed though the row did not. The record is read until the last is taken.
        """
        event, before = tables.event, tables.event.alias()
        partly = and_(tables.from_tables, event.c.payload.contains('"later_known"'))
        other = or_(event.c.recorded_at > earlier, partly)
        query = (
            select(before.c.payload, event.c.payload)
            .join(before, and_(before.c.id == event.c.id, visible(before, earlier)))
            .where(visible(event, later), other)
            .order_by(event.c.valid_from, event.c.id)
        )
        with self._reading() as connection:
            for old, new in in_parts(connection, query):
                yield decode_event(old), decode_event(new)


def _of(query: Select[Any], which: EventSet) -> Select[Any]:
    """Narrow a query over events to a set of them."""
    event = tables.event
    query = query.where(visible(event, which.known_at, which.entered_by))
    if not which.articles:
        query = query.where(tables.from_tables)
    if which.kinds:
        query = query.where(of_kinds(which.kinds))
    if which.families or which.beyond:
        inside = [of_kinds(which.families)] if which.families else []
        outside = [not_(of_kinds(which.beyond))] if which.beyond else []
        query = query.where(or_(*inside, *outside))
    if which.actors:
        query = query.where(event.c.row.in_(rows_of_actors(which.actors, which.since, which.until)))
    if which.since is not None:
        query = query.where(event.c.valid_to >= which.since)
    if which.until is not None:
        query = query.where(event.c.valid_from <= which.until)
    return query


def _field(connection: Connection, name: str) -> ColumnElement[str]:
    """Select a field of the events' payload as JSON text."""
    payload = tables.event.c.payload
    if on_postgres(connection):
        return cast(cast(payload, JSON)[name], String)
    return func.json_extract(payload, f"$.{name}")
