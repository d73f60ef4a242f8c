"""Events as rows: the whole event as JSON beside the columns that queries need."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Any, Required, TypedDict, Unpack

import msgspec
from sqlalchemy import (
    Column,
    ColumnElement,
    CompoundSelect,
    Connection,
    Result,
    Select,
    and_,
    func,
    literal_column,
    or_,
    select,
    union_all,
)

from foreshock.record import tables
from foreshock.record.columns import plain
from foreshock.record.versions import Row, insert_rows, visible
from foreshock.terms.record import RecordedEvent

ARTICLE_ORIGIN = "article"
PART = 1000
_encoder = msgspec.json.Encoder(order="deterministic")
_event_decoder = msgspec.json.Decoder(RecordedEvent)
_events_decoder = msgspec.json.Decoder(list[RecordedEvent])


class EventVersion(msgspec.Struct, frozen=True, kw_only=True):
    """One version of an event; `source_digest` identifies what its origin said.

    `overruled_at` is from when a review's own version is shown instead, `review` the number of the
    review that made this one.
    """

    event: RecordedEvent
    origin: str
    source_digest: str
    superseded_at: datetime | None = None
    overruled_at: datetime | None = None
    review: int | None = None


def encode(value: object) -> str:
    """Return JSON with a settled key order."""
    return _encoder.encode(value).decode()


def decode_event(payload: str) -> RecordedEvent:
    """Return the event a row holds."""
    return _event_decoder.decode(payload)


def version_of(row: Row) -> EventVersion:
    """Return the version that a row holds."""
    return EventVersion(
        event=decode_event(row["payload"]),
        origin=row["origin"],
        source_digest=row["source_digest"],
        superseded_at=row["superseded_at"],
        overruled_at=row["overruled_at"],
        review=row["review"],
    )


def digest_text(text: str) -> str:
    """Return the sha256 of a text, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def words_of(event: RecordedEvent) -> str:
    """Return an event's words, for search: name, kind, place, who, with what, notes, sources.

    What the row learned later is left out: a search as of an earlier moment must not find it.
    """
    later = {"later_known", *event.attributes.get("later_known", "").split(";")}
    words = [event.name, event.kind, event.place, *event.actors, *event.recipients, *event.instruments]
    words += [value for name, value in event.attributes.items() if name not in later] + [*event.sources]
    return plain(" ".join(word for word in words if word))


def insert_events(connection: Connection, versions: Iterable[EventVersion], now: datetime) -> None:
    """Insert versions of events with their actors."""
    # Numbers are handed out here because the actor rows need them; a writer holds the lock alone.
    number = connection.execute(select(func.coalesce(func.max(tables.event.c.row), 0))).scalar_one()
    rows: list[Row] = []
    actors: list[Row] = []
    for version in versions:
        number += 1
        event = version.event
        payload = encode(event)
        rows.append(
            {
                "row": number,
                "id": event.id,
                "origin": version.origin,
                "kind": plain(event.kind),
                "valid_from": event.valid_from,
                "valid_to": event.valid_to,
                "source_digest": version.source_digest,
                "payload_digest": digest_text(payload),
                "payload": payload,
                "text": words_of(event),
                "recorded_at": event.recorded_at,
                "superseded_at": version.superseded_at,
                "overruled_at": version.overruled_at,
                "review": version.review,
                "entered_at": now,
            }
        )
        actors.extend(
            {
                "code": code,
                "valid_from": event.valid_from,
                "event_row": number,
                "days": max(0, (event.valid_to - event.valid_from).days),
            }
            for code in {plain(code) for code in event.actors}
        )
    insert_rows(connection, tables.event, rows)
    insert_rows(connection, tables.event_actor, actors)


def of_kinds(kinds: Sequence[str], kind: Column[Any] = tables.event.c.kind) -> ColumnElement[bool]:
    """Select rows (events unless told otherwise) whose kind is one of `kinds` or below one of them in the taxonomy."""
    # "/" is the character after ".": the range is "everything that starts with the kind and a dot".
    names = [plain(name) for name in kinds]
    return or_(*(or_(kind == name, and_(kind >= f"{name}.", kind < f"{name}/")) for name in names))


def rows_of_actors(actors: Sequence[str], since: date | None, until: date | None) -> Select[int] | CompoundSelect[int]:
    """Select the row numbers of events by at least one of these actors, all that may be of those days among them.

    Short events are looked for near the days only; the few long ones have an index of their own.
    """
    actor = tables.event_actor
    query = select(actor.c.event_row).where(actor.c.code.in_([plain(code) for code in actors]))
    if until is not None:
        query = query.where(actor.c.valid_from <= until)
    if since is None or since.toordinal() <= tables.LONG_DAYS:
        return query
    earliest = since - timedelta(days=tables.LONG_DAYS)
    near, before = actor.c.valid_from >= earliest, actor.c.valid_from < earliest
    long = actor.c.days > literal_column(str(tables.LONG_DAYS))  # spelled out: the index is for this number
    return union_all(query.where(near), query.where(before, long))


class Choice(TypedDict, total=False):
    """Which events, and from which moments; `articles` False leaves out what only articles report.

    `naming` leaves out those that hold none of these codes anywhere, as doer, recipient or otherwise.
    """

    known_at: Required[datetime]
    entered_by: datetime | None
    kinds: Sequence[str]
    actors: Sequence[str]
    since: date | None
    until: date | None
    articles: bool
    naming: Sequence[str]


def select_events(connection: Connection, **choice: Unpack[Choice]) -> list[RecordedEvent]:
    """Return the events known at a moment, by first day and id."""
    payloads = connection.execute(_known_events(**choice)).scalars().all()
    found = _events_decoder.decode("[" + ",".join(payloads) + "]")
    return sorted(found, key=lambda item: (item.valid_from, item.id))


def each_event(connection: Connection, **choice: Unpack[Choice]) -> Iterator[RecordedEvent]:
    """Yield what `select_events` returns, in the same order, with few events in memory at a time."""
    in_order = _known_events(**choice).order_by(tables.event.c.valid_from, tables.event.c.id)
    for payload in in_parts(connection, in_order).scalars():
        yield decode_event(payload)


def in_parts(connection: Connection, query: Select[*tuple[Any, ...]]) -> Result[*tuple[Any, ...]]:
    """Run a query so that its rows come a part at a time and are never all in memory."""
    return connection.execute(query, execution_options={"yield_per": PART})


def _known_events(
    *,
    known_at: datetime,
    entered_by: datetime | None = None,
    kinds: Sequence[str] = (),
    actors: Sequence[str] = (),
    since: date | None = None,
    until: date | None = None,
    articles: bool = True,
    naming: Sequence[str] = (),
) -> Select[str]:
    """Select the payloads of the events known at `known_at`, in any order."""
    event = tables.event
    query = select(event.c.payload).where(visible(event, known_at, entered_by))
    if not articles:
        query = query.where(tables.from_tables)
    if kinds:
        query = query.where(of_kinds(kinds))
    if actors:
        query = query.where(event.c.row.in_(rows_of_actors(actors, since, until)))
    if since is not None:
        query = query.where(event.c.valid_to >= since)
    if until is not None:
        query = query.where(event.c.valid_from <= until)
    if naming:
        # As they stand in the JSON: to look for a text is many times quicker than to decode every event. The
        # databases call that by other names, and LIKE minds capitals on one of them only; this both do alike.
        without = (func.replace(event.c.payload, encode(code), "") for code in naming)
        query = query.where(or_(*(event.c.payload != text for text in without)))
    return query


def digest_events(connection: Connection, **choice: Unpack[Choice]) -> str:
    """Return the sha256 of the events known at a moment: their ids and what each says."""
    event = tables.event
    query = _known_events(**choice).with_only_columns(event.c.id, event.c.payload_digest)
    lines = sorted(f"{row.id}\0{row.payload_digest}\n" for row in connection.execute(query))
    return digest_text("".join(lines))
