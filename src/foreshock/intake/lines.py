"""Raw text to blocks: one block a printed paragraph, list item or heading.

A paragraph hard-wrapped over several lines becomes one block; where each line is a paragraph of its
own, each becomes a block. Characters are kept except for spacing: runs of white space (no-break
spaces too) become one space, zero-width and control characters go.
"""

import itertools
import re
from dataclasses import dataclass

from foreshock.intake.stamps import word_count

BULLET = re.compile(r"^(?:[•·▪▫◦●○‣∙■□►▶]|[*–-](?=\s))\s*")
INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\u00ad\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]")
BREAK = re.compile("\r\n|[\r\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
SENTENCE_END = re.compile(r"[.!?…:;][\"'”’»)\]]{0,3}$")
NARROWEST_WRAP, WIDEST_WRAP = 40, 110
WRAP_SLACK = 6
FEWEST_OPEN_WORDS = 8
MOSTLY = 0.6
MOST_LONGER = 0.05


@dataclass(frozen=True)
class Block:
    """One printed unit. `apart` says that a blank line stood before it; `bullet` that it is a list item."""

    text: str
    bullet: bool = False
    apart: bool = True


@dataclass(frozen=True)
class _Line:
    text: str
    indented: bool


def clean(text: str) -> str:
    """Return a line with its spacing normalised and invisible characters removed."""
    return " ".join(INVISIBLE.sub("", text).split())


def split_blocks(text: str) -> tuple[Block, ...]:
    """Return the blocks of a text, in order."""
    groups = _groups(text)
    width = _wrap_width(groups)
    blocks: list[Block] = []
    for group in groups:
        apart = True
        for line in _unwrapped(group, width):
            body = BULLET.sub("", line)
            if body:
                blocks.append(Block(body, bullet=body != line, apart=apart))
                apart = False
    return tuple(blocks)


def _groups(text: str) -> list[list[_Line]]:
    groups: list[list[_Line]] = [[]]
    for raw in BREAK.split(text):
        line = clean(raw)
        if line:
            groups[-1].append(_Line(line, indented=raw[:1].isspace()))
        elif groups[-1]:
            groups.append([])
    return [group for group in groups if group]


def _wrap_width(groups: list[list[_Line]]) -> int | None:
    """Return the column at which the text was wrapped, None when its lines are paragraphs.

    A wrapped line has no room for the next line's first word, and hardly any line is longer than the
    column; that is what is counted.
    """
    neighbours = (pair for group in groups for pair in itertools.pairwise(group))
    pairs = [(first.text, second.text) for first, second in neighbours if not BULLET.match(second.text)]
    if not pairs:
        return None
    lengths = sorted(len(first) for first, _ in pairs)
    width = lengths[min(len(lengths) - 1, len(lengths) * 19 // 20)]
    if not NARROWEST_WRAP <= width <= WIDEST_WRAP:
        return None
    lines = [line for group in groups for line in group]
    longer = sum(len(line.text) > width + WRAP_SLACK for line in lines)
    if longer > MOST_LONGER * len(lines):
        return None
    full = sum(_is_full(first, second, width) for first, second in pairs)
    ended = sum(SENTENCE_END.search(first) is not None for first, _ in pairs)
    return width if full >= MOSTLY * len(pairs) and ended < MOSTLY * len(pairs) else None


def _is_full(line: str, following: str, width: int) -> bool:
    return len(line) + 1 + len(following.split(" ", 1)[0]) > width - WRAP_SLACK


def _unwrapped(group: list[_Line], width: int | None) -> list[str]:
    joined: list[list[str]] = []
    previous: _Line | None = None
    for line in group:
        if previous is not None and _continues(previous, line, width):
            joined[-1].append(line.text)
        else:
            joined.append([line.text])
        previous = line
    return [" ".join(parts) for parts in joined]


def _continues(previous: _Line, line: _Line, width: int | None) -> bool:
    """Return whether a line goes on with the one before: by the column, or by a sentence left open over it."""
    if BULLET.match(line.text) or (BULLET.match(previous.text) and width is None):
        return False
    if width is not None:
        return _is_full(previous.text, line.text, width) and (previous.indented or not line.indented)
    left_open = word_count(previous.text) >= FEWEST_OPEN_WORDS and not SENTENCE_END.search(previous.text)
    return left_open and line.text[0].islower()
