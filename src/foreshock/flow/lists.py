"""Pages of what the record holds, for every face alike: events, articles, statements, claims, reports."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from foreshock.flow.claims import kind_labels, rows_of_claims
from foreshock.flow.cursors import Cursor, read_cursor, write_cursor
from foreshock.flow.desk import Desk
from foreshock.flow.record import Assertion, evidence_of
from foreshock.flow.seen import as_seen
from foreshock.flow.standpoint import Standpoint
from foreshock.record.lists import ArticleLine, ClaimLine, Narrowing, ReportLine, Slice, StatementLine
from foreshock.terms.record import RecordedEvent
from foreshock.verify.claims import check_claims

__all__ = [
    "ArticleLine", "ArticleList", "ClaimLine", "ClaimList", "EventList", "Narrowing", "Part", "ReportList",
    "StatementLine", "StatementList", "TellingReport", "list_articles", "list_claims", "list_events", "list_reports",
    "list_statements",
]  # fmt: skip


class Part(Struct, frozen=True, kw_only=True):
    """Which part of a list: at most `limit` rows, after those of the page whose `next` is `cursor`."""

    limit: int
    cursor: str | None = None


class EventList(Struct, frozen=True, kw_only=True):
    """A page of events by first day and id; `next` is the cursor of the following page, None at the end."""

    as_of: datetime
    known_at: datetime | None
    events: tuple[RecordedEvent, ...]
    next: str | None


class ArticleList(Struct, frozen=True, kw_only=True):
    """A page of articles, the latest known first; `next` as for events."""

    as_of: datetime
    known_at: datetime | None
    articles: tuple[ArticleLine, ...]
    next: str | None


class StatementList(Struct, frozen=True, kw_only=True):
    """A page of statements, the latest known first; `next` as for events."""

    as_of: datetime
    known_at: datetime | None
    statements: tuple[StatementLine, ...]
    next: str | None


class ClaimList(Struct, frozen=True, kw_only=True):
    """A page of claims, the latest known first, each checked against the record; `next` as for events."""

    as_of: datetime
    known_at: datetime | None
    claims: tuple[ClaimLine, ...]
    next: str | None


class TellingReport(Assertion, frozen=True, kw_only=True):
    """A report with the sentences it rests on, and the event it tells of, None if it is linked to none."""

    event_id: str | None


class ReportList(Struct, frozen=True, kw_only=True):
    """A page of reports, the latest known first; `next` as for events."""

    as_of: datetime
    known_at: datetime | None
    reports: tuple[TellingReport, ...]
    next: str | None


@dataclass(frozen=True)
class _Held:
    """The moments a list speaks from, held still from its first page to its last.

    `known_at` is what was asked for, `entered_by` the instant up to which rows are looked at.
    """

    as_of: datetime
    known_at: datetime | None
    entered_by: datetime


def list_events(desk: Desk, stand: Standpoint, which: Narrowing, part: Part) -> EventList:
    """Return a page of events.

    Raises:
        NotFoundError: the cursor is not one of this list's.
    """
    narrowed = _digest(which)
    held, cursor = _held(desk, stand, part, "events", narrowed)
    after = (cursor.day, cursor.id) if cursor and cursor.day else None
    found = desk.record.lists.events(which, _slice(held, part, after))
    word = None
    if len(found) > part.limit:
        day, name = found[part.limit - 1][0]
        word = write_cursor(Cursor("events", narrowed, held.as_of, held.entered_by, day=day, id=name))
    zone = desk.pack.theater.zone
    events = tuple(as_seen(event, held.as_of, zone) for _, event in found[: part.limit])
    return EventList(as_of=held.as_of, known_at=held.known_at, events=events, next=word)


def list_articles(desk: Desk, stand: Standpoint, which: Narrowing, part: Part) -> ArticleList:
    """Return a page of articles.

    Raises:
        NotFoundError: as for events.
    """
    narrowed = _digest(which)
    held, cursor = _held(desk, stand, part, "articles", narrowed)
    found = desk.record.lists.articles(which, _slice(held, part, _after(cursor)))
    lines, word = _page(found, held, part, "articles", narrowed)
    return ArticleList(as_of=held.as_of, known_at=held.known_at, articles=lines, next=word)


def list_statements(desk: Desk, stand: Standpoint, which: Narrowing, part: Part) -> StatementList:
    """Return a page of statements.

    Raises:
        NotFoundError: as for events.
    """
    narrowed = _digest(which)
    held, cursor = _held(desk, stand, part, "statements", narrowed)
    found = desk.record.lists.statements(which, _slice(held, part, _after(cursor)))
    lines, word = _page(found, held, part, "statements", narrowed)
    return StatementList(as_of=held.as_of, known_at=held.known_at, statements=lines, next=word)


def list_claims(desk: Desk, stand: Standpoint, which: Narrowing, part: Part, *, checked: bool) -> ClaimList:
    """Return a page of claims; with `checked` each has its verdict from the record as known at `as_of`.

    Raises:
        NotFoundError: as for events.
    """
    narrowed = _digest(which)
    held, cursor = _held(desk, stand, part, "claims", narrowed)
    found = desk.record.lists.claims(which, _slice(held, part, _after(cursor)))
    lines, word = _page(found, held, part, "claims", narrowed)
    if checked and lines:
        lines = _checked(desk, held, lines)
    return ClaimList(as_of=held.as_of, known_at=held.known_at, claims=lines, next=word)


def list_reports(desk: Desk, stand: Standpoint, which: Narrowing, part: Part) -> ReportList:
    """Return a page of reports.

    Raises:
        NotFoundError: as for events.
    """
    narrowed = _digest(which)
    held, cursor = _held(desk, stand, part, "reports", narrowed)
    found = desk.record.lists.reports(which, _slice(held, part, _after(cursor)))
    lines, word = _page(found, held, part, "reports", narrowed)
    reports = tuple(_telling(line) for line in lines)
    return ReportList(as_of=held.as_of, known_at=held.known_at, reports=reports, next=word)


def _telling(line: ReportLine) -> TellingReport:
    return TellingReport(event_id=line.event_id, report=line.report, evidence=evidence_of(line.report))


def _checked(desk: Desk, held: _Held, lines: tuple[ClaimLine, ...]) -> tuple[ClaimLine, ...]:
    """Return the claims with their verdicts; only events of the kinds they speak of are looked at."""
    claims = [line.claim for line in lines]
    events = rows_of_claims(desk, claims, held.as_of, held.entered_by)
    today = held.as_of.astimezone(ZoneInfo(desk.pack.theater.zone)).date()
    checked = check_claims(claims, events, last_day=today, labels=kind_labels(desk.pack))
    return tuple(replace(line, claim=claim) for line, claim in zip(lines, checked, strict=True))


def _held(desk: Desk, stand: Standpoint, part: Part, listed: str, narrowed: str) -> tuple[_Held, Cursor | None]:
    """Return the moments a page speaks from: a following page keeps those of the first."""
    if part.cursor is None:
        return _Held(stand.as_of, stand.known_at, stand.known_at or desk.settings.clock.now()), None
    cursor = read_cursor(part.cursor, listed, narrowed)
    return _Held(cursor.as_of, cursor.known_at, cursor.known_at), cursor


def _after(cursor: Cursor | None) -> tuple[datetime, int] | None:
    return (cursor.moment, cursor.number) if cursor and cursor.moment else None


def _slice(held: _Held, part: Part, after: tuple[Any, Any] | None) -> Slice:
    # One row more than asked for tells whether there is a following page.
    return Slice(known_at=held.as_of, entered_by=held.entered_by, limit=part.limit + 1, after=after)


def _page(
    found: list[tuple[tuple[datetime, int], Any]], held: _Held, part: Part, listed: str, narrowed: str
) -> tuple[tuple[Any, ...], str | None]:
    """Return the page's rows and the cursor of the following one."""
    word = None
    if len(found) > part.limit:
        moment, number = found[part.limit - 1][0]
        word = write_cursor(Cursor(listed, narrowed, held.as_of, held.entered_by, moment=moment, number=number))
    return tuple(line for _, line in found[: part.limit]), word


def _digest(which: Narrowing) -> str:
    return hashlib.sha256(msgspec.json.encode(which)).hexdigest()[:12]
