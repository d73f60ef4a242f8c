"""Utterances as events: a threat, a refusal, an accusation is itself something done."""

from collections.abc import Iterator

from foreshock.coding.documents.document import DOCUMENT_RULES
from foreshock.coding.events.drafts import Draft
from foreshock.coding.events.lexicon import EventLexicon
from foreshock.terms.reading import ActorRef, Event, Statement

_APART = -1  # no sentence: nothing else is told there
RULES = {"spoken": "A statement that does something (refuses, threatens, accuses, asks) or is a whole document."}


def spoken_events(statements: tuple[Statement, ...], lexicon: EventLexicon) -> Iterator[Draft]:
    """Yield an event for each statement that has a type and a speaker whose actor is known.

    A whole document is an event even when it does nothing by its words (a speech, a report), and
    one apart from what its first sentence tells.
    """
    for statement in statements:
        speaker = statement.speaker
        document = statement.rule in DOCUMENT_RULES
        if (
            (statement.type is None and not document)
            or speaker.code is None
            or not statement.content
            or not statement.evidence
        ):
            continue
        level = lexicon.levels.of(speaker, statement.when.start if statement.when is not None else None)
        row = lexicon.kinds.get(f"statement.{level}") or lexicon.kinds.get("statement")
        who = ActorRef(
            code=speaker.code[:3],
            text=speaker.text or speaker.code,
            sector=speaker.sector,
            office=speaker.office,
            name=speaker.name,
            span=speaker.span,
        )
        where = statement.content[0]
        event = Event(
            id="",
            type=statement.type,
            kind=row.id if row is not None else None,
            contexts=row.contexts if row is not None else (),
            actors=(who,),
            recipients=tuple(ActorRef(code=code[:3], text=code) for code in statement.addressees),
            when=statement.when,
            status="happened",
            statement=statement.id,
            evidence=statement.evidence,
            rule="spoken",
            score=statement.score,
        )
        if document:
            place = statement.cue if statement.cue is not None else where
            yield Draft(place.paragraph, place.start, _APART, event, 1)
            continue
        cue = statement.cue if statement.cue is not None and statement.cue.paragraph == where.paragraph else where
        holder = next((span for span in statement.evidence if span.start <= cue.start < span.end), cue)
        yield Draft(where.paragraph, where.start, holder.start, event, 1, cue=(cue.start, cue.end))
