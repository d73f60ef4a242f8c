"""Reporting participles after a clause ("…, pledging to respond"): they belong to whoever said the clause."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from foreshock.coding.statements.attribution import Attribution, Piece

if TYPE_CHECKING:
    from foreshock.coding.tokens import Doc


def settle_participles(attributions: Sequence[Attribution], docs: "Sequence[Doc]") -> list[Attribution]:
    """Return the attributions with the speaker of the reported clause given to participles after it.

    The parser hangs such a participle on the reported clause, so that its subject looks like the
    speaker: "The ministry said the bridge was closed, threatening …".
    """
    return [_settled(one, attributions, docs[one.paragraph]) for one in attributions]


def _settled(one: Attribution, attributions: Sequence[Attribution], doc: "Doc") -> Attribution:
    cue = doc[one.head]
    if cue.tag_ != "VBG" or one.source is None:
        return one
    for outer in attributions:
        if outer is one or outer.source is None or outer.paragraph != one.paragraph:
            continue
        before = outer.cue[1] < one.cue[1] and doc[outer.head].sent.start == cue.sent.start
        if before and not _inside(outer, one.cue) and _inside(outer, one.source):
            return replace(one, source=outer.source)
    return one


def _inside(outer: Attribution, piece: Piece) -> bool:
    return any(p == piece[0] and start <= piece[1] and piece[2] <= end for p, start, end in outer.content)
