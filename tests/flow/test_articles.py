"""Many inputs, good and bad: each gets its own outcome, in order."""

import gzip
import io
import json
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foreshock.flow.articles import ExtractedInput, Inputs, RawText, extract_articles, raw_texts
from foreshock.flow.failed import FailedInput
from foreshock.intake import fetch
from foreshock.intake.page import MOST_ELEMENTS
from foreshock.terms.article import Article
from foreshock.terms.clock import FixedClock
from foreshock.terms.errors import InputError

STORY = "Freedonia names envoy\n\nFreedonia named a new envoy for the talks on Monday, state radio said.\n"
CLOCK = FixedClock(datetime(2026, 1, 1, tzinfo=UTC))


def inputs(
    *arguments: str | Path, stdin: bytes = b"", published: datetime | date | None = None, timeout: float = 5
) -> Inputs:
    return Inputs(tuple(map(str, arguments)), io.BytesIO(stdin), published, timeout, CLOCK)


def outcomes(*arguments: str | Path, stdin: bytes = b"") -> list[ExtractedInput | FailedInput]:
    return list(extract_articles(inputs(*arguments, stdin=stdin)))


def only_article(*arguments: str | Path, stdin: bytes = b"") -> Article:
    (item,) = outcomes(*arguments, stdin=stdin)
    assert isinstance(item, ExtractedInput), item
    return item.article


def only_error(*arguments: str | Path, stdin: bytes = b"", timeout: float = 5) -> str:
    (item,) = extract_articles(inputs(*arguments, stdin=stdin, timeout=timeout))
    assert isinstance(item, FailedInput), item
    assert isinstance(item.error, InputError)
    return str(item.error)


def test_a_folder_with_one_bad_file_gives_the_others(tmp_path: Path) -> None:
    for number in range(9):
        (tmp_path / f"{number}.txt").write_text(STORY, encoding="utf-8")
    (tmp_path / "4a.txt").write_bytes(b"%PDF-1.7 ...")
    (tmp_path / ".hidden.txt").write_text("never read", encoding="utf-8")
    found = outcomes(tmp_path)
    assert [Path(item.source).name for item in found] == [*(f"{n}.txt" for n in range(5)), "4a.txt",
                                                          *(f"{n}.txt" for n in range(5, 9))]  # fmt: skip
    assert [isinstance(item, FailedInput) for item in found].index(True) == 5
    assert sum(isinstance(item, ExtractedInput) for item in found) == 9


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "empty"),
        (b" \n\t\n", "empty"),
        (b"%PDF-1.4\n1 0 obj", "a PDF"),
        (b"\x89PNG\r\n\x1a\n0000", "a PNG image"),
        (b"\xff\xd8\xff\xe0JFIF", "a JPEG image"),
        (b"PK\x03\x04xx", "a zip archive"),
        (b"abc\x00def\x00" * 20, "binary data"),
        (bytes(1_000_000), "binary data"),
        (b"\x1f\x8b\x08\x00broken", "broken gzip"),
        (gzip.compress(STORY.encode())[:-12], "broken gzip"),
        (b'<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY b "&lol;&lol;">]><lolz>&b;</lolz>', "XML"),
    ],
)
def test_what_is_no_article_is_refused_by_name(tmp_path: Path, data: bytes, said: str) -> None:
    file = tmp_path / "input.txt" if not data.startswith(b"<") else tmp_path / "input.dat"
    file.write_bytes(data)
    assert said in only_error(file)


def test_fifty_megabytes_of_zeros_are_refused_without_reading_them_all(tmp_path: Path) -> None:
    file = tmp_path / "zeros.txt"
    with file.open("wb") as stream:
        stream.truncate(50_000_000)
    assert "larger than 20 MB" in only_error(file)
    packed = tmp_path / "zeros.gz"
    packed.write_bytes(gzip.compress(bytes(50_000_000), 1))
    assert "larger than 20 MB" in only_error(packed)


def test_deeply_nested_html_gives_an_outcome(tmp_path: Path) -> None:
    file = tmp_path / "deep.html"
    file.write_text("<html><body>" + "<div>" * 200_000 + "text" + "</div>" * 200_000, encoding="utf-8")
    assert "nested" in only_error(file)


def test_html_of_more_elements_than_any_page_has_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "wide.html"
    file.write_text(f"<html><body><p>{STORY}</p>{'<b>x</b>' * (MOST_ELEMENTS + 1)}</body></html>", encoding="utf-8")
    assert f"more than {MOST_ELEMENTS} elements" in only_error(file)


@pytest.mark.parametrize("argument", ["missing.txt", "missing/folder", "bad\0name", "x" * 5000])
def test_a_path_that_is_not_there_is_an_error_of_that_input(argument: str) -> None:
    assert only_error(argument)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252", "latin-1"])
def test_encodings_are_told_apart(tmp_path: Path, encoding: str) -> None:
    said = "Ministerin Müller sagte am Montag, das Gespräch über die Übung sei für Freedonia „nötig“ gewesen."
    said = said.replace("„", '"').replace("“", '"')
    (tmp_path / "a.txt").write_bytes(f"Gespräch in Zürich\n\n{said}\n".encode(encoding))
    assert only_article(tmp_path / "a.txt").paragraphs == (said,)


def test_a_declared_korean_encoding_is_followed(tmp_path: Path) -> None:
    said = "외무성 대변인은 월요일 담화에서 합동 훈련이 계속되면 대응 조치를 취할 것이라고 말했다."
    page = f'<html><head><meta charset="euc-kr"><title>담화</title></head><body><article><p>{said}</p><p>{said * 3}</p>'
    (tmp_path / "a.html").write_bytes(page.encode("euc-kr"))
    article = only_article(tmp_path / "a.html")
    assert article.paragraphs[0] == said
    assert article.language is None or article.language != "en"


def record(**fields: object) -> bytes:
    return json.dumps(fields).encode() + b"\n"


def test_records_come_in_order_and_a_bad_line_is_its_own_error(tmp_path: Path) -> None:
    file = tmp_path / "wire.jsonl"
    text = "Lisbon, May 2 (HW) -- The ministry said no.\nIt gave no reason.\nTalks end today."
    file.write_bytes(
        record(id="a1", text=text, headline="Ministry says no", published_at="2016-05-02")
        + b"{broken\n\n"
        + record(id=7, text="One line.", published_at="2016-05-02T10:00:00+09:00")
        + record(id="b", text="x", published_at="yesterday")
        + record(id="c")
        + record(id="d", text="")
    )
    found = outcomes(file)
    assert [item.source for item in found] == [f"{file}:{n}" for n in (1, 2, 4, 5, 6, 7)]
    assert [isinstance(item, FailedInput) for item in found] == [False, True, False, True, True, True]
    first, third = found[0], found[2]
    assert isinstance(first, ExtractedInput)
    assert isinstance(third, ExtractedInput)
    assert first.article.source_id == "a1"
    assert first.article.paragraphs == ("The ministry said no.", "It gave no reason.", "Talks end today.")
    assert (first.article.dateline, first.article.agency) == ("Lisbon, May 2", "HW")
    assert (first.article.published_precision, first.article.published_basis) == ("day", "field")
    assert third.article.source_id == "7"
    assert third.article.published_at == datetime(2016, 5, 2, 1, tzinfo=UTC)


def test_records_come_from_standard_input_too() -> None:
    found = outcomes("-", stdin=record(id="a", text="One.") + record(id="b", text="Two."))
    assert [item.source for item in found] == ["-:1", "-:2"]


def test_standard_input_gives_one_article_packed_or_not() -> None:
    assert only_article("-", stdin=STORY.encode()) == only_article("-", stdin=gzip.compress(STORY.encode()))


def test_raw_texts_are_verbatim_with_their_day() -> None:
    text = "\n\nLISBON (HW) _\n\nThe  talks\u00a0ended Friday.\n"
    (item,) = raw_texts(inputs("-", stdin=record(id="a", text=text, published_at="2016-05-02")))
    assert item == RawText("-:1", "a", text, date(2016, 5, 2))


def test_a_web_page_tells_of_itself(tmp_path: Path) -> None:
    facts = {
        "@type": "NewsArticle",
        "headline": "Freedonia names envoy",
        "datePublished": "2021-07-05T17:31:12+09:00",
        "author": [{"@type": "Person", "name": "Ana Brandt"}],
        "publisher": {"name": "Harbor Times"},
    }
    story = "".join(
        f"<p>Sentence {n} of the story about the envoy, said on Monday by state radio.</p>" for n in range(6)
    )
    page = f"""<html lang="en-GB"><head><title>Freedonia names envoy | Harbor Times</title>
        <script type="application/ld+json">{json.dumps(facts)}</script></head>
        <body><nav><a href="/">Home</a></nav><article><h1>Freedonia names envoy</h1>{story}</article></body></html>"""
    (tmp_path / "a.html.gz").write_bytes(gzip.compress(page.encode()))
    article = only_article(tmp_path / "a.html.gz")
    assert (article.headline, article.byline) == ("Freedonia names envoy", ("Ana Brandt",))
    assert (article.publisher, article.language) == ("Harbor Times", "en")
    assert article.published_at == datetime(2021, 7, 5, 8, 31, 12, tzinfo=UTC)
    assert (article.published_basis, article.published_precision) == ("metadata", "second")
    assert len(article.paragraphs) == 6


@contextmanager
def answering(reply: bytes | None) -> Iterator[str]:
    """Serve one raw reply to every connection; None keeps the caller waiting."""
    server = socket.create_server(("127.0.0.1", 0))
    stop = threading.Event()

    def serve() -> None:
        server.settimeout(0.1)
        while not stop.is_set():
            try:
                connection, _ = server.accept()
            except TimeoutError:
                continue
            with connection:
                connection.settimeout(2)
                connection.recv(65536)
                if reply is None:
                    stop.wait(5)
                else:
                    connection.sendall(reply)

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.getsockname()[1]}/story"
    finally:
        stop.set()
        thread.join()
        server.close()


def reply(body: bytes, kind: str = "text/plain; charset=utf-8", status: str = "200 OK", extra: str = "") -> bytes:
    head = (
        f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\nConnection: close\r\n{extra}\r\n"
    )
    return head.encode() + body


def test_an_address_gives_its_article() -> None:
    with answering(reply(STORY.encode())) as url:
        article = only_article(url)
    assert article.url == url
    assert len(article.paragraphs) == 1


@pytest.mark.parametrize(
    ("served", "said"),
    [
        (None, "no answer within 0.3 seconds"),
        (reply(b"x", status="404 Not Found"), "404"),
        (reply(b"x", kind="image/png"), "image/png"),
        (reply(b"", status="302 Found", extra="Location: /story\r\n"), "redirects"),
        (b"nonsense\r\n\r\n", "could not be fetched"),
    ],
)
def test_an_address_that_gives_no_article_says_why(served: bytes | None, said: str) -> None:
    with answering(served) as url:
        assert said in only_error(url, timeout=0.3)


def test_a_page_is_not_fetched_beyond_its_largest_size(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetch, "LIMIT", 1_000)
    with answering(reply(STORY.encode() + b"x" * 1_000)) as url:
        assert "larger than" in only_error(url)
    with answering(reply(STORY.encode())) as url:
        assert only_article(url).url == url


def test_plain_text_loads_no_html_or_network_code() -> None:
    script = (
        "import io,sys;from foreshock.flow.articles import *;from foreshock.terms.clock import SystemClock;"
        f"i=Inputs(('-',),io.BytesIO({STORY.encode()!r}),None,1,SystemClock());"
        "assert len(list(extract_articles(i)))==1;"
        "print(sorted({'trafilatura','lxml','httpx2','charset_normalizer'}&set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


PIECES = st.sampled_from(
    (
        STORY, "Most Read\n• A title of another story\n", "By A. Writer and B. Other\n", "2021-07-05 08:31:12Z\n",
        "(HW) -- ", "LISBON, May 2 — ", "©2023 X\n", "<p>", "<html>", "</div>", "{", '"text"', "\x00", "\ufeff",
        "Leave a Comment\n", "\n\n", "99/99/2023 25:61 EST", "Updated: Feb. 30, 2023 at 9 a.m. +99:99",
        "(Reporting by X)\n", "- \n", "•", "|", "World|",
    )
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.binary(max_size=400), st.lists(st.one_of(PIECES, st.text(max_size=30)), max_size=12)))
def test_no_bytes_raise_anything_and_all_give_the_same_article_twice(given_data: bytes | list[str]) -> None:
    data = given_data if isinstance(given_data, bytes) else "".join(given_data).encode("utf-8", "replace")
    first = outcomes("-", stdin=data)
    assert first
    for item, again in zip(first, outcomes("-", stdin=data), strict=True):
        if isinstance(item, FailedInput):
            assert isinstance(item.error, InputError)
            continue
        assert isinstance(again, ExtractedInput)
        assert item.article == again.article
        assert all(part and part == " ".join(part.split()) for part in item.article.paragraphs)
        assert item.article.paragraphs
