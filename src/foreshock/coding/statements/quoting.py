"""How words are reported: quoted, reported, or both."""

from collections.abc import Sequence

from foreshock.coding.parsed import Paragraph
from foreshock.coding.statements.attribution import Attribution
from foreshock.coding.statements.quotations import find_quotations
from foreshock.terms.reading import QuoteKind

_MOSTLY = 0.8  # share of the content's characters inside quotation marks from which it is a direct quotation
_TERM = 2  # words; a quoted stretch no longer than this is a term, not someone's sentence


def quote_kind(attribution: Attribution, paragraphs: Sequence[Paragraph]) -> QuoteKind:
    """Return "direct" when the content is quoted, "mixed" when some of it is, else "indirect"."""
    quoted = whole = 0
    for number, start, end in attribution.content:
        whole += end - start
        for quotation in find_quotations(paragraphs[number].text):
            inside = min(end, quotation.end) - max(start, quotation.start)
            if inside > 0 and quotation.words > _TERM:
                quoted += inside
    if not quoted:
        return "indirect"
    return "direct" if quoted >= _MOSTLY * whole else "mixed"
