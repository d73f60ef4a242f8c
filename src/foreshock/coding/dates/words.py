"""The words dates are written with, and the pattern pieces made of them.

Every piece is bounded: no repeat without an upper limit, so that trying a pattern at one place
costs at most a constant and finding dates stays linear in the length of the text.
"""

from datetime import date

from foreshock.coding.numbers import parse_number, parse_ordinal

_MONTH_NAMES = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
WEEKDAYS = {
    name: at for at, name in enumerate(("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"))
}
MONTHS = {name.lower(): at for at, name in enumerate(_MONTH_NAMES, 1)}
MONTHS |= {name.lower()[:3]: at for at, name in enumerate(_MONTH_NAMES, 1)} | {"sept": 9}
SEASONS = {"spring": 3, "summer": 6, "fall": 9, "autumn": 9, "winter": 12}
UNITS = ("minute", "hour", "day", "night", "week", "month", "quarter", "year", "decade", "century")
NUMBER_WORDS = (
    *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen"),
    *("fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty", "thirty", "forty", "fifty"),
    *("sixty", "seventy", "eighty", "ninety"),
)
PARTS_OF_DAY = ("morning", "afternoon", "evening", "night")


def either(words: object) -> str:
    """Return a group that matches any of the words, the longest first."""
    return "(?:" + "|".join(sorted(map(str, words), key=len, reverse=True)) + ")"  # type: ignore[call-overload]


GAP = r"(?:[ \t\u00a0]{1,2}(?:\r?\n[ \t]{0,2})?|\r?\n[ \t]{0,2})"
"""Between two words: blanks, at most one line break; never an empty line."""
DASH = r"[-\u2010-\u2015]"
JOIN = f"(?:{GAP}|{DASH})"
MONTH = (
    either([*_MONTH_NAMES, *(n.upper() for n in _MONTH_NAMES)])[:-1]
    + "|(?:"
    + either([*(n[:3] for n in _MONTH_NAMES if n != "May"), "Sept", *(n[:3].upper() for n in _MONTH_NAMES), "SEPT"])
    + r")\b\.?)"
)
"""A month's name or short form, capitalised: "may" and "march" are other words."""
DAY = r"(?:3[01]|[12][0-9]|0?[1-9])(?:st|nd|rd|th)?(?![0-9A-Za-z])(?![.,:][0-9])"
YEAR = r"(?:1[5-9]|20)[0-9]{2}(?![0-9])"
WEEKDAY = either([n.capitalize() for n in WEEKDAYS] + [n.upper() for n in WEEKDAYS])
SEASON = either(SEASONS)
PART = either(PARTS_OF_DAY)
NUMBER = (
    r"(?:[0-9]{1,3}(?![0-9.,][0-9])|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)-[a-z]{3,5}|"
    f"{either(NUMBER_WORDS)})"
)
VAGUE = f"(?:a{GAP}few|a{GAP}couple(?:{GAP}of)?|several|a{GAP}dozen|few|some|many)"
AMOUNT = f"(?:{NUMBER}|{VAGUE}|an?)"
VAGUE_BOUNDS = {"few": (2, 5), "couple": (2, 2), "several": (3, 7), "dozen": (12, 12), "some": (2, 7), "many": (3, 20)}


def month_number(text: str) -> int:
    """Return 1 to 12 for a month's name or short form."""
    return MONTHS[text.rstrip(".").lower()]


def day_number(text: str) -> int:
    """Return the day of the month in figures, ordinal ending or not."""
    return int(text.rstrip("stndrh"))


def bounds(text: str) -> tuple[int, int] | None:
    """Return the least and greatest count an amount means ("two", "a few"), None when it means none."""
    words = text.lower().split()
    if words in (["a"], ["an"]):
        return 1, 1
    for word in words:
        if word in VAGUE_BOUNDS:
            return VAGUE_BOUNDS[word]
    number = parse_number(text)
    return None if number is None else (number, number)


def ordinal(text: str) -> int | None:
    """Return the number of "first", "third", "4th"."""
    return parse_ordinal(text)


_UNDATED_LATEST = 2049  # without a publication day
_AHEAD_OF_NOW = 10  # years: "'24" printed in 2023 is next year, "'98" printed in 1998 this one and in 2023 a past one


def full_year(number: int, published: date | None) -> int:
    """Return the year that two figures mean: the last such year, or one at most ten years ahead of publication."""
    latest = published.year + _AHEAD_OF_NOW if published is not None else _UNDATED_LATEST
    return latest - (latest - number) % 100
