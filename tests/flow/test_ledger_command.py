"""`foreshock ledger` and `foreshock track-record` from issue to score, as a person runs them."""

import hashlib
import json
import re
import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from pathlib import Path

import pytest
from isle_world import ISSUED, LAST_DAY, Isle

DOCS = Path(__file__).parents[2] / "docs"
LATER = ISSUED + timedelta(days=40)
WEEK = ("--horizon", "7")


@pytest.fixture
def isle(tmp_path: Path) -> Isle:
    return Isle(tmp_path)


def states(isle: Isle) -> dict[int, str]:
    out = isle.run("ledger", "list", "--json", at=LATER)[1]
    return {line["issued"]["number"]: line["state"] for line in map(json.loads, out.splitlines())}


def test_an_empty_ledger_says_so(isle: Isle) -> None:
    assert "nothing to score" in isle.run("track-record")[1]
    assert isle.json("track-record")["scores"] == []
    assert "no such forecast" in isle.run("ledger", "list")[1]
    assert isle.json("ledger", "resolve")["resolved"] == []


def test_issuing_twice_on_a_day_adds_nothing_until_the_record_changes(isle: Isle) -> None:
    first = isle.json("ledger", "issue")
    assert [row["horizon"] for row in first["issued"]] == [1, 3, 7, 14, 30]
    again = isle.json("ledger", "issue", at=ISSUED + timedelta(hours=2))
    assert (again["issued"], again["already"], again["head"]) == ([], 5, first["head"])
    isle.fire(LAST_DAY)
    changed = isle.json("ledger", "issue", *WEEK, at=ISSUED + timedelta(hours=3))
    assert [row["number"] for row in changed["issued"]] == [6]
    assert changed["issued"][0]["question"] == first["issued"][2]["question"]
    next_day = isle.json("ledger", "issue", *WEEK, at=ISSUED + timedelta(days=1))
    assert [row["question"]["target_start"] for row in next_day["issued"]] == ["2030-03-03"]


def test_a_row_says_all_that_decides_it(isle: Isle) -> None:
    isle.run("ledger", "issue", *WEEK)
    row = isle.json("ledger", "show", "1")["line"]["issued"]
    assert row["question"] == {
        "target": "any_launch",
        "target_version": 1,
        "kinds": ["launch"],
        "actors": ["AAA"],
        "zone": "Asia/Tokyo",
        "target_start": "2030-03-02",
        "target_end": "2030-03-08",
        "adjudicators": ["Isle Almanac", "Isle Post"],
        "tie_rule": "the almanac decides",
        "words": "Aland launches a missile, on at least one day from 2030-03-02 to 2030-03-08 "
        "(Asia/Tokyo days, both included)?",
    }
    outlook = isle.json("outlook", *WEEK)
    assert row["probability"] == outlook["forecasts"][0]["probability"]
    assert row["record_digest"] == outlook["record_digest"]
    page = isle.run("ledger", "show", "1")[1]
    assert "ties: the almanac decides" in page
    assert "stands: open: until 2030-03-08" in page


def test_silence_past_the_records_reach_stays_pending_with_the_reason(isle: Isle) -> None:
    isle.run("ledger", "issue", *WEEK)
    report = isle.json("ledger", "resolve", at=LATER)
    assert report["resolved"] == []
    assert report["covered_until"] == max(isle.days).isoformat()
    assert "does not settle it" in report["waiting"][0]["reason"]
    assert "pending" in isle.run("ledger", "list", "--state", "pending", at=LATER)[1]
    isle.fire(date(2030, 3, 9))
    assert "can be settled" in isle.run("ledger", "list", at=LATER)[1]
    (resolution,) = isle.json("ledger", "resolve", at=LATER)["resolved"]
    assert (resolution["outcome"], resolution["covered_until"]) == ("no", "2030-03-09")
    assert states(isle) == {1: "no"}


def test_a_revision_of_the_record_resolves_again_and_both_stay(isle: Isle) -> None:
    isle.run("ledger", "issue", *WEEK)
    isle.fire(date(2030, 3, 9))
    assert isle.json("ledger", "resolve", at=LATER)["resolved"][0]["outcome"] == "no"
    assert isle.json("ledger", "resolve", at=LATER)["unchanged"] == 1
    isle.fire(date(2030, 3, 4))
    (second,) = isle.json("ledger", "resolve", at=LATER + timedelta(days=1))["resolved"]
    assert (second["outcome"], second["evidence"]) == ("yes", ["provocations:f20300304"])
    isle.fire(date(2030, 3, 5))
    (third,) = isle.json("ledger", "resolve", at=LATER + timedelta(days=2))["resolved"]
    assert third["evidence"] == ["provocations:f20300304", "provocations:f20300305"]
    isle.withdraw(date(2030, 3, 4))
    isle.withdraw(date(2030, 3, 5))
    (fourth,) = isle.json("ledger", "resolve", at=LATER + timedelta(days=3))["resolved"]
    assert fourth["outcome"] == "no"
    page = isle.json("ledger", "show", "1", at=LATER + timedelta(days=4))
    assert [resolution["outcome"] for resolution in page["resolutions"]] == ["no", "yes", "yes", "no"]
    assert page["line"]["state"] == "no"
    assert isle.run("ledger", "verify")[0] == 0


def test_a_past_moments_ledger_knows_nothing_of_what_came_after(isle: Isle) -> None:
    isle.run("ledger", "issue", *WEEK)
    isle.run("ledger", "issue", "--horizon", "1", at=ISSUED + timedelta(days=2))
    isle.fire(date(2030, 3, 4), date(2030, 4, 2))
    isle.run("ledger", "resolve", at=LATER)

    def listed(moment: str) -> list[tuple[int, str]]:
        out = isle.run("ledger", "list", "--json", "--as-of", moment, at=LATER + timedelta(days=1))[1]
        return [(line["issued"]["number"], line["state"]) for line in map(json.loads, out.splitlines())]

    at = {name: moment.isoformat() for name, moment in (("first", ISSUED), ("later", LATER))}
    assert listed((ISSUED - timedelta(seconds=1)).isoformat()) == []
    assert listed(at["first"]) == [(1, "open")]
    assert listed("2030-03-08") == [(1, "open"), (2, "pending")]  # the first window's last day is not over
    assert listed("2030-03-09") == [(1, "pending"), (2, "pending")]
    assert listed(at["later"]) == [(1, "yes"), (2, "yes")]
    before = isle.json("ledger", "show", "1", "--as-of", "2030-03-09", at=LATER)
    assert (before["line"]["state"], before["resolutions"], before["evidence"]) == ("pending", [], [])
    scores = isle.json("track-record", "--as-of", "2030-03-09", at=LATER)["scores"]
    assert [(score["horizon"], score["issued"], score["pending"], score["scored"]) for score in scores] == [
        (1, 1, 1, None),
        (7, 1, 1, None),
    ]
    assert [score["scored"]["n"] for score in isle.json("track-record", at=LATER)["scores"]] == [1, 1]


def test_an_articles_word_for_it_settles_nothing(isle: Isle, tmp_path: Path) -> None:
    isle.run("ledger", "issue", *WEEK)
    isle.fire(date(2030, 3, 9))
    article = tmp_path / "article.txt"
    article.write_text("Aland fired a cruise missile on Tuesday, the Bordurian military said.\n")
    assert isle.run("add", str(article), "--published", "2030-03-06", at=LATER)[0] == 0
    assert "2030-03-05  launch" in isle.run("record", "list", "--kind", "launch", "--from", "2030-03-02", at=LATER)[1]
    assert isle.json("ledger", "resolve", at=LATER)["resolved"][0]["outcome"] == "no"


def test_a_void_needs_a_reason_and_stands(isle: Isle) -> None:
    isle.run("ledger", "issue", *WEEK)
    assert isle.run("ledger", "void", "1")[0] == 2
    assert isle.run("ledger", "void", "7", "--why", "none")[0] == 2
    assert isle.run("ledger", "void", "one", "--why", "none")[0] == 2
    assert isle.json("ledger", "void", "1", "--why", "the almanac closed", at=LATER)["outcome"] == "void"
    code, _, err = isle.run("ledger", "void", "1", "--why", "again", at=LATER)
    assert code == 2
    assert "void already: the almanac closed" in err
    isle.fire(date(2030, 3, 4), date(2030, 3, 9))
    assert isle.json("ledger", "resolve", at=LATER)["resolved"] == []
    assert "void  the almanac closed" in isle.run("ledger", "list", at=LATER)[1]
    (score,) = isle.json("track-record", at=LATER)["scores"]
    assert (score["void"], score["void_rate"], score["scored"]) == (1, 1.0, None)
    assert "1 of 1 settled (100.0%)" in isle.run("track-record", at=LATER)[1]


def test_a_forecast_written_after_its_window_opened_is_kept_but_never_scored(isle: Isle) -> None:
    isle.fire(date(2030, 3, 4), date(2030, 3, 20))
    isle.json("ledger", "issue", "--as-of", "2030-03-01", *WEEK, at=LATER)
    assert "late" in isle.run("ledger", "list", at=LATER)[1]
    isle.run("ledger", "resolve", at=LATER)
    (score,) = isle.json("track-record", at=LATER)["scores"]
    assert (score["issued"], score["late"], score["scored"]) == (1, 1, None)
    code, _, err = isle.run("ledger", "issue", "--as-of", "2031-01-01", at=LATER)
    assert code == 2
    assert "still to come" in err


def test_scores_are_those_of_the_settled_forecasts(isle: Isle) -> None:
    for day in range(20):
        isle.run("ledger", "issue", "--horizon", "3", at=ISSUED + timedelta(days=day))
    isle.fire(date(2030, 3, 4), date(2030, 3, 12))
    isle.run("ledger", "resolve", at=LATER)
    (score,) = isle.json("track-record", at=LATER)["scores"]
    out = isle.run("ledger", "list", "--json", at=LATER)[1]
    lines = [json.loads(line) for line in out.splitlines()]
    # windows of three days that end by the newest outcome, 12 March: issued 1 to 9 March
    reached = [line for line in lines if line["issued"]["question"]["target_end"] <= "2030-03-12"]
    assert len(reached) == score["scored"]["n"] == 9
    pairs = [(line["issued"]["probability"], line["state"] == "yes") for line in reached]
    assert score["scored"]["brier"] == pytest.approx(sum((p - y) ** 2 for p, y in pairs) / 9)
    assert score["scored"]["base_rate"] == pytest.approx(4 / 9)
    base = sum((line["issued"]["references"]["all_history"] - (line["state"] == "yes")) ** 2 for line in reached) / 9
    assert score["scored"]["references"]["all_history"]["skill"] == pytest.approx(1 - score["scored"]["brier"] / base)
    # two windows after that hold the firing of 12 March: true, but no "no" could be settled beside them
    assert (score["ahead"], score["pending"], score["open"]) == (2, 9, 0)
    text = isle.run("track-record", at=LATER)[1]
    assert "9 forecasts over 9 windows from 2030-03-02 to 2030-03-12" in text
    assert "no such forecast" in isle.run("track-record", "--target", "other", at=LATER)[1]


def test_two_issuers_at_once_neither_fork_the_chain_nor_repeat_a_question(isle: Isle) -> None:
    isle.run("ledger", "resolve")  # the record is there, with the theater's history
    with ThreadPoolExecutor(2) as pool:
        runs = [pool.submit(isle.run, "ledger", "issue") for _ in range(4)]
    assert [run.result()[0] for run in runs] == [0, 0, 0, 0]
    check = isle.json("ledger", "verify")
    assert (check["issued"], check["breaks"]) == (5, [])


def test_verify_names_the_row_that_was_changed_and_prints_the_head(isle: Isle) -> None:
    head = isle.json("ledger", "issue")["head"]
    code, out, _ = isle.run("ledger", "verify")
    assert code == 0
    assert f"head {head}" in out
    assert isle.run("ledger", "verify", "--head", head)[0] == 0
    code, out, _ = isle.run("ledger", "verify", "--head", "0" * 64)
    assert code == 1
    assert "is gone" in out
    with sqlite3.connect(isle.record) as connection:
        connection.execute("DROP TRIGGER ledger_no_update")
        change = "UPDATE ledger SET payload = json_set(payload, '$.probability', 0.999) WHERE number = 3"
        connection.execute(change)
    connection.close()
    code, out, _ = isle.run("ledger", "verify")
    assert code == 1
    assert out.splitlines()[0] == "row 3 was changed after it was written"
    code, out, _ = isle.run("record", "check")
    assert code == 1
    assert "the ledger: row 3 was changed after it was written" in out


def test_verify_of_no_record_is_no_success(isle: Isle) -> None:
    isle.record.unlink()
    code, _, err = isle.run("ledger", "verify")
    assert code == 1
    assert "there is no record" in err
    assert not isle.record.exists()


def test_a_clock_set_back_is_refused(isle: Isle) -> None:
    isle.run("ledger", "issue")
    code, _, err = isle.run("ledger", "issue", at=ISSUED - timedelta(days=3))
    assert code == 1
    assert "set the clock right" in err


def test_what_is_asked_wrongly_is_said(isle: Isle) -> None:
    assert isle.run("ledger", "show")[0] == 2
    assert isle.run("ledger", "resolve", "--as-of", "2030-03-01")[0] == 2
    assert isle.run("ledger", "show", "1", "--as-of", "2030-03-01")[0] == 2  # nothing had been issued
    assert isle.run("ledger", "issue", "--target", "earthquake")[0] == 2


def stranger(path: Path, export: Path) -> "subprocess.CompletedProcess[str]":
    """Run the script that the documentation gives a stranger."""
    block = re.search(r"```python\n(.*?)```", (DOCS / "verify-ledger.md").read_text(encoding="utf-8"), re.DOTALL)
    assert block
    assert len([line for line in block[1].splitlines() if line.strip()]) <= 20
    script = path / "check.py"
    script.write_text(block[1], encoding="utf-8")
    return subprocess.run(
        [sys.executable, "-I", str(script), str(export)], capture_output=True, text=True, timeout=60, check=False
    )


def test_a_stranger_can_check_the_export(isle: Isle, tmp_path: Path) -> None:
    head = isle.json("ledger", "issue")["head"]
    isle.run("ledger", "void", "2", "--why", "naïve – “quoted”")
    isle.fire(date(2030, 3, 4), date(2030, 4, 2))
    isle.run("ledger", "resolve", at=LATER)
    export = tmp_path / "ledger.jsonl"
    done = isle.json("ledger", "export", str(export), at=LATER)
    assert (done["issued"], done["resolutions"], done["head"]) == (5, 5, head)
    assert isle.run("ledger", "export", str(export), at=LATER)[0] == 1
    checked = stranger(tmp_path, export)
    assert (checked.returncode, checked.stderr) == (0, "")
    assert f"5 rows, head {head}" in checked.stdout
    assert f"5 rows, head {done['resolutions_head']}" in checked.stdout


@pytest.mark.parametrize(
    ("how", "fault"),
    [
        ("probability", "forecast row 3 was changed"),
        ("drop", "forecast row 4 does not follow"),
        ("swap", "forecast row 3 does not follow"),
        ("forge", "forecast row 4 does not follow"),
        ("unsettle", "settles a forecast that is not here"),
    ],
)
def test_a_stranger_sees_what_was_done_to_it(isle: Isle, tmp_path: Path, how: str, fault: str) -> None:
    isle.run("ledger", "issue")
    isle.run("ledger", "void", "5", "--why", "ambiguous")
    export = tmp_path / "ledger.jsonl"
    isle.run("ledger", "export", str(export))
    lines = export.read_text(encoding="utf-8").splitlines()
    third = json.loads(lines[2])
    if how == "drop":
        del lines[2]
    elif how == "swap":
        lines[1], lines[2] = lines[2], lines[1]
    elif how == "unsettle":
        del lines[4]
    else:
        digest = third.pop("digest")
        third["probability"] = 0.999
        text = json.dumps(third, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        forged = hashlib.sha256(text.encode()).hexdigest()
        lines[2] = json.dumps({**third, "digest": forged if how == "forge" else digest})
    export.write_text("\n".join(lines) + "\n", encoding="utf-8")
    checked = stranger(tmp_path, export)
    assert checked.returncode == 1
    assert fault in checked.stderr
