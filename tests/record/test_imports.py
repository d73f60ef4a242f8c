"""Bringing in somebody's table: rows become reports, refused rows are named, copies are compared."""

import gzip
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from record_world import LATE, day, fresh_record, hour, pack, row

from foreshock.record.imports.mapped import Weapons, code_rows
from foreshock.record.imports.rows import ImportedRow, Incoming, RefusedRow, SeenIds, reason_of
from foreshock.record.imports.tables import read_table
from foreshock.record.outcomes import ImportReport
from foreshock.record.store import Record
from foreshock.terms.errors import InputError, UsageError
from foreshock.theaters.mappings import KindRule, TableMapping, find_mapping, read_mapping
from foreshock.theaters.schema import Weapon

MAPPING = TableMapping(
    name="almanac",
    source="Bay Almanac",
    columns={"date": "Day", "kind": "Type", "name": "Event", "note": "Text", "count": "Number"},
    kinds={"Rocket": "launch.cruise", "Drill": "exercise.joint.air"},
    actors=("ARV",),
)
ONE = {"Day": day(0).isoformat(), "Type": "Rocket", "Event": "Dawn firing", "Text": "It fell short.", "Number": "1"}
TWO = {**ONE, "Day": day(3).isoformat(), "Type": "Drill"}


def sift(
    rows: Sequence[dict[str, Any]],
    mapping: TableMapping = MAPPING,
    *,
    zone: str = "UTC",
    weapons: Weapons | None = None,
) -> tuple[list[ImportedRow], list[RefusedRow]]:
    incoming = Incoming(code_rows(enumerate(rows, start=2), mapping, zone=zone, weapons=weapons))
    return list(incoming), incoming.refused


def sift_file(path: Path, mapping: TableMapping = MAPPING) -> tuple[list[ImportedRow], list[RefusedRow]]:
    incoming = Incoming(code_rows(read_table(path, mapping.rows), mapping, zone="UTC"))
    return list(incoming), incoming.refused


def bring(record: Record, rows: list[dict[str, str]], at: int, *, whole: bool = True) -> ImportReport:
    coded, refused = sift(rows)
    assert not refused
    return record.imported.keep_copy("import:almanac", coded, seen_at=hour(at), whole=lambda: whole)


def counts(report: ImportReport) -> tuple[int, int, int, int]:
    return report.new, report.changed, report.vanished, report.unchanged


def test_the_same_copy_again_changes_nothing() -> None:
    with fresh_record() as record:
        assert counts(bring(record, [ONE, TWO], 40)) == (2, 0, 0, 0)
        before = record.counts()
        assert counts(bring(record, [TWO, ONE], 60)) == (0, 0, 0, 2)
        assert record.counts() == before


def test_a_later_copy_ends_what_changed_or_vanished_and_the_old_view_stays() -> None:
    with fresh_record() as record:
        bring(record, [ONE, TWO], 40)
        assert counts(bring(record, [{**ONE, "Text": "It flew far."}], 60)) == (0, 1, 1, 0)
        assert [event.valid_from for event in record.events(known_at=hour(59))] == [day(0), day(3)]
        (event,) = record.events(known_at=hour(60))
        assert "It flew far." in record.reports_of(event.id, known_at=hour(60))[0].content
        assert "It fell short." in record.reports_of(event.id, known_at=hour(59))[0].content
        with pytest.raises(UsageError, match="a later copy"):
            bring(record, [ONE], 50)


def test_a_row_under_another_day_is_a_move() -> None:
    with fresh_record() as record:
        bring(record, [ONE, TWO], 40)
        report = bring(record, [{**ONE, "Day": day(1).isoformat()}, TWO], 60)
        assert (counts(report), report.moved) == ((1, 0, 1, 1), 1)


def test_a_copy_that_could_not_be_read_whole_ends_nothing() -> None:
    with fresh_record() as record:
        bring(record, [ONE, TWO], 40)
        report = bring(record, [ONE], 60, whole=False)
        assert (report.vanished, report.missing) == (0, 1)
        assert len(record.events(known_at=LATE)) == 2


def test_a_part_of_a_table_leaves_the_other_rows_alone() -> None:
    first, second = (sift([cells])[0] for cells in (ONE, TWO))
    with fresh_record() as record:
        record.imported.keep_part("import:almanac", first, seen_at=hour(40))
        assert counts(record.imported.keep_part("import:almanac", second, seen_at=hour(50))) == (1, 0, 0, 0)
        assert counts(record.imported.keep_part("import:almanac", [*first, *second], seen_at=hour(60))) == (0, 0, 0, 2)
        assert len(record.events(known_at=LATE)) == 2


def test_a_row_is_known_from_when_its_table_published_it() -> None:
    item = replace(sift([ONE])[0][0], known_at=hour(30))
    with fresh_record() as record:
        record.imported.keep_part("import:almanac", [item], seen_at=hour(90))
        assert record.events(known_at=hour(29)) == []
        assert len(record.events(known_at=hour(30))) == 1


rows_of_a_copy = st.lists(st.sampled_from([ONE, TWO, {**ONE, "Text": "x"}, {**TWO, "Event": "y"}]), max_size=3)


@settings(max_examples=15, deadline=None)
@given(st.lists(rows_of_a_copy, min_size=1, max_size=4))
def test_every_copy_of_a_series_can_be_read_back_as_of_its_day(copies: list[list[dict[str, str]]]) -> None:
    with fresh_record() as record:
        for number, rows in enumerate(copies):
            bring(record, rows, 10 * number)
        for number, rows in enumerate(copies):
            held = record.imported.keep_copy("import:other", [], seen_at=hour(0))
            assert held.new == 0
            wanted = sorted((item.event.evidence[0].text, str(item.event.when)) for item in sift(rows)[0])
            shown = sorted(
                (text, when)
                for event in record.events(known_at=hour(10 * number))
                for report in record.reports_of(event.id, known_at=hour(10 * number))
                for text, when in [said(report.content)]
            )
            assert [text for text, _ in shown] == [text for text, _ in wanted]
        assert record.faults() == []


def said(content: str) -> tuple[str, str]:
    event = json.loads(content)
    return event["evidence"][0]["text"], event["when"]["start"]


def test_an_imported_row_supports_the_theaters_own_and_counts_as_a_source() -> None:
    with fresh_record() as record:
        record.load_pack(pack(), [row("x", on=0)])
        bring(record, [ONE, TWO], 40)
        events = record.events(known_at=LATE)
        assert [(event.table, event.kinetic) for event in events] == [("firings", True), ("articles", False)]
        reports = record.reports_of("firings:x", known_at=LATE)
        assert [report.origin for report in reports] == ["pack:bay", "import:almanac"]
        assert len(record.sources_of("firings:x", known_at=LATE)) == 1


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"Day": "soon"}, "does not match format"),
        ({"Day": "0000-01-01"}, "year 0 is out of range"),
        ({"Day": "9999-12-31"}, "the year 9999"),
        ({"Day": "0999"}, "the year 999"),
        ({"Day": "2030-02-30"}, "day is out of range"),
        ({"Day": ""}, "does not match format"),
        ({"Type": "Song"}, "not in the mapping"),
        ({"Number": "many"}, "not a whole number"),
        ({"Number": "9" * 30}, "not a whole number"),
        ({"Text": "x" * 1_000_000}, "1,000,000 characters"),
        ({"Text": "half \ud800"}, "surrogate"),
    ],
)
def test_a_hostile_row_is_refused_with_its_number(change: dict[str, str], why: str) -> None:
    coded, refused = sift([ONE, {**ONE, **change}, TWO])
    assert len(coded) == 2
    assert refused[0].row == 3
    assert why in refused[0].why


def test_control_characters_become_blanks_and_twin_rows_stay_two() -> None:
    coded, _ = sift([{**ONE, "Event": "Dawn\0\x1b[31m firing"}, ONE, ONE])
    assert coded[0].event.evidence[0].text == "Dawn  [31m firing It fell short."
    assert len({item.id for item in coded}) == 3


def test_an_id_twice_is_refused_the_second_time() -> None:
    mapping = TableMapping(
        name="n", source="s", columns={"date": "Day", "id": "Id"}, kind="launch.cruise", actors=("ARV",)
    )
    coded, refused = sift([{"Day": day(0).isoformat(), "Id": "7"}, {"Day": day(1).isoformat(), "Id": "7"}], mapping)
    assert [item.id for item in coded] == ["import:n:7"]
    assert refused == [RefusedRow(3, "the id import:n:7 occurred before")]


@settings(max_examples=60)
@given(st.dictionaries(st.sampled_from(["Day", "Type", "Event", "Text", "Number", "x"]), st.text(max_size=20)))
def test_no_row_breaks_the_import(cells: dict[str, str]) -> None:
    coded, refused = sift([ONE | cells])
    assert len(coded) + len(refused) == 1


def test_a_kind_comes_from_its_column_then_from_phrases_then_from_the_weapon() -> None:
    mapping = TableMapping(
        name="n",
        source="s",
        columns={"date": "Day", "kind": "Type", "name": "Event", "instrument": "Rocket"},
        kinds={"Drill": "exercise.joint.air"},
        rules=(KindRule(kind="launch.satellite", any=("Orbit",)),),
        weapons=True,
        kind="launch.unknown",
        actors=("ARV",),
    )
    weapons = Weapons([Weapon(id="t-1", name="Tern-1", class_="cruise", aliases=("Gull 2",), kind="launch.cruise")])
    rows = [
        {"Day": "2030-03-01", "Type": kind, "Event": name, "Rocket": rocket}
        for kind, name, rocket in [
            ("Drill", "orbit", "Tern-1"),
            ("", "into orbit", "Tern-1"),
            ("", "", "TERN 1"),
            ("", "", "Heron (Gull-2)"),
            ("", "", "Heron"),
        ]
    ]
    coded, refused = sift(rows, mapping, weapons=weapons)
    assert not refused
    assert [item.event.kind for item in coded] == [
        "exercise.joint.air", "launch.satellite", "launch.cruise", "launch.cruise", "launch.unknown",
    ]  # fmt: skip


def test_an_instant_in_another_zone_becomes_the_theaters_day_and_an_unknown_hour_stays_unknown() -> None:
    mapping = TableMapping(
        name="n",
        source="s",
        columns={"date": "Day", "time": "Hour"},
        kind="launch.cruise",
        actors=("ARV",),
        zone="UTC",
        unknown=("unknown",),
    )
    rows = [
        {"Day": "2030-03-01", "Hour": "20:30"},
        {"Day": "2030-03-01", "Hour": "Unknown"},
        {"Day": "2030-05", "Hour": "unknown"},
        {"Day": "2030", "Hour": ""},
        {"Day": "2030-03-01", "Hour": "25:00"},
    ]
    coded, refused = sift(rows, mapping, zone="Asia/Tokyo")
    found = [(str(w.start), str(w.end), w.precision, w.text) for item in coded if (w := item.event.when)]
    assert found == [
        ("2030-03-02", "2030-03-02", "minute", "2030-03-01 20:30 UTC"),
        ("2030-03-01", "2030-03-01", "day", "2030-03-01, hour unknown, day as printed (UTC)"),
        ("2030-05-01", "2030-05-31", "month", "2030-05"),
        ("2030-01-01", "2030-12-31", "year", "2030"),
    ]
    assert "does not match format" in refused[0].why


def test_csv_and_json_are_read_alike(tmp_path: Path) -> None:
    text = "\ufeffDay,Type,Event\n" + f'{day(0)},Rocket,"Dawn, firing"\n{day(1)}\n'
    (tmp_path / "t.csv").write_text(text, encoding="utf-8")
    (tmp_path / "t.csv.gz").write_bytes(gzip.compress(text.encode()))
    rows = [{"Day": str(day(0)), "Type": "Rocket", "Event": "Dawn, firing"}]
    (tmp_path / "t.json").write_text(json.dumps(rows))
    (tmp_path / "deep.json").write_text(json.dumps({"years": [{"data": rows}, {"data": []}, {"none": 1}]}))
    (from_csv,), refused = sift_file(tmp_path / "t.csv")
    assert sift_file(tmp_path / "t.csv.gz")[0] == [from_csv]
    for name, mapping in (("t.json", MAPPING), ("deep.json", replace(MAPPING, rows="years.data"))):
        assert [replace(item, number=2) for item in sift_file(tmp_path / name, mapping)[0]] == [from_csv]
    assert [(item.row, item.why) for item in refused] == [(3, "it has 1 cells, the header has 3")]


def test_what_is_no_table_is_refused(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_bytes(b"\xff\xfe\x00bad")
    (tmp_path / "latin.csv").write_bytes("Day,Événement\n".encode("latin-1"))
    (tmp_path / "t.json").write_text("{}")
    (tmp_path / "nested.json").write_text("[" * 100_000)
    (tmp_path / "empty.csv").write_text("")
    for name in ("t.csv", "latin.csv", "t.json", "nested.json", "empty.csv", "none.csv"):
        with pytest.raises(InputError, match="cannot be read"):
            list(read_table(tmp_path / name))


def test_a_cell_too_long_or_wrongly_encoded_costs_only_its_row(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    lines = [f"{day(0)},Rocket,{'x' * 200_000}", f"{day(1)},Rocket,short", f"{day(2)},Rocket,{'y' * 3_000_000}"]
    latin = f"{day(3)},Rocket,é".encode("latin-1")
    path.write_bytes("\n".join(["Day,Type,Event", *lines, ""]).encode() + latin + f"\n{day(4)},Rocket,last\n".encode())
    coded, refused = sift_file(path)
    assert [item.event.evidence[0].text for item in coded] == ["short", "last"]
    assert [item.row for item in refused] == [2, 4, 5]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ('name = "n"\nsource = "s"\n[columns]\ndate = "Day"\ncolour = "c"\n', "no such field as colour"),
        ('name = "n"\nsource = "s"\n[columns]\nname = "x"\n', "no column for the field date"),
        ('name = "n"\nsource = "s"\nzone = "Mars"\n[columns]\ndate = "x"\n', "no time zone Mars"),
        ('name = "n"\n', "source"),
        ("][", "cannot be used"),
    ],
)
def test_a_faulty_mapping_says_what_is_wrong(tmp_path: Path, text: str, why: str) -> None:
    (tmp_path / "m.toml").write_text(text)
    with pytest.raises(UsageError, match=why):
        read_mapping(tmp_path / "m.toml")


def test_a_mapping_is_found_by_its_path_or_by_the_name_a_theater_gives_it(tmp_path: Path) -> None:
    (tmp_path / "m.toml").write_text('name = "n"\nsource = "s"\n[columns]\ndate = "x"\n')
    assert find_mapping(str(tmp_path / "m.toml"), "world").name == "n"
    assert find_mapping("cns", "korea").zone == "UTC"
    with pytest.raises(UsageError, match="no mapping 'csis'"):
        find_mapping("csis", "world")


def test_reasons_are_counted_without_what_is_particular_to_a_row() -> None:
    assert reason_of("the count '12' is not a whole number") == reason_of("the count 'x' is not a whole number")
    assert reason_of("it has 3 cells, the header has 12") == "it has # cells, the header has #"


@given(st.lists(st.text(st.characters(codec="utf-8"), max_size=5)))
def test_ids_seen_are_remembered_as_a_set_would(names: list[str]) -> None:
    with SeenIds() as seen:
        known: set[str] = set()
        for name in names:
            assert seen.add(name) == (name not in known)
            known.add(name)
        assert all(name in seen for name in known)
