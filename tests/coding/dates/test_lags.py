"""Counting from an anchor."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foreshock.coding.dates.find import find_dates
from foreshock.coding.dates.lags import shift_days
from foreshock.terms.reading import Lag


def lag_of(text: str) -> Lag:
    (mention,) = find_dates(text, None)
    assert mention.lag is not None
    return mention.lag


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("Two days later it fell.", "2021-03-12", "2021-03-12"),
        ("About a day later it fell.", "2021-03-10", "2021-03-12"),
        ("It fell the day after the vote.", "2021-03-11", "2021-03-11"),
        ("It fell the day before the vote.", "2021-03-09", "2021-03-09"),
        ("It fell three days before the vote.", "2021-03-07", "2021-03-07"),
        ("It must fall within three days.", "2021-03-10", "2021-03-13"),
        ("It must fall in two to three weeks.", "2021-03-24", "2021-03-31"),
        ("It fell two to three days after the vote.", "2021-03-12", "2021-03-13"),
        ("It fell 24 hours later.", "2021-03-11", "2021-03-11"),
    ],
)
def test_a_lag_counts_from_an_exact_day(text: str, start: str, end: str) -> None:
    day = date(2021, 3, 10)
    assert [str(found) for found in shift_days((day, day), lag_of(text))] == [start, end]


def test_a_lag_from_a_month_is_a_range() -> None:
    december = date(2020, 12, 1), date(2020, 12, 31)
    assert shift_days(december, lag_of("It fell about a day later.")) == (date(2020, 12, 1), date(2021, 1, 2))


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.integers(-500, 500), st.integers(0, 500), st.integers(0, 90))
def test_days_after_a_lag_are_as_wide_as_anchor_and_lag_together(
    first: date, least: int, spread: int, width: int
) -> None:
    start, end = shift_days((first, date.fromordinal(first.toordinal() + width)), Lag(least, least + spread))
    assert (end - start).days == spread + width
