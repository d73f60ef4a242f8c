"""One sentence as the rules saw it: its parse as a tree, its mentions and its dates."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from foreshock.coding.dates.mention import DateMention
from foreshock.coding.mentions import Mention
from foreshock.coding.parsed import Paragraph
from foreshock.terms.explanation import Branch, Dated, Named, Rejected, Sentence
from foreshock.terms.reading import Span

if TYPE_CHECKING:
    from foreshock.coding.tokens import Tokens


def view_sentence(span: Span, paragraph: Paragraph, items: tuple[str, ...], rejected: tuple[Rejected, ...]) -> Sentence:
    """Return the facts of the sentence that stands at `span`; `items` are the ids of what rests on it."""
    return Sentence(
        span=span,
        items=items,
        tree=tuple(tree_of(paragraph.sentence_of(span.start), paragraph)),
        mentions=tuple(named(mention, paragraph) for mention in paragraph.mentions_in(span.start, span.end)),
        dates=tuple(dated(mention, paragraph) for mention in paragraph.dates_in(span.start, span.end)),
        rejected=rejected,
    )


def tree_of(sentence: "Tokens", paragraph: Paragraph) -> Iterator[Branch]:
    """Yield the words of a sentence's parse, each after the word it hangs on, in the order of the text.

    Walks with a stack of its own: a long chain of arcs may be deeper than Python's.
    """
    waiting = [(sentence.root, 0)]
    while waiting:
        token, depth = waiting.pop()
        if not token.is_space:
            yield Branch(depth, token.dep_, paragraph.token_span(token, token), token.tag_)
        waiting.extend((kid, depth + 1) for kid in reversed(list(token.children)))


def named(mention: Mention, paragraph: Paragraph) -> Named:
    """Return a mention as an explanation shows it."""
    return Named(
        span=paragraph.span(mention.start, mention.end),
        kind=mention.kind,
        codes=mention.codes or ((mention.code,) if mention.code is not None else ()),
        row=mention.id,
        name=mention.name,
        office=mention.office,
        role=mention.role,
        reference=mention.reference,
    )


def dated(mention: DateMention, paragraph: Paragraph) -> Dated:
    """Return a date expression as an explanation shows it; "since" leaves its end open."""
    return Dated(
        span=paragraph.span(mention.start, mention.end),
        kind=mention.kind,
        start=mention.from_,
        end=None if mention.open_end else mention.to,
        precision=mention.precision,
        basis=mention.basis,
        relative=mention.relative,
        lag=mention.lag,
        reason=mention.reason,
        rule=mention.rule,
    )
