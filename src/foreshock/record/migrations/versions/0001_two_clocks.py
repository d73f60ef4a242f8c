"""Articles, readings, reports, events and the links between them, each with both clocks."""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.types import TypeEngine

from foreshock.record.columns import Instant, code_text

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

# `article`, `reading` and so on: one row is one version of one fact (see tables.py).
CLOCKS = (("recorded_at", False), ("superseded_at", True), ("entered_at", False), ("retired_at", True))

LIVE_INDEXES = (
    ("article_live", "article", ("id",), True),
    ("article_url", "article", ("url",), False),
    ("reading_live", "reading", ("article_id",), True),
    ("statement_article", "statement", ("article_id",), False),
    ("statement_speaker", "statement", ("speaker", "said_from"), False),
    ("claim_article", "claim", ("article_id",), False),
    ("report_live", "report", ("id",), False),
    ("report_article", "report", ("article_id",), False),
    ("report_cluster", "report", ("cluster",), False),
    ("event_live", "event", ("id",), False),
    ("event_day", "event", ("valid_from", "kind"), False),
    ("event_kind", "event", ("kind", "valid_from"), False),
    ("link_report", "link", ("report_id",), False),
    ("link_event", "link", ("event_id",), False),
)


def needed(name: str, kind: type[TypeEngine[Any]] | TypeEngine[Any] = sa.Text) -> sa.Column[Any]:
    """Return a column that is never NULL."""
    return sa.Column(name, kind, nullable=False)


def fact_table(name: str, *columns: sa.Column[Any]) -> None:
    """Create a table of versions: a row number, its columns and the four instants."""
    clocks = [sa.Column(clock, Instant, nullable=nullable) for clock, nullable in CLOCKS]
    op.create_table(name, sa.Column("row", sa.Integer, primary_key=True), *columns, *clocks)


def upgrade() -> None:
    """Create everything."""
    fact_table(
        "article",
        needed("id", code_text()),
        sa.Column("url", code_text()),
        sa.Column("headline", sa.Text),
        sa.Column("published_at", Instant),
        sa.Column("agency", sa.Text),
        sa.Column("publisher", sa.Text),
        needed("source_format"),
        needed("body"),
        needed("known_from", Instant),
        needed("received_at", Instant),
    )
    fact_table(
        "reading",
        needed("article_id", code_text()),
        sa.Column("coder", sa.Text),
        needed("digest", code_text()),
        needed("payload"),
    )
    fact_table(
        "statement",
        needed("article_id", code_text()),
        needed("item_id", code_text()),
        sa.Column("speaker", code_text()),
        sa.Column("type", sa.Text),
        sa.Column("said_from", sa.Date),
        sa.Column("said_to", sa.Date),
        needed("payload"),
    )
    fact_table(
        "claim", needed("article_id", code_text()), needed("item_id", code_text()), needed("kind"), needed("payload")
    )
    fact_table(
        "report",
        needed("id", code_text()),
        needed("origin", code_text()),
        sa.Column("article_id", code_text()),
        sa.Column("cluster", code_text()),
        sa.Column("kind", code_text()),
        needed("actors"),
        sa.Column("valid_from", sa.Date),
        sa.Column("valid_to", sa.Date),
        sa.Column("precision", sa.Text),
        sa.Column("status", sa.Text),
        needed("source"),
        needed("content"),
        needed("recorded_basis"),
    )
    fact_table(
        "event",
        needed("id", code_text()),
        needed("origin", code_text()),
        needed("kind", code_text()),
        needed("valid_from", sa.Date),
        needed("valid_to", sa.Date),
        needed("source_digest", code_text()),
        needed("payload_digest", code_text()),
        needed("payload"),
    )
    op.create_table(
        "event_actor",
        sa.Column("code", code_text(), primary_key=True),
        sa.Column("valid_from", sa.Date, primary_key=True),
        sa.Column("event_row", sa.Integer, sa.ForeignKey("event.row"), primary_key=True),
        sqlite_with_rowid=False,
    )
    fact_table("link", needed("report_id", code_text()), needed("event_id", code_text()), needed("reason"))
    op.create_table(
        "pack_load",
        sa.Column("row", sa.Integer, primary_key=True),
        needed("theater", code_text()),
        needed("digest", code_text()),
        needed("pack_digest", code_text()),
        needed("entered_at", Instant),
    )
    op.create_table(
        "fit_cache",
        sa.Column("key", code_text(), primary_key=True),
        needed("bytes", sa.LargeBinary),
        needed("entered_at", Instant),
    )
    believed = sa.text("retired_at IS NULL")
    for name, table, columns, unique in LIVE_INDEXES:
        op.create_index(name, table, list(columns), unique=unique, sqlite_where=believed, postgresql_where=believed)


def downgrade() -> None:
    """Refuse: going back would lose what only this schema can say."""
    raise RuntimeError("the first schema has nothing before it")
