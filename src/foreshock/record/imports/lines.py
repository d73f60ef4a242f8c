"""The lines of a file that may be zipped, gzipped, cut off, wrongly encoded or a bomb.

A line that cannot be used is refused and the next one read; memory holds one line at a time.
"""

import gzip
import io
import lzma
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import IO, Any

from foreshock.record.imports.rows import RefusedRow
from foreshock.terms.errors import InputError

LONGEST_LINE = 2_000_000
# What deflate makes of text of events is a tenth; a thousandth is what it makes of nothing at all.
SMALL, LARGEST_RATIO = 50_000_000, 200
BUFFER = 1 << 18
_BROKEN = (EOFError, zlib.error, zipfile.BadZipFile, lzma.LZMAError, gzip.BadGzipFile, OSError)

Progress = Callable[[int, int], None]


def nobody(_done: int, _total: int) -> None:
    """Watch progress without doing anything."""


def read_lines(path: Path, progress: Progress = nobody) -> Iterator[tuple[int, bytes | RefusedRow]]:
    """Yield the lines of a plain, gzip or zip file (of one member), numbered from 1, without their ends.

    `progress` is told the bytes of the file that were read and how many there are. A file that
    breaks off gives what stands before the break, and a refused row for the rest.

    Raises:
        InputError: it cannot be opened, is not a whole zip file, or unpacks to absurdly much.
    """
    total = _size(path)
    number = unpacked = 0
    with ExitStack() as stack:
        raw, source = _open(path, stack)
        stream = stack.enter_context(io.BufferedReader(source, BUFFER))
        while line := stream.readline(LONGEST_LINE + 1):
            number += 1
            unpacked += len(line)
            rest, whole = line, len(line) <= LONGEST_LINE
            while not whole and rest and not rest.endswith(b"\n"):
                rest = stream.readline(LONGEST_LINE)
                unpacked += len(rest)
                source.refuse_bomb(path, unpacked, raw.tell())
            if number % 500 == 0:
                source.refuse_bomb(path, unpacked, raw.tell())
                progress(raw.tell(), total)
            if source.broken is not None and not line.endswith(b"\n"):
                number -= 1
                break
            if whole:
                yield number, line.rstrip(b"\r\n")
            else:
                yield number, RefusedRow(number, f"the line has more than {LONGEST_LINE:,} bytes")
        if source.broken is not None:
            yield number + 1, RefusedRow(number + 1, f"the file breaks off here ({source.broken})")
        progress(total, total)


class _Source(io.RawIOBase):
    """What a file holds, unpacked. Where it is damaged it ends, and `broken` says how."""

    def __init__(self, stream: IO[bytes] | gzip.GzipFile, *, packed: bool) -> None:
        self._stream = stream
        self._packed = packed
        self.broken: str | None = None

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        try:
            data = self._stream.read1(len(buffer)) if self._packed else self._stream.read(len(buffer))  # type: ignore[union-attr]
        except _BROKEN as error:
            self.broken = str(error) or "damaged"
            return 0
        buffer[: len(data)] = data
        return len(data)

    def refuse_bomb(self, path: Path, unpacked: int, read: int) -> None:
        """Stop reading a file that unpacks to absurdly much.

        Raises:
            InputError: it does.
        """
        if self._packed and unpacked > SMALL and unpacked > LARGEST_RATIO * max(read, 1):
            raise _unreadable(path, f"it unpacks to more than {LARGEST_RATIO} times its size: a bomb, not a table")


def decode(line: bytes) -> str:
    """Return a line as text; bytes that are no UTF-8 become lone surrogates, which cells refuse."""
    return line.decode("utf-8", "surrogateescape")


def _open(path: Path, stack: ExitStack) -> tuple[IO[bytes], _Source]:
    """Return the file itself and what it holds."""
    try:
        raw = stack.enter_context(path.open("rb"))
        start = raw.read(4)
        raw.seek(0)
        if start[:2] == b"\x1f\x8b":
            return raw, _Source(stack.enter_context(gzip.GzipFile(fileobj=raw)), packed=True)
        if start == b"PK\x03\x04":
            archive = stack.enter_context(zipfile.ZipFile(raw))
            members = [member for member in archive.infolist() if not member.is_dir()]
            if len(members) != 1:
                raise _unreadable(path, f"it holds {len(members)} files")
            return raw, _Source(stack.enter_context(archive.open(members[0])), packed=True)
        if start[:2] in (b"\xff\xfe", b"\xfe\xff"):
            raise _unreadable(path, "it is UTF-16")
    except zipfile.BadZipFile as error:
        raise _unreadable(path, "the zip file is cut off or damaged") from error
    except (*_BROKEN, RuntimeError, NotImplementedError) as error:
        raise _unreadable(path, str(error)) from error
    return raw, _Source(raw, packed=False)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError as error:
        raise _unreadable(path, error.strerror or str(error)) from error


def _unreadable(path: Path, why: str) -> InputError:
    return InputError(
        f"the table {path} cannot be read: {why}",
        expected="a UTF-8 file, or one such file in a whole zip or gzip",
        next_step="fetch it again, or save it again as UTF-8",
    )
