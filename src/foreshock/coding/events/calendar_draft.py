"""What the calendar's rules make: a draft at a place, with the kind's row and the sentence as evidence."""

from dataclasses import dataclass

from foreshock.coding.dates.mention import DateMention
from foreshock.coding.events.drafts import Draft
from foreshock.coding.events.lexicon import EventLexicon
from foreshock.coding.events.naming import Naming
from foreshock.coding.parsed import Paragraph, ParsedArticle
from foreshock.terms.reading import ActorRef, Event, PloverType, Status, When


@dataclass(frozen=True, slots=True)
class Place:
    """The paragraph a rule reads, with what is known of its article and theater."""

    paragraph: Paragraph
    parsed: ParsedArticle
    lexicon: EventLexicon
    naming: Naming


def calendar_draft(
    place: Place,
    at: int,
    kind: str,
    *,
    type_: PloverType | None = None,
    actors: tuple[ActorRef, ...] = (),
    receivers: tuple[ActorRef, ...] = (),
    when: When | None,
    status: Status | None,
    rule: str,
) -> Draft:
    """Return the draft of what the calendar holds, told at character `at`."""
    row = place.lexicon.kinds.get(kind)
    event = Event(
        id="", type=type_, kind=kind, contexts=row.contexts if row is not None else (), actors=actors,
        recipients=receivers, when=when, status=status, evidence=(place.paragraph.sentence_span(at),), rule=rule,
        score=0.85,
    )  # fmt: skip
    return Draft(place.paragraph.index, at, place.paragraph.sentence_of(at).start_char, event, 5)


def stated(paragraph: Paragraph, start: int, end: int) -> When | None:
    """Return the first date in characters `start:end`, else the one right before them."""
    dates: list[DateMention] = [d for d in paragraph.dates if d.kind == "date" and d.start < end and start < d.end]
    if not dates:
        before = [d for d in paragraph.dates if d.kind == "date" and 0 <= start - d.end <= 2]
        dates = before[-1:]
    return next((found for d in dates if (found := d.when()) is not None), None)
