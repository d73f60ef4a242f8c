"""Full-text search over what the record holds, as known at a moment.

Ranking is BM25 over the newest `RANKED` hits only: a word found in every row would otherwise cost
seconds to rank, and of so many hits the newest are the ones wanted.
"""

import re
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, Literal

from msgspec import Struct
from sqlalchemy import ColumnElement, Connection, Text, cast, literal_column, select, table, text

from foreshock.record import tables
from foreshock.record.versions import visible
from foreshock.terms.errors import UsageError

RANKED = 2000
HitKind = Literal["event", "statement", "article"]
HIT_KINDS: tuple[HitKind, ...] = ("event", "statement", "article")
_PARTS = re.compile(r'"([^"]*)"?|(\S+)')
_TABLES = {"event": tables.event, "statement": tables.statement, "article": tables.article}


class Hit(Struct, frozen=True, kw_only=True):
    """One row that matched. `id` is an event's or article's, or "ARTICLE:ITEM" of a statement.

    `excerpt` marks the matched words with [ ]. `rank` is BM25 (the lower the better); ranks of
    different kinds do not compare. `day` is the event's or statement's own first day, or the
    article's publication.
    """

    kind: HitKind
    id: str
    article_id: str | None
    day: date | None
    excerpt: str
    rank: float


def search(
    connection: Connection, words: str, *, known_at: datetime, kinds: Sequence[HitKind], limit: int
) -> list[Hit]:
    """Return the best hits of each kind: events first, then statements, then articles.

    Raises:
        UsageError: there is nothing to search for in `words`.
    """
    query = fts_query(words)
    return [
        hit for kind in HIT_KINDS if kind in kinds for hit in _search_kind(connection, kind, query, known_at, limit)
    ]


def fts_query(words: str) -> str:
    """Return what a user typed as an FTS5 query: all words, "a phrase" in order, start* of a word.

    Everything is quoted, so no character has a meaning of its own.

    Raises:
        UsageError: no letter or digit in it.
    """
    terms = []
    for phrase, word in _PARTS.findall(words.replace("\0", " ")):
        term = phrase or word.rstrip("*")
        if any(character.isalnum() for character in term):
            quoted = term.replace('"', '""')
            terms.append(f'"{quoted}"' + ("*" if word.endswith("*") else ""))
    if not terms:
        raise UsageError(
            f"{words!r} has no word to search for",
            expected='words that must all occur, "a phrase", or the start* of a word',
            next_step='foreshock record search "joint drill" launch*',
        )
    return " ".join(terms)


def _search_kind(connection: Connection, kind: HitKind, query: str, known_at: datetime, limit: int) -> list[Hit]:
    rows = _TABLES[kind]
    index = table(f"{kind}_search")
    day: Any = {"event": tables.event.c.valid_from, "statement": tables.statement.c.said_from}.get(kind)
    number: ColumnElement[int] = literal_column(f"{kind}_search.rowid")
    columns = [rows.c.row, rows.c.id if "id" in rows.c else (rows.c.article_id + ":" + rows.c.item_id).label("id")]
    columns.append(rows.c.article_id if kind == "statement" else cast(None, Text).label("article_id"))
    columns.append((rows.c.published_at if day is None else day).label("day"))
    newest = (
        select(*columns, literal_column(f"bm25({kind}_search)").label("rank"))
        .select_from(index.join(rows, rows.c.row == number))
        .where(text(f"{kind}_search MATCH :query"), visible(rows, known_at))
        .order_by(number.desc())
        .limit(RANKED)
        .subquery()
    )
    best = select(newest).order_by(newest.c.rank, newest.c.row.desc()).limit(limit)
    found = [dict(row) for row in connection.execute(best, {"query": query}).mappings()]
    excerpts = _excerpts(connection, kind, query, [row["row"] for row in found])
    return [
        Hit(
            kind=kind,
            id=row["id"],
            article_id=row["id"] if kind == "article" else row["article_id"],
            day=row["day"].date() if isinstance(row["day"], datetime) else row["day"],
            excerpt=excerpts[row["row"]],
            rank=row["rank"],
        )
        for row in found
    ]


def _excerpts(connection: Connection, kind: HitKind, query: str, numbers: Sequence[int]) -> dict[int, str]:
    """Return the matching stretch of each row; made only for the rows that are shown."""
    if not numbers:
        return {}
    listed = ",".join(str(int(number)) for number in numbers)
    statement = text(
        f"SELECT rowid, snippet({kind}_search, -1, '[', ']', '…', 24) FROM {kind}_search "  # noqa: S608 - our names
        f"WHERE {kind}_search MATCH :query AND rowid IN ({listed})"
    )
    return {row[0]: " ".join(row[1].split()) for row in connection.execute(statement, {"query": query})}
