"""An attribution as the rules find it: offsets only, before anyone is identified."""

from dataclasses import dataclass

Piece = tuple[int, int, int]
"""Paragraph, start, end: characters of one paragraph."""


@dataclass(frozen=True, slots=True)
class Carrier:
    """Who passed an utterance on, with the word for it ("reported"); `source` as in Attribution."""

    source: Piece
    verb: str


@dataclass(frozen=True, slots=True)
class Attribution:
    """Someone's words or view as found in the text.

    `cue` are the characters of the reporting word and `head` its token, in paragraph `paragraph`;
    `source` is the full noun phrase of the speaker, None when the text names none; `content` the
    pieces of what was said, in order. `lemma` is the cue's lemma ("say", "pledge").
    `carriers` are those between speaker and article, outermost last; `outlets` the names of carriers
    known from outside the text.
    """

    paragraph: int
    head: int
    cue: Piece
    source: Piece | None
    content: tuple[Piece, ...]
    lemma: str
    rule: str
    score: float
    carriers: tuple[Carrier, ...] = ()
    outlets: tuple[str, ...] = ()


def join_pieces(pieces: list[Piece]) -> tuple[Piece, ...]:
    """Return the pieces sorted, overlapping and touching ones joined."""
    joined: list[Piece] = []
    for paragraph, start, end in sorted(pieces):
        if joined and joined[-1][0] == paragraph and start <= joined[-1][2] + 1:
            joined[-1] = (paragraph, joined[-1][1], max(end, joined[-1][2]))
        else:
            joined.append((paragraph, start, end))
    return tuple(joined)
