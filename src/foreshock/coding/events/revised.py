"""Numbers that a text puts in place of earlier ones: "had said three were fired, but later revised it to two"."""

import re
from collections.abc import Sequence

from msgspec import structs

from foreshock.coding.numbers import parse_number
from foreshock.coding.parsed import Paragraph
from foreshock.terms.reading import Count, Event

_EARLIER = re.compile(r"\b(?:earlier|initially|originally|at\s+first|first|previously|had)\b", re.IGNORECASE)
_REVISED = re.compile(
    r"\b(?:revised|corrected|lowered|raised|changed|amended|adjusted|updated)\s+(?:(?:the|its|that|this|their)\s+)?"
    r"(?:(?:number|count|figure|total|tally|estimate|assessment|it)\s+)?(?:(?:up|down|upward|downward)\s+)?"
    r"(?:from\s+[\w-]+\s+)?to\s+(?P<number>[\w-]+)",
    re.IGNORECASE,
)
_REACH = 260  # characters after a happening's sentence in which its number may be revised


def with_revised_count(event: Event, paragraphs: Sequence[Paragraph]) -> Event:
    """Return an event with the number its text settles on, when that differs from the first one told."""
    number = revised_number(event, paragraphs)
    return event if number is None else structs.replace(event, count=Count(number))


def revised_number(event: Event, paragraphs: Sequence[Paragraph]) -> int | None:
    """Return the number that replaces an event's own, None when the text revises none."""
    if event.count is None or not event.evidence:
        return None
    span = event.evidence[0]
    text = paragraphs[span.paragraph].text
    match = _REVISED.search(text, span.start, min(len(text), span.end + _REACH))
    if match is None or _EARLIER.search(text, span.start, match.start()) is None:
        return None
    return parse_number(match["number"])
