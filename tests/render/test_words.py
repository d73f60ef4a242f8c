"""Wordings that every output shares, and plain text without blanks at the ends of its lines."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console
from rich.padding import Padding

from foreshock.cli.render.console import console_for
from foreshock.cli.render.numbers_text import print_numbers
from foreshock.cli.terminal import Terminal
from foreshock.render.counted import counted
from foreshock.render.words import percent, percent_pair, quoted, speaker_words
from foreshock.terms.reading import Speaker, Statement


def test_one_is_in_the_singular() -> None:
    assert [counted(n, "row") for n in (0, 1, 2, 1200)] == ["0 rows", "1 row", "2 rows", "1,200 rows"]


@given(st.floats(0.01, 0.98), st.floats(0.005, 0.02))
def test_a_change_of_half_a_point_or_more_can_be_seen(before: float, change: float) -> None:
    first, second = percent_pair(before, before + change)
    assert first != second


def test_a_change_that_whole_percentages_show_stays_whole() -> None:
    assert percent_pair(0.37, 0.81) == ("37%", "81%")
    assert percent_pair(0.826, 0.834) == ("82.6%", "83.4%")


def test_a_pipe_gets_lines_without_blanks_at_their_ends_and_every_other_blank() -> None:
    out = io.StringIO()
    console = console_for(Terminal(out=out, environ={}))
    console.print(Padding("two  words\n\n", (0, 0, 0, 4)))
    console.print("next")
    assert out.getvalue() == "    two  words\n\n\nnext\n"


@pytest.mark.parametrize(("window", "width"), [(40, 72), (90, 90), (200, 110)])
def test_a_window_is_filled_within_bounds(window: int, width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    class Window(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setenv("TERM", "xterm")  # a dumb one has no width to ask for
    monkeypatch.setenv("COLUMNS", str(window))
    assert console_for(Terminal(out=Window(), environ={})).width == width


def test_every_number_behind_a_forecast_has_a_line_with_its_name() -> None:
    behind = {
        "model": "recipe/3",
        "features": {"season (sine)": 0.5, "drill on": 1.0},
        "hawkes": None,
        "recipe": {"fitted_on": "2022-12-31", "coefficients": (0.25, -0.125), "covariance": ((1.0, 0.0), (0.0, 4.0))},
        "notices": {"launch.satellite": {"before the window": [0.0, 60.0], "later in the window": [3.0, 12.0]}},
    }
    out = io.StringIO()
    print_numbers(Console(file=out, width=100), behind, tuple(behind))
    lines = [line.strip() for line in out.getvalue().splitlines()]
    assert "model: recipe/3" in lines
    assert "self-exciting rate (Hawkes): none, too little to fit on" in lines
    assert "season (sine): 0.25" in lines  # the coefficient, by its feature's name
    assert "drill on: -0.125" in lines
    assert "0 4" in lines
    assert "launch.satellite: 0 in 60 before the window, 3 in 12 later in the window" in lines
    assert not any("{" in line or "(0" in line for line in lines)


def test_percentages_are_0_and_100_only_when_they_are() -> None:
    shown = {0.0: "0%", 1e-5: "<0.1%", 0.004: "0.4%", 0.35: "35%", 0.994: "99%", 0.9961: "99.6%", 0.99997: ">99.9%"}
    assert {value: percent(value) for value in shown} == shown
    assert percent(1.0) == "100%"


def test_one_of_a_thing_is_singular() -> None:
    told = [counted(number, "copy", "copies") for number in (0, 1, 2)]
    assert told == ["0 copies", "1 copy", "2 copies"]
    assert counted(12345, "row") == "12,345 rows"


def test_an_office_that_a_role_names_is_not_said_twice() -> None:
    def words(office: str | None, role: str | None) -> str:
        speaker = Speaker(code="ABC", office=office, role=role, text="")
        return speaker_words(
            Statement(id="s1", speaker=speaker, cue=None, content=(), when=None, evidence=(), rule="r", score=1.0)
        )

    assert words("foreign ministry", "foreign ministry adviser") == "ABC foreign ministry adviser"
    assert words("foreign ministry", "spokesperson") == "ABC foreign ministry spokesperson"
    assert words("foreign ministry", None) == "ABC foreign ministry"
    assert words(None, "adviser") == "ABC adviser"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ('ties "may never mend."', '“ties "may never mend."”'),
        ("ties “may never mend.”", "“ties “may never mend.””"),
        ('"All is well,"', "“All is well,”"),
        ('"All is well," he said', '“"All is well," he said”'),
        ("“All is well,” he said", "““All is well,” he said”"),
    ],
)
def test_a_quotation_inside_keeps_both_its_marks(text: str, shown: str) -> None:
    assert quoted(text, 100) == shown


def test_a_quotation_cut_short_is_closed() -> None:
    assert quoted('He said "we will never ever agree"', 20) == '“He said "we will …"”'
