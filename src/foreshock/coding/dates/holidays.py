"""Rules for the holidays wire copy dates by, fixed or movable."""

import re
from collections.abc import Callable
from datetime import date, timedelta

from foreshock.coding.dates.calendar import Days, week
from foreshock.coding.dates.nearest import nearest
from foreshock.coding.dates.rule import Found, Rule, Scene, unresolved
from foreshock.coding.dates.words import GAP, YEAR, either


def easter(year: int) -> date:
    """Return Western Easter Sunday (Meeus/Jones/Butcher, as in Meeus, Astronomical Algorithms, 1991, ch. 8)."""
    century, rest = divmod(year, 100)
    epact = (19 * (year % 19) + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    ahead = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    shift = (year % 19 + 11 * epact + 22 * ahead) // 451
    month, day = divmod(epact + ahead - 7 * shift + 114, 31)
    return date(year, month, day + 1)


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> date:
    """Return the nth (1-based) Monday … Sunday (0 … 6) of a month; nth -1 is the last."""
    if nth > 0:
        first = date(year, month, 1)
        return first + timedelta((weekday - first.weekday()) % 7 + 7 * (nth - 1))
    last = date(year + month // 12, month % 12 + 1, 1) - timedelta(1)
    return last - timedelta((last.weekday() - weekday) % 7)


def _fixed(month: int, day: int) -> Callable[[int], date]:
    return lambda year: date(year, month, day)


def _nth(month: int, weekday: int, nth: int) -> Callable[[int], date]:
    return lambda year: nth_weekday(year, month, weekday, nth)


def _from_easter(days: int) -> Callable[[int], date]:
    return lambda year: easter(year) + timedelta(days)


_HOLIDAYS: dict[str, Callable[[int], date]] = {
    "new year's day": _fixed(1, 1),
    "new year's eve": _fixed(12, 31),
    "new year's": _fixed(1, 1),
    "valentine's day": _fixed(2, 14),
    "martin luther king day": _nth(1, 0, 3),
    "presidents day": _nth(2, 0, 3),
    "presidents' day": _nth(2, 0, 3),
    "st. patrick's day": _fixed(3, 17),
    "april fools' day": _fixed(4, 1),
    "may day": _fixed(5, 1),
    "memorial day": _nth(5, 0, -1),
    "fourth of july": _fixed(7, 4),
    "labor day": _nth(9, 0, 1),
    "columbus day": _nth(10, 0, 2),
    "halloween": _fixed(10, 31),
    "veterans day": _fixed(11, 11),
    "election day": lambda year: nth_weekday(year, 11, 0, 1) + timedelta(1),
    "thanksgiving day": _nth(11, 3, 4),
    "thanksgiving": _nth(11, 3, 4),
    "christmas eve": _fixed(12, 24),
    "christmas day": _fixed(12, 25),
    "christmas": _fixed(12, 25),
    "boxing day": _fixed(12, 26),
    "ash wednesday": _from_easter(-46),
    "palm sunday": _from_easter(-7),
    "holy thursday": _from_easter(-3),
    "good friday": _from_easter(-2),
    "easter sunday": _from_easter(0),
    "easter monday": _from_easter(1),
    "easter": _from_easter(0),
}
_NAMES = either(name.replace("'", "['’]").replace(".", "[.]").replace(" ", "[ ]") for name in _HOLIDAYS)
_HOLIDAY = re.compile(
    rf"(?:(?P<which>last|this|next){GAP}(?:year['’]s{GAP})?)?(?P<name>{_NAMES})\b(?:{GAP}(?P<week>week|weekend)\b)?"
    rf"(?:,?{GAP}(?P<year>{YEAR}))?",
    re.IGNORECASE,
)
_NOT_A_DAY = re.compile(
    rf"{GAP}(?:address|speech|message|greeting|resolution|party|card|tree|gift|present|dinner|shopping|season|vacation|egg|"
    r"sales|carol|island)",
    re.IGNORECASE,
)
_FIRST_YEAR, _LAST_YEAR = 1583, 9990  # Gregorian Easter


def _holiday(match: "re.Match[str]", scene: Scene) -> Found | None:
    """Return the holiday's day, or the ISO week it falls in ("Easter week")."""
    name = match["name"].lower().replace("’", "'")
    if match["name"][0].islower() or _NOT_A_DAY.match(scene.text, match.end()):
        return None
    rule = _HOLIDAYS[name]

    def days(year: int) -> Days:
        day = rule(year)
        return week(day) if (match["week"] or "").lower() == "week" else (day, day)

    precision = "week" if (match["week"] or "").lower() == "week" else "day"
    if match["year"]:
        year = max(int(match["year"]), _FIRST_YEAR)
        return Found(match.end(), days(year), "week" if precision == "week" else "day")
    at = scene.published
    if at is None:
        return unresolved(match, "day")
    around = [days(year) for year in range(max(at.year - 1, _FIRST_YEAR), min(at.year + 2, _LAST_YEAR))]
    which = (match["which"] or "").lower()
    if which == "last":
        around = [d for d in around if d[1] < at][-1:]
    elif which == "next":
        around = [d for d in around if d[0] > at][:1]
    found = nearest(around, at, scene.tense(match.start(), match.end()))
    return Found(match.end(), found, "week" if precision == "week" else "day", relative=True)


RULES = (
    Rule(
        "holiday",
        frozenset(name.split()[0].split("'")[0].rstrip(".") for name in _HOLIDAYS) | {"last", "this", "next"},
        _HOLIDAY,
        _holiday,
    ),
)
