"""Read single facts back: a reading, an event's versions, the reports behind it."""

from collections.abc import Sequence
from datetime import UTC, datetime

import msgspec
from sqlalchemy import Connection, select

from foreshock.record import tables
from foreshock.record.columns import plain
from foreshock.record.event_rows import decode_event
from foreshock.record.outcomes import EventVersionSeen, Report
from foreshock.record.reviews.carried import reviews_of_reading
from foreshock.record.reviews.log import any_reviews
from foreshock.record.reviews.readings import review_reading
from foreshock.record.versions import Row, believed, seen_period, visible
from foreshock.terms.reading import Reading
from foreshock.terms.record import RecordedEvent

LAST = datetime.max.replace(tzinfo=UTC)
_reading_decoder = msgspec.json.Decoder(Reading)


def select_reading(
    connection: Connection, article_id: str, *, known_at: datetime | None, entered_by: datetime | None = None
) -> Reading | None:
    """Return the reading of an article as reviewed, None if the record holds none (or none known by then)."""
    table = tables.reading
    standing = believed(table, entered_by) if known_at is None else visible(table, known_at, entered_by)
    wanted = select(table.c.payload).where(table.c.article_id == plain(article_id), standing)
    payload = connection.execute(wanted).scalar()
    if payload is None:
        return None
    reading = _reading_decoder.decode(payload)
    return _reviewed(connection, reading, known_at, entered_by) if any_reviews(connection) else reading


def select_readings(connection: Connection, article_ids: Sequence[str], known_at: datetime) -> list[Reading]:
    """Return what `select_reading` does, of many articles, in no order; those without one are left out."""
    table = tables.reading
    names = [plain(name) for name in article_ids]
    payloads = connection.scalars(
        select(table.c.payload).where(table.c.article_id.in_(names), visible(table, known_at))
    ).all()
    found = [_reading_decoder.decode(payload) for payload in payloads]
    if not any_reviews(connection):
        return found
    return [_reviewed(connection, reading, known_at) for reading in found]


def _reviewed(
    connection: Connection, reading: Reading, known_at: datetime | None, entered_by: datetime | None = None
) -> Reading:
    reviews = reviews_of_reading(connection, reading, known_at=known_at, entered_by=entered_by)
    return review_reading(reading, reviews, known_at or LAST) if reviews else reading


def select_event(
    connection: Connection, event_id: str, *, known_at: datetime, entered_by: datetime | None = None
) -> RecordedEvent | None:
    """Return an event as known at a moment, None if it was not."""
    table = tables.event
    payload = connection.execute(
        select(table.c.payload).where(table.c.id == plain(event_id), visible(table, known_at, entered_by))
    ).scalar()
    return None if payload is None else decode_event(payload)


def select_versions(connection: Connection, event_id: str) -> list[EventVersionSeen]:
    """Return every version of an event this file ever held, by the moment it got each."""
    table = tables.event
    query = (
        select(table)
        .where(table.c.id == plain(event_id))
        .order_by(table.c.entered_at, table.c.recorded_at, table.c.row)
    )
    return [
        EventVersionSeen(
            event=decode_event(row["payload"]),
            superseded_at=seen_period(dict(row)).end,
            entered_at=row["entered_at"],
            retired_at=row["retired_at"],
            review=row["review"],
        )
        for row in connection.execute(query).mappings()
    ]


def select_reports(
    connection: Connection, event_id: str, *, known_at: datetime, entered_by: datetime | None = None
) -> list[Report]:
    """Return the reports then linked to an event, by the moment each became known."""
    report, link = tables.report, tables.link
    wanted = [link.c.event_id == plain(event_id), *(visible(each, known_at, entered_by) for each in (link, report))]
    query = (
        select(report, link.c.reason, link.c.rule, link.c.review.label("decided"))
        .join(link, link.c.report_id == report.c.id)
        .where(*wanted)
        .order_by(report.c.recorded_at, report.c.id)
    )
    return [report_of(dict(row)) for row in connection.execute(query).mappings()]


def report_of(row: Row) -> Report:
    """Return the report that a row of its table holds, joined with the `reason` and `rule` of its link."""
    return Report(
        id=row["id"],
        origin=row["origin"],
        article_id=row["article_id"],
        kind=row["kind"],
        actors=tuple(row["actors"].split()),
        valid_from=row["valid_from"],
        valid_to=row["valid_to"],
        precision=row["precision"],
        status=row["status"],
        source=row["source"],
        content=row["content"],
        recorded_at=row["recorded_at"],
        reason=row["reason"],
        rule=row["rule"],
        review=row["review"] if row["review"] is not None else row.get("decided"),
    )
