"""Habits told without an adverb: "each time X, Y", "has a habit of", "has in the past answered X with Y"."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from foreshock.coding.claims.context import Context, Sentence, actors_in, agents_of, find_side
from foreshock.coding.claims.draft import Draft
from foreshock.coding.claims.habits import FREQUENT, habit_of
from foreshock.coding.claims.periods import lag_in, period_in
from foreshock.terms.reading import Side

if TYPE_CHECKING:
    from foreshock.coding.tokens import Token

_EACH = re.compile(r"\b(?:(?:each|every|any)\s?time|whenever)\b", re.IGNORECASE)
_BEFORE = re.compile(
    r"\b(?:in (?:the past|past years|recent years|previous years|years past|past decades)|time and (?:time )?again"
    r"|more often than not|as a rule|on (?:several|many|past|previous) occasions|for (?:years|decades))\b",
    re.IGNORECASE,
)
_HABITS = frozenset(["habit", "history", "record", "pattern", "practice", "tradition", "tendency", "custom"])

# One of these is in every sentence that the rules read; a cheap look before the dear one.
_MARKS = _HABITS | {
    "time",
    "anytime",
    "everytime",
    "whenever",
    "past",
    "years",
    "rule",
    "occasions",
    "decades",
    "often",
}


def find_recurring(sentence: Sentence, context: Context) -> Iterator[Draft]:
    """Yield the habits a sentence claims by "each time", by "a habit of" or by "in the past"."""
    if _MARKS.isdisjoint([token.lower_ for token in sentence.tokens]):
        return
    text = sentence.tokens.text
    each = _EACH.search(text)
    if each is not None:
        yield from _each_time(sentence, each, context)
        return
    past = _BEFORE.search(text)
    for token in sentence.tokens:
        if token.lower_ in _HABITS:
            deed = _deed_of(token)
            if deed is not None:
                yield from habit_of(sentence, deed, "often", context)
        elif past is not None and _may_recur(token):
            yield from habit_of(sentence, token, past[0].lower(), context)


def _may_recur(token: "Token") -> bool:
    """Return whether a verb of the main line may tell a habit; one with an adverb of frequency is read for that."""
    if token.tag_ not in ("VBN", "VBD") or token.dep_ not in ("ROOT", "conj", "ccomp"):
        return False
    return not any(kid.lower_ in FREQUENT for kid in token.children)


def _deed_of(noun: "Token") -> "Token | None":
    """Return the verb of "a habit of doing", None for other nouns ("a record of talks")."""
    for kid in noun.children:
        if kid.dep_ == "prep" and kid.lower_ in ("of", "in"):
            return next((k for k in kid.children if k.dep_ == "pcomp" and k.tag_ == "VBG"), None)
    return None


def _each_time(sentence: Sentence, each: re.Match[str], context: Context) -> Iterator[Draft]:
    """Read "each time A, B" and "B each time A": two clauses, each with a happening of its own."""
    base, text = sentence.tokens.start_char, sentence.tokens.text
    start = base + each.end()
    comma = text.find(",", each.end())
    if text[: each.start()].strip(" ,\"“'"):
        first, second = (start, base + len(text)), (base, base + each.start())
    elif comma > 0:
        first, second = (start, base + comma), (base + comma + 1, base + len(text))
    else:
        return
    before, after = _clause(sentence, first, context), _clause(sentence, second, context)
    if before is None or after is None or before == after:
        return
    whole = sentence.paragraph.sentence_span(base + each.start())
    yield Draft(
        kind="frequency",
        span=whole,
        evidence=whole,
        word=sentence.paragraph.span(base + each.start(), start),
        rule="claim.each_time",
        score=0.75,
        antecedent=before,
        consequent=after,
        lag=lag_in(sentence),
        period=period_in(sentence),
        frequency="always",
    )


def _clause(sentence: Sentence, stretch: tuple[int, int], context: Context) -> Side | None:
    side = find_side(sentence, *stretch, context)
    if side is None:
        return None
    verb = next(
        (t for t in sentence.tokens if stretch[0] <= t.idx < stretch[1] and t.tag_.startswith("VB") and _heads(t)), None
    )
    doer = agents_of(sentence.paragraph, verb) if verb is not None else ()
    own = tuple(code for code in doer if code in actors_in(sentence.paragraph, *stretch))
    return Side(side.kind, own or side.actors)


def _heads(token: "Token") -> bool:
    return any(kid.dep_ in ("nsubj", "nsubjpass") for kid in token.children)
