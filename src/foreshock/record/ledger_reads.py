"""The ledger a part at a time: what had been written to it by a moment, and how each forecast stood then.

Its rows have one moment each, when they were written: what was known of the ledger at a moment, and
what this file held of it then, are the same.
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Any, TypeVar

import msgspec
from msgspec import Struct
from sqlalchemy import ColumnElement, Connection, ScalarSelect, Select, func, select

from foreshock.record import tables
from foreshock.record.columns import plain
from foreshock.record.event_rows import in_parts
from foreshock.record.ledger import issued_columns, resolution_columns
from foreshock.terms.errors import RecordError
from foreshock.terms.ledger import Issued, IssuedOdds, Resolution, Settled, State

Row = TypeVar("Row")
_issued_decoder = msgspec.json.Decoder(Issued)
_odds_decoder = msgspec.json.Decoder(IssuedOdds)
_resolution_decoder = msgspec.json.Decoder(Resolution)
_settled_decoder = msgspec.json.Decoder(Settled)


class LedgerChoice(Struct, frozen=True, kw_only=True):
    """Which forecasts: of a theater, written by `by`, of one of `targets` (all when none are named), in one `state`.

    A window is open or passed as of `moment`.
    """

    theater: str
    by: datetime
    moment: datetime
    targets: tuple[str, ...] = ()
    state: State | None = None


class LedgerEnds(Struct, frozen=True, kw_only=True):
    """How far both chains reached at a moment: how many rows, and the last one's digest, empty without any."""

    issued: int
    head: str
    resolutions: int
    resolutions_head: str


class LedgerReads:
    """What can be asked of the ledger without reading all of it."""

    def __init__(self, reading: Callable[[], AbstractContextManager[Connection]]) -> None:
        self._reading = reading

    def page(
        self, which: LedgerChoice, *, limit: int, after: int | None = None, newest_first: bool = False
    ) -> list[tuple[Issued, Resolution | None]]:
        """Return at most `limit` forecasts in the order they were issued, each with the resolution that held.

        `after` is the number of the last one given before; `newest_first` turns the order round.
        """
        number = tables.ledger.c.number
        query = _chosen(select(number, tables.ledger.c.payload, _held(which.by, "payload").label("held")), which)
        if after is not None:
            query = query.where(number < after if newest_first else number > after)
        query = query.order_by(number.desc() if newest_first else number).limit(limit)
        with self._reading() as connection:
            return [
                (
                    _decoded(_issued_decoder, row.payload, "ledger", row.number),
                    None if row.held is None else _decoded(_resolution_decoder, row.held, "resolution of", row.number),
                )
                for row in connection.execute(query)
            ]

    def count(self, which: LedgerChoice) -> int:
        """Return how many forecasts a choice holds."""
        with self._reading() as connection:
            return int(connection.execute(_chosen(select(func.count()).select_from(tables.ledger), which)).scalar_one())

    def row(self, number: int, *, by: datetime) -> tuple[Issued, list[Resolution]] | None:
        """Return one forecast with all its resolutions by a moment, None if it had not been issued."""
        ledger, resolution = tables.ledger, tables.resolution
        issued = select(ledger.c.payload).where(ledger.c.number == number, ledger.c.issued_at <= by)
        settled = (
            select(resolution.c.number, resolution.c.payload)
            .where(resolution.c.settles == number, resolution.c.resolved_at <= by)
            .order_by(resolution.c.number)
        )
        with self._reading() as connection:
            payload = connection.execute(issued).scalar_one_or_none()
            if payload is None:
                return None
            rows = connection.execute(settled).all()
        return _decoded(_issued_decoder, payload, "ledger", number), [
            _decoded(_resolution_decoder, row.payload, "resolution", row.number) for row in rows
        ]

    def ends(self, *, by: datetime | None = None) -> LedgerEnds:
        """Return how far both chains reached at a moment, or reach now."""
        with self._reading() as connection:
            issued, head = _end(connection, tables.ledger, tables.ledger.c.issued_at, by)
            resolutions, resolutions_head = _end(connection, tables.resolution, tables.resolution.c.resolved_at, by)
        return LedgerEnds(issued=issued, head=head, resolutions=resolutions, resolutions_head=resolutions_head)

    def odds(self, theater: str, *, by: datetime, target: str | None = None) -> list[IssuedOdds]:
        """Return what was said of each forecast's window, without what it rests on, in the order they were issued."""
        ledger = tables.ledger
        query = select(ledger.c.number, ledger.c.payload).where(
            ledger.c.theater == plain(theater), ledger.c.issued_at <= by
        )
        if target is not None:
            query = query.where(ledger.c.target == plain(target))
        with self._reading() as connection:
            rows = in_parts(connection, query.order_by(ledger.c.number))
            return [_decoded(_odds_decoder, row.payload, "ledger", row.number) for row in rows]

    def settled(self, *, by: datetime) -> dict[int, Settled]:
        """Return how each settled forecast had come out by a moment, by its number; the last resolution holds."""
        resolution = tables.resolution
        query = select(resolution.c.number, resolution.c.payload).where(resolution.c.resolved_at <= by)
        with self._reading() as connection:
            rows = in_parts(connection, query.order_by(resolution.c.number))
            found = (_decoded(_settled_decoder, row.payload, "resolution", row.number) for row in rows)
            return {one.settles: one for one in found}

    def each_issued(self, after: int = 0) -> Iterator[tuple[Issued, tuple[str, ...]]]:
        """Yield the rows of all theaters after a number, each with the names of the columns that belie it.

        Few of them are in memory at a time.
        """
        ledger = tables.ledger
        query = select(ledger).where(ledger.c.number > after).order_by(ledger.c.number)
        with self._reading() as connection:
            for row in in_parts(connection, query):
                issued = _decoded(_issued_decoder, row.payload, "ledger", row.number)
                yield issued, _belying_issued(row, issued)

    def each_resolution(self, after: int = 0) -> Iterator[tuple[Resolution, str | None, tuple[str, ...]]]:
        """Yield the resolutions after a number, each with the digest of the forecast it settles, None if none is here.

        Then come the names of the columns that belie it. Few of them are in memory at a time.
        """
        ledger, resolution = tables.ledger, tables.resolution
        query = (
            select(resolution, ledger.c.digest.label("settled"))
            .join_from(resolution, ledger, ledger.c.number == resolution.c.settles, isouter=True)
            .where(resolution.c.number > after)
            .order_by(resolution.c.number)
        )
        with self._reading() as connection:
            for row in in_parts(connection, query):
                found = _decoded(_resolution_decoder, row.payload, "resolution", row.number)
                yield found, row.settled, _belying(row, resolution_columns(found))


def _belying_issued(row: Any, issued: Issued) -> tuple[str, ...]:
    try:
        said = issued_columns(issued)
    except (KeyError, ValueError):
        return ("closes_at",)  # a zone that is none: nobody can say when such a window closes
    return _belying(row, said)


def _belying(row: Any, said: dict[str, Any]) -> tuple[str, ...]:
    """Return the names of the columns of a row that differ from what its payload says, which alone is digested."""
    return tuple(name for name, value in said.items() if getattr(row, name) != value)


def _chosen(query: Select[Any], which: LedgerChoice) -> Select[Any]:
    ledger = tables.ledger
    query = query.where(ledger.c.theater == plain(which.theater), ledger.c.issued_at <= which.by)
    if which.targets:
        query = query.where(ledger.c.target.in_([plain(name) for name in which.targets]))
    return query if which.state is None else query.where(*_stands(which.state, which))


def _stands(state: State, which: LedgerChoice) -> list[ColumnElement[bool]]:
    closes, outcome = tables.ledger.c.closes_at, _held(which.by, "outcome")
    if state == "open":
        return [closes > which.moment, outcome.is_(None)]
    if state == "pending":
        return [closes <= which.moment, outcome.is_(None)]
    return [outcome == state]


def _held(by: datetime, column: str) -> ScalarSelect[Any]:
    """Select a column of the resolution that held for a forecast at a moment."""
    ledger, resolution = tables.ledger, tables.resolution
    return (
        select(resolution.c[column])
        .where(resolution.c.settles == ledger.c.number, resolution.c.resolved_at <= by)
        .order_by(resolution.c.number.desc())
        .limit(1)
        .correlate(ledger)
        .scalar_subquery()
    )


def _end(connection: Connection, table: Any, written_at: Any, by: datetime | None) -> tuple[int, str]:
    query = select(table.c.number, table.c.digest).order_by(table.c.number.desc()).limit(1)
    row = connection.execute(query if by is None else query.where(written_at <= by)).one_or_none()
    return (0, "") if row is None else (row.number, row.digest)


def _decoded(decoder: "msgspec.json.Decoder[Row]", payload: str, table: str, number: int) -> Row:
    try:
        return decoder.decode(payload)
    except msgspec.DecodeError as error:
        raise RecordError(
            f"row {number} of the {table} table cannot be read: {error}",
            expected="a row as foreshock wrote it",
            next_step="restore the record from a copy",
        ) from error
