"""`foreshock record import --as`, `compare` and `export`: what a person sees of tables in and out."""

import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from gdelt_world import gdelt_line, plover
from msgspec.structs import replace
from record_world import CLOCK, LATE, day, firing, fresh_record, hour, view

from foreshock.cli.main import main
from foreshock.cli.terminal import Terminal
from foreshock.record.imports.keep import BATCH
from foreshock.record.imports.rows import ImportedRow

PACK = {
    "theater.toml": 'id = "bay"\nname = "The Bay"\nzone = "Asia/Tokyo"\nprincipal = ["ARV"]\n',
    "actors.csv": "code,kind,names,fips\nARV,country,Arvel,AV\nBRE,country,Brenn,BR\nCOR,country,Corland,CO\n",
    "kinds.csv": "id,label,type,mode,kinetic\nlaunch,launch,MOBILIZE,weapons,true\n"
    "launch.cruise,cruise,,,true\nlaunch.unknown,unknown,,,true\nvisit,visit,CONSULT,visit,false\n",
    "cameo.csv": "code,type,mode,kind,kinds,scale\n042,CONSULT,visit,visit,visit,1.9\n150,MOBILIZE,,,launch,-7.2\n",
    "imports/almanac.toml": 'name = "almanac"\nsource = "Bay Almanac"\nactors = ["ARV"]\n[columns]\ndate = "date"\n'
    'kind = "type"\nname = "event"\ncount = "count"\n[kinds]\nCruise = "launch.cruise"\nRocket = "launch.unknown"\n',
    "imports/log.toml": 'name = "log"\nsource = "Harbour Log"\nactors = ["ARV"]\neach = 1\nzone = "UTC"\n'
    'rows = "days"\nunknown = ["?"]\nkind = "launch.cruise"\n[columns]\ndate = "on"\ntime = "at"\n',
}


class Watched(io.StringIO):
    def isatty(self) -> bool:
        return True


class Desk:
    """A theater with two mappings of its own, an empty record, and the command line on them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for name, text in PACK.items():
            path = folder / "bay" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")

    def run(self, *words: str, watched: bool = False) -> tuple[int, str, str]:
        out, err = io.StringIO(), Watched() if watched else io.StringIO()
        terminal = Terminal(out=out, err=err, stdin=io.BytesIO(), environ={}, clock=CLOCK)
        where = ("--record", str(self.folder / "r.sqlite3"), "--theater", str(self.folder / "bay"))
        return main(["record", *words, *where], terminal=terminal), out.getvalue(), err.getvalue()

    def write(self, name: str, text: str | bytes) -> str:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return str(path)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def almanac(*rows: str) -> str:
    return "\n".join(["date,type,event,count", *rows, ""])


def test_a_series_of_copies_gives_both_clocks(desk: Desk) -> None:
    desk.write("copies/t_2030-03-05.csv", almanac(f"{day(0)},Cruise,Dawn,1"))
    desk.write("copies/t_2030-03-09.csv", almanac(f"{day(0)},Cruise,Dawn,2", f"{day(3)},Rocket,Noon,"))
    desk.write("copies/t_20300312.csv", almanac(f"{day(4)},Rocket,Noon,"))
    code, out, err = desk.run("import", str(desk.folder / "copies"), "--as", "almanac")
    assert (code, err) == (0, "")
    lines = [line.partition(" UTC: ")[2] for line in out.splitlines()]
    assert lines == [
        "1 new, 0 changed, 0 vanished, 0 unchanged, 0 refused",
        "1 new, 1 changed, 0 vanished, 0 unchanged, 0 refused",
        "1 new, 0 changed, 2 vanished, 0 unchanged, 0 refused",
        "",
    ]
    assert out.endswith("1 of the new rows are vanished ones under another day\n")
    for moment, days in (("2030-03-04", []), ("2030-03-05", [0]), ("2030-03-10", [0, 3]), ("2030-04-01", [4])):
        shown = desk.run("list", "--as-of", moment, "--json")[1].splitlines()
        assert [json.loads(line)["valid_from"] for line in shown] == [day(number).isoformat() for number in days]
    assert "x1" in desk.run("list", "--as-of", "2030-03-05")[1]
    assert "x2" in desk.run("list", "--as-of", "2030-03-10")[1]


def test_running_a_series_again_changes_nothing_and_leaves_older_copies_alone(desk: Desk) -> None:
    for number in (5, 9):
        desk.write(f"copies/t_2030-03-{number:02}.csv", almanac(f"{day(0)},Cruise,Dawn,{number}"))
    words = ("import", str(desk.folder / "copies"), "--as", "almanac")
    desk.run(*words)
    before = desk.run("stats", "--json")[1]
    code, out, _ = desk.run(*words)
    assert code == 0
    assert "t_2030-03-05.csv: left alone: a later copy, seen 2030-03-09, is in the record" in out
    assert "0 new, 0 changed, 0 vanished, 1 unchanged" in out
    assert json.loads(desk.run("stats", "--json")[1])["digest"] == json.loads(before)["digest"]


def test_a_copy_with_refused_rows_ends_nothing(desk: Desk) -> None:
    desk.write("t_2030-03-05.csv", almanac(f"{day(0)},Cruise,Dawn,1", f"{day(1)},Cruise,Dusk,1"))
    desk.write("t_2030-03-09.csv", almanac(f"{day(0)},Cruise,Dawn,1", "soon,Cruise,Dusk,1"))
    desk.run("import", str(desk.folder / "t_2030-03-05.csv"), "--as", "almanac")
    code, out, err = desk.run("import", str(desk.folder / "t_2030-03-09.csv"), "--as", "almanac")
    assert code == 1
    assert "0 new, 0 changed, 0 vanished, 1 unchanged, 1 refused" in out
    assert "missing from the last copy: 1 row; kept" in out
    assert "row 3: time data 'soon' does not match format" in err
    assert len(desk.run("list")[1].splitlines()) == 2


def test_copies_need_a_day_and_forms_must_exist(desk: Desk) -> None:
    one, two = desk.write("a.csv", almanac()), desk.write("b_2030-03-01.csv", almanac())
    assert desk.run("import", one, two, "--as", "almanac")[0] == 2
    assert "has no day in its name" in desk.run("import", one, two, "--as", "almanac")[2]
    assert "cannot be the day of 2 copies" in desk.run("import", one, two, "--as", "almanac", "--seen", "2030-03-01")[2]
    code, _, err = desk.run("import", one, "--as", "csis")
    assert (code, "almanac, log" in err) == (2, True)
    assert "no actor 'XXX'" in desk.run("import", one, "--as", "gdelt", "--about", "XXX")[2]
    (desk.folder / "empty").mkdir()
    assert "holds no table" in desk.run("import", str(desk.folder / "empty"), "--as", "almanac")[2]


def test_a_table_without_a_form_says_which_there_are(desk: Desk) -> None:
    code, _, err = desk.run("import", desk.write("t.csv", almanac()))
    assert (code, "--as FORM" in err, "gdelt, plover" in err) == (2, True, True)


def zipped(content: bytes) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("20300302101500.export.CSV", content)
    return data.getvalue()


def test_gdelt_rows_about_the_theater_come_in_and_go_out_again(desk: Desk) -> None:
    lines = [gdelt_line(), gdelt_line(GLOBALEVENTID="8", Actor1Code="BRE", Actor1CountryCode="BRE", Actor2Code="COR",
                                      Actor2CountryCode="COR"), b"one\ttwo"]  # fmt: skip
    path = desk.write("20300302101500.export.CSV.zip", zipped(b"\n".join(lines)))
    code, out, err = desk.run("import", path, "--as", "gdelt")
    assert code == 1
    assert out.endswith("1 new, 0 changed, 0 vanished, 0 unchanged, 1 refused, 1 about others\n")
    assert "row 3: it has 2 columns, not 61" in err
    assert "1 new" in desk.run("import", path, "--as", "gdelt", "--about", "all")[1]
    assert desk.run("list", "--as-of", "2030-03-02T10:14Z", "--json")[1] == ""
    assert "visit" in desk.run("list", "--as-of", "2030-03-02T10:15Z")[1]
    exported = desk.folder / "out.tsv"
    assert desk.run("export", "gdelt", str(exported))[1].endswith("1 written\n")
    (row,) = exported.read_text().splitlines()
    cells = row.split("\t")
    assert len(cells) == 61
    assert (cells[1], cells[5], cells[15], cells[26], cells[59]) == ("20300301", "ARV", "BRE", "042", "20300302101500")


def test_plover_lines_come_in_and_every_form_goes_out(desk: Desk) -> None:
    path = desk.write("events.jsonl", json.dumps(plover()) + "\n")
    assert "1 new" in desk.run("import", path, "--as", "plover")[1]
    done = json.loads(desk.run("import", path, "--as", "plover", "--json")[1])
    assert (done["report"]["unchanged"], done["rows"], done["refused"]) == (1, 1, [])
    for form in ("csv", "gdelt", "parquet", "plover"):
        code, out, _ = desk.run("export", form, str(desk.folder / f"out.{form}"))
        assert (code, out.endswith("1 written\n")) == (0, True)
    assert json.loads((desk.folder / "out.plover").read_text())["event"] == ["CONSULT"]


def test_a_failed_export_leaves_no_file(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    assert desk.run("create")[0] == 0
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    code, _, err = desk.run("export", "parquet", str(desk.folder / "out.parquet"))
    assert (code, "foreshock[bulk]" in err) == (2, True)
    assert not (desk.folder / "out.parquet").exists()


def test_two_tables_are_compared_and_every_dispute_is_listed(desk: Desk) -> None:
    rows = [f"{day(0)},Cruise,Dawn,2", f"{day(5)},Cruise,Noon,1", f"{day(9)},Rocket,Dusk,"]
    desk.write("a_2030-04-01.csv", almanac(*rows))
    hours = [(day(0), "00:30"), (day(0), "00:31"), (day(4), "?"), (day(8), "23:00"), (day(9), "?")]
    log = {"days": [{"on": str(on), "at": at} for on, at in hours]}
    desk.write("b_2030-04-01.json", json.dumps(log))
    for name, form in (("a_2030-04-01.csv", "almanac"), ("b_2030-04-01.json", "log")):
        assert desk.run("import", str(desk.folder / name), "--as", form)[0] == 0
    code, out, _ = desk.run("compare", "almanac", "log", "--from", str(day(0)), "--to", str(day(9)))
    assert code == 0
    assert "almanac (3 happenings) and log (3), 2030-03-01 to 2030-03-10" in out
    assert "of 3 in both: 2 (67%) on the same day, the rest one day apart" in out
    assert "disputes (1)" in out
    assert "day, no hour known: almanac 2030-03-06 launch.cruise x1 “Noon”" in out
    found = json.loads(desk.run("compare", "almanac", "log", "--json")[1])
    assert found["comparison"]["totals"] == {"same": 1, "differs": 0, "not_stated": 1}
    code, _, err = desk.run("compare", "almanac", "diary")
    assert (code, "one of almanac, log" in err) == (2, True)


def test_progress_shows_only_to_somebody_who_watches(desk: Desk) -> None:
    path = desk.write("t_2030-03-05.csv", almanac(f"{day(0)},Cruise,Dawn,1"))
    assert "reading" in desk.run("import", path, "--as", "almanac", watched=True)[2]
    assert desk.run("import", path, "--as", "almanac")[2] == ""


def test_an_import_that_was_cut_off_is_continued_by_running_it_again() -> None:
    def rows(cut: int | None = None) -> Iterator[ImportedRow]:
        for number in range(BATCH + 50):
            if number == cut:
                raise KeyboardInterrupt
            event = replace(firing(on=number % 40), id=str(number))
            yield ImportedRow(number=number, id=f"import:t:{number}", source="t", event=event)

    with fresh_record() as record, fresh_record() as unbroken:
        with pytest.raises(KeyboardInterrupt):
            record.imported.keep_part("import:t", rows(cut=BATCH + 20), seen_at=hour(0))
        report = record.imported.keep_part("import:t", rows(), seen_at=hour(0))
        assert (report.new, report.unchanged) == (50, BATCH)
        unbroken.imported.keep_part("import:t", rows(), seen_at=hour(0))
        assert [event for event, _ in view(record, LATE)] == [event for event, _ in view(unbroken, LATE)]
        assert record.faults() == []
