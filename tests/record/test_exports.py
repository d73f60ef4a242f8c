"""The record for other programs, and as an archive that makes it again."""

import csv
import gzip
import io
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from record_world import CLOCK, LATE, day, fresh_record, hour, pack, reading, row, view

from foreshock.record.exports import csv_lines, plover_lines
from foreshock.record.store import open_record
from foreshock.terms.errors import InputError, RecordError
from foreshock.theaters.schema import Kind

URL = "https://bay.example/1"
KINDS = {
    "launch": Kind(id="launch", label="launch", type="MOBILIZE", mode="weapons", contexts=("military",)),
    "launch.cruise": Kind(id="launch.cruise", label="cruise missile launch"),
    "statement": Kind(id="statement", label="statement"),
}


def test_plover_lines_have_the_manuals_fields_and_say_what_was_left_out() -> None:
    planned = replace(row("x", on=2), status="scheduled", valid_to=day(4), recipients=("BRE",), place="the bay")
    export = plover_lines([planned, row("y", kind="statement.ministry")], KINDS)
    assert export.untyped == ("firings:y",)
    (line,) = map(json.loads, export.lines)
    assert line["id"] == "firings:x"
    assert (line["date"], line["enddate"]) == (day(2).isoformat(), day(4).isoformat())
    assert (line["actor"], line["recipient"]) == ([{"code": "ARV"}], [{"code": "BRE"}])
    assert (line["event"], line["mode"], line["context"]) == (["MOBILIZE"], ["weapons", "future"], ["military"])
    assert line["quad_code"] == 4
    assert line["cite_info"] == [{"citation": "Bay Almanac"}]
    assert line["event_loc"] == {"extracted_place": "the bay"}


@pytest.mark.parametrize("text", ["=1+1", "+cmd", "-2", "@SUM(A1)", "\t=1", "\r=1"])
def test_csv_cells_never_start_a_formula(text: str) -> None:
    event = replace(row("x"), name=text, place=text, sources=(text, "b"))
    _, cells = csv.reader(io.StringIO("\r\n".join(csv_lines([event])), newline=""))
    assert not [cell for cell in cells if cell[:1] in set("=+-@\t\r")]


@settings(max_examples=50)
@given(st.text(st.characters(codec="utf-8"), max_size=20))
def test_csv_survives_any_text(text: str) -> None:
    event = replace(row("x"), name=text)
    rows = list(csv.reader(io.StringIO("\r\n".join(csv_lines([event])), newline="")))
    assert len(rows) == 2
    assert rows[1][rows[0].index("name")].lstrip("'") == text.lstrip("'")


def test_an_archive_makes_the_identical_record(tmp_path: Path) -> None:
    archive = tmp_path / "all.jsonl.gz"
    moments = [hour(number) for number in (0, 3, 24, 50)] + [LATE]
    with fresh_record() as record:
        record.load_pack(pack("1"), [row("x"), row("y", on=1)])
        record.load_pack(pack("2"), [row("x", count=2)])
        record.add(reading("old", url=URL, published=hour(2), text="nul \0 and '; quotes"))
        record.add(reading("new", url=URL, published=hour(9)))
        written = record.export_archive(archive)
        with open_record(tmp_path / "copy.db", clock=CLOCK) as copy:
            assert copy.import_archive(archive) == written
            for moment in moments:
                assert view(copy, moment) == view(record, moment)
                assert copy.digest(known_at=moment) == record.digest(known_at=moment)
            assert copy.versions("firings:x") == record.versions("firings:x")
            assert copy.counts() == record.counts()
            assert copy.search("quotes", known_at=hour(3)) == record.search("quotes", known_at=hour(3))
            assert copy.faults() == []
            again = tmp_path / "again.jsonl.gz"
            copy.export_archive(again)
            assert again.read_bytes() == archive.read_bytes()


def test_a_damaged_archive_is_refused_and_fills_nothing(tmp_path: Path) -> None:
    archive = tmp_path / "all.jsonl.gz"
    with fresh_record() as record:
        record.load_pack(pack(), [row(str(number), on=number) for number in range(20)])
        record.export_archive(archive)
    lines = gzip.decompress(archive.read_bytes()).splitlines(keepends=True)
    broken = {
        "cut": archive.read_bytes()[:-40],
        "short": gzip.compress(b"".join(lines[:-5])),
        "other": gzip.compress(b'{"format": "something else"}\n'),
        "unknown": gzip.compress(lines[0] + b'{"table": "songs", "row": {}}\n'),
        "plain": b"not gzip at all",
        "missing": gzip.compress(lines[0] + b'{"table": "event", "row": {"row": 1}}\n'),
    }
    for name, data in broken.items():
        path = tmp_path / name
        path.write_bytes(data)
        with fresh_record() as record:
            with pytest.raises(InputError, match="not a whole archive"):
                record.import_archive(path)
            assert record.events(known_at=LATE) == []


def test_an_archive_fills_only_an_empty_record_and_overwrites_no_file(tmp_path: Path) -> None:
    archive = tmp_path / "all.jsonl.gz"
    with fresh_record() as record:
        record.load_pack(pack(), [row("x")])
        record.export_archive(archive)
        with pytest.raises(RecordError, match="already holds rows"):
            record.import_archive(archive)
        with pytest.raises(RecordError, match="cannot be written"):
            record.export_archive(archive)
