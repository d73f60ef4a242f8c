"""`.jsonl` inputs: one article a line, read in order, a line at a time."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from typing import BinaryIO

import msgspec

from foreshock.intake.decode import LIMIT, LIMIT_TEXT, decode
from foreshock.intake.news_item import NewsItem
from foreshock.intake.ninjs import is_ninjs, read_ninjs
from foreshock.intake.text import Publication, published_on
from foreshock.terms.article import SourceFormat
from foreshock.terms.errors import InputError

DAY_LENGTH = len("2023-02-02")
FIRST_YEAR, LAST_YEAR = 1900, 2100
# where a day ends last
LAST_ZONE = timezone(timedelta(hours=-12))


class _Fields(msgspec.Struct, frozen=True):
    text: str
    id: str | int | None = None
    headline: str | None = None
    published_at: str | None = None
    url: str | None = None
    agency: str | None = None
    section: str | None = None
    topic: str | None = None


@dataclass(frozen=True)
class Record:
    """A line of a `.jsonl` or a news item: a story's text as its maker wrote it, and what was said about it."""

    text: str
    id: str | None = None
    headline: str | None = None
    published: Publication | None = None
    url: str | None = None
    agency: str | None = None
    section: str | None = None
    embargoed_until: datetime | None = None
    byline: tuple[str, ...] = ()
    publisher: str | None = None
    language: str | None = None
    dateline: str | None = None
    source_format: SourceFormat = "jsonl"


def read_records(stream: BinaryIO, first: bytes = b"") -> Iterator[tuple[int, Record | InputError]]:
    """Yield each line's number (from 1) and its record, or why it is none; blank lines are skipped.

    `first` is what was already read of the first line.
    """
    number = 0
    while True:
        line = first if first.endswith(b"\n") else first + stream.readline(LIMIT + 1 - len(first))
        first = b""
        if not line:
            return
        number += 1
        if len(line) > LIMIT:
            _skip_line(stream, line)
            yield number, InputError(f"line {number} is larger than {LIMIT_TEXT}", expected="one article a line")
            continue
        if line.strip(b"\xef\xbb\xbf \t\r\n"):
            yield number, _read_record(line, number)


def _skip_line(stream: BinaryIO, line: bytes) -> None:
    while line and not line.endswith(b"\n"):
        line = stream.readline(1 << 20)


def read_whole(data: bytes) -> Record | InputError | None:
    """Return the one article that a whole JSON document is, None if it is not one JSON object over many lines."""
    try:
        fields = msgspec.json.decode(decode(data).strip("\ufeff"))
    except (msgspec.MsgspecError, UnicodeError, RecursionError):
        return None
    return _read_record(data, 1) if isinstance(fields, dict) else None


def _read_record(line: bytes, number: int) -> Record | InputError:
    try:
        text = decode(line).strip("\ufeff")
        try:
            fields = msgspec.json.decode(text, type=_Fields)
        except msgspec.ValidationError:
            news = _news(text)
            if news is None:
                raise
            return record_of(news, "jsonl")
        published = _published(fields.published_at)
    except InputError as error:
        return error
    except (msgspec.MsgspecError, UnicodeError, RecursionError) as fault:
        return InputError(
            f"line {number} is no article: {str(fault)[:200]}",
            expected='a JSON object with "text" and any of "id", "headline", "published_at", "url", "agency", '
            '"section", or a ninjs item',
            next_step="correct the line",
        )
    return Record(
        text=fields.text,
        id=None if fields.id is None else str(fields.id),
        headline=fields.headline or None,
        published=published,
        url=fields.url,
        agency=fields.agency or None,
        section=fields.section or fields.topic or None,
    )


def _news(text: str) -> NewsItem | None:
    """Return the ninjs item that a JSON object is, None if it is none."""
    fields = msgspec.json.decode(text)
    return read_ninjs(fields) if isinstance(fields, dict) and is_ninjs(fields) else None


def record_of(news: NewsItem, source_format: SourceFormat) -> Record:
    """Return a news item as a record, its name as its id and address.

    Raises:
        InputError: a time of its cannot be read.
    """
    return Record(
        text=news.text,
        id=news.uri,
        headline=news.headline or None,
        published=_published(news.published_at),
        url=news.uri,
        agency=news.agency or None,
        section=news.section or None,
        embargoed_until=_embargo(news.embargoed_until),
        byline=news.byline,
        publisher=news.publisher,
        language=news.language,
        dateline=news.dateline,
        source_format=source_format,
    )


def _published(text: str | None) -> Publication | None:
    """Return a field's time: an instant with its zone, else the day (an instant without one is its day).

    Raises:
        InputError: it is no time.
    """
    text = (text or "").strip()
    if not text:
        return None
    try:
        instant = datetime.fromisoformat(text)
        if not FIRST_YEAR <= instant.year <= LAST_YEAR:
            raise _no_time(text)
        if len(text) > DAY_LENGTH and instant.tzinfo is not None:
            return Publication(instant.astimezone(UTC), "second", "field")
    except (ValueError, OverflowError):
        raise _no_time(text) from None
    return published_on(instant.date(), "field")


def _embargo(text: str | None) -> datetime | None:
    """Return when an embargo ends; without a zone, when it has ended everywhere.

    Raises:
        InputError: it is no time.
    """
    if text is None:
        return None
    try:
        instant = datetime.fromisoformat(text.strip())
        return (instant if instant.tzinfo is not None else instant.replace(tzinfo=LAST_ZONE)).astimezone(UTC)
    except (ValueError, OverflowError):
        raise _no_time(text) from None


def _no_time(text: str) -> InputError:
    return InputError(
        f"the time {text!r:.60} cannot be read",
        expected="ISO 8601, such as 2023-02-02 or 2023-02-02T09:45+09:00",
        next_step="correct it",
    )
