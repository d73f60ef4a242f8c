"""From a parsed article and its statements to its events."""

from collections.abc import Iterator
from dataclasses import dataclass

import msgspec

from foreshock.coding.events.calendar import find_calendar
from foreshock.coding.events.drafts import Draft, draft_of, operators_above
from foreshock.coding.events.lexicon import EventLexicon
from foreshock.coding.events.merge import merge_drafts
from foreshock.coding.events.naming import Naming
from foreshock.coding.events.roles import Cast
from foreshock.coding.events.spoken import spoken_events
from foreshock.coding.events.triggers import find_triggers
from foreshock.coding.parsed import Paragraph, ParsedArticle
from foreshock.terms.reading import Event, Statement

LONGEST_SENTENCE = 200  # tokens; longer ones are lists and tables, and cost grows with the square of a sentence


def code_events(parsed: ParsedArticle, statements: tuple[Statement, ...], lexicon: EventLexicon) -> tuple[Event, ...]:
    """Return the events of an article, ids e1, e2, ... in reading order.

    One event a happening a sentence. `statement` is the statement whose content holds it; what
    the text does not settle (a day, an actor) stays None or empty.
    """
    drafts = [draft for paragraph in parsed.paragraphs for draft in _drafts(paragraph, parsed, lexicon)]
    drafts.extend(spoken_events(statements, lexicon))
    merged = sorted(merge_drafts(drafts), key=lambda draft: (draft.paragraph, draft.start))
    return tuple(_event(number, draft, statements) for number, draft in enumerate(merged, start=1))


def _drafts(paragraph: Paragraph, parsed: ParsedArticle, lexicon: EventLexicon) -> Iterator[Draft]:
    scene = _Scene(paragraph, Naming(paragraph, lexicon), Cast(paragraph, lexicon.regions))
    for sentence in paragraph.doc.sents:
        if len(sentence) > LONGEST_SENTENCE:
            continue
        triggers = list(find_triggers(sentence, lexicon, scene.naming))
        governed = operators_above(triggers)
        for trigger in triggers:
            draft = draft_of(trigger, triggers, governed, parsed, paragraph, scene.naming, scene.cast, lexicon)
            if draft is not None:
                yield draft
        yield from find_calendar(sentence, paragraph, parsed, lexicon, scene.naming, scene.cast)


@dataclass(frozen=True, slots=True)
class _Scene:
    paragraph: Paragraph
    naming: Naming
    cast: Cast


def _event(number: int, draft: Draft, statements: tuple[Statement, ...]) -> Event:
    said = draft.event.statement or _holder(draft, statements)
    return msgspec.structs.replace(draft.event, id=f"e{number}", statement=said)


def _holder(draft: Draft, statements: tuple[Statement, ...]) -> str | None:
    """Return the statement whose content holds a happening: the one that says least else."""
    found = [
        (span.end - span.start, statement.id)
        for statement in statements
        for span in statement.content
        if span.paragraph == draft.paragraph and span.start <= draft.start < span.end
    ]
    return min(found)[1] if found else None
