"""The full-text index on SQLite: FTS5 tables over the text of articles, statements and events.

They are external-content tables, so no text is kept twice. Rows are only ever inserted and their
text never changes, so one trigger on insertion keeps each index whole. A migration that rebuilds a
table (Alembic's batch mode) drops its trigger and must make the index again.
"""

from sqlalchemy import Connection

# table -> its columns of text
INDEXED = {"article": ("headline", "body"), "statement": ("text",), "event": ("text",)}


def create_index(connection: Connection) -> None:
    """Make the index and its triggers in a database that has none."""
    for table, columns in INDEXED.items():
        listed, values = ", ".join(columns), ", ".join(f"new.{column}" for column in columns)
        connection.exec_driver_sql(
            f"CREATE VIRTUAL TABLE {table}_search USING fts5({listed}, content='{table}', content_rowid='row', "
            "tokenize='unicode61 remove_diacritics 2')"
        )
        connection.exec_driver_sql(
            f"CREATE TRIGGER {table}_search_insert AFTER INSERT ON {table} BEGIN "  # noqa: S608 - our own names
            f"INSERT INTO {table}_search(rowid, {listed}) VALUES (new.row, {values}); END"
        )
