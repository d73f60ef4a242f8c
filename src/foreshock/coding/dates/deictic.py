"""Rules for what points from the publication day: "today", "last month", "the end of the year", "this spring"."""

import re
from datetime import date

from foreshock.coding.dates import calendar
from foreshock.coding.dates.nearest import pick, steps
from foreshock.coding.dates.rule import Found, Rule, Scene, unresolved
from foreshock.coding.dates.words import GAP, MONTH, SEASON, SEASONS, either, month_number
from foreshock.terms.reading import Precision

_TODAY = {"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1}
_DAY = re.compile(rf"(?P<day>{either(_TODAY)})\b(?:{GAP}(?:morning|afternoon|evening|night)\b)?", re.IGNORECASE)
_DAY_BUT_ONE = re.compile(rf"day{GAP}(?P<side>before{GAP}yesterday|after{GAP}tomorrow)\b", re.IGNORECASE)
_OVERNIGHT = re.compile(r"overnight\b", re.IGNORECASE)
_UNIT = re.compile(
    rf"(?P<which>last|this|next|the{GAP}current|current|coming|this{GAP}past|this{GAP}coming){GAP}"
    rf"(?P<unit>week|weekend|month|quarter|year|decade|century)\b(?!{GAP}(?:of|old)\b|-old)",
    re.IGNORECASE,
)
_PART = re.compile(rf"(?P<which>last|this){GAP}(?P<part>night|morning|afternoon|evening)\b", re.IGNORECASE)
_SEASON = re.compile(
    rf"(?P<which>last|this|next|this{GAP}past|this{GAP}coming){GAP}(?P<season>{SEASON})\b", re.IGNORECASE
)
_MONTH = re.compile(
    rf"(?P<which>(?i:last|this|next|this{GAP}past|this{GAP}coming)){GAP}(?P<month>{MONTH})(?![A-Za-z])(?!{GAP}[0-9])"
)
_EDGE = re.compile(
    rf"(?P<edge>end|start|beginning|middle|close|rest|remainder){GAP}of{GAP}the{GAP}"
    rf"(?P<unit>week|month|quarter|year|decade|century)\b(?!{GAP}of\b)",
    re.IGNORECASE,
)
_YEAR_END = re.compile(
    rf"(?:year|month)(?:(?:-|{GAP}|['’]s{GAP})end\b|(?:{GAP}ends|{GAP}is{GAP}(?:out|over|up))\b)", re.IGNORECASE
)
_WITHIN = re.compile(rf"(?:earl(?:y|ier)|later?){GAP}in{GAP}the{GAP}(?P<unit>day|week|month|year)\b", re.IGNORECASE)
_NEW_YEAR = re.compile(
    r"new[ ]year\b(?!['’]?s| (?:address|speech|message|greeting|resolution|party|editorial))", re.IGNORECASE
)
_WEEKEND = re.compile(r"weekend\b", re.IGNORECASE)


def _named_day(match: "re.Match[str]", scene: Scene) -> Found:
    if scene.published is None:
        return unresolved(match, "day")
    day = calendar.plus_days(scene.published, _TODAY[match["day"].lower()])
    return Found(match.end(), (day, day), "day", relative=True)


def _day_but_one(match: "re.Match[str]", scene: Scene) -> Found:
    if scene.published is None:
        return unresolved(match, "day")
    day = calendar.plus_days(scene.published, -2 if match["side"].lower().startswith("before") else 2)
    return Found(match.end(), (day, day), "day", relative=True)


def _overnight(match: "re.Match[str]", scene: Scene) -> Found:
    if scene.published is None:
        return unresolved(match, "range")
    if scene.tense(match.start(), match.end()) == "future":
        return Found(match.end(), (scene.published, calendar.plus_days(scene.published, 1)), "range", relative=True)
    return Found(match.end(), (calendar.plus_days(scene.published, -1), scene.published), "range", relative=True)


def _unit(match: "re.Match[str]", scene: Scene) -> Found:
    name = match["unit"].lower()
    precision = calendar.unit(name, date(2000, 1, 1))[1]
    if scene.published is None:
        return unresolved(match, precision)
    days, _ = calendar.unit(name, calendar.shift(scene.published, name, steps(match["which"])))
    return Found(match.end(), days, precision, relative=True)


def _part_of_day(match: "re.Match[str]", scene: Scene) -> Found:
    if scene.published is None:
        return unresolved(match, "day")
    day = calendar.plus_days(scene.published, -1 if match["which"].lower() == "last" else 0)
    return Found(match.end(), (day, day), "day", relative=True)


def _season(match: "re.Match[str]", scene: Scene) -> Found:
    if scene.published is None:
        return unresolved(match, "season")
    at, first = scene.published, SEASONS[match["season"].lower()]
    around = [calendar.season(year, first) for year in range(max(at.year - 2, 1), min(at.year + 3, 9998))]
    return Found(match.end(), pick(around, at, match["which"]), "season", relative=True)


def _month(match: "re.Match[str]", scene: Scene) -> Found:
    if scene.published is None:
        return unresolved(match, "month")
    at, number = scene.published, month_number(match["month"])
    around = [calendar.month(year, number) for year in range(max(at.year - 2, 1), min(at.year + 3, 9999))]
    return Found(match.end(), pick(around, at, match["which"]), "month", relative=True)


def _edge(match: "re.Match[str]", scene: Scene) -> Found:
    """Return the whole unit, as TimeML values it: its last day is what "by the end of the month" allows."""
    name = match["unit"].lower()
    precision = calendar.unit(name, date(2000, 1, 1))[1]
    if scene.published is None:
        return unresolved(match, precision)
    return Found(match.end(), calendar.unit(name, scene.published)[0], precision, relative=True)


def _within(match: "re.Match[str]", scene: Scene) -> Found:
    """Return the day, week, ... that "later in the day" speaks of: the day named just before, else publication's."""
    name = match["unit"].lower()
    precision: Precision = "day" if name == "day" else calendar.unit(name, date(2000, 1, 1))[1]
    anchor = scene.anchor(match.start()) if name == "day" else None
    named = anchor.from_ if anchor is not None and anchor.precision == "day" else None
    at = named or scene.published
    if at is None:
        return unresolved(match, precision)
    relative = named is None or anchor is None or anchor.relative
    return Found(match.end(), calendar.unit(name, at)[0], precision, relative=relative)


def _year_end(match: "re.Match[str]", scene: Scene) -> Found:
    name = "year" if match[0].lower().startswith("year") else "month"
    precision: Precision = "year" if name == "year" else "month"
    if scene.published is None:
        return unresolved(match, precision)
    return Found(match.end(), calendar.unit(name, scene.published)[0], precision, relative=True)


def _new_year(match: "re.Match[str]", scene: Scene) -> Found | None:
    """Return the year that "the new year" opens: the coming one in the second half of a year."""
    if scene.word_before(match.start()) not in ("the", "a", "this"):
        return None
    if scene.published is None:
        return unresolved(match, "year")
    return Found(match.end(), calendar.year(scene.published.year + (scene.published.month > 6)), "year", relative=True)


def _weekend(match: "re.Match[str]", scene: Scene) -> Found | None:
    """Return the weekend under way or just over, the coming one when the tense is future."""
    if scene.word_before(match.start()) not in ("the", "over", "during", "at"):
        return None
    at = scene.published
    if at is None:
        return unresolved(match, "range")
    days = calendar.weekend(at)
    if days[0] > at and scene.tense(match.start(), match.end()) != "future":
        days = calendar.weekend(calendar.plus_days(at, -7))
    return Found(match.end(), days, "range", relative=True)


_WHICH = frozenset(("last", "this", "next", "current", "coming"))
RULES = (
    Rule("named_day", frozenset(_TODAY), _DAY, _named_day),
    Rule("day_but_one", frozenset(("day",)), _DAY_BUT_ONE, _day_but_one),
    Rule("overnight", frozenset(("overnight",)), _OVERNIGHT, _overnight),
    Rule("unit", _WHICH, _UNIT, _unit),
    Rule("part_of_day", _WHICH, _PART, _part_of_day),
    Rule("which_season", _WHICH, _SEASON, _season),
    Rule("which_month", _WHICH, _MONTH, _month),
    Rule("edge", frozenset(("end", "start", "beginning", "middle", "close", "rest", "remainder")), _EDGE, _edge),
    Rule("within", frozenset(("early", "earlier", "late", "later")), _WITHIN, _within),
    Rule("year_end", frozenset(("year", "month")), _YEAR_END, _year_end),
    Rule("new_year", frozenset(("new",)), _NEW_YEAR, _new_year),
    Rule("weekend", frozenset(("weekend",)), _WEEKEND, _weekend),
)
