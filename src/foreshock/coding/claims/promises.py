"""Promises with a day to be kept by: "promised to restart talks in two to three weeks"."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

from foreshock.coding.claims.context import POINTERS, Context, Sentence, agents_of, find_side, phrase
from foreshock.coding.claims.draft import Draft
from foreshock.coding.claims.periods import dates_of
from foreshock.coding.dates.mention import DateMention
from foreshock.coding.numbers import parse_number
from foreshock.terms.reading import Side, When

if TYPE_CHECKING:
    from foreshock.coding.tokens import Token

PROMISING = frozenset(
    ["promise", "promised", "promises", "promising", "pledge", "pledged", "pledges", "pledging", "vow", "vowed", "vows",
     "vowing", "agree", "agreed", "agrees", "agreeing", "commit", "committed", "commits", "undertake", "undertook"]
)  # fmt: skip

_AGAIN = frozenset(["more", "another", "others", "one", "attempt", "attempts", "try"])


def find_promises(sentence: Sentence, context: Context, published: date | None) -> Iterator[Draft]:
    """Yield the dated promises a sentence reports."""
    for token in sentence.tokens:
        if token.lower_ not in PROMISING or not token.tag_.startswith("VB"):
            continue
        deed = next((kid for kid in token.children if kid.dep_ == "xcomp" and kid.i > token.i), None)
        if deed is None or any(kid.dep_ == "neg" for kid in token.children):
            continue
        agents = agents_of(sentence.paragraph, token)
        side = _deed_side(sentence, deed, agents, context)
        due = _due(sentence, deed, published)
        if side is None or due is None:
            continue
        whole = sentence.paragraph.sentence_span(token.idx)
        yield Draft(
            kind="promise",
            span=whole,
            evidence=whole,
            word=sentence.paragraph.token_span(token, token),
            rule="claim.promise",
            score=0.75,
            consequent=side,
            period=due,
            value=_promised_number(deed),
        )


def _deed_side(sentence: Sentence, deed: "Token", agents: tuple[str, ...], context: Context) -> Side | None:
    """Return what is promised; "to launch three more" takes its kind from what was told before."""
    target = next((kid for kid in deed.children if kid.dep_ in ("dobj", "nsubjpass")), None)
    if target is not None:
        start, end = phrase(target)
        named = sentence.kinds_in(start, end)
        if named:
            return Side(named[0].kind, agents)
        if target.lower_ in _AGAIN or target.tag_ == "CD":
            family = [kind.kind.split(".")[0] for kind in sentence.kinds_in(deed.idx, deed.idx + len(deed))]
            before = context.pointed_to(sentence, tuple(family) or POINTERS.get(target.lower_, ()))
            return Side(before.kind, agents) if before is not None else None
    return find_side(sentence, *phrase(deed), context, actors=agents)


def _promised_number(deed: "Token") -> int | None:
    for kid in deed.children:
        if kid.dep_ == "dobj":
            numbers = [kid, *kid.children]
            return next((n for t in numbers if t.tag_ == "CD" and (n := parse_number(t.text)) is not None), None)
    return None


def _due(sentence: Sentence, deed: "Token", published: date | None) -> When | None:
    """Return the window a promise sets: from the day it was given to its last day."""
    start, end = phrase(deed)
    dates = dates_of(sentence)
    given = next(
        (
            d.from_
            for d in dates
            if d.kind == "date"
            and d.from_ is not None
            and _is_past(d.from_, published)
            and not (start <= d.start < end and _within(d, published))
        ),
        None,
    )
    for found in dates:
        if not start <= found.start < end:
            continue
        if found.kind in ("lag", "duration") and found.lag is not None:
            anchor = given or published
            if anchor is None:
                return None
            last = anchor + timedelta(days=found.lag.max_days)
            return When(start=anchor, end=last, precision="range", text=found.text, basis="anchor")
        if found.kind == "date" and found.to is not None and found.from_ is not None and found.from_ != given:
            return found.when()
    return None


def _within(found: DateMention, published: date | None) -> bool:
    """Return whether a stretch is still running ("this year"): a term for a deed, not the day it was promised."""
    return published is not None and found.to is not None and found.to >= published


def _is_past(day: date, published: date | None) -> bool:
    return published is not None and day <= published
