"""What was considered and left: attributions not sure enough, asides, triggers that told too little."""

from collections.abc import Iterator, Sequence

from foreshock.coding.events.code import Look
from foreshock.coding.events.drafts import rule_of
from foreshock.coding.explain.items import trigger_span
from foreshock.coding.parsed import ParsedArticle
from foreshock.coding.statements.code import Told
from foreshock.coding.statements.cues import load_cues
from foreshock.coding.statements.find import LEAST_SCORE, find_attributions
from foreshock.terms.explanation import Rejected

CONSIDERED = 0.1  # the score from which an attribution counts as considered


def rejected_statements(told: Told, parsed: ParsedArticle) -> Iterator[Rejected]:
    """Yield attributions below the least score, those another one took in, and asides of a document."""
    for aside in told.asides:
        span = aside.cue if aside.cue is not None else aside.content[0]
        yield Rejected(kind="statement", word=span, rule=aside.rule, reason="the document it stands in says it")
    made = {(one.cue.paragraph, one.cue.start) for one in (*told.statements, *told.asides) if one.cue is not None}
    docs = [paragraph.doc for paragraph in parsed.paragraphs]
    sure = {one.cue for one in find_attributions(docs, load_cues())}
    for one in find_attributions(docs, load_cues(), least=CONSIDERED):
        if one.cue[:2] in made:
            continue
        reason = (
            "another attribution takes it in" if one.cue in sure else f"score {one.score:.2f} is below {LEAST_SCORE}"
        )
        word = parsed.paragraphs[one.cue[0]].span(one.cue[1], one.cue[2])
        yield Rejected(kind="statement", word=word, rule=one.rule, reason=reason)


def rejected_events(idle: Sequence[Look], parsed: ParsedArticle) -> Iterator[Rejected]:
    """Yield the triggers of which no event was made."""
    for look in idle:
        if look.trigger is None:
            continue
        reason = (
            f"“{look.above.token.text}” above it tells the event"
            if look.above is not None
            else "too little is known of who did it, or it tells a habit"
        )
        yield Rejected(kind="event", word=trigger_span(look, parsed), rule=rule_of(look.trigger), reason=reason)
