"""Rules for days and months that name themselves: "Feb. 8, 2023", "8 February", "2023-02-08", "Dec. 1998"."""

import re
from collections.abc import Callable

from foreshock.coding.dates import calendar
from foreshock.coding.dates.calendar import Days
from foreshock.coding.dates.nearest import nearest, pick, steps
from foreshock.coding.dates.rule import NO_SUCH_DAY, Found, Rule, Scene, unresolved
from foreshock.coding.dates.words import DASH, DAY, GAP, MONTH, MONTHS, YEAR, day_number, full_year, month_number
from foreshock.terms.reading import Precision

_IN_YEAR = (
    rf"(?:(?:,{GAP}|,|{GAP}(?:of{GAP})?)(?P<year>{YEAR})(?![,.][0-9])"
    rf"|{GAP}(?:of{GAP})?(?P<which_year>this|last|next){GAP}year\b)?"
)
_TO = rf"(?:{GAP}?{DASH}{GAP}?|{GAP}(?:to|through){GAP})"
_MONTH_DAY = re.compile(
    rf"(?:(?P<which>(?i:last|next|this)){GAP})?(?P<month>{MONTH}){GAP}(?:the{GAP})?(?P<day>{DAY})(?:{_TO}(?:(?P<month2>{MONTH}){GAP})?(?P<day2>{DAY}))?{_IN_YEAR}"
)
_DAY_MONTH = re.compile(rf"(?P<day>{DAY})(?:{_TO}(?P<day2>{DAY}))?{GAP}(?:of{GAP})?(?P<month>{MONTH})\b{_IN_YEAR}")
_MONTH_YEAR = re.compile(rf"(?P<month>{MONTH})(?:,?{GAP}|{GAP}of{GAP}|{DASH}|['’]s?{GAP})(?P<year>{YEAR})(?!,[0-9])")
_MONTHS = re.compile(rf"(?P<month>{MONTH}){DASH}(?P<month2>{MONTH})\b{_IN_YEAR}(?!{GAP}[0-9])")
_MONTH = re.compile(
    rf"(?P<month>{MONTH})(?![A-Za-z])(?!{DASH}[A-Za-z])(?:{GAP}(?:of{GAP})?(?P<which_year>this|last|next){GAP}year\b)?"
)
_NUMERIC = re.compile(
    r"(?:(?P<y>(?:19|20)[0-9]{2})(?P<s>[-/.])(?P<m>[0-9]{1,2})(?P=s)(?P<d>[0-9]{1,2})(?=T[0-9]{2}|(?![0-9A-Za-z]))"
    r"|(?P<a>[0-9]{1,2})(?P<t>[-/.])(?P<b>[0-9]{1,2})(?P=t)(?P<c>(?:19|20)[0-9]{2}|[0-9]{2})(?![0-9A-Za-z]))"
    r"(?![-/][0-9]|[.,][0-9])"
)
_ORDINAL = re.compile(rf"(?P<day>[0-9]{{1,2}}(?:st|nd|rd|th))(?=[ ]?[,.;:)\n]|{GAP}of{GAP}(?:the|this){GAP}month\b)")
_SECOND_DAY = re.compile(rf"(?P<day>{DAY})(?=[ ]?[,.;:)\n]|{GAP}(?:in|at|on|to|for|with|when|as|after|before|by)\b)")
_NAMES_TOO = frozenset({"january", "march", "april", "may", "june", "august"})
_FULL_NAMES = frozenset(name for name in MONTHS if len(name) > 4) | {"may", "june", "july"}
_BEFORE_MONTH = frozenset([
    "in", "since", "until", "till", "by", "of", "from", "through", "during", "before", "after", "last", "next",
    "this", "early", "late", "mid", "and", "or", "to", "between", "for", "past", "the", "every", "each", "that",
    "when",
])  # fmt: skip


def _in_years(
    match: "re.Match[str]", scene: Scene, in_year: Callable[[int], Days | None], precision: Precision
) -> Found:
    """Return the days in the year the match names, or in the year nearest to the publication day."""
    named = match.groupdict()
    if named.get("year"):
        days = in_year(int(match["year"]))
        return Found(match.end(), days, precision, reason=None if days else NO_SUCH_DAY)
    if scene.published is None:
        return unresolved(match, precision)
    at = scene.published.year
    # a 29 February may be four years off
    nearby = [in_year(year) for year in range(max(at - 4, 1), min(at + 5, 9998))]
    if named.get("which_year"):
        days = in_year(min(max(at + steps(match["which_year"]), 1), 9998))
    elif named.get("which"):
        days = pick(nearby, scene.published, match["which"])
    else:
        days = nearest(nearby, scene.published, scene.tense_of(match))
    return Found(match.end(), days, precision, relative=True, reason=None if days else NO_SUCH_DAY)


def _stretch(first: tuple[int, int], last: tuple[int, int]) -> Callable[[int], Days | None]:
    """Return the function from a year to the days between two (month, day) pairs, over New Year if need be."""

    def in_year(year: int) -> Days | None:
        begin, end = calendar.day_of(year, *first), calendar.day_of(year + (last < first), *last)
        return (begin[0], end[1]) if begin and end else None

    return in_year


def _month_day(match: "re.Match[str]", scene: Scene) -> Found:
    month, day = month_number(match["month"]), day_number(match["day"])
    if not match["day2"]:
        return _in_years(match, scene, _stretch((month, day), (month, day)), "day")
    last = (month_number(match["month2"]) if match["month2"] else month, day_number(match["day2"]))
    if not match["month2"] and last[1] < day:  # not a range after all
        return Found(match.end(), None, "range", reason=NO_SUCH_DAY)
    in_year = _stretch((month, day), last)
    if match["year"] and last < (month, day):  # the year printed is that of the last day
        return _in_years(match, scene, lambda year: in_year(year - 1), "range")
    return _in_years(match, scene, in_year, "range")


def _day_month(match: "re.Match[str]", scene: Scene) -> Found:
    month, first = month_number(match["month"]), day_number(match["day"])
    last = day_number(match["day2"] or match["day"])
    if last < first:
        return Found(match.end(), None, "range", reason=NO_SUCH_DAY)
    return _in_years(match, scene, _stretch((month, first), (month, last)), "range" if match["day2"] else "day")


def _month_year(match: "re.Match[str]", scene: Scene) -> Found:
    return _in_years(match, scene, lambda year: calendar.month(year, month_number(match["month"])), "month")


def _months(match: "re.Match[str]", scene: Scene) -> Found | None:
    first, last = month_number(match["month"]), month_number(match["month2"])
    return _in_years(
        match, scene, lambda y: (calendar.month(y, first)[0], calendar.month(y + (last < first), last)[1]), "range"
    )


def _listed(start: int, scene: Scene) -> bool:
    """Return whether a month stands in a list after another: "May, June and July"."""
    last = scene.found[-1] if scene.found else None
    return last is not None and last.precision == "month" and scene.text[last.end : start] in (", ", ", and ")


def _bare_month(match: "re.Match[str]", scene: Scene) -> Found | None:
    name = match["month"]
    number = month_number(name)
    if name.lower() in MONTHS and name.lower() not in _FULL_NAMES:
        return None  # "Jan", "Mar", "Dec": a name or a sign; the short form takes a point
    doubtful = name.lower() in _NAMES_TOO or len(name.rstrip(".")) < 5
    if doubtful and not (
        scene.word_before(match.start()) in _BEFORE_MONTH
        or scene.text[max(0, match.start() - 4) : match.start()].lower() == "mid-"
        or scene.text[match.end() : match.end() + 2] in ("'s", "’s")
        or _listed(match.start(), scene)
    ):
        return None
    if name.isupper() and scene.word_before(match.start()) not in _BEFORE_MONTH:
        return None
    if match["which_year"]:
        return _in_years(match, scene, lambda year: calendar.month(year, number), "month")
    end = match.end() - (name.endswith(".") and not scene.text[match.end() : match.end() + 2].strip().islower())
    if scene.published is None:
        return Found(end, None, "month", relative=True, reason=unresolved(match, "month").reason)
    at = scene.published
    tense = scene.tense(match.start(), end)
    days = nearest([calendar.month(y, number) for y in (at.year - 1, at.year, at.year + 1) if 0 < y < 9999], at, tense)
    return Found(end, days, "month", relative=True)


def _numeric(match: "re.Match[str]", scene: Scene) -> Found | None:
    if match["y"]:
        days = calendar.day_of(int(match["y"]), int(match["m"]), int(match["d"]))
        return Found(match.end(), days, "day") if days else None
    a, b, c, short = int(match["a"]), int(match["b"]), int(match["c"]), False
    if c < 100:
        if match["t"] != "/":
            return None  # 10-20-30 and 1.2.15 are more often something else
        short, c = True, full_year(c, scene.published)
    # month first, the wires' way, unless only day first gives a date or dots show a European hand
    orders = [(a, b), (b, a)] if match["t"] != "." else [(b, a), (a, b)]
    for month, day in orders:
        days = calendar.day_of(c, month, day)
        if days:
            return Found(match.end(), days, "day", relative=short and scene.published is not None)
    return None


def _day_of_month(match: "re.Match[str]", scene: Scene) -> Found | None:
    start = match.start()
    low = scene.text[max(0, start - 12) : start].lower().rstrip()
    if not low.endswith((" on the", " by the", " until the", " before the", " from the", " since the", " after the")):
        return None
    day = day_number(match["day"])
    at = scene.published
    if at is None:
        return unresolved(match, "day")
    months = [calendar.plus_months(at.replace(day=1), n) for n in (-2, -1, 0, 1, 2)]
    days = nearest((calendar.day_of(m.year, m.month, day) for m in months), at, scene.tense(start, match.end()))
    return Found(match.end(), days, "day", relative=True, reason=None if days else NO_SUCH_DAY)


def _second_day(match: "re.Match[str]", scene: Scene) -> Found | None:
    """Return the 9 of "Feb. 8 and 9"."""
    first = scene.found[-1] if scene.found else None
    if first is None or first.precision != "day" or first.from_ is None or "." in first.text[-2:]:
        return None
    if scene.text[first.end : match.start()] not in (" and ", " or ", ", ", "\nand ", " and\n"):
        return None
    day = day_number(match["day"])
    if day <= first.from_.day or not first.text[-1].isdigit() or scene.text[first.end - 4 : first.end].isdigit():
        return None
    days = calendar.day_of(first.from_.year, first.from_.month, day)
    return Found(match.end(), days, "day", relative=first.relative) if days else None


_MONTH_WORDS = frozenset(MONTHS)
_FIGURES = frozenset("#")
RULES = (
    Rule("month_day", _MONTH_WORDS | {"last", "next", "this"}, _MONTH_DAY, _month_day),
    Rule("month_year", _MONTH_WORDS, _MONTH_YEAR, _month_year),
    Rule("months", _MONTH_WORDS, _MONTHS, _months),
    Rule("month", _MONTH_WORDS, _MONTH, _bare_month),
    Rule("day_month", _FIGURES, _DAY_MONTH, _day_month),
    Rule("numeric", _FIGURES, _NUMERIC, _numeric),
    Rule("second_day", _FIGURES, _SECOND_DAY, _second_day),
    Rule("day_of_month", _FIGURES, _ORDINAL, _day_of_month),
)
