"""Which words made a statement, an event or a claim, and what part each plays."""

from collections.abc import Iterator, Mapping

from foreshock.coding.claims.code import ClaimTrace
from foreshock.coding.events.code import EventTrace, Look
from foreshock.coding.events.lexicon import EventLexicon
from foreshock.coding.events.status import standing_of
from foreshock.coding.explain.parts import days, who
from foreshock.coding.parsed import ParsedArticle
from foreshock.terms.explanation import Joined, Part, Reason
from foreshock.terms.reading import Event, Span, Statement


def explain_statement(one: Statement, parsed: ParsedArticle, meanings: Mapping[str, str]) -> Reason:
    """Return how a statement was made."""
    return Reason(id=one.id, item=one, meaning=meanings[one.rule], parts=tuple(_said(one, parsed)))


def _said(one: Statement, parsed: ParsedArticle) -> Iterator[Part]:
    if one.cue is not None:
        yield Part(part="reporting word", span=one.cue, note=one.type or "a plain statement")
    for speaker in one.speakers or (one.speaker,):
        yield who("speaker", speaker.span, speaker.code, parsed)
    for carrier in one.via:
        yield Part(part="carrier", span=None, note=f"{carrier.outlet}{f' {carrier.verb}' if carrier.verb else ''}")
    for span in one.content:
        yield Part(part="content", span=span, note=one.quote)
    if one.condition is not None:
        held = next((span for span in one.content if one.condition in span.text), None)
        yield Part(part="condition", span=_within(held, one.condition), note="what it is made to hang on")
    for code in one.addressees:
        yield Part(part="recipient", span=None, note=code)
    yield from days("date", one.when, one.evidence, parsed)


def _within(span: Span | None, text: str) -> Span | None:
    if span is None:
        return None
    start = span.start + span.text.index(text)
    return Span(span.paragraph, start, start + len(text), text)


def explain_event(
    trace: EventTrace, parsed: ParsedArticle, lexicon: EventLexicon, meanings: Mapping[str, str]
) -> Reason:
    """Return how an event was made: by the look whose rule it carries, the others joined to it."""
    event = trace.event
    own = next(look for look in trace.looks if look.draft is not None and look.draft.event.rule == event.rule)
    joined = tuple(
        Joined(look.draft.event.rule, trigger_span(look, parsed))
        for look in trace.looks
        if look is not own and look.draft is not None
    )
    parts = tuple(_happened(event, own, parsed, lexicon))
    return Reason(id=event.id, item=event, meaning=meanings[event.rule], parts=parts, joined=joined)


def trigger_span(look: Look, parsed: ParsedArticle) -> Span:
    """Return the word that a look was at: its trigger, an utterance's reporting word, the word its draft starts in."""
    paragraph = parsed.paragraphs[look.paragraph]
    if look.trigger is not None:
        return paragraph.token_span(look.trigger.token, look.trigger.token)
    if look.draft is None:
        raise ValueError("a look without a trigger has a draft")
    cue = look.draft.cue
    start, end = cue if cue is not None else (look.draft.start, look.draft.start + 1)
    word = paragraph.doc.char_span(start, max(end, start + 1))
    return paragraph.span(start, end) if word is None else paragraph.token_span(word[0], word[-1])


def _happened(event: Event, look: Look, parsed: ParsedArticle, lexicon: EventLexicon) -> Iterator[Part]:
    trigger = look.trigger
    word = trigger_span(look, parsed)
    paragraph = parsed.paragraphs[look.paragraph]
    yield Part(part="trigger", span=word, note=f"{event.type or 'no type'}, {event.kind or 'no kind'}")
    if trigger is not None and trigger.noun is not None and trigger.noun.i != trigger.token.i:
        noun = paragraph.token_span(trigger.noun, trigger.noun)
        yield Part(part="object", span=noun, note=f"{trigger.weight} weight of the conditions met")
    for ref in event.actors:
        yield who("actor", ref.span, ref.code, parsed)
    for ref in event.recipients:
        yield who("recipient", ref.span, ref.code, parsed)
    if trigger is None:
        yield Part(part="status", span=word, note=event.status or "not settled")
    else:
        standing = standing_of(trigger.token, lexicon)
        by = standing.by if standing.by is not None else trigger.token
        changed = f", then {event.status} by what governs it" if event.status != standing.status else ""
        how = "its own form" if standing.by is None else "the word above it"
        yield Part(part="status", span=paragraph.token_span(by, by), note=f"{standing.status} from {how}{changed}")
    yield from days("date", event.when, event.evidence, parsed)
    if event.statement is not None:
        yield Part(part="holder", span=None, note=f"asserted by {event.statement}")


def explain_claim(trace: ClaimTrace, parsed: ParsedArticle, meanings: Mapping[str, str]) -> Reason:
    """Return how a claim was made; drafts of other rules that say the same are joined to it."""
    claim = trace.claim
    note = " → ".join(
        f"{side.kind}{' by ' + ', '.join(side.actors) if side.actors else ''}"
        for side in (claim.antecedent, claim.consequent)
        if side is not None
    )
    parts = [Part(part="trigger", span=trace.draft.word, note=note)]
    if claim.period is not None:
        parts.extend(days("date", claim.period, claim.evidence, parsed))
    return Reason(
        id=claim.id,
        item=claim,
        meaning=meanings[claim.rule],
        parts=tuple(parts),
        joined=tuple(Joined(other.rule, other.word) for other in trace.others),
    )
