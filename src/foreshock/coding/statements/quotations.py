"""Quoted stretches of a paragraph: where they open and close, and what they are.

Newspapers open with “, ``, " or a single ‘; a quotation that runs over a paragraph opens again in
the next without having been closed. One pass over the characters, so the time is linear.
"""

import re
from bisect import bisect_left
from functools import lru_cache
from typing import NamedTuple

_MARK = re.compile(r"``|''|[“”\"„«»‘’‟]")
_WORD = re.compile(r"\w+")
_OPENERS = {"“", "``", "„", "«", "‟"}
_CLOSERS = {"”", "''", "»"}


class Quotation(NamedTuple):
    """Characters `start:end`, marks included; `closed` is False when no closing mark was found.

    `words` counts the words inside.
    """

    start: int
    end: int
    closed: bool
    words: int


@lru_cache(maxsize=256)
def find_quotations(text: str) -> tuple[Quotation, ...]:
    """Return the outermost quoted stretches of `text`, in order; marks inside one are its own."""
    found: list[Quotation] = []
    opened: tuple[int, str] | None = None
    for match in _MARK.finditer(text):
        mark, at, end = match.group(), match.start(), match.end()
        if opened is None:
            if _opens(text, mark, at, end):
                opened = at, mark
        elif _closes(text, opened, mark, at, end):
            found.append(_quotation(text, opened[0], end, closed=True))
            opened = None
        elif mark == opened[1] and mark in _OPENERS:  # opened again: the first was never closed
            found.append(_quotation(text, opened[0], at, closed=False))
            opened = at, mark
    if opened is not None and opened[1] not in ("‘", "’"):
        found.append(_quotation(text, opened[0], len(text), closed=False))
    return tuple(q for q in found if q.words)


def close_marks(quotations: tuple[Quotation, ...], start: int, end: int) -> tuple[int, int]:
    """Return characters `start:end` with the quotation mark they miss by a character or two put in."""
    for at in range(bisect_left(quotations, start - 2, key=lambda one: one.start), len(quotations)):
        quotation = quotations[at]
        if quotation.start >= end:
            break
        if start <= quotation.start < end < quotation.end <= end + 2:
            end = quotation.end
        elif start - 2 <= quotation.start < start < quotation.end <= end:
            start = quotation.start
    return start, end


def _opens(text: str, mark: str, at: int, end: int) -> bool:
    before = text[at - 1] if at else " "
    after = text[end] if end < len(text) else " "
    if mark in _OPENERS:
        return not after.isspace() or mark == "“"
    if mark in ('"', "''"):
        return not after.isspace()
    if mark == "‘":  # a single mark opens only where a word starts and a long stretch can follow
        return not before.isalnum() and not after.isspace() and "’" in text[end + 12 : end + 3000]
    return mark == "”" and not before.isalnum() and after.isalnum() and before.isspace()


def _closes(text: str, opened: tuple[int, str], mark: str, at: int, end: int) -> bool:
    first = opened[1]
    after = text[end] if end < len(text) else " "
    if first == "‘":
        return mark == "’" and not after.isalnum() and not text[at - 1].isspace()
    if first == "«":
        return mark == "»"
    if first in ('"', "''"):
        return mark in ('"', "''", "”")
    return mark in _CLOSERS or (mark == '"' and not after.isalnum())


def _quotation(text: str, start: int, end: int, *, closed: bool) -> Quotation:
    while end > start and text[end - 1].isspace():
        end -= 1
    return Quotation(start, end, closed, sum(1 for _ in _WORD.finditer(text, start, end)))
