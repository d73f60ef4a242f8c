"""Column types that mean the same on SQLite and PostgreSQL."""

from datetime import UTC, datetime

from sqlalchemy import DateTime, Dialect, Text
from sqlalchemy.types import TypeDecorator, TypeEngine


class Instant(TypeDecorator[datetime]):
    """A UTC instant to the microsecond: timestamptz on PostgreSQL, fixed-width ISO text on SQLite.

    Fixed width makes the text sort as time does, and a person can read it.
    """

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[datetime] | TypeEngine[str]:
        """Choose the type the database has."""
        if dialect.name == "sqlite":
            return dialect.type_descriptor(Text())
        return dialect.type_descriptor(DateTime(timezone=True))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | str | None:
        """Write an aware instant as UTC; a naive one has no meaning here and is refused."""
        if value is None:
            return None
        return instant_text(value) if dialect.name == "sqlite" else _utc(value)

    def process_result_value(self, value: datetime | str | None, _: Dialect) -> datetime | None:
        """Read back what was written."""
        return datetime.fromisoformat(value) if isinstance(value, str) else value


def instant_text(value: datetime) -> str:
    """Return an aware instant as it is kept in a SQLite file."""
    return _utc(value).isoformat(timespec="microseconds")


def _utc(value: datetime) -> datetime:
    if value.tzinfo is None:
        raise ValueError("the record keeps instants with a time zone only")
    return value.astimezone(UTC)


def code_text() -> Text:
    """Text compared byte by byte on both databases, so that ranges over dotted kinds agree."""
    return Text().with_variant(Text(collation="C"), "postgresql")


def plain(text: str) -> str:
    """Return text that both databases can keep in a column: NUL becomes the replacement character."""
    return text.replace("\0", "\N{REPLACEMENT CHARACTER}")


def plain_or_none(text: str | None) -> str | None:
    """Return `plain` of a text, None for None."""
    return None if text is None else plain(text)
