"""Lists of what the record holds, a slice at a time, that stay whole while others write.

A slice speaks from two moments: what was public at `known_at`, and which rows this file held at
`entered_by` (all it holds now if None). With both held still, the slices of one list together hold
every row exactly once, however many rows are added or corrected in between. Slices follow a key and
never count rows off, so the last one costs what the first does.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import msgspec
from msgspec import Struct
from sqlalchemy import ColumnElement, Connection, Select, Table, or_, select

from foreshock.record import tables
from foreshock.record.columns import plain
from foreshock.record.event_rows import decode_event, of_kinds, rows_of_actors
from foreshock.record.outcomes import Report
from foreshock.record.reads import report_of
from foreshock.record.versions import known
from foreshock.terms.reading import Claim, Statement
from foreshock.terms.record import RecordedEvent

_statement_decoder = msgspec.json.Decoder(Statement)
_claim_decoder = msgspec.json.Decoder(Claim)


class Slice(Struct, frozen=True, kw_only=True):
    """How much of a list, from which two moments; `after` is the key of the last row given, None at the beginning."""

    known_at: datetime
    entered_by: datetime | None
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
        event = tables.event
        query = select(event.c.valid_from, event.c.id, event.c.payload)
        if which.kinds:
            query = query.where(of_kinds(which.kinds))
        if which.actors:
            query = query.where(event.c.row.in_(rows_of_actors(which.actors, which.since, which.until)))
        query = query.where(*_days(event.c.valid_from, event.c.valid_to, which))
        if part.after is not None:
            day, name = part.after
            query = query.where(event.c.valid_from >= day, or_(event.c.valid_from > day, event.c.id > plain(name)))
        query = query.order_by(event.c.valid_from, event.c.id).limit(part.limit)
        with self._reading() as connection:
            rows = _seen(connection, query, event, part)
        rows.sort(key=lambda row: (row.valid_from, row.id))
        return [((row.valid_from, row.id), decode_event(row.payload)) for row in rows[: part.limit]]

    def articles(self, which: Narrowing, part: Slice) -> list[tuple[tuple[datetime, int], ArticleLine]]:
        """Return articles, the latest known first."""
        table = tables.article
        names = ("id", "headline", "url", "agency", "publisher", "published_at", "recorded_at")
        query = select(table.c.row, *(table.c[name] for name in names))
        if which.source is not None:
            query = query.where(or_(table.c.agency == plain(which.source), table.c.publisher == plain(which.source)))
        if which.since is not None:
            query = query.where(table.c.published_at >= _midnight(which.since))
        if which.until is not None and which.until < date.max:
            query = query.where(table.c.published_at < _midnight(which.until + timedelta(days=1)))
        return [
            (key, ArticleLine(**{name: getattr(row, name) for name in names}))
            for key, row in self._latest(query, table, part)
        ]

    def statements(self, which: Narrowing, part: Slice) -> list[tuple[tuple[datetime, int], StatementLine]]:
        """Return statements, the latest known first; `actors` are speakers, `types` PLOVER's."""
        table = tables.statement
        query = _items(table)
        if which.actors:
            query = query.where(table.c.speaker.in_([plain(code) for code in which.actors]))
        if which.types:
            query = query.where(table.c.type.in_([plain(name) for name in which.types]))
        if which.article is not None:
            query = query.where(table.c.article_id == plain(which.article))
        query = query.where(*_days(table.c.said_from, table.c.said_to, which))
        return [
            (key, StatementLine(**_named(row), statement=_statement_decoder.decode(row.payload)))
            for key, row in self._latest(query, table, part)
        ]

    def claims(self, which: Narrowing, part: Slice) -> list[tuple[tuple[datetime, int], ClaimLine]]:
        """Return claims, the latest known first; `kinds` are kinds of claims."""
        table = tables.claim
        query = _items(table)
        if which.kinds:
            query = query.where(table.c.kind.in_([plain(name) for name in which.kinds]))
        if which.article is not None:
            query = query.where(table.c.article_id == plain(which.article))
        return [
            (key, ClaimLine(**_named(row), claim=_claim_decoder.decode(row.payload)))
            for key, row in self._latest(query, table, part)
        ]

    def reports(self, which: Narrowing, part: Slice) -> list[tuple[tuple[datetime, int], ReportLine]]:
        """Return reports, the latest known first, with the events they are linked to."""
        report, link = tables.report, tables.link
        query = select(report)
        if which.article is not None:
            query = query.where(report.c.article_id == plain(which.article))
        if which.source is not None:
            query = query.where(report.c.source == plain(which.source))
        if which.kinds:
            query = query.where(of_kinds(which.kinds, report.c.kind))
        query = query.where(*_days(report.c.valid_from, report.c.valid_to, which))
        links = select(link.c.report_id, link.c.event_id, link.c.reason, link.c.rule, link.c.review)
        if which.event is not None:
            of_event = links.where(link.c.event_id == plain(which.event))
            with self._reading() as connection:
                told = {row.report_id for row in _seen(connection, of_event, link, part)}
            query = query.where(report.c.id.in_(told))
        found = self._latest(query, report, part)
        with self._reading() as connection:
            of_reports = links.where(link.c.report_id.in_([row.id for _, row in found]))
            linked = {row.report_id: row for row in _seen(connection, of_reports, link, part)}
        return [(key, _report_line(row, linked.get(row.id))) for key, row in found]

    def _latest(self, query: Select[Any], table: Table, part: Slice) -> list[tuple[tuple[datetime, int], Any]]:
        """Return a slice of a table's rows with their keys, the latest known first."""
        known, number = table.c.recorded_at, table.c.row
        if part.after is not None:
            moment, row = part.after
            query = query.where(known <= moment, or_(known < moment, number < row))
        query = query.order_by(known.desc(), number.desc()).limit(part.limit)
        with self._reading() as connection:
            rows = [((row.recorded_at, row.row), row) for row in _seen(connection, query, table, part)]
        return sorted(rows, key=lambda row: row[0], reverse=True)[: part.limit]


def _seen(connection: Connection, query: Select[Any], table: Table, part: Slice) -> list[Any]:
    """Return the rows of a query that were known at one moment, from what the file held at the other.

    Asked for the rows believed now and those given up since, one after the other, each answer can
    follow an index of its own.
    """
    shown = known(table, part.known_at)
    believed = query.where(shown, table.c.retired_at.is_(None))
    if part.entered_by is None:
        return list(connection.execute(believed))
    held = table.c.entered_at <= part.entered_by
    given_up = query.where(shown, held, table.c.retired_at > part.entered_by)
    return [*connection.execute(believed.where(held)), *connection.execute(given_up)]


def _items(table: Table) -> Select[Any]:
    return select(table.c.row, table.c.article_id, table.c.item_id, table.c.recorded_at, table.c.payload)


def _named(row: Any) -> dict[str, Any]:
    article: str = row.article_id
    return {"id": f"{article}:{row.item_id}", "article_id": article, "recorded_at": row.recorded_at}


def _report_line(row: Any, link: Any) -> ReportLine:
    columns = dict(row._mapping)  # noqa: SLF001 - SQLAlchemy's public name for it
    linked = {"reason": link.reason, "rule": link.rule, "decided": link.review} if link else {"reason": "", "rule": ""}
    return ReportLine(event_id=link.event_id if link else None, report=report_of({**columns, **linked}))


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
