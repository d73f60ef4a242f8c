"""Where articles come from: files, folders, addresses, standard input, `.jsonl` lines and news items."""

import gzip
import os
import zlib
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, Literal, cast

from foreshock.intake.decode import GZIP, decode, kind_of, read_limited, refuse_binary
from foreshock.intake.records import Record, read_records, read_whole
from foreshock.terms.errors import InputError

STANDARD_INPUT = "-"
RECORD_SUFFIXES = (".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz")
PAGE_SUFFIXES = (".html", ".htm", ".xhtml")


@dataclass(frozen=True)
class Document:
    """One decoded document, as the user named it; `kind` is what it looks like."""

    source: str
    text: str
    kind: Literal["html", "text"]
    url: str | None = None


@dataclass(frozen=True)
class RecordLine:
    """One `.jsonl` line or news item; `source` is the file and the line's or item's number."""

    source: str
    record: Record


@dataclass(frozen=True)
class Unreadable:
    """An input that could not be opened or is no text, and why."""

    source: str
    error: InputError


Found = Document | RecordLine | Unreadable


def open_sources(arguments: tuple[str, ...], stdin: BinaryIO, timeout: float) -> Iterator[Found]:
    """Yield what the arguments name, in order; folders go through their files by name, hidden ones left out.

    Args:
        arguments: paths, http(s) addresses, or "-".
        stdin: where "-" reads from.
        timeout: seconds to wait for an address, connecting and reading together.
    """
    for argument in arguments:
        if argument == STANDARD_INPUT:
            yield from _from_stream(argument, stdin)
        elif argument.lower().startswith(("http://", "https://")):
            yield from _from_address(argument, timeout)
        else:
            yield from _from_path(argument)


def _from_path(argument: str) -> Iterator[Found]:
    try:
        path = Path(argument)
        if path.is_dir():
            names = list(_files_under(path))
            if not names:
                yield Unreadable(argument, InputError("no files in this folder", expected="at least one article"))
            for name in names:
                yield from _from_file(name)
            return
    except (OSError, ValueError) as fault:
        yield Unreadable(argument, _cannot_open(fault))
        return
    yield from _from_file(argument)


def _files_under(folder: Path) -> Iterator[str]:
    for place, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (str(Path(place, name)) for name in sorted(files) if not name.startswith("."))


def _from_file(name: str) -> Iterator[Found]:
    try:
        path = Path(name)
        if not path.is_file():
            what = "not a regular file" if path.exists() else "no such file or folder"
            yield Unreadable(name, InputError(what, expected="a file, folder or URL", next_step="check the path"))
            return
        with path.open("rb") as stream:
            yield from _from_stream(name, stream)
    except (OSError, ValueError) as fault:
        yield Unreadable(name, _cannot_open(fault))


def _cannot_open(fault: Exception) -> InputError:
    reason = fault.strerror if isinstance(fault, OSError) and fault.strerror else str(fault)
    return InputError(f"cannot be read: {reason}", expected="a readable file", next_step="check path and permissions")


def _from_stream(name: str, stream: BinaryIO) -> Iterator[Found]:
    lowered = name.lower()
    if lowered.endswith(RECORD_SUFFIXES):
        yield from _from_records(name, stream, packed=lowered.endswith(".gz"))
        return
    try:
        start = b"" if name != STANDARD_INPUT else stream.readline(1 << 16)
        if start.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{") and start.strip() != b"{":
            yield from _numbered(name, read_records(stream, start))
            return
        data = read_limited(cast("BinaryIO", _Chained(start, stream)))
        yield from _from_data(name, data, None, None)
    except InputError as error:
        yield Unreadable(name, error)


class _Chained:
    """A stream whose first bytes were already taken."""

    def __init__(self, start: bytes, stream: BinaryIO) -> None:
        self._start = start
        self._stream = stream

    def read(self, size: int) -> bytes:
        """Return up to `size` bytes."""
        if self._start:
            part, self._start = self._start[:size], self._start[size:]
            return part
        return self._stream.read(size)


def _from_records(name: str, stream: BinaryIO, *, packed: bool) -> Iterator[Found]:
    with ExitStack() as stack:
        opened = cast("BinaryIO", stack.enter_context(gzip.GzipFile(fileobj=stream))) if packed else stream
        try:
            yield from _numbered(name, read_records(opened))
        except (EOFError, zlib.error, gzip.BadGzipFile):
            yield Unreadable(name, InputError("a broken gzip file", expected="a whole gzip file"))


def _numbered(name: str, lines: Iterator[tuple[int, Record | InputError]]) -> Iterator[Found]:
    empty = True
    for number, record in lines:
        empty = False
        source = f"{name}:{number}"
        yield Unreadable(source, record) if isinstance(record, InputError) else RecordLine(source, record)
    if empty:
        yield Unreadable(name, InputError("empty", expected="one article a line", next_step="check that it was saved"))


def _from_address(url: str, timeout: float) -> Iterator[Found]:
    from foreshock.intake.fetch import fetch

    try:
        page = fetch(url, timeout)
        yield from _from_data(url, page.data, page.charset, page.url)
    except InputError as error:
        yield Unreadable(url, error)


def _from_data(name: str, data: bytes, charset: str | None, url: str | None) -> Iterator[Found]:
    if data.startswith(GZIP):
        data = read_limited(BytesIO(data))
    refuse_binary(data)
    text = decode(data, charset)
    if name.lower().removesuffix(".gz").endswith(PAGE_SUFFIXES):
        yield Document(name, text, "html", url)
        return
    kind = "text" if name.lower().endswith(".txt") else kind_of(text)
    if kind == "jsonl":
        whole = read_whole(data)
        lines = read_records(BytesIO(data)) if whole is None else iter([(1, whole)])
        yield from _numbered(name, lines)
    elif kind == "newsml":
        from foreshock.intake.newsml import read_news_xml

        yield from _numbered(name, read_news_xml(text))
    else:
        yield Document(name, text, kind, url)
