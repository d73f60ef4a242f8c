"""What pages on a large record ask for: the ledger's places as columns, indexes for kinds, types and table rows."""

import json
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from alembic import op

from foreshock.record.columns import Instant, code_text

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

BATCH = 1000
LIVE = "retired_at IS NULL"


def upgrade() -> None:
    """Add the columns, fill them from the rows' payloads, and make the indexes."""
    for column in (
        sa.Column("theater", code_text()),
        sa.Column("target", code_text()),
        sa.Column("closes_at", Instant),
    ):
        op.add_column("ledger", column)
    op.add_column("resolution", sa.Column("outcome", code_text()))
    fill("ledger", place_of)
    fill("resolution", outcome_of)
    op.create_index("ledger_place", "ledger", ["theater", "number", "target", "issued_at", "closes_at"])
    op.create_index("resolution_settles", "resolution", ["settles", "number", "resolved_at", "outcome"])
    part("event_tables", "event", ["valid_from", "id"], "origin != 'article'")
    part("statement_type", "statement", ["type", "recorded_at", "row"], f"{LIVE} AND type IS NOT NULL")
    op.drop_index("statement_speaker", "statement")
    part("statement_speaker", "statement", ["speaker", "recorded_at", "row", "said_from", "said_to"], LIVE)
    part("claim_kind", "claim", ["kind", "recorded_at", "row"], LIVE)
    part("report_kind", "report", ["kind", "status"], LIVE)


def part(name: str, table: str, columns: list[str], rows: str) -> None:
    """Index only the rows of a table that meet a condition."""
    op.create_index(name, table, columns, sqlite_where=sa.text(rows), postgresql_where=sa.text(rows))


def fill(table: str, values_of: Any) -> None:
    """Set the new columns of a table that only grows; its guard is lifted for that long, in the same transaction."""
    connection = op.get_bind()
    kept = sa.table(
        table,
        *(sa.column(name, code_text()) for name in ("payload", "theater", "target", "outcome")),
        sa.column("number", sa.Integer),
        sa.column("closes_at", Instant),
    )
    last = 0
    lift(connection, table)
    while True:
        query = sa.select(kept.c.number, kept.c.payload).where(kept.c.number > last).order_by(kept.c.number)
        rows = connection.execute(query.limit(BATCH)).all()
        for row in rows:
            last = row.number
            try:
                values = values_of(json.loads(row.payload))
            except (ValueError, KeyError, TypeError):
                continue  # a damaged row keeps nobody from the rest of the record; the ledger's check names it
            connection.execute(sa.update(kept).where(kept.c.number == row.number).values(values))
        if len(rows) < BATCH:
            break
    lower(connection, table)


def place_of(row: dict[str, Any]) -> dict[str, Any]:
    """Return the columns of an issued forecast."""
    question = row["question"]
    after = date.fromisoformat(question["target_end"]) + timedelta(days=1)
    closes = datetime(after.year, after.month, after.day, tzinfo=ZoneInfo(question["zone"]))
    return {"theater": row["theater"], "target": question["target"], "closes_at": closes}


def outcome_of(row: dict[str, Any]) -> dict[str, Any]:
    """Return the column of a resolution."""
    return {"outcome": row["outcome"]}


def lift(connection: sa.Connection, table: str) -> None:
    """Take the guard against changes away."""
    if connection.dialect.name == "postgresql":
        op.execute(f"ALTER TABLE {table} DISABLE TRIGGER {table}_no_update")
    else:
        op.execute(f"DROP TRIGGER {table}_no_update")


def lower(connection: sa.Connection, table: str) -> None:
    """Put the guard back."""
    if connection.dialect.name == "postgresql":
        op.execute(f"ALTER TABLE {table} ENABLE TRIGGER {table}_no_update")
    else:
        op.execute(
            f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{table} rows are never changed or taken away'); END"
        )


def downgrade() -> None:
    """Refuse: a record is never taken back to an older schema."""
    raise RuntimeError("records are not taken back to an older schema")
