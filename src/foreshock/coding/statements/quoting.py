"""How words are reported: quoted, reported, or both."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from foreshock.coding.parsed import Paragraph
from foreshock.coding.statements.attribution import Attribution
from foreshock.coding.statements.quotations import Quotation, find_quotations
from foreshock.terms.reading import QuoteKind

_MOSTLY = 0.8  # share of the content's characters inside quotation marks from which it is a direct quotation
_TERM = 2  # words; a quoted stretch no longer than this, before the noun it qualifies, is a term


def quote_kind(attribution: Attribution, paragraphs: Sequence[Paragraph]) -> QuoteKind:
    """Return "direct" when the content is quoted, "mixed" when some of it is, else "indirect".

    A quoted term (a "special" envoy) is the reporter's caution about a word, not a quotation.
    """
    quoted = whole = 0
    for number, start, end in attribution.content:
        whole += end - start
        for quotation in _touching(paragraphs[number], start, end):
            inside = min(end, quotation.end) - max(start, quotation.start)
            if not _is_term(paragraphs[number], quotation):
                quoted += inside
    if not quoted:
        return "indirect"
    return "direct" if quoted >= _MOSTLY * whole else "mixed"


def _touching(paragraph: Paragraph, start: int, end: int) -> tuple[Quotation, ...]:
    quotations = find_quotations(paragraph.text)
    first = bisect_right(quotations, start, key=lambda quotation: quotation.end)
    return quotations[first : bisect_left(quotations, end, key=lambda quotation: quotation.start)]


def _is_term(paragraph: Paragraph, quotation: Quotation) -> bool:
    if quotation.words > _TERM or quotation.end >= len(paragraph.text):
        return False
    after = paragraph.doc.char_span(quotation.end + 1, quotation.end + 2)
    return after is not None and len(after) > 0 and after[0].tag_[:2] in ("NN", "JJ")
