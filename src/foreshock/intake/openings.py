"""How a wire story opens: the dateline and the agency's name before the first words of the story.

"(Harbor Wire) -- The", "LISBON, Portugal (HW) — The", "LISBON, Aug. 22 (Harbor) -- The", "LISBON — The".
"""

import re
from dataclasses import dataclass

from foreshock.intake.stamps import MONTH

LONGEST_OPENING = 140
DASH = r"(?:--+|[—–_]|-(?=\s))"
WITH_AGENCY = re.compile(
    rf"(?P<place>[^()—–]{{0,90}}?)[,\s]*\((?P<agency>[^()]{{2,40}})\)\s*(?:{DASH}\s*|(?=[A-Z“\"'‘][^.]))",
)
PLACE_ONLY = re.compile(r"(?P<place>[^()—–_]{3,90}?)\s*(?:\s--+|[—–_]|\s-(?=\s))\s*(?=\S|$)")
DATE = re.compile(rf"(?:\b{MONTH}\s*\d{{1,2}}|\b\d{{1,2}}\s+{MONTH})(?:,?\s*(?:19|20)\d\d)?\.?$", re.IGNORECASE)
CAPITALS = re.compile(r"[^\W\d_a-z][^\W\d_a-z.'’-]+")
NAME_WORD = re.compile(r"[^\W\d_a-z]")
AGENCY = re.compile(r"[^\W\d_a-z][\w.&’'-]*(?: [\w.&’'-]+){0,4}$")
SMALL_WORDS = {"of", "the", "and", "al", "de", "la", "el", "da", "do", "del", "on", "in", "near", "at", "off"}
NOT_PLACES = {"the", "a", "an", "in", "on", "at", "by", "this", "that", "it", "he", "she", "they", "we", "but", "and"}
LONGEST_PLACE = 9


@dataclass(frozen=True)
class Opening:
    """What stood before the story's first word, and the story's first paragraph without it."""

    dateline: str | None
    agency: str | None
    rest: str


def read_opening(paragraph: str) -> Opening | None:
    """Return the dateline and agency a paragraph opens with, None when it opens with neither."""
    head = paragraph[:LONGEST_OPENING]
    match = WITH_AGENCY.match(head)
    if match is not None and AGENCY.match(match["agency"].strip()):
        place = match["place"].strip(" ,")
        dashed = match[0].rstrip()[-1:] != ")"
        if (not place or _is_place(place)) and (dashed or place or match["agency"].isupper()):
            return Opening(place or None, match["agency"].strip(), paragraph[match.end() :].lstrip())
    match = PLACE_ONLY.match(head)
    if match is None:
        return None
    place = match["place"].strip(" ,")
    words = place.split()
    rest = paragraph[match.end() :].lstrip()
    # "Lisbon, Portugal CNN — The": the outlet stands in capitals after a place that does not
    if len(words) > 1 and _in_capitals(words[-1]) and not _in_capitals(words[0]) and _is_place(" ".join(words[:-1])):
        return Opening(" ".join(words[:-1]).strip(" ,"), words[-1], rest)
    if _in_capitals(words[0].strip(",")) and len(words[0].strip(",")) > 2 and _is_place(place):
        return Opening(place, None, rest)
    return None


def _in_capitals(word: str) -> bool:
    return CAPITALS.fullmatch(word) is not None


def _is_place(text: str) -> bool:
    """Return whether text is built as a dateline: capitalised words, commas, slashes, perhaps a day."""
    dated = DATE.search(text)
    names = (text[: dated.start()] if dated else text).strip(" ,").replace("/", " ")
    words = names.split()
    if len(words) > LONGEST_PLACE or (not words and dated is None):
        return False
    if words and words[0].lower() in NOT_PLACES:
        return False
    named = all(NAME_WORD.match(word) or word.lower() in SMALL_WORDS for word in words)
    firm = dated is not None or not words or _in_capitals(words[0].strip(",")) or len(words) <= 4
    return named and firm
