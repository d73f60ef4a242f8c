"""Find every date expression of a text and settle which days it means.

The text is read once, word by word. Only where a word can begin a date are the rules for that word
tried, each a bounded pattern; the longest match wins and reading goes on after it. The cost is
therefore linear in the length of the text, whatever it holds. Tense is read from neighbouring words: trusting
a parse first resolved fewer development dates rightly, and would cost a hundred times as much.
"""

import dataclasses
import re
from datetime import date

from msgspec.structs import replace

from foreshock.coding.dates import (
    absolute,
    anaphora,
    clock_times,
    deictic,
    holidays,
    quantities,
    recurring,
    weekdays,
    years,
)
from foreshock.coding.dates.lags import shift_days
from foreshock.coding.dates.mention import DateMention
from foreshock.coding.dates.rule import Found, Rule, Scene
from foreshock.coding.dates.tense import tense_near
from foreshock.coding.dates.words import GAP

_WORD = re.compile(r"[A-Za-z]+|[0-9]+")
_RULES: tuple[Rule, ...] = (
    *absolute.RULES,
    *years.RULES,
    *weekdays.RULES,
    *deictic.RULES,
    *quantities.RULES,
    *anaphora.RULES,
    *holidays.RULES,
    *clock_times.RULES,
    *recurring.RULES,
)
_BY_WORD: dict[str, tuple[Rule, ...]] = {
    word: tuple(rule for rule in _RULES if word in rule.first) for word in {w for rule in _RULES for w in rule.first}
}
_EDGES = ("end", "start", "beginning", "middle", "close")
_PREFIX = re.compile(
    rf"(?:(?:early|earlier|late|later|mid)(?:-|{GAP}(?:in{GAP}|on{GAP})?(?:the{GAP})?)"
    rf"|(?:{'|'.join(_EDGES)}){GAP}of{GAP}(?:the{GAP})?)",
    re.IGNORECASE,
)
_PREFIXES = frozenset(("early", "earlier", "late", "later", "mid", *_EDGES))
_ARTICLE = re.compile(r"\b(?:the|The|THE)[ \t\u00a0]\Z")
_JOIN = re.compile(rf"(?:{GAP}(?:on{GAP}|at{GAP}|of{GAP})?|,{GAP}(?:at{GAP})?)")
_STOP = re.compile(r"[.!?;][\"”'’)]{0,3}[ \t\n]|\n[ \t\r]?\n")
_SIDES = (" before", " after")
_THEN = re.compile(rf"{GAP}(?:the{GAP})?")
_FIRST_YEAR, _LAST_YEAR = 1583, 2999
_CLOCKS = frozenset(("minute", "hour"))


def find_dates(text: str, published: date | None) -> tuple[DateMention, ...]:
    """Return the date expressions of a text in order, none overlapping another.

    Args:
        text: any text; offsets are into it.
        published: the publication day where the text was written. None leaves relative
            expressions ("Thursday", "Feb. 8", "last year") unresolved, with a reason; so does a
            year outside 1583 (the first whole Gregorian one) to 2999, which no publication has.
    """
    if published is not None and not _FIRST_YEAR <= published.year <= _LAST_YEAR:
        published = None
    scene = Scene(text, published, lambda start, end: tense_near(text, start, end))
    done = 0
    for word in _WORD.finditer(text):
        start = word.start()
        if start < done:
            continue
        lower = word[0].lower()
        prefixed = lower in _PREFIXES
        rules = _BY_WORD.get("#" if lower[0].isdigit() else lower)
        if not prefixed and rules is None:
            continue
        hit = _best(rules, scene, start) if rules else None
        if hit is None and prefixed:
            prefix = _PREFIX.match(text, start)
            hit = _at(scene, prefix.end()) if prefix else None
        if hit is None:
            continue
        mention = _mention(scene, start, hit, done)
        done = mention.end
        scene.found.append(mention)
    return tuple(_joined(text, scene.found))


def _best(rules: tuple[Rule, ...], scene: Scene, start: int) -> Found | None:
    """Return the longest match of the rules at a place; of equals the first in the list."""
    best: Found | None = None
    for rule in rules:
        match = rule.pattern.match(scene.text, start)
        if match is None or (best is not None and match.end() <= best.end):
            continue
        found = rule.resolve(match, scene)
        if found is not None and (best is None or found.end > best.end):
            best = dataclasses.replace(found, rule=f"date.{rule.name}")
    return best


def _at(scene: Scene, start: int) -> Found | None:
    """Return what the rules find at a place that follows a prefix such as "early"."""
    word = _WORD.match(scene.text, start)
    if word is None:
        return None
    rules = _BY_WORD.get("#" if word[0][0].isdigit() else word[0].lower())
    found = _best(rules, scene, start) if rules else None
    return None if found is None or found.kind in ("duration", "set") else found


def _mention(scene: Scene, start: int, found: Found, done: int) -> DateMention:
    """Return the mention, its article included, with what the preposition before it leaves open."""
    begin = start if found.start is None else found.start
    article = _ARTICLE.search(scene.text, max(done, begin - 5), begin)
    if article is not None and (scene.text[begin].islower() or found.precision == "decade"):
        begin = article.start()
    lead = scene.word_before(begin)
    days = found.days
    return DateMention(
        start=begin,
        end=found.end,
        text=scene.text[begin : found.end],
        from_=days[0] if days else None,
        to=days[1] if days else None,
        precision=found.precision,
        kind=found.kind,
        basis=found.basis,
        relative=found.relative,
        open_end=lead == "since" and found.kind == "date",
        open_start=lead in ("until", "till", "by", "before") and found.kind == "date",
        lag=found.lag,
        reason=found.reason,
        rule=found.rule,
    )


def _joined(text: str, found: list[DateMention]) -> list[DateMention]:
    """Return the mentions with each time of day given its day: beside it as one mention, or later in the sentence."""
    done: list[DateMention] = []
    for mention in found:
        last = done[-1] if done else None
        if last is not None and _counts_from(text, last, mention):
            done[-1] = last = _counted(last, mention)
        if last is not None and (last.precision in _CLOCKS) != (mention.precision in _CLOCKS):
            if _JOIN.fullmatch(text, last.end, mention.start) and (merged := _merge(text, last, mention)):
                done[-1] = merged
                continue
            if last.from_ is None and mention.precision == "day" and not _STOP.search(text, last.end, mention.start):
                done[-1] = replace(
                    last,
                    from_=mention.from_,
                    to=mention.to,
                    basis="anchor",
                    relative=mention.relative,
                    reason=mention.reason,
                )
        done.append(mention)
    return done


def _counts_from(text: str, lag: DateMention, day: DateMention) -> bool:
    """Return whether a lag is counted from the date right after it: "the day before last Tuesday's hearing"."""
    beside = lag.kind == "lag" and lag.lag is not None and lag.from_ is None and lag.text.lower().endswith(_SIDES)
    return (
        beside
        and day.kind == "date"
        and day.precision == "day"
        and _THEN.fullmatch(text, lag.end, day.start) is not None
    )


def _counted(lag: DateMention, day: DateMention) -> DateMention:
    days = (day.from_, day.to)
    if lag.lag is None or days[0] is None or days[1] is None:
        return lag
    start, end = shift_days((days[0], days[1]), lag.lag)
    return replace(lag, from_=start, to=end, basis="anchor", relative=day.relative, reason=None)


def _merge(text: str, first: DateMention, second: DateMention) -> DateMention | None:
    clock, day = (first, second) if first.precision in _CLOCKS else (second, first)
    if day.precision != "day" or day.kind != "date":
        return None
    return replace(
        day, start=first.start, end=second.end, text=text[first.start : second.end], precision=clock.precision
    )
