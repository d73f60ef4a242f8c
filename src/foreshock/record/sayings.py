"""What articles say, picked from all of them by the database: statements of some, readings that undertake something."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from datetime import datetime

import msgspec
from msgspec import Struct
from sqlalchemy import Connection, select, union

from foreshock.record import tables
from foreshock.record.columns import plain
from foreshock.record.event_rows import ARTICLE_ORIGIN, in_parts
from foreshock.record.lists import StatementLine
from foreshock.record.reads import select_readings
from foreshock.record.versions import visible
from foreshock.terms.reading import Reading, Statement

PART = 200  # readings in memory at a time
_statement_decoder = msgspec.json.Decoder(Statement)


class Telling(Struct, frozen=True, kw_only=True):
    """Which articles: that hold a statement of one of `types`, a claim of one of `claims`, or an event of a kind.

    `kinds` are kinds of events that count whatever their status, `ahead` those that count with one of `statuses`.
    """

    types: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    ahead: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()


class Sayings:
    """What the record's articles say."""

    def __init__(self, reading: Callable[[], AbstractContextManager[Connection]]) -> None:
        self._reading = reading

    def statements(
        self, speakers: Sequence[str], types: Sequence[str], *, known_at: datetime
    ) -> Iterator[StatementLine]:
        """Yield the statements of speakers and PLOVER types, in no order, few in memory at a time.

        The record is read until the last is taken or the iterator is closed.
        """
        table = tables.statement
        query = select(table.c.article_id, table.c.item_id, table.c.recorded_at, table.c.payload).where(
            table.c.speaker.in_([plain(code) for code in speakers]),
            table.c.type.in_([plain(name) for name in types]),
            visible(table, known_at),
        )
        with self._reading() as connection:
            for row in in_parts(connection, query):
                yield StatementLine(
                    id=f"{row.article_id}:{row.item_id}",
                    article_id=row.article_id,
                    recorded_at=row.recorded_at,
                    statement=_statement_decoder.decode(row.payload),
                )

    def articles(self, telling: Telling, *, known_at: datetime) -> list[tuple[datetime, str]]:
        """Return the articles that tell of any of these, each with the moment it became known, the earliest first."""
        article, statement, claim, report = tables.article, tables.statement, tables.claim, tables.report
        reported = select(report.c.article_id).where(report.c.origin == ARTICLE_ORIGIN, visible(report, known_at))
        told = union(
            select(statement.c.article_id).where(statement.c.type.in_(telling.types), visible(statement, known_at)),
            select(claim.c.article_id).where(claim.c.kind.in_(telling.claims), visible(claim, known_at)),
            reported.where(report.c.kind.in_(telling.kinds)),
            reported.where(report.c.kind.in_(telling.ahead), report.c.status.in_(telling.statuses)),
        )
        query = select(article.c.recorded_at, article.c.id).where(article.c.id.in_(told), visible(article, known_at))
        with self._reading() as connection:
            return [(row.recorded_at, row.id) for row in connection.execute(query.order_by(*query.selected_columns))]

    def readings(self, telling: Telling, *, known_at: datetime) -> Iterator[tuple[datetime, Reading]]:
        """Yield the reading, as reviewed, of each article that tells of any of these, the earliest known first.

        Each comes with the moment the article became known. The record is read until the last is taken
        or the iterator is closed.
        """
        found = self.articles(telling, known_at=known_at)
        with self._reading() as connection:
            for start in range(0, len(found), PART):
                names = [name for _, name in found[start : start + PART]]
                readings = {reading.article.id: reading for reading in select_readings(connection, names, known_at)}
                for known, name in found[start : start + PART]:
                    if name in readings:
                        yield known, readings[name]
