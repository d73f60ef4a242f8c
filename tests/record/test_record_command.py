"""`foreshock record`: what a person sees of the record."""

import io
import json
import sqlite3
from pathlib import Path

import pytest
from record_world import CLOCK, day, firing, hour, reading

from foreshock.cli.main import main
from foreshock.cli.terminal import Terminal
from foreshock.record.store import open_record

URL = "https://bay.example/1"


class Desk:
    """A record with two papers at odds over one rocket, and the command line on it."""

    def __init__(self, folder: Path) -> None:
        (folder / "bay").mkdir()
        (folder / "bay" / "theater.toml").write_text('id = "bay"\nname = "The Bay"\nzone = "UTC"\n')
        self.folder = folder
        self.path = folder / "record.sqlite3"
        with open_record(self.path, clock=CLOCK) as record:
            record.add(reading("a", published=hour(1), agency="Bay Wire"))
            record.add(reading("b", published=hour(30), agency="Brenn Post", events=[firing(status="denied")]))
            record.add(reading("old", published=hour(2), url=URL, events=[firing(on=4)]))
            record.add(reading("new", published=hour(50), url=URL, events=[firing(on=5)]))
            self.event, self.corrected = (event.id for event in record.events(known_at=hour(2)))

    def run(self, *words: str) -> tuple[int, str, str]:
        out, err = io.StringIO(), io.StringIO()
        terminal = Terminal(out=out, err=err, stdin=io.BytesIO(), environ={}, clock=CLOCK)
        code = main(
            ["record", *words, "--record", str(self.path), "--theater", str(self.folder / "bay")], terminal=terminal
        )
        return code, out.getvalue(), err.getvalue()


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_list_shows_what_was_known_at_a_moment(desk: Desk) -> None:
    code, early, _ = desk.run("list", "--as-of", "2030-03-01T12:00Z")
    assert code == 0
    assert [line.split()[0] for line in early.splitlines()] == [day(0).isoformat(), day(4).isoformat()]
    _, late, _ = desk.run("list", "--as-of", "2030-04-01")
    assert [line.split()[0] for line in late.splitlines()] == [day(0).isoformat(), day(5).isoformat()]


def test_list_may_leave_out_what_this_file_got_later(desk: Desk) -> None:
    assert desk.run("list", "--known-at", "2030-12-31")[1].startswith("no")
    assert len(desk.run("list", "--known-at", "2031-01-01")[1].splitlines()) == 2


def test_show_gives_reports_evidence_and_the_dispute(desk: Desk) -> None:
    code, page, _ = desk.run("show", desk.event)
    assert code == 0
    assert "reports (2)" in page
    assert "Arvel fired a rocket" in page
    assert "independent sources: 2 (2 articles); 1 support, 1 dispute; item credibility 4: doubtful" in page
    assert "status: denied (Brenn Post); happened (Bay Wire)" in page
    assert "disputes: none" in desk.run("show", desk.event, "--as-of", "2030-03-01")[1]


def test_show_as_json_is_one_object(desk: Desk) -> None:
    page = json.loads(desk.run("show", desk.event, "--json")[1])
    assert page["event"]["id"] == desk.event
    assert [item["report"]["source"] for item in page["assertions"]] == ["Bay Wire", "Brenn Post"]


def test_an_unknown_event_is_a_wrong_question(desk: Desk) -> None:
    code, out, err = desk.run("show", "event:none")
    assert (code, out) == (2, "")
    assert "foreshock record list" in err


def test_history_lists_versions_the_file_no_longer_believes(desk: Desk) -> None:
    lines = desk.run("history", desk.corrected)[1].splitlines()
    assert len(lines) == 2
    assert any(" to 2031-01-01" in line for line in lines)


def test_diff_says_what_came_and_what_went(desk: Desk) -> None:
    lines = desk.run("diff", "2030-03-01", "2030-03-04")[1].splitlines()
    assert [line[:12] for line in lines[1:] if line[0] in "+-~"] == [f"~ {day(0)}", f"- {day(4)}", f"+ {day(5)}"]
    assert "    sources: ('Bay Wire',) -> ('Bay Wire', 'Brenn Post')" in lines
    same = desk.run("diff", "2030-03-04", "2030-03-04")[1]
    assert same.endswith("0 events\n")


def test_search_finds_words_and_phrases(desk: Desk) -> None:
    assert "[rocket]" in desk.run("search", "rocket")[1]
    assert desk.run("search", "fired a rocket")[1] != ""
    assert desk.run("search", "rocket fired a")[1].startswith("no")


def test_check_is_silent_about_a_whole_record_and_names_an_altered_row(desk: Desk) -> None:
    assert desk.run("check")[:2] == (0, "the record is whole\n")
    with sqlite3.connect(desk.path) as connection:
        connection.execute("UPDATE event SET payload = replace(payload, 'ARV', 'BRE') WHERE row = 1")
    code, out, _ = desk.run("check")
    assert code == 1
    assert "row 1 of event does not match its digest" in out


def test_an_archive_makes_the_record_again(desk: Desk, tmp_path: Path) -> None:
    archive = str(tmp_path / "all.gz")
    assert desk.run("export", "archive", archive)[0] == 0
    listed = desk.run("list", "--json")[1]
    desk.path = tmp_path / "copy.sqlite3"
    assert desk.run("import", archive)[0] == 0
    assert desk.run("list", "--json")[1] == listed
    assert desk.run("import", archive)[0] == 1


def test_events_go_out_as_csv_and_an_existing_file_stays(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "events.csv"
    assert desk.run("export", "csv", str(path), "--as-of", "2030-03-01")[1].endswith("2 written\n")
    before = path.read_bytes()
    assert len(before.splitlines()) == 3
    code, _, err = desk.run("export", "csv", str(path))
    assert code == 1
    assert "cannot be written" in err
    assert path.read_bytes() == before
    assert desk.run("export", "xlsx", str(path))[0] == 2


MAPPING = """
name = "almanac"
source = "Bay Almanac"
actors = ["ARV"]
[columns]
date = "date"
kind = "type"
name = "event"
note = "description"
[kinds]
Missile = "launch.cruise"
"""


def test_a_table_is_brought_in_and_refused_rows_are_named(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "m.toml").write_text(MAPPING)
    table = tmp_path / "t.csv"
    table.write_text(f"date,type,event,description\n{day(0)},Missile,Dawn,Fell short\nsoon,Missile,Dusk,?\n")
    words = ("import", str(table), "--as", str(tmp_path / "m.toml"), "--seen", "2030-03-10")
    code, out, err = desk.run(*words)
    assert code == 1
    assert out.endswith("1 new, 0 changed, 0 vanished, 0 unchanged, 1 refused\n")
    assert "row 3: time data 'soon' does not match format" in err
    assert "0 new, 0 changed, 0 vanished, 1 unchanged" in desk.run(*words)[1]
    page = desk.run("show", desk.event)[1]
    assert "Bay Almanac: happened" in page
    assert "Dawn Fell short" in page
    assert "Bay Almanac" not in desk.run("show", desk.event, "--as-of", "2030-03-09")[1]


def test_stats_count_what_is_believed_and_what_was_written(desk: Desk) -> None:
    stats = json.loads(desk.run("stats", "--json")[1])
    articles = next(table for table in stats["tables"] if table["table"] == "article")
    assert articles == {"table": "article", "believed": 4, "written": 5}


def test_an_action_without_its_arguments_says_what_it_needs(desk: Desk) -> None:
    code, _, err = desk.run("diff", "2030-03-01")
    assert code == 2
    assert "EARLIER LATER" in err


def test_a_limit_shows_so_many_and_says_how_many_more(desk: Desk) -> None:
    code, out, err = desk.run("list", "--limit", "1")
    assert (code, len(out.splitlines()), err) == (0, 1, "foreshock: 1 more\n")
    assert desk.run("list", "--limit", "2") == desk.run("list")
    assert desk.run("list", "--limit", "0")[0] == 2


@pytest.mark.parametrize(
    "words", [["list"], ["show", "x"], ["search", "x"], ["stats"], ["review", "list"], ["export", "csv", "out.csv"]]
)
def test_a_record_that_is_not_there_is_not_made_by_looking(desk: Desk, words: list[str]) -> None:
    desk.path = desk.folder / "mistyped.sqlite3"
    code, out, err = desk.run(*words)
    assert (code, out) == (1, "")
    assert "there is no record at" in err
    assert "foreshock record create" in err
    assert not desk.path.exists()


def test_a_record_is_made_when_asked_for_and_once(desk: Desk) -> None:
    desk.path = desk.folder / "new" / "mine.sqlite3"
    code, out, _ = desk.run("create")
    assert (code, str(desk.path) in out) == (0, True)
    assert desk.run("check") == (0, "the record is whole\n", "")
    code, _, err = desk.run("create")
    assert (code, "something at" in err) == (1, True)


def test_the_record_of_the_environment_is_made_on_first_use_and_says_so(desk: Desk) -> None:
    path = desk.folder / "mine.sqlite3"
    for said in (f"foreshock: there was no record at {path} (FORESHOCK_RECORD): a new one is made\n", ""):
        err = io.StringIO()
        environ = {"FORESHOCK_RECORD": str(path)}
        terminal = Terminal(out=io.StringIO(), err=err, stdin=io.BytesIO(), environ=environ, clock=CLOCK)
        assert main(["record", "list", "--theater", str(desk.folder / "bay")], terminal=terminal) == 0
        assert err.getvalue() == said
