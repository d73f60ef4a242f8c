"""Full-text search: the text of statements and events as columns, and an index over all text."""

import json
from typing import Any

import sqlalchemy as sa
from alembic import op

from foreshock.record.search_words import tsvector

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

INDEXED = (("article", "headline, body", "new.headline, new.body"), ("statement", "text", "new.text"),
           ("event", "text", "new.text"))  # fmt: skip


def upgrade() -> None:
    """Add and fill the columns, then make and fill the index."""
    connection = op.get_bind()
    for table, text_of in (("statement", statement_text), ("event", event_text)):
        op.add_column(table, sa.Column("text", sa.Text, nullable=False, server_default=""))
        rows = connection.execute(sa.text(f"SELECT row, payload FROM {table}"))  # noqa: S608 - names from above
        texts = [{"number": row.row, "text": text_of(json.loads(row.payload))} for row in rows]
        if texts:
            connection.execute(sa.text(f"UPDATE {table} SET text = :text WHERE row = :number"), texts)  # noqa: S608
    index = index_postgres if connection.dialect.name == "postgresql" else index_sqlite
    for table, columns, values in INDEXED:
        index(table, columns, values)


def index_sqlite(table: str, columns: str, values: str) -> None:
    """Make an FTS5 table that a trigger keeps whole, and fill it."""
    op.execute(
        f"CREATE VIRTUAL TABLE {table}_search USING fts5({columns}, content='{table}', content_rowid='row', "
        "tokenize='unicode61 remove_diacritics 2')"
    )
    op.execute(
        f"CREATE TRIGGER {table}_search_insert AFTER INSERT ON {table} BEGIN "  # noqa: S608
        f"INSERT INTO {table}_search(rowid, {columns}) VALUES (new.row, {values}); END"
    )
    op.execute(f"INSERT INTO {table}_search({table}_search) VALUES ('rebuild')")  # noqa: S608


def index_postgres(table: str, columns: str, _: str) -> None:
    """Add a column of words, fill it and index it."""
    op.execute(f"ALTER TABLE {table} ADD COLUMN words tsvector")
    connection = op.get_bind()
    rows = connection.execute(sa.text(f"SELECT row, concat_ws(' ', {columns}) AS text FROM {table}"))  # noqa: S608
    words = [{"number": row.row, "words": tsvector(row.text)} for row in rows]
    if words:
        connection.execute(
            sa.text(f"UPDATE {table} SET words = CAST(:words AS tsvector) WHERE row = :number"),  # noqa: S608
            words,
        )
    op.execute(f"CREATE INDEX {table}_words ON {table} USING gin (words)")


def statement_text(item: dict[str, Any]) -> str:
    """Return a statement's words: who said it and what."""
    speaker = item["speaker"]
    words = [speaker.get("name"), speaker.get("text"), *(span["text"] for span in item["content"])]
    return " ".join(word for word in words if word).replace("\0", "\ufffd")


def event_text(item: dict[str, Any]) -> str:
    """Return an event's words: name, kind, place, who, with what, notes, sources."""
    words = [item["name"], item["kind"], item["place"], *item["actors"], *item["recipients"], *item["instruments"]]
    later = {"later_known", *item["attributes"].get("later_known", "").split(";")}
    words += [value for name, value in item["attributes"].items() if name not in later] + item["sources"]
    return " ".join(word for word in words if word).replace("\0", "\ufffd")


def downgrade() -> None:
    """Refuse: a record is never taken back to an older schema."""
    raise RuntimeError("records are not taken back to an older schema")
