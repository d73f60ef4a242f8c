"""What was left open and why: days, doers and speakers that the text does not settle."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from foreshock.coding.kinds import is_kind
from foreshock.coding.parsed import ParsedArticle
from foreshock.terms.reading import Event, Statement

_MOST = 8  # ids of one reason that are listed
_ANYONE = ("launch", "test", "exercise", "fire", "visit", "summit", "talks", "incursion", "arms", "deployment")


def find_open_fields(parsed: ParsedArticle, statements: Sequence[Statement], events: Sequence[Event]) -> Iterator[str]:
    """Yield a line for each reason why a day, a doer or a speaker is None, with the ids it holds for."""
    reasons: dict[str, list[str]] = defaultdict(list)
    for event in events:
        if event.rule != "spoken" and event.when is None:
            reasons[f"when left open: {_why_no_day(event, parsed)}"].append(event.id)
        if not event.actors and event.kind is not None and is_kind(event.kind, *_ANYONE):
            reasons["who left open: the sentence names no doer that the theater knows"].append(event.id)
    for statement in statements:
        if statement.when is None:
            reasons[f"when it was said left open: {_why_unsaid(parsed)}"].append(statement.id)
        if statement.speaker.code is None:
            reasons[f"who speaks left open: {_why_nobody(statement)}"].append(statement.id)
    yield from (f"{reason} ({_ids(ids)})" for reason, ids in reasons.items())


def _why_no_day(event: Event, parsed: ParsedArticle) -> str:
    span = event.evidence[0]
    dates = list(parsed.paragraphs[span.paragraph].dates_in(span.start, span.end))
    unsettled = [date for date in dates if date.when() is None]
    if any(date.when() is not None for date in dates):
        return "the sentence's dates are of something else"
    if any(date.relative for date in unsettled):
        return "the publication day it counts from is not known"
    if unsettled:
        return f"“{unsettled[0].text}” names no day"
    return "no day is given"


def _why_unsaid(parsed: ParsedArticle) -> str:
    if parsed.published is None:
        return "the publication day is not known"
    return "it is told as said before, without a day"


def _why_nobody(statement: Statement) -> str:
    speaker = statement.speaker
    if speaker.span is None:
        return "no speaker is named"
    if speaker.anonymous:
        return "the source is not identified"
    return "the speaker belongs to no actor that the text or the theater settles"


def _ids(ids: list[str]) -> str:
    shown = ", ".join(ids[:_MOST])
    return shown if len(ids) <= _MOST else f"{shown} and {len(ids) - _MOST} more"
