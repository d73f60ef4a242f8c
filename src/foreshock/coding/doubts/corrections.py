"""Corrections that an article carries: notes of the editor, accounts taken back, numbers revised."""

import re
from collections.abc import Iterator, Sequence

from foreshock.coding.editors_notes import is_editors_note
from foreshock.coding.events.revised import revised_number
from foreshock.coding.parsed import Paragraph
from foreshock.terms.reading import Event

_MENDS = re.compile(
    r"correct|clarif|remov|fix|refil|misstat|misident|erroneous|wrong|mistak|amend|delet|drop", re.IGNORECASE
)
_TAKES_BACK = re.compile(
    r"\b(?:correct(?:ing|s|ed)|revis(?:ing|es|ed)|retract(?:ing|s|ed)|amend(?:ing|s|ed)|withdr(?:awing|aws|ew))\s+"
    r"(?:an?\s+|its\s+|the\s+|their\s+|his\s+|her\s+)?(?:earlier|previous|initial|original)\s+"
    r"(?:report|statement|account|figure|assessment|announcement|count|tally|estimate|claim|version)s?",
    re.IGNORECASE,
)


def find_corrections(paragraphs: Sequence[Paragraph], events: Sequence[Event]) -> Iterator[str]:
    """Yield what a reader must know of corrections the article carries, in its own words."""
    for paragraph in paragraphs:
        if is_editors_note(paragraph.text):
            if _MENDS.search(paragraph.text):
                yield f"the article has been corrected: “{_short(paragraph.text)}”"
            continue
        taken_back = _TAKES_BACK.search(paragraph.text)
        if taken_back is not None:
            said = paragraph.sentence_span(taken_back.start()).text
            yield f"the text corrects an earlier account: “{_short(said)}”"
    for event in events:
        number = revised_number(event, paragraphs)
        if number is not None:
            yield f"the text corrects an earlier number ({event.id}): {number} is coded"


def _short(text: str) -> str:
    words = text.strip().strip("()[]")
    return words if len(words) <= 160 else f"{words[:157]}…"
