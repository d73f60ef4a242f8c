"""Direct quotations of a paragraph: those with a reporting word beside them, and those without."""

from dataclasses import replace
from typing import TYPE_CHECKING

from foreshock.coding.statements.attribution import Attribution
from foreshock.coding.statements.cues import CueLexicon
from foreshock.coding.statements.pieces import from_spoken
from foreshock.coding.statements.quotations import Quotation
from foreshock.coding.statements.spoken import find_after, find_before

if TYPE_CHECKING:
    from foreshock.coding.tokens import Doc

SENTENCE_LIKE = 4  # words; a shorter quotation without a cue is a scare quote or a term


def read_quotations(
    number: int, doc: "Doc", quotations: tuple[Quotation, ...], lexicon: CueLexicon
) -> tuple[list[Attribution], list[Quotation], int | None]:
    """Return attributions of quotations with a cue, the quotations without, and the last cue's token."""
    starts = [token.idx for token in doc]
    text = doc.text
    attributions: list[Attribution] = []
    orphans: list[Quotation] = []
    last_direct: int | None = None
    for at, quotation in enumerate(quotations):
        following = quotations[at + 1].start if at + 1 < len(quotations) else len(text)
        floor = quotations[at - 1].end if at else 0
        spoken = None
        if quotation.closed:
            spoken = find_after(doc, text, starts, quotation, following, lexicon)
        if spoken is None or quotation.words < 2:
            spoken = find_before(doc, text, starts, quotation, floor, lexicon) or spoken
        piece = (number, quotation.start, quotation.end)
        if spoken is not None:
            if quotation.words >= 2 or spoken.score > 0.9:
                attributions.append(from_spoken(number, doc, spoken, (piece,), lexicon))
                last_direct = spoken.cue
                for orphan in [o for o in orphans if _between(text, o.end, quotation.start)]:
                    orphans.remove(orphan)
                    attributions.append(
                        from_spoken(number, doc, spoken, ((number, orphan.start, orphan.end),), lexicon)
                    )
        elif quotation.words >= SENTENCE_LIKE and _starts_sentence(text, quotation):
            if attributions and last_direct is not None:
                same = attributions[-1]
                attributions.append(replace(same, content=(piece,)))
            else:
                orphans.append(quotation)
    return attributions, orphans, last_direct


def _between(text: str, end: int, start: int) -> bool:
    return not text[end:start].strip()


def _starts_sentence(text: str, quotation: Quotation) -> bool:
    before = text[: quotation.start].rstrip()[-1:]
    return not before or before in '.!?:”"—–…' or quotation.start == 0


def quoted_tokens(doc: "Doc", quotations: tuple[Quotation, ...]) -> list[bool]:
    """Return for every token whether it lies in a quotation long enough to be someone's words."""
    inside = [False] * len(doc)
    at = 0
    for token in doc:
        while at < len(quotations) and quotations[at].end <= token.idx:
            at += 1
        if at < len(quotations) and quotations[at].start <= token.idx and quotations[at].words >= SENTENCE_LIKE:
            inside[token.i] = True
    return inside
