"""Bytes to text: what the bytes look like, and in which encoding they are."""

import codecs
import gzip
import re
import zlib
from io import BytesIO
from typing import BinaryIO, Literal

from foreshock.terms.errors import InputError

LIMIT = 20_000_000
LIMIT_TEXT = "20 MB"
GZIP = b"\x1f\x8b"
BINARY = (
    (b"%PDF-", "a PDF"), (b"\x89PNG", "a PNG image"), (b"\xff\xd8\xff", "a JPEG image"), (b"GIF8", "a GIF image"),
    (b"PK\x03\x04", "a zip archive or an office document"), (b"PK\x05\x06", "an empty zip archive"),
    (b"\xd0\xcf\x11\xe0", "an old office document"), (b"{\\rtf", "an RTF document"), (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"), (b"Rar!", "a RAR archive"), (b"7z\xbc\xaf", "a 7-Zip archive"), (b"BZh", "a bzip2 file"),
    (b"\xfd7zXZ", "an xz file"), (b"\x28\xb5\x2f\xfd", "a zstd file"), (b"OggS", "an Ogg file"),
    (b"ID3", "an MP3 file"),
    (b"SQLite format 3", "an SQLite database"), (b"II*\x00", "a TIFF image"), (b"MM\x00*", "a TIFF image"),
    (b"wOF", "a font"), (b"PAR1", "a Parquet file"),
)  # fmt: skip
MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
DECLARED = re.compile(rb"(?:charset|encoding)\s{0,3}=\s{0,3}[\"']?\s{0,3}([A-Za-z0-9_:.-]{2,40})", re.IGNORECASE)
HEAD_LENGTH = 4096
CONTROL = frozenset(range(9)) | frozenset(range(14, 27)) | {28, 29, 30, 31, 127}
MOST_CONTROL = 0.02
# pages that declare latin-1 are read as browsers read them
AS_BROWSERS = {
    "iso-8859-1": "cp1252", "latin-1": "cp1252", "latin1": "cp1252", "ascii": "cp1252", "us-ascii": "cp1252",
    "euc-kr": "cp949", "ks_c_5601-1987": "cp949", "gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932",
}  # fmt: skip
Kind = Literal["html", "text", "jsonl", "newsml"]


def read_limited(stream: BinaryIO) -> bytes:
    """Return a stream's bytes, unpacked when it is a gzip; never holds more than the limit and one byte.

    Raises:
        InputError: larger than the limit, or a gzip that breaks off.
    """
    data = _read_up_to_limit(stream)
    if data.startswith(GZIP):
        try:
            data = _read_up_to_limit(gzip.GzipFile(fileobj=BytesIO(data)))
        except (OSError, EOFError, zlib.error):
            raise InputError(
                "a broken gzip file", expected="a whole gzip file", next_step="fetch or compress it again"
            ) from None
    return data


def _read_up_to_limit(stream: BinaryIO | gzip.GzipFile) -> bytes:
    parts: list[bytes] = []
    left = LIMIT + 1
    while left > 0 and (part := stream.read(min(left, 1 << 20))):
        parts.append(part)
        left -= len(part)
    if left <= 0:
        raise InputError(
            f"larger than {LIMIT_TEXT}", expected="one article", next_step="split it, or give many articles as .jsonl"
        )
    return b"".join(parts)


def refuse_binary(data: bytes) -> None:
    """Refuse bytes that are no text.

    Raises:
        InputError: empty, or what the bytes look like instead.
    """
    if not data.strip(b" \t\r\n\x0b\x0c"):
        raise InputError("empty", expected="an article's text or page", next_step="check that the file was saved")
    looks = next((name for start, name in BINARY if data.startswith(start)), None)
    if looks is None and data[:4] == b"RIFF":
        looks = "a WebP image or a sound file"
    if looks is None and data[4:8] == b"ftyp":
        looks = "a video"
    if looks is None and not data.startswith(tuple(mark for mark, _ in MARKS)):
        sample = data[:HEAD_LENGTH] + data[len(data) // 2 : len(data) // 2 + HEAD_LENGTH]
        if b"\x00" in sample or sum(byte in CONTROL for byte in sample) > MOST_CONTROL * len(sample):
            looks = "binary data"
    if looks is not None:
        raise InputError(
            f"looks like {looks}, not text", expected="plain text, HTML or .jsonl", next_step="save the article as text"
        )


def decode(data: bytes, declared: str | None = None) -> str:
    """Return the text of bytes: by byte order mark, UTF-8, what the page or server declares, or likeness.

    UTF-8 that decodes is hardly ever anything else, so it goes before a declaration.
    """
    for mark, name in MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(name, errors="replace")
    plain = _strictly(data, "utf-8")
    if plain is not None:
        return plain
    in_page = DECLARED.search(data[:HEAD_LENGTH])
    for encoding in (declared, in_page[1].decode("ascii") if in_page else None):
        text = None if encoding is None else _strictly(data, encoding)
        if text is not None:
            return text
    return _by_likeness(data)


def _strictly(data: bytes, name: str) -> str | None:
    name = AS_BROWSERS.get(name.lower(), name)
    try:
        return data.decode(name)
    except (LookupError, ValueError):
        return None


def _by_likeness(data: bytes) -> str:
    from charset_normalizer import from_bytes

    best = from_bytes(data[:200_000]).best()
    text = None if best is None else _strictly(data, best.encoding)
    return data.decode("cp1252", errors="replace") if text is None else text


HTML_START = re.compile(
    r"\s{0,200}(?:<\?xml[^>]{0,200}>\s{0,20})?(?:<!--.{0,2000}?-->\s{0,20})?<(?:!doctype html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
HTML_TAG = re.compile(
    r"<(?:html|head|body|title|meta|div|p|article|section|span|table|h1|a|br|script|b|i)\b[^<>]{0,500}>", re.IGNORECASE
)
XML_START = re.compile(
    r"\s{0,200}<(?:\?xml|!DOCTYPE|rss|feed|(?:\w{1,20}:)?(?:newsItem|newsMessage|nitf))\b", re.IGNORECASE
)
NEWS_XML = re.compile(r"<(?:\w{1,20}:)?(?:newsItem|newsMessage|nitf)[\s>]")


def kind_of(text: str) -> Kind:
    """Return what decoded text is.

    Raises:
        InputError: XML that is no web page and no news item.
    """
    head = text[:HEAD_LENGTH]
    if HTML_START.match(head):
        return "html"
    if XML_START.match(head.removeprefix("\ufeff")):
        if NEWS_XML.search(head):
            return "newsml"
        raise InputError(
            "looks like XML that is no web page and no news item",
            expected="plain text, HTML, .jsonl, NewsML-G2 or NITF",
            next_step="give the page itself",
        )
    start = head.lstrip("\ufeff \t\r\n")
    if start.startswith("{") and ('"text"' in text[:LIMIT] or '"uri"' in text[:LIMIT]):
        return "jsonl"
    if start.startswith("<") and HTML_TAG.search(head):
        return "html"
    return "html" if len(HTML_TAG.findall(head)) >= 5 else "text"
