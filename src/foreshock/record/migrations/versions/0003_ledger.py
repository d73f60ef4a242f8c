"""The ledger: issued forecasts and their resolutions, tables that only grow."""

import sqlalchemy as sa
from alembic import op

from foreshock.record.columns import Instant, code_text

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create both tables and the triggers that keep their rows."""
    op.create_table(
        "ledger",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("digest", code_text(), nullable=False),
        sa.Column("previous", code_text(), nullable=False, unique=True),
        sa.Column("issued_at", Instant, nullable=False),
        sa.Column("payload", sa.Text, nullable=False),
    )
    op.create_table(
        "resolution",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("settles", sa.Integer, sa.ForeignKey("ledger.number"), nullable=False),
        sa.Column("digest", code_text(), nullable=False),
        sa.Column("previous", code_text(), nullable=False, unique=True),
        sa.Column("resolved_at", Instant, nullable=False),
        sa.Column("payload", sa.Text, nullable=False),
    )
    guard = guard_postgres if op.get_bind().dialect.name == "postgresql" else guard_sqlite
    for table in ("ledger", "resolution"):
        unlinked = (
            f"new.number <> (SELECT coalesce(max(number), 0) + 1 FROM {table}) OR new.previous <> "  # noqa: S608
            f"coalesce((SELECT digest FROM {table} ORDER BY number DESC LIMIT 1), '')"
        )
        guard(table, unlinked)


def guard_sqlite(table: str, unlinked: str) -> None:
    """Let a table only grow, each row after the last."""
    for action in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER {table}_no_{action.lower()} BEFORE {action} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{table} rows are never changed or taken away'); END"
        )
    op.execute(
        f"CREATE TRIGGER {table}_follows BEFORE INSERT ON {table} WHEN {unlinked} "
        f"BEGIN SELECT RAISE(ABORT, 'a {table} row must follow the last one'); END"
    )


def guard_postgres(table: str, unlinked: str) -> None:
    """Do the same on PostgreSQL."""
    for name, condition, message in (
        ("keep", "true", f"{table} rows are never changed or taken away"),
        ("follow", unlinked, f"a {table} row must follow the last one"),
    ):
        op.execute(
            f"CREATE FUNCTION {table}_{name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF {condition} THEN "
            f"RAISE EXCEPTION '{message}' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN new; END $$"
        )
    for action in ("UPDATE", "DELETE", "TRUNCATE"):
        op.execute(
            f"CREATE TRIGGER {table}_no_{action.lower()} BEFORE {action} ON {table} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION {table}_keep()"
        )
    op.execute(
        f"CREATE TRIGGER {table}_follows BEFORE INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION {table}_follow()"
    )


def downgrade() -> None:
    """Refuse: a record is never taken back to an older schema."""
    raise RuntimeError("records are not taken back to an older schema")
