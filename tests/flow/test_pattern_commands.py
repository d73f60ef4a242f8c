"""Patterns, lead times, studies, doors and threats as a user asks for them, in a made-up world."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from strait_world import Strait


@pytest.fixture(scope="module")
def strait(tmp_path_factory: pytest.TempPathFactory) -> Strait:
    return Strait(tmp_path_factory.mktemp("strait"))


def test_a_pattern_is_tested_by_occasions_and_by_rates_and_adjusted_for_all_tests(strait: Strait) -> None:
    asked = ("patterns", "exercise.joint", "any_launch", "--lag", "1-3")
    found = strait.json(*asked)
    (line,) = found["lines"]
    assert line["found"]["n"] == 20
    assert line["rates"]["exposed"] == 60
    assert found["tests"] == 2
    many = strait.json(*asked, "--tests", "50")
    assert many["tests"] == 50
    smallest = min(line["found"]["p_value"], line["rates"]["p_value"])
    adjusted = [min(each["adjusted_p"], each["adjusted_rate_p"]) for each in (line, many["lines"][0])]
    assert adjusted == [pytest.approx(min(1, 2 * smallest)), pytest.approx(min(1, 50 * smallest))]
    assert found["profile"]["n"] == 20


def test_the_usual_windows_leave_the_day_itself_out_and_say_how_many_fell_on_it(strait: Strait) -> None:
    found = strait.json("patterns", "exercise.joint", "any_launch")
    assert [line["lag"]["min_days"] for line in found["lines"]] == [1] * 5
    assert found["same_day"] == len(set(strait.drills) & set(strait.days))


def test_while_a_drill_lasts_counts_its_days(strait: Strait) -> None:
    found = strait.json("patterns", "exercise.joint", "any_launch", "--lag", "0-0", "--during")
    assert found["lines"][0]["rates"]["exposed"] == 100  # twenty drills of five days


def test_rows_can_be_chosen_by_what_they_hold(strait: Strait) -> None:
    found = strait.json("patterns", "statement@AAA?level=leader,stance=threaten", "any_launch", "--lag", "1-3")
    assert found["antecedent_days"] == 5
    code, _, err = strait.run("patterns", "statement?level", "any_launch")
    assert (code, "ATTRIBUTE=VALUE" in err) == (2, True)
    code, _, err = strait.run("patterns", "statement@XXX", "any_launch")
    assert (code, "there is no actor 'XXX'" in err) == (2, True)


@pytest.mark.parametrize(
    ("side", "why", "known"),
    [
        ("statement?stance=nix", "no row of statement has stance=nix", "one of threaten"),
        ("statement@AAA?level=leader|nix", "no row of statement@AAA has level=nix", "leader"),
        ("statement?mood=gay", "no row of statement has the attribute 'mood'", "stance"),
    ],
)
@pytest.mark.parametrize("command", ["patterns", "lead-times"])
def test_a_value_that_no_row_has_is_refused_with_those_there_are(
    strait: Strait, command: str, side: str, why: str, known: str
) -> None:
    for sides in ((side, "any_launch"), ("exercise.joint", side)):
        code, out, err = strait.run(command, *sides)
        assert (code, out) == (2, "")
        assert why in err
        assert known in err.partition("—")[2]


def test_values_of_one_attribute_are_joined_and_attributes_narrow_one_another(strait: Strait) -> None:
    def days(side: str) -> int:
        return int(strait.json("patterns", side, "any_launch", "--lag", "1-3")["antecedent_days"])

    assert days("statement?level=leader|ministry") == days("statement") == 20
    assert days("statement.leader?level=leader,speaker=Ann Lee") == 5


def test_lead_times_are_grouped_and_ordered_by_the_ladder(strait: Strait) -> None:
    found = strait.json("lead-times", "statement", "any_launch", "--by", "rank", "--horizon", "40")
    assert [(g["name"], g["n"]) for g in found["found"]["groups"]] == [("leader", 5), ("ministry", 15)]
    assert found["found"]["log_rank"] is not None
    assert len(found["rows"]["leader"]) == 5
    # a firing every eleven days: nobody waits for longer than a fortnight
    assert all(g["curve"]["steps"][-1]["day"] <= 14 for g in found["found"]["groups"])


def test_lead_times_are_drawn_in_the_form_the_ending_says(strait: Strait, tmp_path: Path) -> None:
    for form, head in ((".svg", b"<svg"), (".png", b"\x89PNG"), (".csv", b"series,")):
        file = tmp_path / f"waits{form}"
        code, out, err = strait.run("lead-times", "exercise", "any_launch", "--chart", str(file))
        assert code == 0, err
        assert "exercise" in out
        assert file.read_bytes().startswith(head)
    code, _, err = strait.run("lead-times", "exercise", "any_launch", "--chart", "waits.gif")
    assert (code, ".svg, .png, .csv" in err) == (2, True)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--by", "weather"), "no row has it"),
        (("--horizon", "0"), "not a number of days"),
    ],
)
def test_a_question_of_lead_times_that_is_none_is_refused(strait: Strait, words: tuple[str, ...], told: str) -> None:
    code, _, err = strait.run("lead-times", "statement", "any_launch", *words)
    assert code == 2
    assert told in err


def test_studies_are_rerun_in_each_others_years_and_compared(strait: Strait) -> None:
    found = strait.json("studies")
    own = {(r["study"], r["response"]): r for r in found["reruns"] if r["own"]}
    assert set(own) == {("ash-2029", "deeds"), ("ash-2029", "words"), ("birch-2030", "deeds")}
    assert [era["name"] for era in found["eras"]] == ["2028–2028", "2029–2029", "2030–2030", "all"]
    assert found["occasions"] == {"ash-2029": 20, "birch-2030": 20}
    code, out, err = strait.run("studies")
    assert code == 0, err
    assert "Why they differ" in out
    assert "Ash, B. (2029). Drills." in out


def test_the_door_is_as_it_was_known_on_the_day(strait: Strait) -> None:
    def state(year: int, month: int, day: int) -> Any:
        (door,) = strait.json("doors", "--dyad", "AAA-BBB", at=datetime(year, month, day, 3, tzinfo=UTC))["doors"]
        return door["state"], door["since"]

    assert state(2028, 12, 1) == ("open", "2028-03-01")
    assert state(2029, 5, 1) == ("shut", "2029-01-10")
    assert state(2030, 1, 1) == ("resumed", "2029-09-01")
    code, _, err = strait.run("doors", "--dyad", "AAA")
    assert (code, "two codes joined by a hyphen" in err) == (2, True)


def test_threats_stand_as_they_stood_on_the_day(strait: Strait) -> None:
    def states(year: int, month: int, day: int) -> dict[str, str]:
        found = strait.json("threats", "list", at=datetime(year, month, day, 3, tzinfo=UTC))
        return {one["undertaking"]["id"]: one["state"] for one in found["followed"]}

    # said on 4 February, the drill begins on the 7th, the next firing of the eleven-day round is on the 14th
    assert states(2028, 2, 6) == {"u1": "open"}
    assert states(2028, 2, 9) == {"u1": "armed"}
    assert states(2028, 2, 20)["u1"] == "kept"
    later = states(2030, 2, 27)
    assert (later["u3"], later["u4"]) == ("kept", "unsettled")


def test_one_threat_is_shown_with_its_rule_and_rates_stand_beside_chance(strait: Strait) -> None:
    code, out, err = strait.run("threats", "show", "u1")
    assert code == 0, err
    assert "armed when there is exercise.joint with BBB within a year" in out
    assert "rests on drills:d0" in out
    rates = strait.json("threats", "rates", "--by", "form")["rates"]
    assert rates[-1]["name"] == "all"
    assert rates[-1]["chance"] > 0.5  # a firing every eleven days keeps most of them anyway
    code, _, err = strait.run("threats", "show", "u9")
    assert (code, "no undertakings are named 'u9'" in err) == (2, True)
    code, _, err = strait.run("threats", "show")
    assert (code, "got no id" in err) == (2, True)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--tests", "-1"), "--tests -1"),
        (("--from", "2031-01-01"), "--from 2031-01-01: the record's outcomes end on"),
        (("--from", "2011-01-01", "--to", "2010-01-01"), "ends before it begins"),
    ],
)
def test_a_pattern_over_no_days_or_fewer_than_no_tests_is_refused(
    strait: Strait, arguments: tuple[str, ...], said: str
) -> None:
    code, _, err = strait.run("patterns", "exercise.joint", "any_launch", *arguments)
    assert (code, said in err) == (2, True), err


def test_what_was_looked_at_is_said_in_words(strait: Strait) -> None:
    _, out, _ = strait.run("patterns", "exercise.joint", "any_launch", "--lag", "1-3")
    assert "20 days on which exercise.joint began, " in out
    assert "with both, in an order nobody knows" in out
    code, out, _ = strait.run("record", "list", "--kind", "moonshot")
    assert (code, "no such event is known" in out) == (0, True)
    code, out, _ = strait.run("record", "search", "unheard")
    assert (code, "nothing found" in out) == (0, True)
