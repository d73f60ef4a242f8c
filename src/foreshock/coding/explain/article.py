"""From an article to the explanation of its reading."""

from collections import defaultdict
from typing import NamedTuple

from foreshock.coding.claims.code import trace_claims
from foreshock.coding.doubts.find import find_doubts
from foreshock.coding.events.code import trace_events
from foreshock.coding.explain.items import explain_claim, explain_event, explain_statement
from foreshock.coding.explain.rejected import rejected_events, rejected_statements
from foreshock.coding.explain.sentences import view_sentence
from foreshock.coding.prepare import prepare_article
from foreshock.coding.read import Coder
from foreshock.coding.rules import rule_catalogue
from foreshock.coding.statements.code import tell_statements
from foreshock.terms.article import Article
from foreshock.terms.explanation import Explanation, Reason, Rejected
from foreshock.terms.reading import Reading, Span


class Explained(NamedTuple):
    """A reading and how it was made, from one and the same run."""

    reading: Reading
    explanation: Explanation


def explain_article(article: Article, coder: Coder) -> Explained:
    """Code an article as `read_article` does and return with the reading how each item was made.

    Raises:
        InputError: the article is too long.
        ModelError: a paragraph is too long for the parser.
    """
    parsed = prepare_article(article, parser=coder.parser, gazetteer=coder.gazetteer, zone=coder.zone)
    told = tell_statements(parsed, coder.pack)
    traces = trace_events(parsed, told.statements, coder.lexicon)
    events = tuple(trace.event for trace in traces.events)
    claims = trace_claims(parsed, events, pack=coder.pack, kinds=coder.kinds)
    meanings = {rule.id: rule.meaning for rule in rule_catalogue()}
    reasons = (
        *(explain_statement(one, parsed, meanings) for one in told.statements),
        *(explain_event(trace, parsed, coder.lexicon, meanings) for trace in traces.events),
        *(explain_claim(trace, parsed, meanings) for trace in claims),
    )
    left: dict[tuple[int, int], list[Rejected]] = defaultdict(list)
    for one in (*rejected_statements(told, parsed), *rejected_events(traces.idle, parsed)):
        sentence = parsed.paragraphs[one.word.paragraph].sentence_span(one.word.start)
        left[sentence.paragraph, sentence.start].append(one)
    sentences = tuple(
        view_sentence(span, parsed.paragraphs[span.paragraph], ids, tuple(left[span.paragraph, span.start]))
        for span, ids in _sentences(reasons)
    )
    problems = find_doubts(parsed, told.statements, events, coder.lexicon)
    reading = Reading(
        article=article,
        statements=told.statements,
        events=events,
        claims=tuple(trace.claim for trace in claims),
        problems=problems,
    )
    explanation = Explanation(
        article=article.id, headline=article.headline, reasons=reasons, sentences=sentences, problems=problems
    )
    return Explained(reading, explanation)


def _sentences(reasons: tuple[Reason, ...]) -> list[tuple[Span, tuple[str, ...]]]:
    """Return the sentences that items rest on, in reading order, with the ids of the items."""
    found: dict[tuple[int, int], tuple[Span, list[str]]] = {}
    for reason in reasons:
        for span in reason.item.evidence:
            found.setdefault((span.paragraph, span.start), (span, []))[1].append(reason.id)
    return [(span, tuple(dict.fromkeys(ids))) for _, (span, ids) in sorted(found.items(), key=lambda pair: pair[0])]
