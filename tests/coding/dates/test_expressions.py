"""Which days each expression means: a readable table of our own sentences."""

from datetime import date
from pathlib import Path

import pytest

from foreshock.coding.dates.find import find_dates
from foreshock.coding.dates.mention import DateMention

TABLE = Path(__file__).with_name("expressions.txt")
PUBLISHED = date(2023, 2, 2)
ROWS = [
    line.split(" | ")
    for line in TABLE.read_text(encoding="utf-8").splitlines()
    if line.strip() and not line.startswith("#")
]


def shown(mention: DateMention) -> str:
    if mention.from_ is None:
        days = "?"
    elif mention.from_ == mention.to:
        days = f"{mention.from_}"
    else:
        days = f"{mention.from_}..{mention.to}"
    kind = "" if mention.kind == "date" else f" {mention.kind}"
    lag = f" {mention.lag.min_days}..{mention.lag.max_days}" if mention.lag else ""
    return f"{mention.text} = {days} {mention.precision}{kind}{lag}"


def test_the_table_is_large_enough_to_mean_something() -> None:
    assert len(ROWS) >= 250


@pytest.mark.parametrize(("sentence", "expected"), ROWS, ids=[row[0] for row in ROWS])
def test_an_expression_means_its_days(sentence: str, expected: str) -> None:
    found = "; ".join(map(shown, find_dates(sentence, PUBLISHED))) or "none"
    assert found == expected


@pytest.mark.parametrize(
    ("sentence", "start", "end"),
    [
        ("It has held since 2019.", True, False),
        ("It holds until Friday.", False, True),
        ("It fell Friday.", False, False),
    ],
)
def test_since_opens_the_end_and_until_the_start(sentence: str, start: bool, end: bool) -> None:
    (mention,) = find_dates(sentence, PUBLISHED)
    assert (mention.open_end, mention.open_start) == (start, end)


def test_since_a_month_gives_a_when_without_an_end() -> None:
    (mention,) = find_dates("It has held since May 2021.", PUBLISHED)
    when = mention.when()
    assert when is not None
    assert (when.start, when.end) == (date(2021, 5, 1), None)


@pytest.mark.parametrize(
    "sentence",
    ["It fell Friday.", "It fell on Feb. 8.", "It fell last year.", "It fell today.", "It fell two weeks ago.",
     "It fell in May.", "It will fall in the coming weeks.", "It fell on Christmas.", "It fell in the third quarter.",
     "It fell this spring.", "It fell over the weekend.", "It fell overnight.", "It ends by the end of the month."],
)  # fmt: skip
def test_without_a_publication_day_a_relative_date_stays_open_with_a_reason(sentence: str) -> None:
    (mention,) = find_dates(sentence, None)
    assert mention.from_ is None
    assert mention.to is None
    assert mention.relative
    assert mention.reason
    assert mention.when() is None


@pytest.mark.parametrize("sentence", ["It fell on Feb. 8, 2023.", "It fell in 1998.", "It fell on 2023-02-08."])
def test_without_a_publication_day_a_full_date_is_still_settled(sentence: str) -> None:
    (mention,) = find_dates(sentence, None)
    assert mention.from_ is not None
    assert not mention.relative


def test_an_anaphor_takes_the_last_date_of_its_own_paragraph_or_of_the_one_before() -> None:
    near, next_, far = (f"It rose on Jan. 5, 2021.{gap}The next day it fell." for gap in (" ", "\n\n", "\n\nNo.\n\n"))
    assert find_dates(near, None)[-1].from_ == date(2021, 1, 6)
    assert find_dates(near, None)[-1].basis == "anchor"
    assert find_dates(next_, None)[-1].from_ == date(2021, 1, 6)
    assert find_dates(far, None)[-1].from_ is None


def test_a_lag_before_or_after_a_date_is_counted_from_it() -> None:
    found = find_dates("The day before last Tuesday's hearing he left, three days after Feb. 3, 2020, she did.", None)
    assert [(m.text, m.from_) for m in found if m.kind == "lag"] == [
        ("The day before", None),
        ("three days after", date(2020, 2, 6)),
    ]
    found = find_dates("The day before last Tuesday's hearing he left.", date(2020, 2, 27))
    assert found[0].from_ == date(2020, 2, 24)


def test_old_wire_style_and_datelines_are_read() -> None:
    text = "PORT HALE, Feb. 1 (AP) _ ``We leave Friday,'' she said Wednesday.\n\nThe crew had left Jan.\n28."
    days = [m.from_ for m in find_dates(text, PUBLISHED)]
    assert days[0] == date(2023, 2, 1)
    assert days[2:] == [date(2023, 2, 1), date(2023, 1, 28)]


@pytest.mark.parametrize(
    ("published", "sentence", "expected"),
    [
        (date(2023, 1, 3), "It fell on Dec. 30.", date(2022, 12, 30)),
        (date(2022, 12, 30), "It will fall on Jan. 3.", date(2023, 1, 3)),
        (date(2022, 12, 30), "The vote on Jan. 3 matters.", date(2023, 1, 3)),
        (date(2024, 2, 28), "It will fall on Feb. 29.", date(2024, 2, 29)),
        (date(2024, 3, 1), "It fell yesterday.", date(2024, 2, 29)),
        (date(2023, 3, 31), "It fell last month.", date(2023, 2, 1)),
        (date(2021, 1, 1), "It fell last week.", date(2020, 12, 21)),
        (date(2021, 1, 1), "It fell this week.", date(2020, 12, 28)),
    ],
)
def test_dates_cross_the_turn_of_the_year_and_leap_days(published: date, sentence: str, expected: date) -> None:
    (mention,) = find_dates(sentence, published)
    assert mention.from_ == expected


@pytest.mark.parametrize("published", [date.min, date(1583, 1, 1), date(2999, 12, 31), date.max])
def test_the_ends_of_the_calendar_do_no_harm(published: date) -> None:
    text = "Today, last year, next decade, two centuries ago, in May, last spring, next Friday, Easter, Feb. 29, Q3, "
    text += "the coming years, this century, last week, next weekend, the past 90 years. It will fall in 900 years."
    for mention in find_dates(text, published):
        assert mention.from_ is None or (mention.to is not None and mention.from_ <= mention.to)
