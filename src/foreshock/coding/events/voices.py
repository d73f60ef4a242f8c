"""Whose "we" it is: the stretches of an article that quote a speaker of a known state."""

from collections.abc import Iterable
from typing import NamedTuple

from foreshock.terms.reading import Statement

FIRST_PERSON = frozenset(["we", "us", "our", "ours", "ourselves", "i", "me", "my"])


class Voice(NamedTuple):
    """Characters `start:end` of a paragraph in which a speaker of the state `code` is quoted."""

    paragraph: int
    start: int
    end: int
    code: str


def voices_of(statements: Iterable[Statement]) -> tuple[Voice, ...]:
    """Return the quoted stretches of an article with their speakers' states, the shortest first."""
    found = [
        Voice(span.paragraph, span.start, span.end, one.speaker.code[:3])
        for one in statements
        if one.quote != "indirect" and one.speaker.code is not None
        for span in one.content
    ]
    return tuple(sorted(found, key=lambda voice: voice.end - voice.start))
