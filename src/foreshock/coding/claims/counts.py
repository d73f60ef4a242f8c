"""Counts and records: "12 missile tests this year", "its fifth launch this month", "a record number"."""

from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

from foreshock.coding.claims.context import (
    POINTERS,
    Context,
    Sentence,
    actors_in,
    agents_of,
    find_side,
    phrase,
    verb_above,
)
from foreshock.coding.claims.draft import Draft
from foreshock.coding.claims.periods import dates_of, period_in
from foreshock.coding.dates.mention import DateMention
from foreshock.coding.kinds import is_kind
from foreshock.coding.numbers import parse_number, parse_ordinal
from foreshock.terms.reading import Side, When

if TYPE_CHECKING:
    from foreshock.coding.tokens import Token

LONG = frozenset(["month", "quarter", "season", "half", "year", "decade", "range"])
BESIDE = 12  # characters between a counted noun and its period: "its fifth launch of this year"
RECORDS = frozenset(["record", "unprecedented", "record-breaking", "record-setting", "all-time"])
INEXACT = frozenset(
    ["about", "around", "some", "nearly", "almost", "than", "least", "most", "approximately", "roughly", "over"]
)
NEAR = 30  # characters between a superlative's noun and since when none was larger
AMOUNTS = frozenset(
    ["number", "numbers", "amount", "total", "series", "pace", "rate", "barrage", "volley", "flurry", "spate"]
)
SUPERLATIVES = frozenset(["most", "largest", "highest", "biggest", "busiest", "longest", "deadliest"])
COUNTABLE = (
    "launch",
    "test",
    "summit",
    "talks",
    "visit",
    "exercise",
    "letter",
    "attack",
    "fire",
    "provocation",
    "incursion",
    "sanctions",
    "deployment",
)


def find_counts(sentence: Sentence, context: Context) -> Iterator[Draft]:
    """Yield the counts over a period and the records that a sentence claims."""
    for token in sentence.tokens:
        if token.lower_ in RECORDS or token.lower_ in SUPERLATIVES:
            yield from _record(sentence, token)
        elif token.dep_ == "nummod" and token.head.tag_.startswith("NN"):
            yield from _counted(sentence, token)
        elif token.dep_ in ("amod", "nummod", "compound") and parse_ordinal(token.text) is not None:
            yield from _ordinal(sentence, token, context)


def _record(sentence: Sentence, word: "Token") -> Iterator[Draft]:
    noun = word.head if word.head.tag_.startswith("NN") else None
    if noun is None:
        return
    superlative = word.lower_ in SUPERLATIVES
    since = superlative and not _over_all_time(sentence)
    if since and not _since_then(sentence, noun):
        return
    if not superlative and noun.lower_ not in AMOUNTS and not sentence.kinds_in(*phrase(noun)):
        return
    named = sentence.kinds_in(word.idx, sentence.tokens.end_char) or list(sentence.kinds)
    named = [kind for kind in named if is_kind(kind.kind, *COUNTABLE)]
    if not named:
        return
    verb = verb_above(noun)
    whole = sentence.paragraph.sentence_span(word.idx)
    yield Draft(
        kind="record",
        span=whole,
        evidence=whole,
        word=sentence.paragraph.token_span(word, word),
        rule="claim.record",
        score=0.85,
        consequent=Side(named[0].kind, agents_of(sentence.paragraph, verb) if verb is not None else ()),
        period=None if since else period_in(sentence, word),
    )


def _since_then(sentence: Sentence, noun: "Token") -> bool:
    """Return whether "the largest such drill since 2018" or "in years" says since when none was larger."""
    end = noun.idx + len(noun)
    near = [d for d in dates_of(sentence) if end < d.start <= end + NEAR]
    before = sentence.paragraph.text
    return any(
        d.text.lower().startswith("since")
        or before[: d.start].rstrip().endswith(" in" if d.kind == "duration" else " since")
        for d in near
    )


def _over_all_time(sentence: Sentence) -> bool:
    text = sentence.tokens.text.lower()
    return any(mark in text for mark in (" ever", "in any ", "in a single", "in its history", "on record", "to date"))


def _counted(sentence: Sentence, number: "Token") -> Iterator[Draft]:
    noun, value = number.head, parse_number(number.text)
    if value is None or any(kid.lower_ in INEXACT for kid in number.subtree if kid.i != number.i):
        return
    side = _counted_side(sentence, noun)
    if side is None:
        return
    verb = verb_above(noun)
    date = _date_for(sentence, noun, verb)
    owner = next((kid for kid in noun.children if kid.dep_ == "poss"), None)
    if owner is not None and date is not None:
        rule, actors = "claim.count_of_series", actors_in(sentence.paragraph, *phrase(noun))
    elif verb is not None and _is_perfect(verb) and date is not None:
        rule, actors = "claim.count_so_far", agents_of(sentence.paragraph, verb)
    elif verb is not None and _elaborates_perfect(verb) and date is not None:
        rule, actors = "claim.count_in_aside", agents_of(sentence.paragraph, verb)
    elif verb is not None and verb.tag_ == "VBD" and date is not None and date.precision in LONG:
        rule, actors = "claim.count_in_period", agents_of(sentence.paragraph, verb)
    else:
        return
    whole = sentence.paragraph.sentence_span(number.idx)
    yield Draft(
        kind="count",
        span=whole,
        evidence=whole,
        word=sentence.paragraph.token_span(number, number),
        rule=rule,
        score=0.75,
        consequent=Side(side, actors),
        period=date.when(),
        value=value,
    )


def _ordinal(sentence: Sentence, word: "Token", context: Context) -> Iterator[Draft]:
    noun, value = _head_noun(word.head), parse_ordinal(word.text)
    if value is None or value > 200:
        return
    owned = phrase(noun)
    noun = _rounds_of(noun)
    side = _counted_side(sentence, noun) or _side_before(sentence, word, context)
    if side is None:
        return
    end = noun.idx + len(noun)
    near = [d for d in dates_of(sentence) if end < d.start <= end + BESIDE]
    after = [when for d in near if (when := _term(sentence, d)) is not None]
    test = is_kind(side, "test")
    if (not after and not test) or (test and value == 1):
        return
    if value == 1 and (near[0].kind == "duration" or near[0].open_end or not _still_runs(near[0], sentence)):
        return  # "the first in two months" is when the last one was; "their first drill, last month" counts nothing
    if any(kid.lower_ in ("a", "an", "another") for kid in noun.children):
        return  # "a seventh test" is one that has not been
    verb = verb_above(noun)
    if verb is not None and any(kid.dep_ == "aux" and kid.lower_ in ("would", "could", "may") for kid in verb.children):
        return  # "what would be its seventh"
    actors = actors_in(sentence.paragraph, *owned)
    whole = sentence.paragraph.sentence_span(word.idx)
    yield Draft(
        kind="count",
        span=whole,
        evidence=whole,
        word=sentence.paragraph.token_span(word, word),
        rule="claim.ordinal",
        score=0.75,
        consequent=Side(side, actors or (agents_of(sentence.paragraph, verb) if verb is not None else ())),
        period=after[0] if after else None,
        value=value,
    )


def _term(sentence: Sentence, found: DateMention) -> When | None:
    """Return the days an ordinal counts in: "this year", "since June", or the last so long ("in a month")."""
    if found.kind == "duration" and found.lag is not None and sentence.published is not None:
        if not sentence.paragraph.text[: found.start].rstrip().lower().endswith((" in", " within", " in just")):
            return None
        start = sentence.published - timedelta(days=found.lag.max_days)
        return When(start=start, end=sentence.published, precision="range", text=found.text, basis="published")
    if found.from_ is None:
        return None
    return found.when() if found.precision in LONG or found.open_end else None


def _still_runs(found: DateMention, sentence: Sentence) -> bool:
    return found.to is not None and sentence.published is not None and found.to >= sentence.published


def _rounds_of(noun: "Token") -> "Token":
    """Return what comes in rounds: the launches of "third round of launches"."""
    if noun.lower_ not in ("round", "series", "wave", "batch", "string", "set"):
        return noun
    for kid in noun.children:
        if kid.dep_ == "prep" and kid.lower_ == "of":
            return next((inner for inner in kid.children if inner.dep_ == "pobj"), noun)
    return noun


def _head_noun(noun: "Token") -> "Token":
    """Return the noun a modifier belongs to in the end: the launch of "fifth missile launch"."""
    while noun.dep_ == "compound" and noun.head.i > noun.i:
        noun = noun.head
    return noun


def _counted_side(sentence: Sentence, noun: "Token") -> str | None:
    if noun.lower_ == "times":  # "fired missiles six times": what is counted is the verb's object
        verb = verb_above(noun)
        target = next((kid for kid in verb.children if kid.dep_ == "dobj"), None) if verb is not None else None
        objects = sentence.kinds_in(*phrase(target)) if target is not None else []
        return objects[0].kind if objects and is_kind(objects[0].kind, *COUNTABLE) else None
    end = noun.idx + len(noun)
    named = [kind.kind for kind in sentence.kinds if kind.start <= noun.idx and kind.end >= end]
    if noun.lower_ in ("meeting", "meetings"):
        return named[0] if named else "summit"
    return named[0] if named and is_kind(named[0], *COUNTABLE) else None


def _side_before(sentence: Sentence, word: "Token", context: Context) -> str | None:
    """Return the kind a bare "the third" or "its fifth such test" counts: the last one named before."""
    families = POINTERS.get(word.head.lower_)
    if families is not None and any(kid.lower_ == "such" for kid in word.head.children):
        told = [k.kind for k in sentence.kinds if k.end <= word.idx and is_kind(k.kind, *(families or COUNTABLE))]
        if told:  # "fired a missile, its fourth such test this year"
            return told[-1] if families else told[0]
    side = find_side(sentence, *phrase(word.head), context)
    if side is not None and side.kind:
        return side.kind
    named = [kind.kind for kind in sentence.kinds if kind.end <= word.idx and is_kind(kind.kind, *COUNTABLE)]
    return named[-1] if named and word.head.lower_ in ("test", "launch", "firing", "time", "one") else None


def _date_for(sentence: Sentence, noun: "Token", verb: "Token | None") -> DateMention | None:
    """Return the date expression nearest to a counted noun, None when none is resolved."""
    found = [d for d in dates_of(sentence) if d.kind == "date" and d.from_ is not None]
    found.sort(key=lambda d: (d.start < (verb.idx if verb is not None else noun.idx), abs(d.start - noun.idx)))
    return found[0] if found else None


def _is_perfect(verb: "Token") -> bool:
    return any(kid.dep_ == "aux" and kid.lower_ in ("has", "have", "'ve", "’ve") for kid in verb.children)


def _elaborates_perfect(verb: "Token") -> bool:
    if verb.tag_ != "VBG" or verb.dep_ not in ("advcl", "acl", "conj", "xcomp"):
        return False
    above = verb.head
    while above.dep_ in ("xcomp", "acomp") and above.head.i != above.i:
        above = above.head
    return _is_perfect(above)
