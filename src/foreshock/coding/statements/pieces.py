"""Attributions from the token ranges that the rules find."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from foreshock.coding.statements.attribution import Attribution, Piece, join_pieces
from foreshock.coding.statements.cues import CueLexicon
from foreshock.coding.statements.quotations import Quotation
from foreshock.coding.statements.sentences import Found
from foreshock.coding.statements.spoken import Spoken

if TYPE_CHECKING:
    from foreshock.coding.tokens import Doc


def from_spoken(
    number: int, doc: "Doc", spoken: Spoken, content: tuple[Piece, ...], lexicon: CueLexicon
) -> Attribution:
    """Return the attribution of a quotation's reporting word and speaker to its content."""
    cue = doc[spoken.cue]
    return Attribution(
        number,
        cue.i,
        piece_of(number, doc, cue.i, cue.i),
        source_piece(number, doc, spoken.source),
        content,
        lexicon.lemma(cue) or cue.lower_,
        spoken.rule,
        spoken.score,
    )


def from_found(number: int, doc: "Doc", found: Found, lemma: str) -> Attribution:
    """Return the attribution of content found around its reporting word."""
    content = join_pieces([piece_of(number, doc, first, last) for first, last in found.content])
    return Attribution(
        number,
        found.cue,
        piece_of(number, doc, found.cue, found.cue_last),
        source_piece(number, doc, found.source),
        content,
        lemma,
        found.rule,
        found.score,
    )


_INTO = re.compile(r",?\s{0,2}(?:(?:and|but|or|that|—|–)\s{1,2}){0,2}")
_LONGEST_BRIDGE = 14  # characters between a reported clause and the quotation it goes on in


def with_quotation(piece: Piece, text: str, quotations: Sequence[Quotation], *, clausal: bool) -> Piece:
    """Return a reported stretch with the whole of a quotation it breaks off in, or goes on in at once.

    "said he had offers, but “the offers were to use it badly. I refused.”": a clause includes the
    quoted words that complete it, to the closing mark.
    """
    number, start, end = piece
    for quotation in quotations:
        if quotation.start > end + _LONGEST_BRIDGE:
            break
        if not quotation.closed or quotation.words < _COMPLETING:
            continue
        inside = start <= quotation.start < end < quotation.end
        onward = clausal and end <= quotation.start and _INTO.fullmatch(text, end, quotation.start) is not None
        if inside or (onward and text[end - 1].isalnum()):
            return number, start, quotation.end
    return piece


_COMPLETING = 3  # words; shorter quotations are terms


def source_piece(number: int, doc: "Doc", source: tuple[int, int] | None) -> Piece | None:
    """Return the characters of a speaker's tokens, None when there are none."""
    return None if source is None or source[1] < source[0] else piece_of(number, doc, *source)


def piece_of(number: int, doc: "Doc", first: int, last: int) -> Piece:
    """Return the characters of tokens `first..last`, both included."""
    return number, doc[first].idx, doc[last].idx + len(doc[last])
