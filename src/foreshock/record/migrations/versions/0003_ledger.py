"""The ledger: issued forecasts and their resolutions, tables that only grow."""

import sqlalchemy as sa
from alembic import op

from foreshock.record.columns import Instant

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create both tables and the triggers that keep their rows."""
    op.create_table(
        "ledger",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("digest", sa.Text, nullable=False),
        sa.Column("previous", sa.Text, nullable=False, unique=True),
        sa.Column("issued_at", Instant, nullable=False),
        sa.Column("payload", sa.Text, nullable=False),
    )
    op.create_table(
        "resolution",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("settles", sa.Integer, sa.ForeignKey("ledger.number"), nullable=False),
        sa.Column("digest", sa.Text, nullable=False),
        sa.Column("previous", sa.Text, nullable=False, unique=True),
        sa.Column("resolved_at", Instant, nullable=False),
        sa.Column("payload", sa.Text, nullable=False),
    )
    for table in ("ledger", "resolution"):
        for action in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{action.lower()} BEFORE {action} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} rows are never changed or taken away'); END"
            )
        op.execute(
            f"CREATE TRIGGER {table}_follows BEFORE INSERT ON {table} "  # noqa: S608 - names from above
            f"WHEN new.number <> (SELECT coalesce(max(number), 0) + 1 FROM {table}) OR new.previous <> "
            f"coalesce((SELECT digest FROM {table} ORDER BY number DESC LIMIT 1), '') "
            f"BEGIN SELECT RAISE(ABORT, 'a {table} row must follow the last one'); END"
        )


def downgrade() -> None:
    """Refuse: a record is never taken back to an older schema."""
    raise RuntimeError("records are not taken back to an older schema")
