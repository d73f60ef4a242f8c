"""`.jsonl` inputs: one article a line, read in order, a line at a time."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import BinaryIO

import msgspec

from foreshock.intake.decode import LIMIT, LIMIT_TEXT, decode
from foreshock.intake.ninjs import NewsItem, is_ninjs, read_ninjs
from foreshock.intake.text import Publication, published_on
from foreshock.terms.errors import InputError

DAY_LENGTH = len("2023-02-02")
FIRST_YEAR, LAST_YEAR = 1900, 2100


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
    """One line of a `.jsonl`: a story's text as its maker wrote it, and what was said about it."""

    text: str
    id: str | None = None
    headline: str | None = None
    published: Publication | None = None
    url: str | None = None
    agency: str | None = None
    section: str | None = None
    embargoed_until: datetime | None = None


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
            fields, embargo = msgspec.json.decode(text, type=_Fields), None
        except msgspec.ValidationError:
            news = _news(text)
            if news is None:
                raise
            fields = _Fields(news.text, news.uri, news.headline, news.published_at, news.uri, news.agency, news.section)
            embargo = news.embargoed_until
    except InputError as error:
        return error
    except (msgspec.MsgspecError, UnicodeError, RecursionError) as fault:
        return InputError(
            f"line {number} is no article: {str(fault)[:200]}",
            expected='a JSON object with "text" and any of "id", "headline", "published_at", "url", "agency", '
            '"section", or a ninjs item',
            next_step="correct the line",
        )
    try:
        published = None if fields.published_at is None else _read_published(fields.published_at.strip())
        until = None if embargo is None else datetime.fromisoformat(embargo).astimezone(UTC)
    except (ValueError, OverflowError):
        return InputError(
            f"line {number}: the time {fields.published_at!r:.60}" + (f" or {embargo!r:.60}" if embargo else ""),
            expected="ISO 8601, such as 2023-02-02 or 2023-02-02T09:45+09:00",
            next_step="correct the line",
        )
    name = None if fields.id is None else str(fields.id)
    section = fields.section or fields.topic or None
    headline, agency = fields.headline or None, fields.agency or None
    return Record(fields.text, name, headline, published, fields.url, agency, section, until)


def _news(text: str) -> NewsItem | None:
    """Return the ninjs item that a JSON object is, None if it is none."""
    fields = msgspec.json.decode(text)
    return read_ninjs(fields) if isinstance(fields, dict) and is_ninjs(fields) else None


def _read_published(text: str) -> Publication | None:
    """Return the field's time: an instant with its zone, else the day (an instant without one is its day)."""
    if not text:
        return None
    if len(text) <= DAY_LENGTH:
        day = date.fromisoformat(text)
    else:
        instant = datetime.fromisoformat(text)
        day = instant.date()
        if instant.tzinfo is not None and FIRST_YEAR <= day.year <= LAST_YEAR:
            return Publication(instant.astimezone(UTC), "second", "field")
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValueError(text)
    return published_on(day, "field")
