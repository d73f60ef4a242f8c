"""GDELT and PLOVER files: what a row means, what is refused, what a broken or hostile file does."""

import gzip
import io
import json
import zipfile
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from gdelt_world import CAMEO, CODES, JOINED, gdelt_line, numbered, plover, polecat_line
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from record_world import LATE, fresh_record

from foreshock.record.imports import gdelt, polecat
from foreshock.record.imports import lines as file_lines
from foreshock.record.imports import plover as plover_lines
from foreshock.record.imports.lines import read_lines
from foreshock.record.imports.rows import ImportedRow, Incoming, RefusedRow
from foreshock.terms.errors import InputError


def from_gdelt(lines: Sequence[bytes], about: Sequence[str] = ()) -> tuple[list[ImportedRow], Incoming]:
    coded = gdelt.code_lines(numbered(lines), codes=CODES, cameo=CAMEO, joined=JOINED, about=about, seen_at=LATE)
    incoming = Incoming(coded)
    return list(incoming), incoming


def from_plover(lines: Sequence[bytes], about: Sequence[str] = ()) -> tuple[list[ImportedRow], Incoming]:
    return coded_plover(plover_lines.read_fields(numbered(lines)), about)


def from_polecat(lines: Sequence[bytes], about: Sequence[str] = ()) -> tuple[list[ImportedRow], Incoming]:
    return coded_plover(polecat.read_fields(numbered(lines), about=about), about, "polecat")


def coded_plover(
    rows: Iterable[tuple[int, Any]], about: Sequence[str], form: str = "plover"
) -> tuple[list[ImportedRow], Incoming]:
    coded = plover_lines.code_events(
        rows,
        origin=f"import:{form}",
        source=form,
        codes=CODES,
        cameo=CAMEO,
        kinds=frozenset({"launch.cruise", "visit"}),
        joined=JOINED,
        about=about,
        seen_at=LATE,
    )
    incoming = Incoming(coded)
    return list(incoming), incoming


HEADER = "\t".join(polecat.COLUMNS).encode()


def test_a_row_of_polecat_is_an_event_known_since_its_story_was_published() -> None:
    ((item,), incoming) = from_polecat([HEADER, polecat_line()])
    assert not incoming.refused
    event = item.event
    assert (item.number, item.id, item.source) == (2, "import:polecat:20300301-7-a", "Bay Wire")
    assert item.known_at == datetime(2030, 3, 2, 23, 59, 59, tzinfo=UTC)
    assert (event.type, event.mode, event.kind, event.status) == ("CONSULT", "visit", "visit", "happened")
    assert [(actor.code, actor.text, actor.sector) for actor in event.actors] == [("ARV", "Arvel", "GOV")]
    assert [(actor.code, actor.text) for actor in event.recipients] == [("BRE", "Brenn")]
    assert (event.contexts, event.place) == (("diplomatic", "military"), "Bay City")
    assert event.when is not None
    assert str(event.when.start) == "2030-03-01"


def test_states_of_one_side_are_told_apart_and_may_go_by_number() -> None:
    ((item,), _) = from_polecat(
        [HEADER, polecat_line(Actor_Country="BRE;ARV", Actor_Name="Brenn;Arvel", Recipient_Country="None")]
    )
    assert [(actor.code, actor.text) for actor in item.event.actors] == [("BRE", "Brenn"), ("ARV", "Arvel")]
    assert item.event.recipients == ()
    ((item,), _) = from_polecat([HEADER, polecat_line(Actor_Country="None")], about=["ARV"])
    assert [actor.code for actor in item.event.actors] == ["ARV"]


def test_what_a_story_says_will_be_has_not_happened() -> None:
    ((item,), _) = from_polecat([HEADER, polecat_line(Event_Date="2030-03-09")])
    assert item.event.status == "scheduled"


WITH_HEADLINE = (*polecat.COLUMNS[:7], "Headline", *polecat.COLUMNS[7:])


@pytest.mark.parametrize(
    ("header", "row"),
    [
        (HEADER.replace(b"Intensity", b"Event Intensity"), polecat_line()),
        (HEADER.lower().replace(b" ", b"_"), polecat_line()),
        (b"\xef\xbb\xbf" + HEADER + b"\t\t", polecat_line() + b"\t\t"),
        (HEADER, polecat_line() + b"\t\t\t"),
        ("\t".join(WITH_HEADLINE).encode(), polecat_line()),
        ("\t".join(WITH_HEADLINE).encode(), polecat_line(WITH_HEADLINE, Headline="None")),
        (
            "\t".join(reversed(polecat.COLUMNS)).encode(),
            b"\t".join(reversed(polecat_line().split(b"\t"))),
        ),
        (HEADER, polecat_line(Actor_Title='"a\tb"')),
    ],
    ids=["intensity", "other case", "mark and tabs", "tabs", "headline", "has it", "order", "a tab in quotes"],
)
def test_the_files_of_all_years_say_the_same(header: bytes, row: bytes) -> None:
    assert from_polecat([header, row])[0] == from_polecat([HEADER, polecat_line()])[0]


def test_older_files_are_in_latin_1() -> None:
    row = polecat_line(Placename="Bah\u00eda").decode().encode("latin-1")
    assert from_polecat([HEADER, row])[0][0].event.place == "Bah\u00eda"


def test_rows_of_polecat_that_cannot_be_used_are_refused_by_number() -> None:
    rows = [
        HEADER,
        polecat_line(),
        polecat_line(Event_ID="None"),
        polecat_line(Event_ID="2", Event_Type="FIGHT"),
        b"",
        polecat_line(Event_ID="3", Event_Date="2030-13-01"),
        polecat_line(Event_ID="4", Actor_Country="None", Actor_COW="None"),
        b"only\ttwo",
        polecat_line(Event_ID="5", Actor_Country="BRE", Actor_COW="None"),
        polecat_line(),
    ]
    kept, incoming = from_polecat(rows, about=["ARV"])
    assert len(kept) == 1
    assert incoming.passed == 2
    assert [row.row for row in incoming.refused] == [3, 4, 6, 8, 10]
    assert "2 columns" in incoming.refused[3].why


@pytest.mark.parametrize("lines", [[], [b"{}"], [b"a\tb\tc"], [HEADER.replace(b"Event Date", b"Day")]])
def test_what_is_no_file_of_polecats_is_refused_whole(lines: list[bytes]) -> None:
    with pytest.raises(InputError, match="no file of POLECAT"):
        from_polecat(lines)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.binary(max_size=80), max_size=5), st.binary(max_size=60))
def test_no_line_of_polecats_stops_the_rest(lines: list[bytes], cell: bytes) -> None:
    spoilt = polecat_line(Event_ID="8").replace(b"Bay City", cell.replace(b"\n", b""))
    kept, _ = from_polecat([HEADER, *lines, spoilt, polecat_line()])
    assert kept[-1].event.id == "20300301-7-a"


def test_a_gdelt_row_is_an_event_known_since_it_was_added() -> None:
    ((item,), _) = from_gdelt([gdelt_line()])
    event = item.event
    assert (item.id, item.source) == ("import:gdelt:7", "bay.example")
    assert item.known_at == datetime(2030, 3, 2, 10, 15, tzinfo=UTC)
    assert (event.type, event.mode, event.kind) == ("CONSULT", "visit", "visit")
    assert [(actor.code, actor.text, actor.sector) for actor in event.actors] == [("ARV", "ARVEL", "GOV")]
    assert [actor.code for actor in event.recipients] == ["BRE"]
    assert event.when is not None
    assert (str(event.when.start), event.when.precision, event.when.basis) == ("2030-03-01", "day", "text")
    assert event.place == "Bay City, Brenn"
    assert "https://www.bay.example/1 (CAMEO 042, 5 mentions in 3 articles)" in event.evidence[0].text
    with fresh_record() as record:
        record.imported.keep_part("import:gdelt", [item], seen_at=LATE)
        assert record.events(known_at=datetime(2030, 3, 2, 10, tzinfo=UTC)) == []
        (made,) = record.events(known_at=datetime(2030, 3, 2, 10, 15, tzinfo=UTC))
        assert (made.kind, made.kinetic) == ("visit", False)


def test_codes_are_text_and_fall_back_on_their_beginning() -> None:
    rows, incoming = from_gdelt(
        [gdelt_line(EventCode=code, GLOBALEVENTID=code) for code in ("0421", "048", "10", "010")]
    )
    assert [(item.event.id, item.event.kind) for item in rows] == [
        ("0421", "visit"),
        ("048", "talks"),
        ("010", "statement"),
    ]
    assert [refused.why for refused in incoming.refused] == ["EventCode '10' is no code of CAMEO"]


def test_only_what_tells_happenings_apart_is_joined_into_events() -> None:
    lines = [
        gdelt_line(),
        gdelt_line(GLOBALEVENTID="8", EventCode="13"),
        gdelt_line(GLOBALEVENTID="9", Actor1Code="BRE", Actor1CountryCode="BRE"),
    ]
    assert [item.joins for item in from_gdelt(lines)[0]] == [True, False, False]


def test_rows_about_others_are_passed_over() -> None:
    other = gdelt_line(GLOBALEVENTID="8", Actor1Code="BRE", Actor1CountryCode="BRE")
    rows, incoming = from_gdelt([gdelt_line(), other], about=["ARV"])
    assert (len(rows), incoming.rows, incoming.passed) == (1, 2, 1)


def test_a_role_without_a_state_names_nobody_and_a_day_may_be_a_month() -> None:
    ((item,), _) = from_gdelt([gdelt_line(Actor1Code="GOV", Actor1CountryCode="", SQLDATE="20300200")])
    assert item.event.actors == ()
    assert item.event.when is not None
    assert (str(item.event.when.start), str(item.event.when.end)) == ("2030-02-01", "2030-02-28")
    assert item.event.when.precision == "month"


@pytest.mark.parametrize(
    ("line", "why"),
    [
        (b"\t".join(gdelt_line().split(b"\t")[:58]), "58 columns, not 61 (58 are GDELT 1.0's)"),
        (gdelt_line() + b"\t", "62 columns"),
        (gdelt_line(GLOBALEVENTID="x7"), "is no number"),
        (gdelt_line(SQLDATE="00000301"), "the year 0 is not between"),
        (gdelt_line(SQLDATE="99991231"), "the year 9999 is not between"),
        (gdelt_line(SQLDATE="20300231"), "no day of the calendar"),
        (gdelt_line(SQLDATE="2030-03-01"), "is no day (YYYYMMDD)"),
        (gdelt_line(SQLDATE="20300401"), "is after it was added"),
        (gdelt_line(DATEADDED="2030030210"), "is no moment"),
        (gdelt_line(DATEADDED="20400302101500"), "after this file was seen"),
        (gdelt_line(EventCode="--"), "no code of CAMEO"),
        (gdelt_line(Actor1Name="NAME").replace(b"NAME", b"\xff\xfe"), "not UTF-8"),
        (gdelt_line(SOURCEURL="x" * 200_000), "200,000 characters"),
    ],
)
def test_a_hostile_gdelt_row_is_refused_with_its_number_and_the_rest_goes_on(line: bytes, why: str) -> None:
    rows, incoming = from_gdelt([gdelt_line(), line, gdelt_line(GLOBALEVENTID="8")])
    assert [item.event.id for item in rows] == ["7", "8"]
    assert incoming.refused[0].row == 2
    assert why in incoming.refused[0].why


def test_an_id_twice_is_refused_and_control_characters_become_blanks() -> None:
    rows, incoming = from_gdelt([gdelt_line(Actor1Name="AR\x00V\x1b[2J"), gdelt_line()])
    assert rows[0].event.actors[0].text == "AR V [2J"
    assert incoming.refused == [RefusedRow(2, "the id import:gdelt:7 occurred before")]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.binary(max_size=40), min_size=61, max_size=61))
def test_no_gdelt_row_breaks_the_import(cells: list[bytes]) -> None:
    _, incoming = from_gdelt([b"\t".join(cells).replace(b"\n", b"")])
    assert incoming.rows == 1


def test_a_plover_line_is_an_event() -> None:
    ((item,), _) = from_plover([json.dumps(plover(coded_date="2030-04-01")).encode()])
    event = item.event
    assert (item.id, item.source) == ("import:plover:p1", "Bay Wire")
    assert item.known_at == datetime(2030, 4, 1, 23, 59, 59, tzinfo=UTC)
    assert (event.type, event.mode, event.kind, event.contexts) == ("CONSULT", "visit", "visit", ("diplomatic",))
    assert [(actor.code, actor.text, actor.sector) for actor in event.actors] == [("ARV", "the Arvel cabinet", "GOV")]
    assert (event.status, item.joins) == ("happened", True)


def test_auxiliary_modes_say_how_an_event_stands_and_numbers_of_wars_name_states() -> None:
    line = plover(mode=["visit", "future"], actor=[{"code": "731"}], event_loc={"extracted_place": "the bay"})
    ((item,), _) = from_plover([json.dumps(line).encode()])
    assert (item.event.status, item.event.mode, item.event.place) == ("scheduled", "visit", "the bay")
    assert [actor.code for actor in item.event.actors] == ["ARV"]


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"id": None}, "no id"),
        ({"date": "0000-01-01"}, "is no day"),
        ({"date": "9999-12-31"}, "the year 9999"),
        ({"date": 7}, "is no day"),
        ({"enddate": "2030-02-01"}, "before it begins"),
        ({"actor": []}, "no actor"),
        ({"actor": [{"code": "=1+1"}]}, "no actor"),
        ({"event": ["FIGHT"]}, "not one of PLOVER's types"),
        ({"event": ["AID", "AGREE"]}, "not one of PLOVER's types"),
        ({"event_text": ["x" * 1_000_000]}, "1,000,000 characters"),
    ],
)
def test_a_hostile_plover_line_is_refused_with_its_number(change: dict[str, Any], why: str) -> None:
    lines = [json.dumps(plover(id=name) | extra).encode() for name, extra in (("a", {}), ("b", change), ("c", {}))]
    rows, incoming = from_plover(lines)
    assert [item.event.id for item in rows] == ["a", "c"]
    assert incoming.refused[0].row == 2
    assert why in incoming.refused[0].why


@pytest.mark.parametrize("line", [b"{", b"[1]", b"\xff{}", b"[" * 50_000, b'{"id": "\xed\xa0\x80"}'])
def test_what_is_no_json_object_is_refused(line: bytes) -> None:
    rows, incoming = from_plover([line, b"  ", json.dumps(plover()).encode()])
    assert len(rows) == 1
    assert [refused.row for refused in incoming.refused] == [1]


NGEC = {
    "id": "20300301-1_CONSULT",
    "event_type": "CONSULT",
    "event_mode": ["visit"],
    "contexts": ["diplomatic"],
    "attributes": {
        "ACTOR": [{"text": "the Arvel minister", "country": "ARV", "code_1": "GOV", "code_2": "", "qa_score": 0.4}],
        "RECIP": [{"text": "Brenn", "country": "BRE", "code_1": ""}],
    },
    "date_resolved": "2030-03-01",
    "pub_date": "2030-03-02",
    "event_geolocation": {"reason": "found", "geo": {"resolved_placename": "Bay City", "country_code3": "BRE"}},
    "headline": "Minister in Bay City",
    "publisher": "Bay Wire",
}


def test_what_polecats_coder_writes_is_read_as_plover() -> None:
    ((item,), _) = from_plover([json.dumps(NGEC).encode()])
    event = item.event
    assert (event.kind, event.mode, event.place) == ("visit", "visit", "Bay City")
    assert [(actor.code, actor.sector, actor.text) for actor in event.actors] == [("ARV", "GOV", "the Arvel minister")]
    assert [actor.code for actor in event.recipients] == ["BRE"]
    assert (item.source, item.known_at) == ("Bay Wire", datetime(2030, 3, 2, 23, 59, 59, tzinfo=UTC))


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.dictionaries(st.sampled_from([*NGEC]), json_values))
def test_no_line_of_polecats_coder_breaks_the_import(fields: dict[str, Any]) -> None:
    _, incoming = from_plover([json.dumps(NGEC | fields).encode()])
    assert incoming.rows == 1


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.dictionaries(st.sampled_from([*plover(), "comment", "coded_date", "enddate", "event_loc"]), json_values))
def test_no_plover_line_breaks_the_import(fields: dict[str, Any]) -> None:
    _, incoming = from_plover([json.dumps(plover() | fields).encode()])
    assert incoming.rows == 1


def zipped(*members: tuple[str, bytes]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return data.getvalue()


def test_a_file_is_read_alike_plain_gzipped_or_zipped(tmp_path: Path) -> None:
    text = b"one\r\ntwo\n\nlast"
    for name, data in (("p", text), ("g", gzip.compress(text)), ("z", zipped(("a.csv", text)))):
        (tmp_path / name).write_bytes(data)
        assert list(read_lines(tmp_path / name)) == [(1, b"one"), (2, b"two"), (3, b""), (4, b"last")]


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (zipped(("a", b"x" * 5000))[:-40], "cut off or damaged"),
        (zipped(("a", b"1"), ("b", b"2")), "it holds 2 files"),
        ("one\n".encode("utf-16"), "it is UTF-16"),
    ],
)
def test_a_file_that_is_no_whole_text_is_refused(tmp_path: Path, data: bytes, why: str) -> None:
    (tmp_path / "f").write_bytes(data)
    with pytest.raises(InputError, match=why):
        list(read_lines(tmp_path / "f"))


def test_a_gzip_that_is_cut_off_gives_the_lines_before(tmp_path: Path) -> None:
    text = b"".join(b"%d %d\n" % (number, number * 7919 % 104729) for number in range(20_000))
    (tmp_path / "g").write_bytes(gzip.compress(text)[:-5000])
    *whole, (number, broken) = read_lines(tmp_path / "g")
    assert len(whole) > 1000
    assert [line for _, line in whole] == text.splitlines()[: len(whole)]
    assert isinstance(broken, RefusedRow)
    assert number == broken.row == len(whole) + 1
    assert "breaks off" in broken.why


def test_a_damaged_zip_gives_the_lines_before(tmp_path: Path) -> None:
    text = b"".join(b"%d %d\n" % (number, number * 7919 % 104729) for number in range(200_000))
    data = bytearray(zipped(("a", text)))
    data[len(data) * 3 // 4] ^= 0xFF
    (tmp_path / "z").write_bytes(bytes(data))
    *whole, (_, broken) = read_lines(tmp_path / "z")
    assert isinstance(broken, RefusedRow)
    assert len(whole) > 1000


@pytest.mark.parametrize("content", [b"\0" * 3_000_000, b"a\n" * 1_500_000])
def test_a_bomb_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes) -> None:
    monkeypatch.setattr(file_lines, "SMALL", 1_000_000)
    monkeypatch.setattr(file_lines, "LONGEST_LINE", 10_000)
    monkeypatch.setattr(file_lines, "BUFFER", 1000)
    (tmp_path / "z").write_bytes(zipped(("a", content)))
    with pytest.raises(InputError, match="a bomb"):
        list(read_lines(tmp_path / "z"))


def test_a_line_too_long_costs_only_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(file_lines, "LONGEST_LINE", 10)
    (tmp_path / "f").write_bytes(b"short\n" + b"x" * 25 + b"\nlast\n")
    assert list(read_lines(tmp_path / "f")) == [
        (1, b"short"),
        (2, RefusedRow(2, "the line has more than 10 bytes")),
        (3, b"last"),
    ]


def test_progress_ends_at_the_whole_file(tmp_path: Path) -> None:
    (tmp_path / "f").write_bytes(b"line\n" * 2000)
    told: list[tuple[int, int]] = []
    list(read_lines(tmp_path / "f", lambda done, total: told.append((done, total))))
    assert told[-1] == (10_000, 10_000)
    assert all(0 < done <= total for done, total in told)
