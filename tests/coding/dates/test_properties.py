"""What holds of dates in any text at all."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foreshock.coding import dates
from foreshock.coding.dates.find import find_dates
from foreshock.coding.dates.words import WEEKDAYS

PIECES = (
    *("Feb. 8", "May", "May 3, 2021", "2023", "Friday", "last", "next", "the", "past", "two", "weeks", "ago", "later"),
    *(
        "a day",
        "said",
        "will meet",
        "until",
        "by",
        "end of",
        "10:35 a.m.",
        "2000 troops",
        "1998-2001",
        "-",
        ",",
        ".",
        "",
    ),
    *(
        "\n\n",
        "’s",
        "in",
        "Easter",
        "first quarter",
        "that day",
        "the next day",
        "early",
        "within",
        "three",
        "noon",
        "“",
    ),
    *("29 February", "31/12/1999", "1,200", "every spring", "today", "Resolution 1718", "_", "é", "\u00a0"),
)
parser: Any = import_module("re._parser")  # the standard library's own reading of a pattern
TEXTS = st.lists(st.sampled_from(PIECES) | st.text(max_size=6), max_size=25).map(" ".join)
DAYS = st.dates(date(1900, 1, 1), date(2099, 12, 31))


@given(TEXTS, DAYS | st.none())
def test_mentions_are_exact_slices_in_order_apart_and_the_right_way_round(text: str, published: date | None) -> None:
    done = 0
    for mention in find_dates(text, published):
        assert text[mention.start : mention.end] == mention.text
        assert mention.text.strip() == mention.text != ""
        assert mention.start >= done
        done = mention.end
        assert (mention.from_ is None) == (mention.to is None)
        if mention.from_ is not None and mention.to is not None:
            assert mention.from_ <= mention.to
        else:
            assert mention.reason
        if mention.lag is not None:
            assert mention.lag.min_days <= mention.lag.max_days


@given(TEXTS)
def test_nothing_relative_is_settled_without_a_publication_day(text: str) -> None:
    assert all(m.from_ is None for m in find_dates(text, None) if m.relative)


@given(TEXTS, DAYS, DAYS)
def test_what_is_not_relative_does_not_move_with_the_publication_day(text: str, one: date, other: date) -> None:
    fixed = [[(m.start, m.from_, m.to) for m in find_dates(text, day) if not m.relative] for day in (one, other)]
    starts = [{m.start for m in find_dates(text, day) if m.relative} for day in (one, other)]
    if starts[0] == starts[1]:
        assert fixed[0] == fixed[1]


@given(
    DAYS, st.integers(-400, 400), st.sampled_from(sorted(WEEKDAYS)),
    st.sampled_from(["It fell {}.", "It will fall {}.", "It fell last {}.", "It falls next {}.", "{}’s vote failed.",
                     "They must act by {}.", "It fell {} night."]),
)  # fmt: skip
def test_weekdays_move_with_the_publication_day_by_whole_weeks(day: date, weeks: int, name: str, frame: str) -> None:
    text = frame.format(name.capitalize())
    (here,), (there,) = find_dates(text, day), find_dates(text, day + timedelta(weeks=weeks))
    assert here.from_ is not None
    assert there.from_ == here.from_ + timedelta(weeks=weeks)
    assert here.from_.weekday() == WEEKDAYS[name]
    assert abs((here.from_ - day).days) <= 7


@given(DAYS)
def test_a_written_out_day_is_read_back(day: date) -> None:
    for text in (f"{day:%B} {day.day}, {day.year}", f"{day.day} {day:%B} {day.year}", day.isoformat()):
        (mention,) = find_dates(f"They met on {text}.", None)
        assert (mention.from_, mention.to, mention.text) == (day, day, text)


@given(DAYS, st.integers(-25, 25))
def test_a_day_near_publication_needs_no_year(day: date, away: int) -> None:
    meant = day + timedelta(away)
    (mention,) = find_dates(f"The feast of {meant:%B} {meant.day} matters.", day)
    assert mention.from_ == meant


def patterns() -> Iterator[tuple[str, "re.Pattern[str]"]]:
    for module in iter_modules(dates.__path__, dates.__name__ + "."):
        for name, value in vars(import_module(module.name)).items():
            if isinstance(value, re.Pattern):
                yield f"{module.name}.{name}", value
            elif name == "RULES":
                yield from ((f"{module.name}.{rule.name}", rule.pattern) for rule in value)


def longest_repeat(parsed: Any) -> int:
    """Return the largest upper limit of any repeat in a parsed pattern."""
    most = 0
    for op, argument in parsed:
        kind = str(op)
        if kind.endswith("_REPEAT"):
            most = max(most, int(argument[1]), longest_repeat(argument[2]))
        elif kind == "BRANCH":
            most = max([most, *map(longest_repeat, argument[1])])
        elif kind == "SUBPATTERN":
            most = max(most, longest_repeat(argument[3]))
        elif kind in ("ASSERT", "ASSERT_NOT"):
            most = max(most, longest_repeat(argument[1]))
    return most


SPLITTER = "foreshock.coding.dates.find._WORD"  # one class of characters, repeated: it cannot backtrack


@pytest.mark.parametrize(("name", "pattern"), [p for p in patterns() if p[0] != SPLITTER])
def test_no_pattern_repeats_without_a_small_limit_so_trying_it_costs_at_most_a_constant(
    name: str, pattern: "re.Pattern[str]"
) -> None:
    assert longest_repeat(parser.parse(pattern.pattern, pattern.flags)) <= 30


def test_the_patterns_are_found_at_all() -> None:
    assert len(dict(patterns())) > 50


@pytest.mark.parametrize(
    "piece",
    ["1 ", "the end of ", "two to three ", "twenty-", "a", "0", " ", "\n", "last ", "1998-", "Friday night, Feb. "],
)
def test_a_megabyte_of_one_thing_is_read_to_its_end(piece: str) -> None:
    text = piece * (1_000_000 // len(piece)) + "\n\nIt fell on Feb. 8, 2023."
    assert find_dates(text, date(2023, 2, 9))[-1].from_ == date(2023, 2, 8)
