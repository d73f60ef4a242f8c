"""Rules for dates that point at another date of the text: "that day", "the next morning", "the same month"."""

import re

from foreshock.coding.dates import calendar
from foreshock.coding.dates.rule import NO_ANCHOR, Found, Rule, Scene
from foreshock.coding.dates.words import DAY, GAP, MONTH, YEAR, day_number, month_number
from foreshock.terms.reading import Lag

_UNIT = r"(?P<unit>day|morning|afternoon|evening|night|week|month|year)"
_SAME = re.compile(rf"(?:that|same|the{GAP}same|that{GAP}same){GAP}{_UNIT}\b", re.IGNORECASE)
_NEXT = re.compile(rf"(?P<side>next|following|previous|preceding){GAP}{_UNIT}\b(?!s)", re.IGNORECASE)
_BESIDE = re.compile(rf"(?P<unit>day|week|month|year){GAP}(?P<side>before|after|earlier|later)\b", re.IGNORECASE)
_WEEK_OF = re.compile(
    rf"week{GAP}(?:of|beginning|starting|ending){GAP}(?:(?P<month>{MONTH}){GAP}(?P<day>{DAY})(?:,?{GAP}(?P<year>{YEAR}))?)"
)
_DAY_NAMES = ("day", "morning", "afternoon", "evening", "night")


def _same(match: "re.Match[str]", scene: Scene) -> Found | None:
    """Return the unit that holds the last date of the paragraph."""
    return _at(match, scene, 0, Lag(0, 0))


def _next(match: "re.Match[str]", scene: Scene) -> Found | None:
    """Return the unit beside the last date; "next week" without "the" points from publication instead."""
    if scene.word_before(match.start()) != "the":
        return None
    sign = 1 if match["side"].lower() in ("next", "following") else -1
    return _at(match, scene, sign, _lag(match["unit"].lower(), sign))


def _beside(match: "re.Match[str]", scene: Scene) -> Found | None:
    """Return "the day before": a lag, whatever follows it."""
    if scene.word_before(match.start()) != "the":
        return None
    sign = 1 if match["side"].lower() in ("after", "later") else -1
    lag = _lag(match["unit"].lower(), sign)
    if match["side"].lower() in ("before", "after") and scene.governs_more(match.end()):
        return Found(match.end(), None, "day", kind="lag", lag=lag, reason=NO_ANCHOR)  # "the day after his death"
    return _at(match, scene, sign, lag)


def _lag(unit: str, sign: int) -> Lag:
    days = calendar.DAYS_IN.get(unit, 1)
    spread = 0 if days <= 1 else days // 2
    low, high = days - spread, days + spread
    return Lag(low, high) if sign > 0 else Lag(-high, -low)


def _at(match: "re.Match[str]", scene: Scene, sign: int, lag: Lag) -> Found:
    name = "day" if match["unit"].lower() in _DAY_NAMES else match["unit"].lower()
    anchor = scene.anchor(match.start())
    fits = anchor is not None and anchor.from_ is not None and anchor.to is not None and anchor.from_ <= anchor.to
    if anchor is None or anchor.from_ is None or not fits or not _fine_enough(name, anchor.precision):
        return Found(match.end(), None, "day" if name == "day" else "range", kind="lag", lag=lag, reason=NO_ANCHOR)
    days, precision = calendar.unit(name, calendar.shift(anchor.from_, name, sign))
    return Found(match.end(), days, precision, kind="lag", basis="anchor", lag=lag, relative=anchor.relative)


def _fine_enough(name: str, precision: str) -> bool:
    """Return whether a date of a precision settles a day, week, month or year."""
    order = ("second", "minute", "hour", "day", "week", "month", "year")
    return precision in order and order.index(precision) <= order.index(name)


def _week_of(match: "re.Match[str]", scene: Scene) -> Found | None:
    month, day = month_number(match["month"]), day_number(match["day"])
    if match["year"]:
        found = calendar.day_of(int(match["year"]), month, day)
        return Found(match.end(), calendar.week(found[0]), "week") if found else None
    at = scene.published
    if at is None:
        return Found(match.end(), None, "week", relative=True, reason=NO_ANCHOR)
    around = [calendar.day_of(y, month, day) for y in (at.year - 1, at.year, at.year + 1) if 0 < y < 10000]
    near = min((d[0] for d in around if d), key=lambda d: abs((d - at).days), default=None)
    return Found(match.end(), calendar.week(near), "week", relative=True) if near else None


RULES = (
    Rule("same", frozenset(("that", "same")), _SAME, _same),
    Rule("beside", frozenset(("day", "week", "month", "year")), _BESIDE, _beside),
    Rule("next_to", frozenset(("next", "following", "previous", "preceding")), _NEXT, _next),
    Rule("week_of", frozenset(("week",)), _WEEK_OF, _week_of),
)
