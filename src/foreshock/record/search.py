"""Full-text search over what the record holds, as known at a moment.

Ranking is over the newest `RANKED` hits only: a word found in every row would otherwise cost
seconds to rank, and of so many hits the newest are the ones wanted.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, Literal

from msgspec import Struct
from sqlalchemy import Connection, Text, cast, select

from foreshock.record import tables
from foreshock.record.search_index import INDEXED, query_text, select_matching
from foreshock.record.search_words import Term, excerpt, parse_query
from foreshock.record.versions import visible

RANKED = 2000
HitKind = Literal["event", "statement", "article"]
HIT_KINDS: tuple[HitKind, ...] = ("event", "statement", "article")
_TABLES = {"event": tables.event, "statement": tables.statement, "article": tables.article}


class Hit(Struct, frozen=True, kw_only=True):
    """One row that matched. `id` is an event's or article's, or "ARTICLE:ITEM" of a statement.

    `excerpt` marks the matched words with [ ]. `rank` is the database's own measure (the lower
    the better); ranks of different kinds do not compare. `day` is the event's or statement's own first day, or the
    article's publication.
    """

    kind: HitKind
    id: str
    article_id: str | None
    day: date | None
    excerpt: str
    rank: float


def search(
    connection: Connection,
    words: str,
    *,
    known_at: datetime,
    entered_by: datetime | None = None,
    kinds: Sequence[HitKind],
    limit: int,
) -> list[Hit]:
    """Return the best hits of each kind: events first, then statements, then articles.

    Raises:
        UsageError: there is nothing to search for in `words`.
    """
    terms = parse_query(words)
    return [
        hit
        for kind in HIT_KINDS
        if kind in kinds
        for hit in _search_kind(connection, kind, terms, known_at, entered_by, limit)
    ]


def _search_kind(
    connection: Connection,
    kind: HitKind,
    terms: tuple[Term, ...],
    known_at: datetime,
    entered_by: datetime | None,
    limit: int,
) -> list[Hit]:
    rows = _TABLES[kind]
    day: Any = {"event": tables.event.c.valid_from, "statement": tables.statement.c.said_from}.get(kind)
    columns = [rows.c.row, rows.c.id if "id" in rows.c else (rows.c.article_id + ":" + rows.c.item_id).label("id")]
    columns.append(rows.c.article_id if kind == "statement" else cast(None, Text).label("article_id"))
    columns.append((rows.c.published_at if day is None else day).label("day"))
    newest = (
        select_matching(connection, rows, columns).where(visible(rows, known_at, entered_by)).limit(RANKED).subquery()
    )
    best = select(newest).order_by(newest.c.rank, newest.c.row.desc()).limit(limit)
    found = [dict(row) for row in connection.execute(best, {"query": query_text(connection, terms)}).mappings()]
    texts = _texts(connection, kind, [row["row"] for row in found])
    return [
        Hit(
            kind=kind,
            id=row["id"],
            article_id=row["id"] if kind == "article" else row["article_id"],
            day=row["day"].date() if isinstance(row["day"], datetime) else row["day"],
            excerpt=excerpt(texts[row["row"]], terms),
            rank=row["rank"],
        )
        for row in found
    ]


def _texts(connection: Connection, kind: HitKind, numbers: Sequence[int]) -> dict[int, str]:
    """Return the searched text of the rows that are shown."""
    rows = _TABLES[kind]
    parts = [rows.c[name] for name in INDEXED[kind]]
    found = connection.execute(select(rows.c.row, *parts).where(rows.c.row.in_(numbers)))
    return {number: "\n".join(part for part in texts if part) for number, *texts in found}
