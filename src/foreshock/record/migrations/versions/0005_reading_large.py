"""What reading a large record needs: a count of changes, the length of events, indexes for versions and for lists."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from foreshock.record.columns import Instant

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

VERSIONED = ("article", "reading", "statement", "claim", "report", "event", "link")
LISTED = ("article", "statement", "claim", "report")
BATCH = 1000


def upgrade() -> None:
    """Make the count, the column and the indexes, and fill the column."""
    op.create_table(
        "change",
        sa.Column("row", sa.Integer, primary_key=True),
        sa.Column("number", sa.BigInteger, nullable=False),
        sa.Column("changed_at", Instant),
    )
    op.execute("INSERT INTO change VALUES (1, 0, NULL)")
    op.add_column("event_actor", sa.Column("days", sa.Integer, nullable=False, server_default="0"))
    fill_days()
    op.create_index(
        "event_actor_long",
        "event_actor",
        ["code", "valid_from"],
        sqlite_where=sa.text("days > 31"),
        postgresql_where=sa.text("days > 31"),
    )
    op.drop_index("event_live", "event")
    op.create_index("event_id", "event", ["id"])
    given_up = sa.text("retired_at IS NOT NULL")
    for table in VERSIONED:
        op.create_index(f"{table}_retired", table, ["retired_at"], sqlite_where=given_up, postgresql_where=given_up)
    believed = sa.text("retired_at IS NULL")
    for table in LISTED:
        op.create_index(
            f"{table}_known", table, ["recorded_at", "row"], sqlite_where=believed, postgresql_where=believed
        )


def fill_days() -> None:
    """Note how many days after its first an event still went on."""
    connection = op.get_bind()
    event = sa.table("event", sa.column("row"), sa.column("valid_from", sa.Date), sa.column("valid_to", sa.Date))
    query = sa.select(event.c.row, event.c.valid_from, event.c.valid_to).where(event.c.valid_to > event.c.valid_from)
    lengths: list[dict[str, Any]] = [
        {"number": row.row, "days": (row.valid_to - row.valid_from).days} for row in connection.execute(query)
    ]
    if lengths:
        connection.execute(sa.text("UPDATE event_actor SET days = :days WHERE event_row = :number"), lengths)


def downgrade() -> None:
    """Refuse: a record is never taken back to an older schema."""
    raise RuntimeError("records are not taken back to an older schema")
