"""Versions of facts: which are visible, and how one ends without being lost."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from msgspec import Struct
from sqlalchemy import ColumnElement, Connection, FromClause, Table, and_, bindparam, or_, select, update

from foreshock.record.inserts import Row, insert_rows

__all__ = ["Period", "Row", "believed", "insert_rows", "live_rows", "retire_rows", "visible"]


class Period(Struct, frozen=True):
    """When a version was public knowledge: from `start` up to, not including, `end` (None: still is)."""

    start: datetime
    end: datetime | None = None

    @property
    def empty(self) -> bool:
        """True if no moment lies in it."""
        return self.end is not None and self.end <= self.start

    def holds(self, moment: datetime) -> bool:
        """True if `moment` lies in it."""
        return self.start <= moment and (self.end is None or moment < self.end)


def believed(table: FromClause, entered_by: datetime | None = None) -> ColumnElement[bool]:
    """Select the rows this file believes now, or believed at `entered_by`."""
    if entered_by is None:
        return table.c.retired_at.is_(None)
    return and_(
        table.c.entered_at <= entered_by,
        or_(table.c.retired_at.is_(None), table.c.retired_at > entered_by),
    )


def known(table: FromClause, known_at: datetime) -> ColumnElement[bool]:
    """Select what was known at `known_at`.

    From when a review overruled a row, the review's own rows are seen instead of it.
    """
    stood = _stood(table, known_at)
    if "overruled_at" not in table.c:
        return stood
    return and_(stood, or_(table.c.overruled_at.is_(None), table.c.overruled_at > known_at))


def _stood(table: FromClause, known_at: datetime) -> ColumnElement[bool]:
    return and_(table.c.recorded_at <= known_at, or_(table.c.superseded_at.is_(None), table.c.superseded_at > known_at))


def visible(table: FromClause, known_at: datetime, entered_by: datetime | None = None) -> ColumnElement[bool]:
    """Select what was known at `known_at`, as this file has it now or had it at `entered_by`."""
    return and_(believed(table, entered_by), known(table, known_at))


def as_said(table: Table) -> ColumnElement[bool]:
    """Select the rows that stand as their source said, those that reviews overruled included."""
    return table.c.review.is_(None)


def said_at(table: Table, known_at: datetime) -> ColumnElement[bool]:
    """Select what sources said as known at `known_at`, whatever reviews made of it."""
    return and_(believed(table), _stood(table, known_at), as_said(table))


def seen_period(row: Row) -> Period:
    """Return when views show a row: as long as it was public and no review overruled it."""
    ends = [end for end in (row["superseded_at"], row["overruled_at"]) if end is not None]
    return Period(row["recorded_at"], min(ends, default=None))


def retire_rows(connection: Connection, table: Table, rows: Iterable[int], now: datetime) -> None:
    """Stop believing the rows with these numbers, as of `now`."""
    numbers = [{"number": row} for row in rows]
    if numbers:
        connection.execute(update(table).where(table.c.row == bindparam("number")).values(retired_at=now), numbers)


def live_rows(
    connection: Connection,
    table: Table,
    *conditions: ColumnElement[bool],
    entered_by: datetime | None = None,
    names: Sequence[str] = (),
) -> list[Row]:
    """Return the rows believed now, or at `entered_by`, that meet the conditions, oldest first.

    Of each the columns `names`, or all of them.
    """
    columns = [table.c[name] for name in names] or list(table.c)
    found = connection.execute(select(*columns).where(believed(table, entered_by), *conditions).order_by(table.c.row))
    return [dict(row) for row in found.mappings()]
