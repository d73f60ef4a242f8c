"""A page's blocks sorted into head, story and furniture.

The head ends where the story's first sentence begins. Inside and after the story a heading such as
"Most Read" opens a list; the list ends where sentences begin again, and the story resumes. A
copyright line, closing credits or a comment form end the story for good.
"""

import re
from dataclasses import dataclass, field, replace
from typing import Literal

from foreshock.intake.furniture import Mark, is_caption, mark_line
from foreshock.intake.heading import read_byline
from foreshock.intake.lines import SENTENCE_END, Block
from foreshock.intake.openings import read_opening
from foreshock.intake.stamps import read_stamps, word_count
from foreshock.terms.article import Furniture, FurnitureKind

Shape = Literal["page", "body"]
FULL_STOP = re.compile(r"(?<![.])[.!?][\"'”’»)\]]{0,3}$")
CUT_OFF = re.compile(r"(?:\.{3}|…|\[\+?\d* ?chars\])[\"'”’]?$")
END_MARK = re.compile(r"(?<=[.!?\"”’)]) ?(?:-0-|-30-|\(END\)|#{3,}|\*{3,})$")
LONGEST_END_MARK = 12
# a note in brackets after the sentence's end: "… at the site. (photos below)"
NOTED = re.compile(r"[.!?][\"”]? ?\([^()]{1,60}\)$")
LONGEST_NOTE = 70
UNFINISHED = re.compile(r"[,—–-]$")
FEWEST_SENTENCE_WORDS = 8
FEWEST_SHORT_WORDS = 4
FEWEST_RESUMING_WORDS = 10
LONG_BLOCK_WORDS = 28
LONGEST_HEAD = 40
LONGEST_STAMP_REST = 6
DECK_REACH = 6
RESUMING_REACH = 4
MOST_CROSSHEAD_WORDS = 4
MOST_TITLE_WORDS = 18


@dataclass
class Sorted:
    """Where each block went; `head` is what stood before the story and is neither list nor phrase."""

    head: list[Block] = field(default_factory=list)
    body: list[str] = field(default_factory=list)
    furniture: list[Furniture] = field(default_factory=list)
    tail: list[str] = field(default_factory=list)


def is_sentence(block: Block) -> bool:
    """Return whether a block reads as a sentence of prose rather than a heading or a list item."""
    words = word_count(block.text)
    ended = SENTENCE_END.search(block.text) or NOTED.search(block.text[-LONGEST_NOTE:])
    return words >= LONG_BLOCK_WORDS or (words >= FEWEST_SENTENCE_WORDS and ended is not None)


def is_stamp_line(text: str) -> bool:
    """Return whether a line is a printed publication time and little else, no sentence that names a day."""
    stamps = read_stamps(text)
    if not stamps or text.endswith(":"):
        return False
    rests = [stamp.rest.split() for stamp in stamps]
    return all(len(rest) <= LONGEST_STAMP_REST and sum(word.islower() for word in rest) <= 1 for rest in rests)


def sort_page(blocks: tuple[Block, ...]) -> Sorted:
    """Sort the blocks of a page copied with everything around its story."""
    blocks = _end_marks_apart(blocks)
    start = _with_short_opening(blocks, _story_start(blocks))
    found = Sorted()
    _sort_head(blocks[:start], found)
    _sort_rest(blocks[start:], found, cautious=False)
    return found


def sort_body(blocks: tuple[Block, ...]) -> Sorted:
    """Sort blocks that are a story already (a field of a record, an extracted page).

    Only what says by its own words that it is furniture is set apart; headings and lists stay.
    """
    found = Sorted()
    _sort_rest(_end_marks_apart(blocks), found, cautious=True)
    return found


def _end_marks_apart(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Return the blocks with the wire's end marks ("-0-", "(END)") as blocks of their own."""
    apart: list[Block] = []
    for block in blocks:
        match = END_MARK.search(block.text[-LONGEST_END_MARK:])
        if match is None:
            apart.append(block)
            continue
        mark = match[0].strip()
        apart.append(replace(block, text=block.text[: -len(match[0])]))
        apart.append(Block(mark, apart=False))
    return tuple(apart)


def _story_start(blocks: tuple[Block, ...]) -> int:
    """Return where the story's first sentence is; a standfirst above the byline is not it."""
    opened = next((i for i, block in enumerate(blocks[:LONGEST_HEAD]) if _opens_story(block)), None)
    if opened is not None and not any(_starts_here(block) for block in blocks[: max(opened - DECK_REACH, 0)]):
        return opened
    for i, block in enumerate(blocks):
        if not _starts_here(block):
            continue
        for ahead in range(i + 1, min(i + DECK_REACH, len(blocks))):
            text = blocks[ahead].text
            mark = mark_line(text)
            if (mark is not None and mark.reach != "line") or (ahead > i + 2 and _starts_here(blocks[ahead])):
                break
            if read_byline(text) is not None or is_stamp_line(text):
                return _next_start(blocks, ahead + 1)
        return i
    return _without_sentences(blocks)


def _with_short_opening(blocks: tuple[Block, ...], start: int) -> int:
    """Return the start moved up over one sentence too short to be told from a title by its length."""
    if not 1 < start < len(blocks):
        return start
    above = blocks[start - 1]
    sentence = FULL_STOP.search(above.text) is not None and word_count(above.text) >= FEWEST_SHORT_WORDS
    furniture = mark_line(above.text) is not None or is_stamp_line(above.text) or read_byline(above.text) is not None
    return start - 1 if sentence and not above.bullet and not furniture and not is_caption(above.text) else start


def _next_start(blocks: tuple[Block, ...], start: int) -> int:
    return next((i for i in range(start, len(blocks)) if _starts_here(blocks[i])), start)


def _without_sentences(blocks: tuple[Block, ...]) -> int:
    """Return where the story starts on a page without one full sentence: after its first line and stamps."""
    if len(blocks) < 2:
        return 0
    i = 1
    while i < len(blocks) and (read_byline(blocks[i].text) is not None or is_stamp_line(blocks[i].text)):
        i += 1
    return i if i < len(blocks) else 0


def _opens_story(block: Block) -> bool:
    if block.bullet or word_count(block.text) < FEWEST_SENTENCE_WORDS or CUT_OFF.search(block.text):
        return False
    opening = read_opening(block.text)
    return opening is not None and opening.agency is not None and is_sentence(block)


def _starts_here(block: Block) -> bool:
    return (
        not block.bullet
        and is_sentence(block)
        and not is_caption(block.text)
        and mark_line(block.text) is None
        and not is_stamp_line(block.text)
        and read_byline(block.text) is None
    )


def _sort_head(blocks: tuple[Block, ...], found: Sorted) -> None:
    listing: FurnitureKind | None = None
    for block in blocks:
        mark = mark_line(block.text)
        told = is_stamp_line(block.text) or read_byline(block.text) is not None
        if told and listing is None:
            found.head.append(block)
        elif mark is not None:
            listing = mark.kind if mark.reach == "list" else listing
            found.furniture.append(Furniture(mark.kind, block.text))
        elif is_caption(block.text):
            found.furniture.append(Furniture("credit", block.text))
        elif listing is not None and block.bullet:
            found.furniture.append(Furniture(listing, block.text))
        else:
            listing = None
            found.head.append(block)


def _sort_rest(blocks: tuple[Block, ...], found: Sorted, *, cautious: bool) -> None:
    listing: Mark | None = None
    ended: FurnitureKind | None = None
    for i, block in enumerate(blocks):
        mark = mark_line(block.text)
        if cautious and mark is not None and mark.reach == "line" and mark.kind == "navigation" and is_sentence(block):
            mark = None
        if mark is not None and mark.reach == "end" and not found.body:
            mark = Mark(mark.kind, "line")
        if mark is not None:
            found.furniture.append(Furniture(mark.kind, block.text))
            listing = mark if mark.reach == "list" else listing
            if mark.reach == "end":
                ended, listing = ended or mark.kind, None
            continue
        if ended is not None and not (cautious and ended in {"credit", "copyright"}):
            kind = listing.kind if listing is not None else "comment_form" if ended == "comment_form" else "related"
            found.furniture.append(Furniture(kind, block.text))
            found.tail.append(block.text)
        elif listing is not None and not _resumes(blocks, i, listing, cautious=cautious):
            found.furniture.append(Furniture(listing.kind, block.text))
        elif is_caption(block.text):
            listing = None
            found.furniture.append(Furniture("credit", block.text))
        elif not cautious and _is_loose(block):
            found.furniture.append(Furniture(_loose_kind(block), block.text))
            if found.body:
                found.tail.append(block.text)
        else:
            listing = None
            found.body.append(block.text)


def _resumes(blocks: tuple[Block, ...], i: int, listing: Mark, *, cautious: bool) -> bool:
    """Return whether the story goes on with block i after a list.

    A teaser under a title looks like a sentence too: it is cut off, opens with an agency's name, or
    stands right under its title; a resumed story goes on for another sentence or ends in credits.
    """
    block = blocks[i]
    text = block.text
    if block.bullet or word_count(text) < FEWEST_RESUMING_WORDS or CUT_OFF.search(text) or not FULL_STOP.search(text):
        return False
    if read_opening(text) is not None and read_opening(text) != read_opening(blocks[0].text):
        return False
    previous = blocks[i - 1]
    if not block.apart and not previous.bullet and not is_sentence(previous) and not cautious:
        return listing.kind == "promo_list" and _goes_on(blocks, i)
    if previous.bullet or mark_line(previous.text) is not None:
        return listing.kind != "related" or _goes_on(blocks, i)
    return _goes_on(blocks, i)


def _goes_on(blocks: tuple[Block, ...], i: int) -> bool:
    """Return whether a sentence follows block i with no title between; a crosshead is no title."""
    for block in blocks[i + 1 : i + 1 + RESUMING_REACH]:
        mark = mark_line(block.text)
        if mark is not None and mark.reach != "line":
            return mark.kind == "credit"
        if mark is not None or is_caption(block.text):
            continue
        if is_sentence(block) and not block.bullet:
            return not CUT_OFF.search(block.text)
        if block.bullet or word_count(block.text) > MOST_CROSSHEAD_WORDS:
            return False
    return False


def _is_loose(block: Block) -> bool:
    """Return whether a block among the story's sentences is a stray title, a crosshead or a stamp."""
    if is_stamp_line(block.text) or read_byline(block.text) is not None:
        return True
    going_on = block.text[:1].islower() or UNFINISHED.search(block.text) is not None
    going_on = going_on or word_count(block.text) > MOST_TITLE_WORDS
    return not is_sentence(block) and not SENTENCE_END.search(block.text) and (block.bullet or not going_on)


def _loose_kind(block: Block) -> FurnitureKind:
    return "promo_list" if block.bullet or word_count(block.text) >= FEWEST_SENTENCE_WORDS else "other"
