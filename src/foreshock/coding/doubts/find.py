"""What a reader must know of a reading: corrections, a headline that says otherwise, fields left open."""

from collections.abc import Sequence

from foreshock.coding.doubts.corrections import find_corrections
from foreshock.coding.doubts.headline import compare_headline
from foreshock.coding.doubts.open_fields import find_open_fields
from foreshock.coding.events.lexicon import EventLexicon
from foreshock.coding.parsed import ParsedArticle
from foreshock.terms.reading import Event, Statement


def find_doubts(
    parsed: ParsedArticle, statements: Sequence[Statement], events: Sequence[Event], lexicon: EventLexicon
) -> tuple[str, ...]:
    """Return the problems of a reading, most telling first, each once."""
    found = (
        *find_corrections(parsed.paragraphs, events),
        *compare_headline(parsed.article.headline, events, lexicon),
        *parsed.problems,
        *find_open_fields(parsed, statements, events),
    )
    return tuple(dict.fromkeys(found))
