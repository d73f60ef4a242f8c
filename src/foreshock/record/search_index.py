"""The full-text index over the text of articles, statements and events, on either database.

On SQLite: FTS5 tables with external content, so no text is kept twice. On PostgreSQL: a column
`words` (tsvector) with a GIN index. Rows are only ever inserted and their text never changes, so
`insert_rows` keeps either whole. A trigger could, but FTS5 writes out what it has gathered at every
statement inside a trigger, which halves the speed of a load.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    Table,
    Text,
    bindparam,
    func,
    literal_column,
    select,
    table,
    text,
)
from sqlalchemy import cast as sql_cast
from sqlalchemy.dialects.postgresql import TSQUERY

from foreshock.record.search_words import Term, match_expression, tsquery
from foreshock.record.transactions import on_postgres

# table -> its columns of text
INDEXED = {"article": ("headline", "body"), "statement": ("text",), "event": ("text",)}
WORDS = "words"


def create_index(connection: Connection) -> None:
    """Make the index in a database that has none."""
    for name, columns in INDEXED.items():
        for statement in _on_postgres(name) if on_postgres(connection) else [_on_sqlite(name, columns)]:
            connection.exec_driver_sql(statement)


def _on_sqlite(name: str, columns: tuple[str, ...]) -> str:
    return (
        f"CREATE VIRTUAL TABLE {name}_search USING fts5({', '.join(columns)}, content='{name}', content_rowid='row', "
        "tokenize='unicode61 remove_diacritics 2')"
    )


def _on_postgres(name: str) -> tuple[str, str]:
    column = f"ALTER TABLE {name} ADD COLUMN {WORDS} tsvector"
    return column, f"CREATE INDEX {name}_{WORDS} ON {name} USING gin ({WORDS})"


def last_row(connection: Connection, rows: Table) -> int:
    """Return the highest row number of a table, 0 if it is empty."""
    return int(connection.exec_driver_sql(f"SELECT coalesce(max(row), 0) FROM {rows.name}").scalar_one())  # noqa: S608


def index_after(connection: Connection, name: str, last: int) -> None:
    """Bring the rows of a SQLite file's table that come after the row `last` into its index."""
    listed = ", ".join(INDEXED[name])
    connection.exec_driver_sql(
        f"INSERT INTO {name}_search(rowid, {listed}) "  # noqa: S608 - our own names
        f"SELECT row, {listed} FROM {name} WHERE row > ?",
        (last,),
    )


def select_matching(connection: Connection, rows: Table, columns: Sequence[ColumnElement[Any]]) -> Select[Any]:
    """Select these columns of the rows that match :query, the newest first, with `rank` (the lower the better).

    `rank` is BM25 on SQLite and ts_rank, negated, on PostgreSQL; see `query_text` for :query.
    """
    if on_postgres(connection):
        query = sql_cast(bindparam("query", type_=Text), TSQUERY)
        words: ColumnElement[Any] = literal_column(f"{rows.name}.{WORDS}")
        rank = (-func.ts_rank(words, query)).label("rank")
        return select(*columns, rank).where(words.bool_op("@@")(query)).order_by(rows.c.row.desc())
    name = f"{rows.name}_search"
    index = table(name)
    rank = literal_column(f"bm25({name})").label("rank")
    # The index's own number, not the row's: only so does it stop after the newest that are asked for.
    number: ColumnElement[int] = literal_column(f"{name}.rowid")
    joined = index.join(rows, rows.c.row == number)
    return select(*columns, rank).select_from(joined).where(text(f"{name} MATCH :query")).order_by(number.desc())


def query_text(connection: Connection, terms: Sequence[Term]) -> str:
    """Return terms as the text of a query in the database's own language."""
    return tsquery(terms) if on_postgres(connection) else match_expression(terms)


def indexed_rows(connection: Connection, name: str) -> int:
    """Return how many rows of a table the index holds."""
    counted, where = (WORDS, name) if on_postgres(connection) else ("*", f"{name}_search_docsize")
    return int(connection.exec_driver_sql(f"SELECT count({counted}) FROM {where}").scalar_one())  # noqa: S608
