"""Rules for counted time: "two weeks ago", "a day later", "within three days", "the past six months", "for months"."""

import re
from datetime import date

from foreshock.coding.dates import calendar
from foreshock.coding.dates.calendar import Days
from foreshock.coding.dates.lags import shift_days
from foreshock.coding.dates.rule import NO_ANCHOR, NO_PUBLICATION, VAGUE_TIME, Found, Rule, Scene
from foreshock.coding.dates.words import AMOUNT, GAP, JOIN, NUMBER, NUMBER_WORDS, UNITS, VAGUE, bounds, either
from foreshock.terms.reading import Lag, Precision

_ANY_UNIT = rf"(?P<unit>{either(u for u in UNITS if u != 'century')}|centur(?=y|ies))"
_UNIT = rf"{_ANY_UNIT}(?:s|y|ies)?\b"
_COUNT = rf"(?P<least>{AMOUNT})(?:(?:{GAP}(?:to|or){GAP}|-(?:to-)?)(?P<most>{NUMBER}))?"
_LENGTH = rf"{_COUNT}{JOIN}(?:more{GAP}|full{GAP}|straight{GAP}|consecutive{GAP}|or{GAP}so{GAP}|working{GAP})?{_UNIT}"
_FROM_NOW = (
    rf"{GAP}(?P<way>ago|later|earlier|afterwards?|before|after|from{GAP}now|hence|beforehand|prior|in{GAP}advance)\b"
)
_COUNTED = re.compile(rf"{_LENGTH}{_FROM_NOW}(?!-)", re.IGNORECASE)
_PLAIN = re.compile(rf"{_LENGTH}(?:['’]s?)?(?:{GAP}time\b)?(?P<old>-old|{GAP}old)?", re.IGNORECASE)
_STRETCH = re.compile(
    rf"(?P<side>past|last|coming|next|recent|previous|preceding|following|first|final)"
    rf"(?:{GAP}(?P<least>{NUMBER}|{VAGUE})(?:(?:{GAP}(?:to|or){GAP}|-)(?P<most>{NUMBER}))?)?"
    rf"(?:{GAP}or{GAP}so)?{JOIN}{_ANY_UNIT}(?P<plural>s|ies)?y?\b",
    re.IGNORECASE,
)
_UNCOUNTED = re.compile(
    rf"(?P<unit>{either(u for u in UNITS if u not in ('century', 'night'))})s"
    rf"(?:-long|{GAP}(?P<way>ago|later|earlier|before|after))?\b",
    re.IGNORECASE,
)
SOON = {"hour": 1, "day": 7, "night": 7, "week": 42, "month": 180, "quarter": 365, "year": 1825, "decade": 7305}
"""Days that "in the coming weeks" and the like reach ahead when no number is given."""
_EXACT = frozenset(("hour", "day", "night"))
_ABOUT = frozenset(("about", "around", "roughly", "nearly", "almost", "some"))
_SPREAD = {"week": 2, "month": 10, "quarter": 30, "year": 90, "decade": 730}
"""Days either side that a counted lag of the unit leaves open."""


def _unit_name(match: "re.Match[str]") -> str:
    word = match["unit"].lower()
    return "century" if word.startswith("centur") else word


def _range_of(match: "re.Match[str]") -> tuple[int, int] | None:
    least = bounds(match["least"])
    most = bounds(match["most"]) if match["most"] else least
    if least is None or most is None:
        return None
    return least[0], max(least[1], most[1])


def lag_of(name: str, least: int, most: int) -> Lag:
    """Return the days that `least` to `most` units may span."""
    return Lag(calendar.length_in_days(name, least), calendar.length_in_days(name, most))


def _loose(lag: Lag, name: str) -> Lag:
    spread = _SPREAD.get(name, 1)
    return Lag(max(0, lag.min_days - spread), lag.max_days + spread)


def _back(lag: Lag) -> Lag:
    return Lag(-lag.max_days, -lag.min_days)


def _counted(match: "re.Match[str]", scene: Scene) -> Found | None:
    """Return "N units ago" from publication; "N units later" from the date before it in the paragraph."""
    counts = _range_of(match)
    name, way = _unit_name(match), " ".join(match["way"].lower().split())
    if counts is None or match["way"] == "in":
        return None
    if way in ("ago", "from now", "hence"):
        return _from_publication(match, scene, name, counts, -1 if way == "ago" else 1)
    lag = lag_of(name, *counts)
    if name not in _EXACT or (not match["most"] and scene.word_before(match.start()) in _ABOUT):
        lag = _loose(lag, name)
    if way in ("before", "after") and scene.governs_more(match.end()):
        lag = _back(lag) if way == "before" else lag
        return Found(match.end(), None, "range", kind="lag", lag=lag, reason=NO_ANCHOR)
    if way in ("earlier", "before", "beforehand", "prior", "in advance"):
        return _from_anchor(match.end(), match.start(), scene, name, counts, _back(lag), -1)
    return _from_anchor(match.end(), match.start(), scene, name, counts, lag, 1)


def _from_publication(match: "re.Match[str]", scene: Scene, name: str, counts: tuple[int, int], sign: int) -> Found:
    precision = calendar.unit(name, date(2000, 1, 1))[1]
    if scene.published is None:
        return Found(match.end(), None, precision, relative=True, reason=NO_PUBLICATION)
    days, precision = _unit_at(scene.published, name, counts, sign)
    return Found(match.end(), days, precision, relative=True)


def _unit_at(day: date, name: str, counts: tuple[int, int], sign: int) -> tuple[Days, Precision]:
    """Return the calendar unit `counts` units away: "two months ago" is a month, "10 years ago" a year."""
    least, most = counts
    coarse = {"decade": "year", "century": "year"}.get(name, name)
    first, precision = calendar.unit(coarse, calendar.shift(day, name, sign * least))
    if least == most:
        return first, precision
    last, _ = calendar.unit(coarse, calendar.shift(day, name, sign * most))
    return (min(first[0], last[0]), max(first[1], last[1])), "range"


def _from_anchor(end: int, start: int, scene: Scene, name: str, counts: tuple[int, int], lag: Lag, sign: int) -> Found:
    anchor = scene.anchor(start)
    if anchor is None or anchor.from_ is None or anchor.to is None:
        return Found(end, None, "range" if counts[0] != counts[1] else "day", kind="lag", lag=lag, reason=NO_ANCHOR)
    if anchor.from_ == anchor.to and counts[0] == counts[1]:
        days, precision = _unit_at(anchor.from_, name, counts, sign)
    else:
        days, precision = shift_days((anchor.from_, anchor.to), lag), "range"
        if name in ("year", "decade") and anchor.precision in ("year", "month", "quarter"):
            moved = calendar.shift(anchor.from_, name, sign * counts[0])
            days, precision = calendar.unit(anchor.precision, moved)
    return Found(end, days, precision, kind="lag", basis="anchor", lag=lag, relative=anchor.relative)


def _plain(match: "re.Match[str]", scene: Scene) -> Found | None:
    """Return a length of time; "in two weeks" and "within two weeks" reach from publication when to come."""
    counts = _range_of(match)
    name = _unit_name(match)
    start = match.start()
    lead = scene.word_before(start)
    if counts is None or match["old"]:
        return None
    single = match["least"].lower() in ("a", "an")
    if single and lead not in (
        "for",
        "in",
        "within",
        "after",
        "about",
        "than",
        "of",
        "nearly",
        "almost",
        "over",
        "every",
    ):
        return None
    if name == "minute" or (single and name == "night"):
        return None
    lag = lag_of(name, *counts)
    if lead == "within":
        at = scene.published
        if at is not None and scene.tense(start, match.end()) == "future":
            days = (at, calendar.plus_days(at, lag.max_days))
            return Found(match.end(), days, "range", kind="lag", lag=Lag(0, lag.max_days), relative=True)
        return Found(match.end(), None, "range", kind="lag", lag=Lag(0, lag.max_days), reason=NO_ANCHOR)
    after = scene.text[match.end() : match.end() + 12].lower()
    if lead in ("in", "about") and scene.published and not after.startswith((" of ", "-")) and _ahead(scene, match):
        return _from_publication(match, scene, name, counts, 1)
    return Found(match.end(), None, "range", kind="duration", lag=lag, reason="a length of time")


def _ahead(scene: Scene, match: "re.Match[str]") -> bool:
    if "in" not in scene.text[max(0, match.start() - 10) : match.start()].lower().split():
        return False
    return scene.tense(match.start(), match.end()) == "future"


def _stretch(match: "re.Match[str]", scene: Scene) -> Found | None:
    """Return the days "the past six months" or "the coming weeks" cover, from or to the publication day."""
    side, name = match["side"].lower(), _unit_name(match)
    counted = match["least"] is not None
    if name in ("minute", "night") or (not counted and not match["plural"] and side != "past"):
        return None
    if side == "recent":
        return Found(match.end(), None, "range", kind="duration", reason=VAGUE_TIME)
    if side in ("first", "final", "previous", "preceding", "following"):
        return Found(match.end(), None, "range", kind="duration", reason=NO_ANCHOR) if counted else None
    at = scene.published
    if at is None:
        return Found(match.end(), None, "range", relative=True, reason=NO_PUBLICATION)
    sign = -1 if side in ("past", "last") else 1
    if counted or not match["plural"]:
        counts = _range_of(match) if counted else (1, 1)
        if counts is None:
            return None
        far = calendar.shift(at, name, sign * counts[1])
    else:
        far = calendar.plus_days(at, sign * SOON[name])
    return Found(match.end(), (min(at, far), max(at, far)), "range", relative=True)


def _uncounted(match: "re.Match[str]", scene: Scene) -> Found | None:
    """Return "for months", "years-long" as lengths and "days later" as a lag that no figure bounds."""
    way = (match["way"] or "").lower()
    name = match["unit"].lower()
    if name == "minute":
        return None
    lead = scene.word_before(match.start())
    if way in ("later", "earlier") or (way in ("before", "after") and lead in ("the", "in", "within", "for")):
        lag = lag_of(name, 0 if name == "hour" else 1, 6)
        forward = way in ("later", "after")
        return Found(match.end(), None, "range", kind="lag", lag=lag if forward else _back(lag), reason=NO_ANCHOR)
    if way == "ago" or match[0].lower().endswith("-long") or lead in ("for", "within"):
        return Found(match.end(), None, "range", kind="duration", reason=VAGUE_TIME)
    return None


_AMOUNT_WORDS = frozenset((*NUMBER_WORDS, "a", "an", "several", "few", "some", "many", "#"))
RULES = (
    Rule("counted_lag", _AMOUNT_WORDS, _COUNTED, _counted),
    Rule("length", _AMOUNT_WORDS, _PLAIN, _plain),
    Rule(
        "stretch",
        frozenset(("past", "last", "coming", "next", "recent", "previous", "preceding", "following", "first", "final")),
        _STRETCH,
        _stretch,
    ),
    Rule("uncounted", frozenset(f"{u}s" for u in UNITS), _UNCOUNTED, _uncounted),
)
