"""Movable feasts against published almanac days."""

from datetime import date

import pytest

from foreshock.coding.dates.holidays import easter, nth_weekday


@pytest.mark.parametrize(
    "day",
    [date(1818, 3, 22), date(1943, 4, 25), date(1954, 4, 18), date(1981, 4, 19), date(2000, 4, 23), date(2019, 4, 21),
     date(2024, 3, 31), date(2038, 4, 25), date(2285, 3, 22)],
)  # fmt: skip
def test_easter_falls_where_almanacs_put_it(day: date) -> None:
    assert easter(day.year) == day


@pytest.mark.parametrize(
    ("year", "month", "weekday", "nth", "day"),
    [(2022, 11, 3, 4, 24), (2023, 9, 0, 1, 4), (2022, 5, 0, -1, 30), (2021, 12, 4, -1, 31), (2023, 1, 6, 1, 1)],
)
def test_the_nth_weekday_of_a_month(year: int, month: int, weekday: int, nth: int, day: int) -> None:
    assert nth_weekday(year, month, weekday, nth) == date(year, month, day)
