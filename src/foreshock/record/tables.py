"""The record's tables as this version uses them; `migrations/` makes them.

Every table of knowledge carries four instants:

recorded_at    from when this version of the fact was known to the public
superseded_at  from when it no longer was (NULL: still is)
entered_at     when this file got the row
retired_at     when this file stopped believing the row (NULL: still does)

Rows are only ever inserted; the one thing set later, once, is `retired_at`. To end a fact, its row
is retired and a copy with `superseded_at` takes its place, so both questions stay answerable:
what was known at K, and what this file would have answered about K on day T.

A person's review changes no row either. Rows that reviews can overrule carry two columns more:

overruled_at   from when views no longer show the row, because a review says otherwise
review         the number of the review that made this row (NULL: it stands as its source said)
"""

from sqlalchemy import (
    BigInteger,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    literal_column,
)

from foreshock.record.columns import Instant, code_text

SCHEMA = "0007"

# Events longer than this have an index of their own, so that nobody who asks for a month looks at all before it.
LONG_DAYS = 31

metadata = MetaData()
# Alembic's own table, apart: migrations look after it themselves.
alembic_version = Table("alembic_version", MetaData(), Column("version_num", String(32), primary_key=True))


def _clocks() -> tuple[Column[object], ...]:
    return (
        Column("recorded_at", Instant, nullable=False),
        Column("superseded_at", Instant),
        Column("entered_at", Instant, nullable=False),
        Column("retired_at", Instant),
    )


def _reviewed() -> tuple[Column[object], ...]:
    return (Column("overruled_at", Instant), Column("review", Integer))


article = Table(
    "article",
    metadata,
    Column("row", Integer, primary_key=True),
    Column("id", code_text(), nullable=False),
    Column("url", code_text()),
    Column("headline", Text),
    Column("published_at", Instant),
    Column("agency", Text),
    Column("publisher", Text),
    Column("source_format", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("known_from", Instant, nullable=False),
    Column("received_at", Instant, nullable=False),
    *_clocks(),
)
reading = Table(
    "reading",
    metadata,
    Column("row", Integer, primary_key=True),
    Column("article_id", code_text(), nullable=False),
    Column("coder", Text),
    Column("digest", code_text(), nullable=False),
    Column("payload", Text, nullable=False),
    *_clocks(),
)
statement = Table(
    "statement",
    metadata,
    Column("row", Integer, primary_key=True),
    Column("article_id", code_text(), nullable=False),
    Column("item_id", code_text(), nullable=False),
    Column("speaker", code_text()),
    Column("type", Text),
    Column("said_from", Date),
    Column("said_to", Date),
    Column("payload", Text, nullable=False),
    *_clocks(),
    Column("text", Text, nullable=False, server_default=""),
    *_reviewed(),
)
claim = Table(
    "claim",
    metadata,
    Column("row", Integer, primary_key=True),
    Column("article_id", code_text(), nullable=False),
    Column("item_id", code_text(), nullable=False),
    Column("kind", Text, nullable=False),
    Column("payload", Text, nullable=False),
    *_clocks(),
    *_reviewed(),
)
report = Table(
    "report",
    metadata,
    Column("row", Integer, primary_key=True),
    Column("id", code_text(), nullable=False),
    Column("origin", code_text(), nullable=False),
    Column("article_id", code_text()),
    Column("cluster", code_text()),
    Column("kind", code_text()),
    Column("actors", Text, nullable=False),
    Column("valid_from", Date),
    Column("valid_to", Date),
    Column("precision", Text),
    Column("status", Text),
    Column("source", Text, nullable=False),
    Column("content", Text, nullable=False),
    Column("recorded_basis", Text, nullable=False),
    *_clocks(),
    *_reviewed(),
    Column("carriers", Text),
)
event = Table(
    "event",
    metadata,
    Column("row", Integer, primary_key=True),
    Column("id", code_text(), nullable=False),
    Column("origin", code_text(), nullable=False),
    Column("kind", code_text(), nullable=False),
    Column("valid_from", Date, nullable=False),
    Column("valid_to", Date, nullable=False),
    Column("source_digest", code_text(), nullable=False),
    Column("payload_digest", code_text(), nullable=False),
    Column("payload", Text, nullable=False),
    *_clocks(),
    Column("text", Text, nullable=False, server_default=""),
    *_reviewed(),
)
event_actor = Table(
    "event_actor",
    metadata,
    Column("code", code_text(), primary_key=True),
    Column("valid_from", Date, primary_key=True),
    Column("event_row", Integer, ForeignKey("event.row"), primary_key=True),
    Column("days", Integer, nullable=False, server_default="0"),  # from valid_from to valid_to
    sqlite_with_rowid=False,
)
link = Table(
    "link",
    metadata,
    Column("row", Integer, primary_key=True),
    Column("report_id", code_text(), nullable=False),
    Column("event_id", code_text(), nullable=False),
    Column("reason", Text, nullable=False),
    *_clocks(),
    *_reviewed(),
    Column("rule", Text, nullable=False, server_default="same_day"),
)
pack_load = Table(
    "pack_load",
    metadata,
    Column("row", Integer, primary_key=True),
    Column("theater", code_text(), nullable=False),
    Column("digest", code_text(), nullable=False),
    Column("pack_digest", code_text(), nullable=False),
    Column("entered_at", Instant, nullable=False),
    Column("rules", Text),
)
fit_cache = Table(
    "fit_cache",
    metadata,
    Column("key", code_text(), primary_key=True),
    Column("bytes", LargeBinary, nullable=False),
    Column("entered_at", Instant, nullable=False),
)
# One row, counted up by every transaction that changes what the record says.
change = Table(
    "change",
    metadata,
    Column("row", Integer, primary_key=True),
    Column("number", BigInteger, nullable=False),
    Column("changed_at", Instant),
)
# The ledger has no clocks: its rows are never superseded and never retired (see append_only.py). Columns
# beside the payload repeat what it says, for queries; the digests cover the payload alone.
ledger = Table(
    "ledger",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("digest", code_text(), nullable=False),
    Column("previous", code_text(), nullable=False, unique=True),
    Column("issued_at", Instant, nullable=False),
    Column("payload", Text, nullable=False),
    Column("theater", code_text()),
    Column("target", code_text()),
    Column("closes_at", Instant),  # when the last day of the window has passed in its own zone
)
resolution = Table(
    "resolution",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("settles", Integer, ForeignKey("ledger.number"), nullable=False),
    Column("digest", code_text(), nullable=False),
    Column("previous", code_text(), nullable=False, unique=True),
    Column("resolved_at", Instant, nullable=False),
    Column("payload", Text, nullable=False),
    Column("outcome", code_text()),
)
# Of events, those that a table has a row for. Spelled out, so that a query can follow their index.
from_tables = event.c.origin != literal_column("'article'")
# Reviews have no clocks of versions either: each is known from `made_at`, and a later one takes it back.
review = Table(
    "review",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("item", code_text(), nullable=False),
    Column("sort", Text, nullable=False),
    Column("article_id", code_text()),
    Column("verdict", Text, nullable=False),
    Column("made_at", Instant, nullable=False),
    Column("entered_at", Instant, nullable=False),
    Column("payload", Text, nullable=False),
)


def _live(name: str, *columns: Column[object], unique: bool = False) -> Index:
    """Index the rows this file believes; retired ones are only read when rebuilding old answers."""
    believed = columns[0].table.c.retired_at.is_(None)
    return Index(name, *columns, unique=unique, sqlite_where=believed, postgresql_where=believed)


def _retired(table: Table) -> Index:
    """Index the rows given up since a moment: those that an earlier answer needs besides what is believed now."""
    given_up = table.c.retired_at.is_not(None)
    return Index(f"{table.name}_retired", table.c.retired_at, sqlite_where=given_up, postgresql_where=given_up)


for _table in (article, reading, statement, claim, report, event, link):
    _retired(_table)
_live("article_known", article.c.recorded_at, article.c.row)
_live("statement_known", statement.c.recorded_at, statement.c.row)
_live("claim_known", claim.c.recorded_at, claim.c.row)
_live("report_known", report.c.recorded_at, report.c.row)
_live("article_live", article.c.id, unique=True)
_live("article_url", article.c.url)
_live("reading_live", reading.c.article_id, unique=True)
_live("statement_article", statement.c.article_id)
_live(
    "statement_speaker",
    statement.c.speaker,
    statement.c.recorded_at,
    statement.c.row,
    statement.c.said_from,
    statement.c.said_to,
)
_live("claim_article", claim.c.article_id)
_live("report_live", report.c.id)
_live("report_article", report.c.article_id)
_live("report_cluster", report.c.cluster)
Index("event_id", event.c.id)  # retired ones too: an event's page shows all its versions
_live("event_day", event.c.valid_from, event.c.kind)
_live("event_kind", event.c.kind, event.c.valid_from)
Index("event_tables", event.c.valid_from, event.c.id, sqlite_where=from_tables, postgresql_where=from_tables)
_typed = statement.c.retired_at.is_(None) & statement.c.type.is_not(None)
Index(
    "statement_type",
    statement.c.type,
    statement.c.recorded_at,
    statement.c.row,
    sqlite_where=_typed,
    postgresql_where=_typed,
)
_live("claim_kind", claim.c.kind, claim.c.recorded_at, claim.c.row)
_live("report_kind", report.c.kind, report.c.status)
_live("link_report", link.c.report_id)
_live("link_event", link.c.event_id)
_long = event_actor.c.days > LONG_DAYS
Index("event_actor_long", event_actor.c.code, event_actor.c.valid_from, sqlite_where=_long, postgresql_where=_long)
Index("review_item", review.c.item)
Index("review_article", review.c.article_id)
Index("ledger_place", ledger.c.theater, ledger.c.number, ledger.c.target, ledger.c.issued_at, ledger.c.closes_at)
Index("resolution_settles", resolution.c.settles, resolution.c.number, resolution.c.resolved_at, resolution.c.outcome)
