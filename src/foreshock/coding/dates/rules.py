"""The catalogue of date rules: id and one-line meaning."""

from collections.abc import Mapping

_RULES = {
    "month_day": "A month and its day, with or without a year.",
    "month_year": "A month of a year.",
    "months": "A span of months.",
    "month": "A month by itself; tense and closeness settle its year.",
    "day_month": "A day before its month.",
    "numeric": "A date in figures.",
    "second_day": "A second day that shares the month of the first.",
    "day_of_month": "A day of the month by its number alone.",
    "years": "A span of years.",
    "year_quarter": "A year and its quarter in words.",
    "year": "A year.",
    "decade": "A decade in figures.",
    "short_decade": "A decade by its last two figures.",
    "short_year": "A year by its last two figures.",
    "named_decade": "A decade in words.",
    "hyphened_year": "A year with a hyphened word before it.",
    "season": "A season, with or without a year.",
    "quarter": "A quarter of a year in words.",
    "quarter_sign": "A quarter by its sign.",
    "half": "A half of a year.",
    "fiscal_year": "A fiscal year.",
    "weekday": "A weekday; tense and words before it settle which.",
    "dated_weekday": "A weekday with its date.",
    "named_day": "Today, yesterday, tomorrow.",
    "day_but_one": "The day before yesterday, the day after tomorrow.",
    "overnight": "The night before.",
    "unit": "This, last or next week, month, year.",
    "part_of_day": "A part of today or of the day before or after.",
    "which_season": "This, last or next season.",
    "which_month": "This, last or next month by its name.",
    "edge": "The start, middle or end of a week, month, year.",
    "year_end": "The end of the year or month in short.",
    "new_year": "The new year.",
    "weekend": "A weekend.",
    "counted_lag": "A number of days, weeks, months or years before or after.",
    "length": "A length of time.",
    "stretch": "The past or coming days, weeks, months, years.",
    "uncounted": "A lag or length without a number.",
    "same": "The same day or that day: the date before it.",
    "beside": "The day, week, month or year before or after something else.",
    "next_to": "The next or previous day, week, month or year, seen from the date before it.",
    "week_of": "The week of a day.",
    "holiday": "A holiday by its name.",
    "clock": "A time of day.",
    "named_time": "Noon or midnight.",
    "every": "Every so often, a day of each week or month.",
    "recurring": "What recurs, by its adverb: daily, weekly, yearly.",
}


def date_rules() -> Mapping[str, str]:
    """Return the meaning of every date rule, by id, in a stable order."""
    return {f"date.{name}": meaning for name, meaning in _RULES.items()}
