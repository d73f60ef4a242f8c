"""`foreshock record review`: judging from the command line, and what the other commands show of it."""

import io
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from isle_world import ISSUED, Isle

from foreshock.cli.main import main
from foreshock.cli.terminal import Terminal
from foreshock.record.store import open_record
from foreshock.terms.article import Article
from foreshock.terms.clock import FixedClock
from foreshock.terms.reading import ActorRef, Event, Reading, Span, Speaker, Statement, When

TEXT = "Aland fired two missiles on Friday, the Isle ministry said."
ARTICLE = "sha256:" + "ab12" * 16
WHY = ("--by", "Ann Lee", "--reason", "the ministry took it back")


def told() -> Reading:
    day = datetime(2030, 2, 1, tzinfo=UTC).date()
    return Reading(
        article=Article(
            id=ARTICLE,
            headline="Aland fires",
            agency="Isle Post",
            published_at=ISSUED - timedelta(days=20),
            published_precision="second",
            paragraphs=(TEXT,),
        ),
        statements=(
            Statement(
                id="s1",
                speaker=Speaker(code="AAA", text="the Isle ministry"),
                cue=Span(0, 54, 58, "said"),
                content=(Span(0, 0, 34, TEXT[:34]),),
                evidence=(Span(0, 0, len(TEXT), TEXT),),
                rule="test",
                score=0.9,
            ),
        ),
        events=(
            Event(
                id="e1",
                type="MOBILIZE",
                kind="launch.cruise",
                actors=(ActorRef(code="AAA", text="Aland"),),
                when=When(start=day, end=day, precision="day"),
                status="happened",
                evidence=(Span(0, 0, len(TEXT), TEXT),),
                rule="guess",
                score=0.4,
            ),
        ),
    )


@pytest.fixture
def isle(tmp_path: Path) -> Isle:
    isle = Isle(tmp_path)
    isle.run("record", "list")
    with open_record(isle.record, clock=FixedClock(ISSUED - timedelta(days=1))) as record:
        record.add(told())
    return isle


def lines(isle: Isle, *words: str, at: datetime = ISSUED) -> list[Any]:
    code, out, err = isle.run(*words, "--json", at=at)
    assert code == 0, err
    return [json.loads(line) for line in out.splitlines()]


def test_next_names_what_the_coder_was_least_sure_of_until_somebody_judges_it(isle: Isle) -> None:
    (wanting,) = lines(isle, "record", "review", "next")
    assert (wanting["item"], wanting["cause"]) == (f"{ARTICLE}:e1", "confidence")
    assert "sure to 0.40 only" in isle.run("record", "review", "next")[1]
    assert isle.run("record", "review", "accept", "ab12ab12:e1", "--by", "Ann Lee")[0] == 0
    assert isle.run("record", "review", "next")[1] == "nothing wants a look\n"


def test_a_correction_shows_in_show_list_and_diff_and_in_views_of_past_days(isle: Isle) -> None:
    (day,) = {event["valid_from"] for event in lines(isle, "record", "list") if event["table"] == "articles"}
    assert day == "2030-02-01"
    code, out, err = isle.run("record", "review", "correct", f"{ARTICLE}:e1", "day=2030-02-02", "count=2", *WHY)
    assert code == 0, err
    shown = out.splitlines()[2].split()[-1]
    page = isle.run("record", "show", shown)[1]
    assert page.startswith("2030-02-02  launch.cruise x2  AAA  happened")
    assert "Ann Lee: correct" in page
    assert "count=2, day=2030-02-02 — the ministry took it back" in page
    assert "linked by same_day" in page
    # how an article was read is corrected for past days too; what was shown then stays to be seen
    for known_at, told in (((), "2030-02-02"), (("--known-at", "2030-02-28T23:00Z"), "2030-02-01")):
        early = lines(isle, "record", "list", "--as-of", "2030-02-28", *known_at)
        assert {event["valid_from"] for event in early if event["table"] == "articles"} == {told}
    diff = isle.run("record", "diff", "2030-02-28", "2030-03-01T12:00Z")[1]
    assert "0 events, 1 review\n" in diff


def test_a_review_may_say_since_when_it_holds(isle: Isle) -> None:
    item = f"{ARTICLE}:e1"
    out = isle.run("record", "review", "correct", item, "day=2030-02-02", "--holds-from", "now", *WHY)[1]
    assert "known from 2030-03-01 03:00 UTC" in out
    early = lines(isle, "record", "list", "--as-of", "2030-02-28")
    assert "2030-02-01" in {event["valid_from"] for event in early if event["table"] == "articles"}
    assert "2 events, 1 review\n" in isle.run("record", "diff", "2030-02-28", "2030-03-01T12:00Z")[1]
    code, _, err = isle.run("record", "review", "reject", item, "--holds-from", "2030-04-01", *WHY)
    assert (code, "cannot hold only from" in err) == (2, True)


def test_a_rejected_row_of_the_theaters_table_changes_the_odds_from_then_on(isle: Isle) -> None:
    before = isle.json("outlook")["forecasts"][0]["probability"]
    event = lines(isle, "record", "list", "--kind", "launch")[-1]["id"]
    isle.run("record", "review", "reject", event, *WHY)
    assert isle.json("outlook")["forecasts"][0]["probability"] != before
    assert isle.run("record", "show", event)[0] == 2
    isle.run("record", "review", "undo", "1", *WHY)
    assert isle.json("outlook")["forecasts"][0]["probability"] == before


def test_list_says_what_became_of_each_review(isle: Isle) -> None:
    assert isle.run("record", "review", "list")[1] == "no reviews\n"
    isle.run("record", "review", "reject", f"{ARTICLE}:s1", *WHY)
    isle.run("record", "review", "undo", "1", *WHY)
    out = isle.run("record", "review", "list")[1]
    assert "[undone]" in out
    assert [seen["state"] for seen in lines(isle, "record", "review", "list", f"{ARTICLE}:s1")] == ["undone", "holds"]


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("review", "reject", f"{ARTICLE}:e1", "--reason", "why"), 2, "needs the reviewer's name"),
        (("review", "reject", f"{ARTICLE}:e9", *WHY), 2, "there is nothing"),
        (("review", "correct", f"{ARTICLE}:e1", "kind=launch.crusie", *WHY), 2, "such as launch.cruise"),
        (("review", "correct", f"{ARTICLE}:e1", "actors=AAB", *WHY), 2, "no such actor"),
        (("review", "correct", f"{ARTICLE}:e1", "today", *WHY), 2, "no correction"),
        (("review", "praise", f"{ARTICLE}:e1", *WHY), 2, "no review 'praise'"),
        (("review", "pin", f"{ARTICLE}:e1", *WHY), 2, "got 1 argument"),
        (("review", "reject", f"{ARTICLE}:e1", "--as-of", "2030-01-01", *WHY), 2, "--as-of"),
        (("review",), 2, "got 0 arguments"),
    ],
)
def test_a_review_that_cannot_be_kept_says_why(isle: Isle, words: tuple[str, ...], code: int, said: str) -> None:
    found, out, err = isle.run("record", *words)
    assert (found, out) == (code, "")
    assert said in err
    assert isle.run("record", "review", "list")[1] == "no reviews\n"


def test_the_reviewer_may_stand_in_the_environment(isle: Isle) -> None:
    out = io.StringIO()
    terminal = Terminal(
        out=out,
        err=io.StringIO(),
        stdin=io.BytesIO(),
        environ={"FORESHOCK_REVIEWER": "Bo Ek"},
        clock=FixedClock(ISSUED),
    )
    place = ("--record", str(isle.record), "--theater", str(isle.pack))
    assert main(["record", "review", "accept", f"{ARTICLE}:e1", *place], terminal=terminal) == 0
    assert "by Bo Ek" in out.getvalue()


def test_gold_names_what_was_vouched_for_and_leaves_out_what_was_rejected(isle: Isle, tmp_path: Path) -> None:
    isle.run("record", "review", "correct", f"{ARTICLE}:e1", "count=2", *WHY)
    isle.run("record", "review", "reject", f"{ARTICLE}:s1", *WHY)
    code, out, _ = isle.run("record", "review", "export", str(tmp_path / "gold"))
    assert code == 0
    assert "gold of 1 article, 1 item vouched for" in out
    (path,) = (tmp_path / "gold").iterdir()
    gold = json.loads(path.read_text())
    assert gold["statements"] == []
    (event,) = gold["events"]
    assert event == {
        "id": "e1",
        "anchor": TEXT,
        "must": True,
        "type": ["MOBILIZE"],
        "kind": ["launch.cruise"],
        "actors": ["AAA"],
        "count": 2,
        "when": ["2030-02-01", "2030-02-01"],
        "status": ["happened"],
    }
    assert gold["article"]["paragraphs"] == 1
    assert isle.run("record", "review", "export", str(tmp_path / "gold"))[0] == 1
