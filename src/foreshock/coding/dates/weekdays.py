"""Rules for days of the week: "Thursday", "next Monday", "Saturday, Sept. 12", "early Wednesday morning"."""

import re
from datetime import date

from foreshock.coding.dates import calendar
from foreshock.coding.dates.nearest import nearest
from foreshock.coding.dates.rule import Found, Rule, Scene, unresolved
from foreshock.coding.dates.words import DASH, DAY, GAP, MONTH, PART, WEEKDAY, WEEKDAYS, YEAR, day_number, month_number

_WEEKDAY = re.compile(
    rf"(?:(?P<which>(?i:last|next|this|this{GAP}past|this{GAP}coming|coming)){GAP})?"
    rf"(?P<day>{WEEKDAY})(?![A-Za-z])(?:{GAP}(?P<part>{PART})\b)?"
    rf"(?:{GAP}(?:of{GAP})?(?P<week>last|next|this){GAP}week\b)?"
)
_SHORT = r"(?:Mon|Tue|Tues|Wed|Thu|Thur|Thurs|Fri|Sat|Sun)\b\.?"
_DATED = re.compile(
    rf"(?:{WEEKDAY}|{_SHORT})(?:{GAP}{PART})?(?:,{GAP}|,|{GAP})(?:the{GAP})?"
    rf"(?:(?P<month>{MONTH}){GAP}(?P<day>{DAY})|(?P<day2>{DAY}){GAP}(?:of{GAP})?(?P<month2>{MONTH})\b)"
    rf"(?:(?:,{GAP}|,|{GAP})(?P<year>{YEAR})(?!,[0-9]))?"
)
_TO = re.compile(rf"{GAP}(?:to|through|until){GAP}|{GAP}?{DASH}{GAP}?")
_TITLES = re.compile(rf"{GAP}(?:Times|Telegraph|Mirror|Express|Mail|Herald|Star|People|Independent|Sun|Club|Review)\b")
_NAMED = frozenset([
    "bloody", "black", "good", "super", "easter", "palm", "ash", "ruby", "freaky", "holy", "fat", "cyber",
])  # fmt: skip


def _weekday(match: "re.Match[str]", scene: Scene) -> Found | None:
    """Return the day a weekday names: the publication day itself, else the last one gone by, unless to come."""
    start = match.start()
    if _TITLES.match(scene.text, match.end("day")) or scene.word_before(start) in _NAMED:
        return None
    at = scene.published
    if at is None:
        return unresolved(match, "day")
    number = WEEKDAYS[match["day"].lower()]
    which = " ".join((match["which"] or "").lower().split())
    if match["week"]:
        monday = calendar.week(at)[0]
        weeks = {"last": -7, "next": 7}.get(match["week"], 0)
        day = calendar.plus_days(monday, weeks + number)
    else:
        day = _choose(number, which, at, scene, match)
    return Found(match.end(), (day, day), "day", relative=True)


def _choose(number: int, which: str, at: date, scene: Scene, match: "re.Match[str]") -> date:
    back = (at.weekday() - number) % 7
    past = calendar.plus_days(at, -back)
    if which in ("last", "this past"):
        return past if back else calendar.plus_days(at, -7)
    if which in ("next", "coming", "this coming"):
        return calendar.plus_days(past, 7)
    first = scene.found[-1] if scene.found else None
    if (
        first is not None
        and first.from_ is not None
        and first.text.lower() in WEEKDAYS
        and _TO.fullmatch(scene.text, first.end, match.start())
    ):  # "from Monday to Friday"
        return calendar.plus_days(first.from_, (number - first.from_.weekday()) % 7)
    if back == 0:
        return at
    tense = scene.tense_of(match)
    if which == "this":
        return past if tense in ("past", "done") else calendar.plus_days(past, 7)
    return calendar.plus_days(past, 7) if tense == "future" else past


def _dated(match: "re.Match[str]", scene: Scene) -> Found | None:
    month = month_number(match["month"] or match["month2"])
    day = day_number(match["day"] or match["day2"])
    if match["year"]:
        days = calendar.day_of(int(match["year"]), month, day)
        return Found(match.end(), days, "day") if days else None
    at = scene.published
    if at is None:
        return unresolved(match, "day")
    nearby = (calendar.day_of(y, month, day) for y in (at.year - 1, at.year, at.year + 1) if 0 < y < 10000)
    days = nearest(nearby, at, scene.tense_of(match))
    return Found(match.end(), days, "day", relative=True) if days else None


_FULL = frozenset(WEEKDAYS)
_WHICH_WORDS = frozenset(("last", "next", "this", "coming"))
_SHORT_WORDS = frozenset(("mon", "tue", "tues", "wed", "thu", "thur", "thurs", "fri", "sat", "sun"))
RULES = (
    Rule("weekday", _FULL | _WHICH_WORDS, _WEEKDAY, _weekday),
    Rule("dated_weekday", _FULL | _SHORT_WORDS, _DATED, _dated),
)
