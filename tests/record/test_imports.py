"""Bringing in somebody's table: rows become reports, refused rows are named, copies are compared."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from record_world import LATE, day, fresh_record, hour, pack, row

from foreshock.record.imports import ImportMapping, RefusedRow, code_rows, read_mapping, read_table
from foreshock.record.store import Record
from foreshock.terms.errors import InputError, UsageError

MAPPING = ImportMapping(
    name="almanac",
    source="Bay Almanac",
    columns={"date": "Day", "kind": "Type", "name": "Event", "note": "Text", "count": "Number"},
    kinds={"Rocket": "launch.cruise", "Drill": "exercise.joint.air"},
    actors=("ARV",),
)
ONE = {"Day": day(0).isoformat(), "Type": "Rocket", "Event": "Dawn firing", "Text": "It fell short.", "Number": "1"}
TWO = {**ONE, "Day": day(3).isoformat(), "Type": "Drill"}


def bring(record: Record, rows: list[dict[str, str]], at: int) -> tuple[int, int, int, int]:
    coded, refused = code_rows(rows, MAPPING)
    assert not refused
    report = record.import_rows("import:almanac", coded, seen_at=hour(at))
    return report.new, report.changed, report.vanished, report.unchanged


def test_the_same_copy_again_changes_nothing() -> None:
    with fresh_record() as record:
        assert bring(record, [ONE, TWO], 40) == (2, 0, 0, 0)
        before = record.counts()
        assert bring(record, [TWO, ONE], 60) == (0, 0, 0, 2)
        assert record.counts() == before


def test_a_later_copy_ends_what_changed_or_vanished_and_the_old_view_stays() -> None:
    with fresh_record() as record:
        bring(record, [ONE, TWO], 40)
        assert bring(record, [{**ONE, "Text": "It flew far."}], 60) == (0, 1, 1, 0)
        assert [event.valid_from for event in record.events(known_at=hour(59))] == [day(0), day(3)]
        (event,) = record.events(known_at=hour(60))
        assert "It flew far." in record.reports_of(event.id, known_at=hour(60))[0].content
        assert "It fell short." in record.reports_of(event.id, known_at=hour(59))[0].content
        with pytest.raises(UsageError, match="a later copy"):
            bring(record, [ONE], 50)


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
        ({"Day": ""}, "does not match format"),
        ({"Type": "Song"}, "not in the mapping"),
        ({"Number": "many"}, "not a whole number"),
        ({"Number": "9" * 30}, "not a whole number"),
        ({"Text": "x" * 1_000_000}, "1,000,000 characters"),
        ({"Text": "half \ud800"}, "surrogate"),
    ],
)
def test_a_hostile_row_is_refused_with_its_number(change: dict[str, str], why: str) -> None:
    coded, refused = code_rows([ONE, {**ONE, **change}, TWO], MAPPING)
    assert len(coded) == 2
    assert refused[0].row == 3
    assert why in refused[0].why


def test_control_characters_become_blanks_and_twin_rows_stay_two() -> None:
    coded, _ = code_rows([{**ONE, "Event": "Dawn\0\x1b[31m firing"}, ONE, ONE], MAPPING)
    assert coded[0].event.evidence[0].text == "Dawn  [31m firing It fell short."
    assert len({item.id for item in coded}) == 3


def test_an_id_twice_is_refused_the_second_time() -> None:
    mapping = ImportMapping(
        name="n", source="s", columns={"date": "Day", "id": "Id"}, kind="launch.cruise", actors=("ARV",)
    )
    rows = [{"Day": day(0).isoformat(), "Id": "7"}, {"Day": day(1).isoformat(), "Id": "7"}]
    coded, refused = code_rows(rows, mapping)
    assert [item.id for item in coded] == ["import:n:7"]
    assert refused == [RefusedRow(3, "the id import:n:7 occurred before")]


@settings(max_examples=60)
@given(st.dictionaries(st.sampled_from(["Day", "Type", "Event", "Text", "Number", "x"]), st.text(max_size=20)))
def test_no_row_breaks_the_import(cells: dict[str, str]) -> None:
    coded, refused = code_rows([ONE | cells], MAPPING)
    assert len(coded) + len(refused) == 1


def test_csv_and_json_are_read_alike(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text(
        "\ufeffDay,Type,Event\n" + f'{day(0)},Rocket,"Dawn, firing"\n{day(1)}\n', encoding="utf-8"
    )
    (tmp_path / "t.json").write_text(json.dumps([{"Day": str(day(0)), "Type": "Rocket", "Event": "Dawn, firing"}]))
    from_csv, refused = code_rows(read_table(tmp_path / "t.csv"), MAPPING)
    from_json, _ = code_rows(read_table(tmp_path / "t.json"), MAPPING)
    assert from_csv == from_json
    assert [item.row for item in refused] == [3]


def test_what_is_no_table_is_refused(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_bytes(b"\xff\xfe\x00bad")
    (tmp_path / "t.json").write_text("{}")
    for name in ("t.csv", "t.json", "none.csv"):
        with pytest.raises(InputError, match="cannot be read"):
            list(read_table(tmp_path / name))


def test_a_cell_too_long_for_the_csv_reader_costs_only_its_row(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text(f"Day,Type,Event\n{day(0)},Rocket,{'x' * 200_000}\n{day(1)},Rocket,short\n")
    coded, refused = code_rows(read_table(path), MAPPING)
    assert [item.event.evidence[0].text for item in coded] == ["short"]
    assert len(refused) == 1


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ('name = "n"\nsource = "s"\n[columns]\ndate = "Day"\ncolour = "c"\n', "no such field as colour"),
        ('name = "n"\nsource = "s"\n[columns]\nname = "x"\n', "no column for the field date"),
        ('name = "n"\n', "source"),
        ("][", "cannot be used"),
    ],
)
def test_a_faulty_mapping_says_what_is_wrong(tmp_path: Path, text: str, why: str) -> None:
    (tmp_path / "m.toml").write_text(text)
    with pytest.raises(UsageError, match=why):
        read_mapping(tmp_path / "m.toml")
