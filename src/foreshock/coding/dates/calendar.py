"""Stretches of calendar days, first and last included."""

import calendar as gregorian
from datetime import MAXYEAR, MINYEAR, date, timedelta

from foreshock.terms.reading import Precision

Days = tuple[date, date]


def day_of(year: int, month: int, day: int) -> Days | None:
    """Return one day, None when the calendar has no such day."""
    try:
        return (date(year, month, day),) * 2
    except ValueError:
        return None


def plus_days(day: date, count: int) -> date:
    """Return the day `count` days on, held inside the calendar's range."""
    return date.fromordinal(min(max(day.toordinal() + count, 1), date.max.toordinal()))


def plus_months(day: date, count: int) -> date:
    """Return the same day `count` months on, the month's last day where it has no such day."""
    at = day.year * 12 + day.month - 1 + count
    year, month = divmod(min(max(at, MINYEAR * 12), MAXYEAR * 12 + 11), 12)
    return date(year, month + 1, min(day.day, gregorian.monthrange(year, month + 1)[1]))


def week(day: date) -> Days:
    """Return the ISO week (Monday to Sunday) that holds a day."""
    monday = plus_days(day, -day.weekday())
    return monday, plus_days(monday, 6)


def weekend(day: date) -> Days:
    """Return the Saturday and Sunday of the ISO week that holds a day."""
    monday = plus_days(day, -day.weekday())
    return plus_days(monday, 5), plus_days(monday, 6)


def month(year: int, number: int) -> Days:
    """Return a calendar month."""
    return date(year, number, 1), date(year, number, gregorian.monthrange(year, number)[1])


def quarter(year: int, number: int) -> Days:
    """Return a calendar quarter, 1 to 4."""
    return date(year, 3 * number - 2, 1), month(year, 3 * number)[1]


def half(year: int, number: int) -> Days:
    """Return a half-year, 1 or 2."""
    return date(year, 6 * number - 5, 1), month(year, 6 * number)[1]


def year(number: int) -> Days:
    """Return a calendar year."""
    return date(number, 1, 1), date(number, 12, 31)


def years(first: int, count: int) -> Days:
    """Return `count` calendar years from `first`."""
    return date(first, 1, 1), date(min(first + count - 1, MAXYEAR), 12, 31)


def season(year_of_start: int, first_month: int) -> Days:
    """Return a northern meteorological season: three whole months from its first."""
    first = date(year_of_start, first_month, 1)
    return first, plus_months(first, 3) - timedelta(1)


def unit(name: str, day: date) -> tuple[Days, Precision]:
    """Return the calendar unit ("day", "week", … "century") that holds a day, and its precision."""
    match name:
        case "week":
            return week(day), "week"
        case "weekend":
            return weekend(day), "range"
        case "month":
            return month(day.year, day.month), "month"
        case "quarter":
            return quarter(day.year, (day.month + 2) // 3), "quarter"
        case "year":
            return year(day.year), "year"
        case "decade":
            return years(max(day.year - day.year % 10, 1), 10), "decade"
        case "century":
            return years(day.year - (day.year - 1) % 100, 100), "century"
        case _:
            return (day, day), "day"


def shift(day: date, name: str, count: int) -> date:
    """Return the day `count` units on: "shift(d, 'month', -2)" is two months before."""
    match name:
        case "week" | "weekend":
            return plus_days(day, 7 * count)
        case "month":
            return plus_months(day, count)
        case "quarter":
            return plus_months(day, 3 * count)
        case "year":
            return plus_months(day, 12 * count)
        case "decade":
            return plus_months(day, 120 * count)
        case "century":
            return plus_months(day, 1200 * count)
        case "minute" | "hour":
            return plus_days(day, round(count / (1440 if name == "minute" else 24)))
        case _:
            return plus_days(day, count)


DAYS_IN = {
    "minute": 0, "hour": 0, "day": 1, "night": 1, "week": 7, "month": 30, "quarter": 91, "year": 365, "decade": 3652,
    "century": 36524,
}  # fmt: skip
"""Usual length of a unit in days."""


def length_in_days(name: str, count: int) -> int:
    """Return the usual number of days in `count` units, hours rounded up."""
    if name == "hour":
        return -(-count // 24)
    if name == "minute":
        return -(-count // 1440)
    return DAYS_IN[name] * count
