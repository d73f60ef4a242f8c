"""Parts that items of every sort have: who is named, and which words say when."""

from collections.abc import Iterable, Iterator

from foreshock.coding.mentions import Mention
from foreshock.coding.parsed import ParsedArticle
from foreshock.terms.explanation import Part, PartName
from foreshock.terms.reading import Span, When

_PLACES = frozenset(["country", "demonym", "capital"])  # they say whose office or person it is, not who
_UNSAID = {"published": "no date in the text: the day of publication", "pack": "from the pack's calendar"}


def who(part: PartName, span: Span | None, code: str | None, parsed: ParsedArticle) -> Part:
    """Return the part of someone named at `span`: the actor, and the mention that settles it."""
    settled = code or "actor not settled"
    if span is None:
        return Part(part=part, span=None, note=settled)
    mentions = parsed.paragraphs[span.paragraph].mentions
    near = [m for m in mentions if m.start < span.end and span.start < m.end]
    own = [m for m in near if code is not None and code[:3] in codes_of(m)] or near
    best = max(own, key=lambda m: (m.kind not in _PLACES, m.end - m.start), default=None)
    return Part(part=part, span=span, note=settled if best is None else f"{settled}: {mention_words(best)}")


def codes_of(mention: Mention) -> frozenset[str]:
    """Return the states a mention stands for."""
    return frozenset(code[:3] for code in (*mention.codes, mention.code) if code is not None)


def mention_words(mention: Mention) -> str:
    """Return a mention in words: its text, kind, pack row, and whether earlier text settled it."""
    row = f" {mention.id}" if mention.id is not None else ""
    return f"“{mention.text}”, {mention.kind}{row}{', from earlier text' if mention.reference else ''}"


def days(part: PartName, when: When | None, evidence: Iterable[Span], parsed: ParsedArticle) -> Iterator[Part]:
    """Yield the words that say when, with how they were resolved; what says why there are none."""
    if when is None:
        yield Part(part=part, span=None, note="no date settled")
        return
    means = f"{when.start or '…'} to {when.end or '…'} ({when.precision})"
    if when.text is None:
        yield Part(part=part, span=None, note=f"{means}, {_UNSAID.get(when.basis, 'counted from another date')}")
        return
    for span in evidence:
        at = span.text.find(when.text)
        if at >= 0:
            paragraph = parsed.paragraphs[span.paragraph]
            start = span.start + at
            end = start + len(when.text)
            dates = list(paragraph.dates_in(start, end))
            counted = any(date.relative for date in dates)
            how = f", counted from publication on {parsed.published}" if counted else f", basis {when.basis}"
            ends = [(date.start, date.end) for date in dates] if len(dates) > 1 else [(start, end)]
            for first, last in ends:
                yield Part(part=part, span=paragraph.span(first, last), note=means + how)
            return
    yield Part(part=part, span=None, note=f"{means}, “{when.text}” stands elsewhere")
