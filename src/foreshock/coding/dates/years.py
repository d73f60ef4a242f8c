"""Rules for years, decades, seasons, quarters and halves."""

import re
from datetime import date

from foreshock.coding.dates import calendar
from foreshock.coding.dates.nearest import nearest
from foreshock.coding.dates.rule import Found, Rule, Scene, unresolved
from foreshock.coding.dates.tense import is_past_verb
from foreshock.coding.dates.words import DASH, GAP, NUMBER, SEASON, SEASONS, YEAR, either, full_year, ordinal
from foreshock.coding.numbers import parse_number

_YEARS = re.compile(rf"(?P<first>{YEAR})(?:{DASH}|/)(?P<last>{YEAR}|[0-9]{{2}}(?![0-9]))(?!{DASH}[0-9])")
_YEAR = re.compile(rf"(?P<year>{YEAR})(?![A-Za-z%°]|[.,:/][0-9]|{DASH}[0-9])")
_HYPHENED = re.compile(rf"(?:pre|post|mid|early|late){DASH}(?P<year>{YEAR})(?![A-Za-z0-9])", re.IGNORECASE)
_DECADE = re.compile(r"(?P<decade>(?:1[5-9]|20)[0-9]0)['’]?s\b")
_SHORT_DECADE = re.compile(r"(?P<tens>[2-9])0['’]?s\b")
_TENS = ("twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties")
_NAMED_DECADE = re.compile(rf"(?P<name>{either(_TENS)})\b", re.IGNORECASE)
_SHORT_YEAR = re.compile(r"(?P<year>[0-9]{2})(?![0-9A-Za-z%]|[.,][0-9])")
_SEASON = re.compile(rf"(?P<season>{SEASON})(?:,?{GAP}|{GAP}of{GAP})(?P<year>{YEAR})(?!,[0-9])", re.IGNORECASE)
_WHOSE = rf"(?:{GAP}(?:of{GAP}|in{GAP})?(?:fiscal{GAP}(?:year{GAP})?)?(?P<year>{YEAR}|(?:this|last|next|the){GAP}year))"
_QUARTER = re.compile(
    rf"(?P<nth>first|second|third|fourth|1st|2nd|3rd|4th)(?:{GAP}|{DASH})(?:fiscal{GAP})?quarter\b{_WHOSE}?",
    re.IGNORECASE,
)
_Q = re.compile(rf"Q(?P<nth>[1-4])(?:(?:,?{GAP}|{GAP}of{GAP}|/|{DASH})(?P<year>{YEAR}))?\b")
_HALF = re.compile(rf"(?P<nth>first|second|latter|last){GAP}half\b{_WHOSE}", re.IGNORECASE)
_YEAR_QUARTER = re.compile(
    rf"(?P<year>{YEAR})(?:['’]s)?{GAP}(?P<nth>first|second|third|fourth)(?:{GAP}|{DASH})quarter\b", re.IGNORECASE
)
_MONTHS_OF = re.compile(
    rf"(?P<side>first|opening|last|final|closing){GAP}(?P<count>{NUMBER}){GAP}months{GAP}of{GAP}(?:the{GAP}year{GAP})?"
    rf"(?P<year>{YEAR}|(?:this|last|next|the){GAP}year)",
    re.IGNORECASE,
)
_FISCAL = re.compile(rf"fiscal{GAP}(?:year{GAP})?(?P<year>{YEAR})", re.IGNORECASE)

_AMOUNTS = frozenset([
    "about", "some", "nearly", "almost", "over", "than", "least", "around", "approximately", "roughly", "up",
    "to", "only", "just", "another", "additional", "total", "no.", "no", "number", "resolution", "resolutions",
    "flight", "route", "room", "article", "section", "highway", "boeing", "nearest", "channel",
])  # fmt: skip
_LEADS = frozenset([
    "in", "since", "until", "till", "by", "of", "from", "through", "during", "before", "after", "early", "late",
    "mid", "fiscal", "year", "and", "or", "between", "for", "the", "this", "that", "its", "his", "her", "their",
    "to", "spring", "summer", "fall", "autumn", "winter", "around", "circa", "as", "on",
])  # fmt: skip
_COUNTED = re.compile(
    rf"{GAP}(?:hours?|GMT|UTC|local{GAP}time|percent|per{GAP}cent|miles?|kilomet(?:er|re)s?|km|met(?:er|re)s?|feet|foot|"
    r"tons?|tonnes?|pounds?|kilograms?|kg|dollars?|euros?|won|yen|yuan|rubles?|people|troops|soldiers|men|women|children|"
    r"workers|members|others|more|times|degrees|votes|points|homes|families|refugees|civilians|marines|personnel|"
    r"calories|acres|hectares|square|cubic|million|billion|BC|B\.C)\b"
)
_PLURAL = re.compile(rf"{GAP}[a-z]{{2,24}}s\b")
_AFTER_RESOLUTION = re.compile(
    r"(?:Resolutions?|Nos?\.|Flight|Route|Room|Article|Section|Highway|Boeing|RES/?)[ ]?"
    r"(?:[0-9]{2,4}(?:,| and|, and) ?){0,4}\Z"
)


def _bare_year(match: "re.Match[str]", scene: Scene) -> Found | None:
    """Return a year, unless the figures count something ("2000 troops") or number it ("Resolution 1718")."""
    text, start = scene.text, match.start()
    touching = text[start - 1 : start] if start else ""
    if (touching and touching in "$£€¥#.,:/+=_@&") or (touching in "-–" and text[start - 2 : start - 1].isalnum()):
        return None
    number = int(match["year"])
    lead = scene.word_before(start)
    if number < 1800 and lead not in ("in", "since", "of", "from"):
        return None
    if number > 2100 or _COUNTED.match(text, match.end()):
        return None
    if lead in _AMOUNTS and lead not in _LEADS:
        return None
    if (is_past_verb(lead) or lead == "with") and _PLURAL.match(text, match.end()):
        return None  # "sent 2000 volunteers"
    if _AFTER_RESOLUTION.search(text, max(0, start - 40), start):
        return None
    return Found(match.end(), calendar.year(number), "year")


def _year_range(match: "re.Match[str]", scene: Scene) -> Found | None:
    first, last = int(match["first"]), int(match["last"])
    if last < 100:
        last += first - first % 100
        if last < first % 100:
            return None
    if not first < last <= 2100 or first < 1800:
        return None
    if scene.text[max(0, match.start() - 1) : match.start()] in ("$", "-", "–", "/", ".", ","):
        return None
    return Found(match.end(), calendar.years(first, last - first + 1), "range")


def _hyphened(match: "re.Match[str]", _scene: Scene) -> Found:
    return Found(match.end(), calendar.year(int(match["year"])), "year")


def _decade(match: "re.Match[str]", _scene: Scene) -> Found:
    return Found(match.end(), calendar.years(int(match["decade"]), 10), "decade")


def _named_decade(match: "re.Match[str]", scene: Scene) -> Found | None:
    if scene.word_before(match.start()) not in ("the", "early", "late", "mid"):
        return None
    return Found(match.end(), calendar.years(1920 + 10 * _TENS.index(match["name"].lower()), 10), "decade")


def _short_decade(match: "re.Match[str]", scene: Scene) -> Found | None:
    """Return the decade of "the '80s", not a person's age ("in his 80s")."""
    start = match.start()
    quoted = scene.text[start - 1 : start] in ("'", "’", "‘", "`")
    before = scene.word_before(start - quoted)
    if before not in ("the", "early", "late", "mid") or not (quoted or before == "the"):
        return None
    return Found(match.end(), calendar.years(1900 + 10 * int(match["tens"]), 10), "decade", start=start - quoted)


def _short_year(match: "re.Match[str]", scene: Scene) -> Found | None:
    start = match.start()
    if scene.text[start - 1 : start] not in ("'", "’", "‘"):
        return None
    if scene.word_before(start - 1) not in ("of", "in", "since", "late", "early", "mid", "spring", "summer", "fall"):
        return None
    number = int(match["year"])
    days = calendar.year(full_year(number, scene.published))
    return Found(match.end(), days, "year", start=start - 1, relative=scene.published is not None)


def _season(match: "re.Match[str]", _scene: Scene) -> Found:
    return Found(match.end(), calendar.season(int(match["year"]), SEASONS[match["season"].lower()]), "season")


def _year_named(words: str | None, published: date | None) -> int | None:
    """Return the year "2023", "last year", "the year" name; None when there is none or it hangs on publication."""
    if words and words.isdigit():
        return int(words)
    if not words or published is None:
        return None
    return published.year + {"last": -1, "next": 1}.get(words.split()[0].lower(), 0)


def _quarter(match: "re.Match[str]", scene: Scene) -> Found | None:
    nth = ordinal(match["nth"]) or int(match["nth"])
    named = _year_named(match["year"], scene.published)
    relative = not (match["year"] or "").isdigit()
    if named is not None:
        return Found(match.end(), calendar.quarter(named, nth), "quarter", relative=relative)
    at = scene.published
    if at is None:
        return unresolved(match, "quarter")
    tense = scene.tense(match.start(), match.end())
    days = nearest([calendar.quarter(y, nth) for y in (at.year - 1, at.year, at.year + 1)], at, tense)
    return Found(match.end(), days, "quarter", relative=True)


def _half(match: "re.Match[str]", scene: Scene) -> Found:
    named = _year_named(match["year"], scene.published)
    if named is None:
        return unresolved(match, "half")
    nth = 1 if match["nth"].lower() == "first" else 2
    return Found(match.end(), calendar.half(named, nth), "half", relative=not match["year"].isdigit())


def _months_of(match: "re.Match[str]", scene: Scene) -> Found | None:
    """Return "the first nine months of 1998"."""
    named, count = _year_named(match["year"], scene.published), parse_number(match["count"])
    if named is None:
        return unresolved(match, "range")
    if count is None or not 1 <= count <= 12:
        return None
    first, last = (1, count) if match["side"].lower() in ("first", "opening") else (13 - count, 12)
    days = calendar.month(named, first)[0], calendar.month(named, last)[1]
    return Found(match.end(), days, "range", relative=not match["year"].isdigit())


def _fiscal(match: "re.Match[str]", _scene: Scene) -> Found:
    return Found(match.end(), calendar.year(int(match["year"])), "year")


_FIGURES = frozenset("#")
_ORDINALS = frozenset(("first", "second", "third", "fourth", "latter", "last"))
RULES = (
    Rule("years", _FIGURES, _YEARS, _year_range),
    Rule("year_quarter", _FIGURES, _YEAR_QUARTER, _quarter),
    Rule("year", _FIGURES, _YEAR, _bare_year),
    Rule("decade", _FIGURES, _DECADE, _decade),
    Rule("short_decade", _FIGURES, _SHORT_DECADE, _short_decade),
    Rule("short_year", _FIGURES, _SHORT_YEAR, _short_year),
    Rule("named_decade", frozenset(_TENS), _NAMED_DECADE, _named_decade),
    Rule("hyphened_year", frozenset(("pre", "post", "mid", "early", "late")), _HYPHENED, _hyphened),
    Rule("season", frozenset(SEASONS), _SEASON, _season),
    Rule("quarter", _ORDINALS | _FIGURES, _QUARTER, _quarter),
    Rule("quarter_sign", frozenset("q"), _Q, _quarter),
    Rule("half", _ORDINALS, _HALF, _half),
    Rule("months_of", frozenset(("first", "opening", "last", "final", "closing")), _MONTHS_OF, _months_of),
    Rule("fiscal_year", frozenset(("fiscal",)), _FISCAL, _fiscal),
)
