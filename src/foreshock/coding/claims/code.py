"""The claims of an article: patterns, counts, precedents and promises that the record can test."""

from collections.abc import Iterator
from typing import NamedTuple

from foreshock.coding.claims.context import Context, build_context
from foreshock.coding.claims.counts import find_counts
from foreshock.coding.claims.draft import Draft
from foreshock.coding.claims.habits import find_habits
from foreshock.coding.claims.last_times import find_last_times
from foreshock.coding.claims.precedents import find_precedents
from foreshock.coding.claims.promises import find_promises
from foreshock.coding.claims.recurring import find_recurring
from foreshock.coding.kinds import KindPhrases
from foreshock.coding.parsed import ParsedArticle
from foreshock.terms.reading import Claim, Event
from foreshock.theaters.schema import Pack


def code_claims(
    parsed: ParsedArticle,
    events: tuple[Event, ...],
    *,
    pack: Pack,
    kinds: KindPhrases,
) -> tuple[Claim, ...]:
    """Return an article's claims in reading order, not yet checked.

    A sentence gives at most one claim of each kind about the same happenings. A quotation's own
    claims count like the reporter's: the record tests what is said, whoever says it.
    """
    return tuple(trace.claim for trace in trace_claims(parsed, events, pack=pack, kinds=kinds))


class ClaimTrace(NamedTuple):
    """A claim, its draft, and the drafts of other rules that say the same and gave way to it."""

    claim: Claim
    draft: Draft
    others: tuple[Draft, ...]


def trace_claims(
    parsed: ParsedArticle,
    events: tuple[Event, ...],
    *,
    pack: Pack,
    kinds: KindPhrases,
) -> tuple[ClaimTrace, ...]:
    """Return an article's claims as `code_claims` does, with how each was made."""
    context = build_context(parsed, events, pack, kinds)
    drafts: dict[tuple[object, ...], list[Draft]] = {}
    for draft in _drafts(parsed, context):
        key = (draft.kind, draft.evidence.paragraph, draft.evidence.start, draft.consequent)
        same = drafts.setdefault(key, [])
        same.insert(0 if not same or draft.score > same[0].score else len(same), draft)
    ordered = sorted(drafts.values(), key=lambda same: (same[0].evidence.paragraph, same[0].evidence.start))
    return tuple(
        ClaimTrace(_claim(number, best), best, tuple(others)) for number, (best, *others) in enumerate(ordered, start=1)
    )


def _drafts(parsed: ParsedArticle, context: Context) -> Iterator[Draft]:
    for sentence in context.sentences:
        precedents = list(find_precedents(sentence, context))
        yield from precedents
        yield from find_habits(sentence, context)
        yield from find_recurring(sentence, context)
        yield from find_promises(sentence, context, parsed.published)
        yield from find_last_times(sentence)
        if not precedents:  # a precedent's own number of missiles is part of the story it tells
            yield from find_counts(sentence, context)


def _claim(number: int, draft: Draft) -> Claim:
    return Claim(
        id=f"c{number}",
        kind=draft.kind,
        text=draft.span.text,
        antecedent=draft.antecedent,
        consequent=draft.consequent,
        lag=draft.lag,
        period=draft.period,
        frequency=draft.frequency,
        value=draft.value,
        before=draft.before,
        evidence=(draft.evidence,),
        rule=draft.rule,
        score=draft.score,
    )
