"""Reviews: a table that only grows, and what they and the rules of adjudication leave on other rows."""

import json
from typing import Any

import sqlalchemy as sa
from alembic import op

from foreshock.record.columns import Instant, code_text

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

REVIEWED = ("statement", "claim", "report", "event", "link")
KEEP = "review rows are never changed or taken away"


def upgrade() -> None:
    """Make the table and its guards, add the columns, and say what the old links were made by."""
    op.create_table(
        "review",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("item", code_text(), nullable=False),
        sa.Column("sort", sa.Text, nullable=False),
        sa.Column("article_id", code_text()),
        sa.Column("verdict", sa.Text, nullable=False),
        sa.Column("made_at", Instant, nullable=False),
        sa.Column("entered_at", Instant, nullable=False),
        sa.Column("payload", sa.Text, nullable=False),
    )
    op.create_index("review_item", "review", ["item"])
    op.create_index("review_article", "review", ["article_id"])
    for table in REVIEWED:
        op.add_column(table, sa.Column("overruled_at", Instant))
        op.add_column(table, sa.Column("review", sa.Integer))
    op.add_column("report", sa.Column("carriers", sa.Text))
    op.add_column("link", sa.Column("rule", sa.Text, nullable=False, server_default="same_day"))
    op.add_column("pack_load", sa.Column("rules", sa.Text))
    op.execute("UPDATE link SET rule = 'own_row' WHERE reason = 'the table''s own row'")
    fill_carriers()
    guard = guard_postgres if op.get_bind().dialect.name == "postgresql" else guard_sqlite
    guard()


def fill_carriers() -> None:
    """Note on each article's report through whom the statement that asserts it came."""
    connection = op.get_bind()
    for article_id, payload in connection.execute(sa.text("SELECT article_id, payload FROM reading")).all():
        carriers = carriers_of(json.loads(payload))
        rows = [{"id": f"{article_id}:{item}", "carriers": names} for item, names in carriers.items()]
        if rows:
            connection.execute(sa.text("UPDATE report SET carriers = :carriers WHERE id = :id"), rows)


def carriers_of(reading: dict[str, Any]) -> dict[str, str]:
    """Return the outlets that carried each coded event's statement, by event id, joined by ";"."""
    said = {item["id"]: outlets_of(item) for item in reading.get("statements", ())}
    return {
        item["id"]: ";".join(said[item["statement"]]).replace("\0", "\ufffd")
        for item in reading.get("events", ())
        if said.get(item.get("statement"))
    }


def outlets_of(statement: dict[str, Any]) -> list[str]:
    """Return the outlets through which an utterance came, and one that itself is quoted."""
    speaker = statement["speaker"]
    quoted = [speaker["name"]] if speaker.get("sector") == "MED" and speaker.get("name") else []
    return list(dict.fromkeys([*(via["outlet"] for via in statement.get("via", ())), *quoted]))


def guard_sqlite() -> None:
    """Let the table only grow."""
    for action in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER review_no_{action.lower()} BEFORE {action} ON review "
            f"BEGIN SELECT RAISE(ABORT, '{KEEP}'); END"
        )


def guard_postgres() -> None:
    """Do the same on PostgreSQL."""
    op.execute(
        f"CREATE FUNCTION review_keep() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF true THEN "
        f"RAISE EXCEPTION '{KEEP}' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN new; END $$"
    )
    for action in ("UPDATE", "DELETE", "TRUNCATE"):
        op.execute(
            f"CREATE TRIGGER review_no_{action.lower()} BEFORE {action} ON review "
            f"FOR EACH STATEMENT EXECUTE FUNCTION review_keep()"
        )


def downgrade() -> None:
    """Refuse: a record is never taken back to an older schema."""
    raise RuntimeError("records are not taken back to an older schema")
