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
from typing import IO

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
        raw, stream, packed = _open(path, stack)
        while True:
            try:
                line = stream.readline(LONGEST_LINE + 1)
                whole = len(line) <= LONGEST_LINE
                rest = line
                while not whole and rest and not rest.endswith(b"\n"):
                    rest = stream.readline(LONGEST_LINE)
                    unpacked += len(rest)
                    _refuse_bomb(path, unpacked, raw.tell(), packed=packed)
            except _BROKEN as error:
                yield number + 1, RefusedRow(number + 1, f"the file breaks off here ({str(error) or 'damaged'})")
                return
            if not line:
                progress(total, total)
                return
            number += 1
            unpacked += len(line)
            if number % 500 == 0:
                progress(raw.tell(), total)
                _refuse_bomb(path, unpacked, raw.tell(), packed=packed)
            if whole:
                yield number, line.rstrip(b"\r\n")
            else:
                yield number, RefusedRow(number, f"the line has more than {LONGEST_LINE:,} bytes")


def decode(line: bytes) -> str:
    """Return a line as text; bytes that are no UTF-8 become lone surrogates, which cells refuse."""
    return line.decode("utf-8", "surrogateescape")


def _open(path: Path, stack: ExitStack) -> tuple[IO[bytes], IO[bytes], bool]:
    """Return the file itself, the stream of what it holds, and whether that is packed."""
    try:
        raw = stack.enter_context(path.open("rb"))
        start = raw.read(4)
        raw.seek(0)
        if start[:2] == b"\x1f\x8b":
            return raw, _buffered(gzip.GzipFile(fileobj=raw), stack), True
        if start == b"PK\x03\x04":
            archive = stack.enter_context(zipfile.ZipFile(raw))
            members = [member for member in archive.infolist() if not member.is_dir()]
            if len(members) != 1:
                raise _unreadable(path, f"it holds {len(members)} files")
            return raw, _buffered(archive.open(members[0]), stack), True
        if start[:2] in (b"\xff\xfe", b"\xfe\xff"):
            raise _unreadable(path, "it is UTF-16")
    except (*_BROKEN, RuntimeError, NotImplementedError) as error:
        raise _unreadable(path, str(error)) from error
    return raw, raw, False


def _buffered(stream: IO[bytes] | gzip.GzipFile, stack: ExitStack) -> IO[bytes]:
    """Read through a buffer in C: the packed streams' own way to a line of limited length is slow."""
    return stack.enter_context(io.BufferedReader(stack.enter_context(stream), BUFFER))  # type: ignore[type-var]


def _refuse_bomb(path: Path, unpacked: int, read: int, *, packed: bool) -> None:
    if packed and unpacked > SMALL and unpacked > LARGEST_RATIO * max(read, 1):
        raise _unreadable(path, f"it unpacks to more than {LARGEST_RATIO} times its size: a bomb, not a table")


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
