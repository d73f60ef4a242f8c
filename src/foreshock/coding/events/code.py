"""From a parsed article and its statements to its events."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import msgspec

from foreshock.coding.editors_notes import is_editors_note
from foreshock.coding.events.calendar import find_calendar
from foreshock.coding.events.calendar_draft import Place
from foreshock.coding.events.drafts import Draft, draft_of, operators_above
from foreshock.coding.events.lexicon import EventLexicon
from foreshock.coding.events.merge import Told, merge_drafts
from foreshock.coding.events.naming import Naming
from foreshock.coding.events.revised import with_revised_count
from foreshock.coding.events.roles import Cast
from foreshock.coding.events.spoken import spoken_events
from foreshock.coding.events.triggers import Trigger, find_triggers
from foreshock.coding.events.voices import Voice, voices_of
from foreshock.coding.kinds import is_kind
from foreshock.coding.parsed import LONGEST_CODED, Paragraph, ParsedArticle
from foreshock.terms.reading import ActorRef, Event, Span, Statement

POINTING_BACK = frozenset(
    ["it", "its", "they", "them", "their", "he", "him", "his", "she", "her", "itself", "themselves"]
)


@dataclass(frozen=True, slots=True, eq=False)
class Look:
    """A word that may tell of a happening, and what was made of it.

    `trigger` is None for what the calendar or an utterance tells. `draft` is None when nothing was
    made of the trigger; `above` is then the trigger that governs it, if one does.
    """

    paragraph: int
    draft: Draft | None
    trigger: Trigger | None = None
    above: Trigger | None = None


class EventTrace(NamedTuple):
    """An event and the looks it was made of, in order."""

    event: Event
    looks: tuple[Look, ...]


class Traces(NamedTuple):
    """The events of an article with what each was made of, and the looks that nothing was made of."""

    events: tuple[EventTrace, ...]
    idle: tuple[Look, ...]


def code_events(parsed: ParsedArticle, statements: tuple[Statement, ...], lexicon: EventLexicon) -> tuple[Event, ...]:
    """Return the events of an article, ids e1, e2, ... in reading order.

    One event a happening a sentence. `statement` is the statement whose content holds it; what
    the text does not settle (a day, an actor) stays None or empty.
    """
    return tuple(trace.event for trace in trace_events(parsed, statements, lexicon).events)


def trace_events(parsed: ParsedArticle, statements: tuple[Statement, ...], lexicon: EventLexicon) -> Traces:
    """Return the events of an article as `code_events` does, with how each was made."""
    voices: dict[int, list[Voice]] = {}
    for voice in voices_of(statements):
        voices.setdefault(voice.paragraph, []).append(voice)
    looks = [
        look for one in parsed.paragraphs for look in _looks(one, parsed, lexicon, tuple(voices.get(one.index, ())))
    ]
    looks.extend(Look(draft.paragraph, draft) for draft in spoken_events(statements, lexicon))
    of_draft = {id(look.draft): look for look in looks if look.draft is not None}
    merged = merge_drafts(look.draft for look in looks if look.draft is not None)
    merged.sort(key=lambda told: (told.draft.paragraph, told.draft.start))
    contents: dict[int, list[tuple[Span, str]]] = {}
    for statement in statements:
        for span in statement.content:
            contents.setdefault(span.paragraph, []).append((span, statement.id))
    events = tuple(
        EventTrace(
            with_revised_count(_event(number, told.draft, contents), parsed.paragraphs),
            tuple(of_draft[id(part)] for part in told.parts),
        )
        for number, told in enumerate(merged, start=1)
    )
    return Traces(_pointed_back(events, merged), tuple(look for look in looks if look.draft is None))


def _pointed_back(events: Sequence[EventTrace], merged: Sequence[Told]) -> tuple[EventTrace, ...]:
    """Return the events with the earlier one named that a noun only points back to."""
    found: list[EventTrace] = []
    for trace, told in zip(events, merged, strict=True):
        event = trace.event
        same = None
        if told.draft.points_back:
            same = next((one.event.id for one in reversed(found) if _is_same(one.event, event)), None)
        if same is not None:
            trace = EventTrace(msgspec.structs.replace(event, same_as=same), trace.looks)
        found.append(trace)
    return tuple(found)


def _is_same(earlier: Event, event: Event) -> bool:
    if earlier.kind is None or event.kind is None or earlier.same_as is not None:
        return False
    alike = earlier.kind.split(".")[0] == event.kind.split(".")[0]
    return alike and bool({ref.code for ref in earlier.actors} & {ref.code for ref in event.actors})


def _looks(
    paragraph: Paragraph, parsed: ParsedArticle, lexicon: EventLexicon, voices: tuple[Voice, ...]
) -> Iterator[Look]:
    if is_editors_note(paragraph.text):
        return
    scene = _Scene(paragraph, Naming(paragraph, lexicon), Cast(paragraph, lexicon.regions, voices))
    place = Place(paragraph, parsed, lexicon, scene.naming)
    for sentence in paragraph.doc.sents:
        if len(sentence) > LONGEST_CODED:
            continue
        triggers = list(find_triggers(sentence, lexicon, scene.naming))
        governed = operators_above(triggers)
        for trigger in triggers:
            draft = draft_of(trigger, triggers, governed, parsed, paragraph, scene.naming, scene.cast, lexicon)
            yield Look(paragraph.index, draft, trigger, governed.get(trigger.token.i))
        for draft in find_calendar(sentence, place, scene.cast):
            yield Look(paragraph.index, draft)


@dataclass(frozen=True, slots=True)
class _Scene:
    paragraph: Paragraph
    naming: Naming
    cast: Cast


def _event(number: int, draft: Draft, contents: Mapping[int, Sequence[tuple[Span, str]]]) -> Event:
    said = draft.event.statement or _holder(draft, contents.get(draft.paragraph, ()))
    return msgspec.structs.replace(draft.event, id=f"e{number}", statement=said, recipients=_others(draft.event))


def _others(event: Event) -> tuple[ActorRef, ...]:
    """Return the recipients without an actor who is only pointed back to: "its threat" is not aimed at itself."""
    if event.kind is None or not is_kind(event.kind, "statement"):
        return event.recipients
    own = {actor.code for actor in event.actors}
    return tuple(r for r in event.recipients if r.code not in own or r.text.lower() not in POINTING_BACK)


def _holder(draft: Draft, contents: Sequence[tuple[Span, str]]) -> str | None:
    """Return the statement whose content holds a happening: the one that says least else."""
    found = [(span.end - span.start, statement) for span, statement in contents if span.start <= draft.start < span.end]
    return min(found)[1] if found else None
