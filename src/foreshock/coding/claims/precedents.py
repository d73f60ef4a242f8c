"""Told sequences: "the last time the allies drilled, in August, missiles flew three days later"."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from foreshock.coding.claims.context import Context, Sentence, agents_of, find_side, phrase
from foreshock.coding.claims.draft import Draft
from foreshock.coding.claims.periods import dates_of, lag_in
from foreshock.terms.reading import Side, When

if TYPE_CHECKING:
    from foreshock.coding.tokens import Token


def find_precedents(sentence: Sentence, context: Context) -> Iterator[Draft]:
    """Yield the earlier sequences a sentence tells as precedents."""
    for token in sentence.tokens:
        if token.lower_ == "time" and any(kid.lower_ in ("last", "previous") for kid in token.children):
            inner = next((kid for kid in token.children if kid.dep_ in ("relcl", "acl", "advcl")), None)
            if inner is not None:
                yield from _sequence(sentence, token, inner, context, "claim.last_time_that")
            elif token.dep_ == "npadvmod" and token.head.dep_ in ("ccomp", "advcl", "parataxis", "dep"):
                yield from _sequence(sentence, token.head, token.head, context, "claim.last_time_that")


def _sequence(sentence: Sentence, whole: "Token", clause: "Token", context: Context, rule: str) -> Iterator[Draft]:
    main = whole.head
    while not main.tag_.startswith("VB") and main.head.i != main.i:
        main = main.head
    start, end = phrase(whole)
    before = find_side(sentence, start, end, context, actors=agents_of(sentence.paragraph, clause))
    agents = agents_of(sentence.paragraph, main)
    named = [k for k in sentence.kinds if not start <= k.start < end]
    if before is None or not named:
        return
    span = sentence.paragraph.sentence_span(whole.idx)
    yield Draft(
        kind="precedent",
        span=span,
        evidence=span,
        word=sentence.paragraph.token_span(whole, whole),
        rule=rule,
        score=0.8,
        antecedent=before,
        consequent=Side(named[0].kind, agents),
        lag=lag_in(sentence, main),
        period=_clause_date(sentence, clause),
    )


def _clause_date(sentence: Sentence, clause: "Token") -> When | None:
    start, end = phrase(clause)
    for found in dates_of(sentence):
        if found.kind == "date" and found.from_ is not None and start <= found.start < end:
            return found.when()
    return None
