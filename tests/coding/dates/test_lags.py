"""Counting from an anchor."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foreshock.coding.dates.find import find_dates
from foreshock.coding.dates.lags import resolve_lag
from foreshock.coding.dates.mention import DateMention
from foreshock.terms.reading import Lag, When


def lag_of(text: str) -> DateMention:
    (mention,) = find_dates(text, None)
    return mention


def day(text: str) -> When:
    return When(start=date.fromisoformat(text), end=date.fromisoformat(text), precision="day")


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
    when = resolve_lag(lag_of(text), day("2021-03-10"))
    assert when is not None
    assert (str(when.start), str(when.end), when.basis) == (start, end, "anchor")
    assert when.precision == ("day" if start == end else "range")


def test_a_lag_from_a_month_is_a_range() -> None:
    anchor = When(start=date(2020, 12, 1), end=date(2020, 12, 31), precision="month")
    when = resolve_lag(lag_of("It fell about a day later."), anchor)
    assert when is not None
    assert (when.start, when.end, when.precision) == (date(2020, 12, 1), date(2021, 1, 2), "range")


def test_an_open_anchor_stays_open_and_nothing_comes_of_nothing() -> None:
    lag = lag_of("It fell two days later.")
    since = resolve_lag(lag, When(start=date(2021, 3, 10), end=None, precision="day"))
    assert since is not None
    assert (since.start, since.end, since.precision) == (date(2021, 3, 12), None, "range")
    assert resolve_lag(lag, When(start=None, end=None, precision="day")) is None
    (plain,) = find_dates("It fell in 1998.", None)
    assert resolve_lag(plain, day("2021-03-10")) is None


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.integers(-500, 500), st.integers(0, 500), st.integers(0, 90))
def test_a_resolved_lag_is_as_wide_as_anchor_and_lag_together(first: date, least: int, spread: int, width: int) -> None:
    anchor = When(start=first, end=date.fromordinal(first.toordinal() + width), precision="range")
    mention = DateMention(
        start=0, end=1, text="x", from_=None, to=None, precision="range", kind="lag", lag=Lag(least, least + spread)
    )
    when = resolve_lag(mention, anchor)
    assert when is not None
    assert when.start is not None
    assert when.end is not None
    assert (when.end - when.start).days == spread + width
