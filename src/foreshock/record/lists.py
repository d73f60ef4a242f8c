"""Lists of what the record holds, a slice at a time, that stay whole while others write.

A slice speaks from two moments: what was public at `known_at`, and which rows this file had by
`entered_by`. With both held still, the slices of one list together hold every row exactly once,
however many rows are added or corrected in between. Slices follow a key and never count rows off,
so the last one costs what the first does.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import msgspec
from msgspec import Struct
from sqlalchemy import ColumnElement, Connection, Select, Table, and_, or_, select

from foreshock.record import tables
from foreshock.record.columns import plain
from foreshock.record.event_rows import decode_event, of_kinds
from foreshock.record.outcomes import Report
from foreshock.record.reads import report_of
from foreshock.record.versions import visible
from foreshock.terms.reading import Claim, Statement
from foreshock.terms.record import RecordedEvent

_statement_decoder = msgspec.json.Decoder(Statement)
_claim_decoder = msgspec.json.Decoder(Claim)


class Slice(Struct, frozen=True, kw_only=True):
    """How much of a list, from which two moments; `after` is the key of the last row given, None at the beginning."""

    known_at: datetime
    entered_by: datetime
    limit: int
    after: tuple[Any, Any] | None = None


class Narrowing(Struct, frozen=True, kw_only=True):
    """Which rows; an empty or absent field leaves a side open, and a field a list has no use for is ignored.

    `since` and `until` are days: an event's own, of which an utterance or report tells, or on which
    an article came out (UTC).
    """

    kinds: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    article: str | None = None
    event: str | None = None
    source: str | None = None
    since: date | None = None
    until: date | None = None


class ArticleLine(Struct, frozen=True, kw_only=True):
    """An article in a list; `recorded_at` is since when it was known."""

    id: str
    headline: str | None
    url: str | None
    agency: str | None
    publisher: str | None
    published_at: datetime | None
    recorded_at: datetime


class StatementLine(Struct, frozen=True, kw_only=True):
    """A statement in a list; `id` is "ARTICLE:ITEM"."""

    id: str
    article_id: str
    recorded_at: datetime
    statement: Statement


class ClaimLine(Struct, frozen=True, kw_only=True):
    """A claim in a list; `id` is "ARTICLE:ITEM"."""

    id: str
    article_id: str
    recorded_at: datetime
    claim: Claim


class ReportLine(Struct, frozen=True, kw_only=True):
    """A report in a list, with the event it is taken to tell of, None if it is linked to none."""

    event_id: str | None
    report: Report


class Lists:
    """The record's lists. Each method returns at most `limit` rows of a slice, each with its key."""

    def __init__(self, reading: Callable[[], AbstractContextManager[Connection]]) -> None:
        self._reading = reading

    def events(self, which: Narrowing, part: Slice) -> list[tuple[tuple[date, str], RecordedEvent]]:
        """Return events by first day and id."""
        event, actor = tables.event, tables.event_actor
        query = select(event.c.valid_from, event.c.id, event.c.payload).where(*_seen(event, part))
        if which.kinds:
            query = query.where(of_kinds(which.kinds))
        if which.actors:
            codes = [plain(code) for code in which.actors]
            query = query.where(event.c.row.in_(select(actor.c.event_row).where(actor.c.code.in_(codes))))
        query = query.where(*_days(event.c.valid_from, event.c.valid_to, which))
        if part.after is not None:
            day, name = part.after
            query = query.where(event.c.valid_from >= day, or_(event.c.valid_from > day, event.c.id > plain(name)))
        query = query.order_by(event.c.valid_from, event.c.id).limit(part.limit)
        return [((row[0], row[1]), decode_event(row[2])) for row in self._rows(query)]

    def articles(self, which: Narrowing, part: Slice) -> list[tuple[tuple[datetime, int], ArticleLine]]:
        """Return articles, the latest known first."""
        table = tables.article
        names = ("id", "headline", "url", "agency", "publisher", "published_at", "recorded_at")
        query = _latest(select(table.c.row, *(table.c[name] for name in names)), table, part)
        if which.source is not None:
            query = query.where(or_(table.c.agency == plain(which.source), table.c.publisher == plain(which.source)))
        if which.since is not None:
            query = query.where(table.c.published_at >= _midnight(which.since))
        if which.until is not None and which.until < date.max:
            query = query.where(table.c.published_at < _midnight(which.until + timedelta(days=1)))
        return [((row[-1], row[0]), ArticleLine(**dict(zip(names, row[1:], strict=True)))) for row in self._rows(query)]

    def statements(self, which: Narrowing, part: Slice) -> list[tuple[tuple[datetime, int], StatementLine]]:
        """Return statements, the latest known first; `actors` are speakers, `types` PLOVER's."""
        table = tables.statement
        query = _latest(_items(table), table, part)
        if which.actors:
            query = query.where(table.c.speaker.in_([plain(code) for code in which.actors]))
        if which.types:
            query = query.where(table.c.type.in_([plain(name) for name in which.types]))
        if which.article is not None:
            query = query.where(table.c.article_id == plain(which.article))
        query = query.where(*_days(table.c.said_from, table.c.said_to, which))
        return [
            (
                (row.recorded_at, row.row),
                StatementLine(
                    id=f"{row.article_id}:{row.item_id}",
                    article_id=row.article_id,
                    recorded_at=row.recorded_at,
                    statement=_statement_decoder.decode(row.payload),
                ),
            )
            for row in self._rows(query)
        ]

    def claims(self, which: Narrowing, part: Slice) -> list[tuple[tuple[datetime, int], ClaimLine]]:
        """Return claims, the latest known first; `kinds` are kinds of claims."""
        table = tables.claim
        query = _latest(_items(table), table, part)
        if which.kinds:
            query = query.where(table.c.kind.in_([plain(name) for name in which.kinds]))
        if which.article is not None:
            query = query.where(table.c.article_id == plain(which.article))
        return [
            (
                (row.recorded_at, row.row),
                ClaimLine(
                    id=f"{row.article_id}:{row.item_id}",
                    article_id=row.article_id,
                    recorded_at=row.recorded_at,
                    claim=_claim_decoder.decode(row.payload),
                ),
            )
            for row in self._rows(query)
        ]

    def reports(self, which: Narrowing, part: Slice) -> list[tuple[tuple[datetime, int], ReportLine]]:
        """Return reports, the latest known first, with the events they are linked to."""
        report, link = tables.report, tables.link
        linked = and_(link.c.report_id == report.c.id, *_seen(link, part))
        columns = select(report, link.c.event_id, link.c.reason)
        query = _latest(columns.select_from(report.outerjoin(link, linked)), report, part)
        if which.event is not None:
            query = query.where(link.c.event_id == plain(which.event))
        if which.article is not None:
            query = query.where(report.c.article_id == plain(which.article))
        if which.source is not None:
            query = query.where(report.c.source == plain(which.source))
        if which.kinds:
            query = query.where(of_kinds(which.kinds, report.c.kind))
        query = query.where(*_days(report.c.valid_from, report.c.valid_to, which))
        return [
            (
                (row["recorded_at"], row["row"]),
                ReportLine(event_id=row["event_id"], report=report_of({**row, "reason": row["reason"] or ""})),
            )
            for row in map(_as_dict, self._rows(query))
        ]

    def _rows(self, query: Select[Any]) -> list[Any]:
        with self._reading() as connection:
            return list(connection.execute(query))


def _as_dict(row: Any) -> dict[str, Any]:
    return dict(row._mapping)  # noqa: SLF001 - SQLAlchemy's public name for it


def _items(table: Table) -> Select[Any]:
    return select(table.c.row, table.c.article_id, table.c.item_id, table.c.recorded_at, table.c.payload)


def _seen(table: Table, part: Slice) -> tuple[ColumnElement[bool], ...]:
    return (visible(table, part.known_at, part.entered_by),)


def _latest(query: Select[Any], table: Table, part: Slice) -> Select[Any]:
    """Select a slice of a table's rows, the latest known first."""
    known, number = table.c.recorded_at, table.c.row
    if part.after is not None:
        moment, row = part.after
        query = query.where(known <= moment, or_(known < moment, number < row))
    return query.where(*_seen(table, part)).order_by(known.desc(), number.desc()).limit(part.limit)


def _days(first: Any, last: Any, which: Narrowing) -> list[ColumnElement[bool]]:
    """Select what is still going on at `since` or later and has begun by `until`."""
    conditions: list[ColumnElement[bool]] = []
    if which.since is not None:
        conditions.append(last >= which.since)
    if which.until is not None:
        conditions.append(first <= which.until)
    return conditions


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=UTC)
