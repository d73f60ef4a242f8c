"""One trigger made into one event: what kind, who, how it stands, when."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from foreshock.coding.events.classes import CONCRETE, KEPT, OF_ACTS, kind_of, type_of
from foreshock.coding.events.grammar import (
    auxiliaries,
    is_negated,
    is_noun,
    is_passive,
    is_verb,
    prepositions,
    stands_apart,
)
from foreshock.coding.events.lexicon import EventLexicon
from foreshock.coding.events.naming import Naming, count_of
from foreshock.coding.events.people import people_of, verb_above, with_partners
from foreshock.coding.events.roles import Cast
from foreshock.coding.events.status import is_denied_hearsay, standing_of
from foreshock.coding.events.timing import when_of
from foreshock.coding.events.triggers import Trigger
from foreshock.coding.events.worth import is_habit, is_held, worth_telling
from foreshock.coding.kinds import is_kind
from foreshock.coding.parsed import Paragraph, ParsedArticle
from foreshock.terms.reading import ActorRef, Count, Event, PloverType, Status, When

if TYPE_CHECKING:
    from foreshock.coding.tokens import Token

# Frames whose noun is what is done itself, so that its date is the deed's ("held a May 3 summit").
_MAKING = frozenset(["launch", "exercise", "meet", "visit", "phone", "protest", "strike", "election", "assault"])
_RULING = frozenset(["rule", "rules", "ruled", "ruling"])  # "rule out" is the one "rule" of the lexicon
_FAILING = frozenset(["fail", "fails", "failed", "failing"])
_WILL = frozenset(["will", "wo", "shall", "would"])
# What is said is done by saying it; what it asks for or holds over another has not happened.
_OF_WORDS: Mapping[PloverType | None, Status] = {"THREATEN": "threatened", "REQUEST": "demanded"}


@dataclass(frozen=True, slots=True)
class Draft:
    """An event before it has its number; `start` is the character its trigger stands at.

    `cue` is the reporting word of an utterance, `act` whether a verb of promising, refusing, ... tells it,
    `points_back` whether its noun means a happening told before ("the drills").
    """

    paragraph: int
    start: int
    sentence: int
    event: Event
    weight: int = 0
    cue: tuple[int, int] | None = None
    act: bool = False
    points_back: bool = False


def draft_of(
    trigger: Trigger,
    triggers: list[Trigger],
    governed: Mapping[int, Trigger],
    parsed: ParsedArticle,
    paragraph: Paragraph,
    naming: Naming,
    cast: Cast,
    lexicon: EventLexicon,
) -> Draft | None:
    """Return the event of a trigger, None when another trigger says it or too little is known of it."""
    token, frame = trigger.token, trigger.frame
    if is_verb(token) and is_habit(token):
        return None
    above = governed.get(token.i)
    kind = kind_of(trigger, naming, lexicon)
    concrete = kind is not None and is_kind(kind, *CONCRETE)
    kept = kind is not None and is_kind(kind, *KEPT)
    told_of = kept and above is not None and above.frame.operator in ("view", "promise", "demand", "threaten")
    if above is not None and not told_of and not (concrete and is_denied_hearsay(token)):
        return None
    # "agreed that a launch would …" is a view of a deed, "agreed to launch" the promise of one
    views = frame.id == "agree" and any(kid.dep_ == "ccomp" for kid in token.children)
    below = _below(trigger, triggers, governed) if frame.operator in OF_ACTS and not views else None
    if below is not None:
        under = kind_of(below, naming, lexicon)
        kind = under if under is not None and is_kind(under, *CONCRETE) else kind or under
        concrete = kind is not None and is_kind(kind, *CONCRETE)
    standing = standing_of(token, lexicon)
    status = standing.status
    actors, receivers = people_of(trigger, status, standing.by, cast)
    if frame.swap and is_verb(token) and receivers:
        actors, receivers = receivers, actors
    if kind is not None and is_kind(kind, "launch", "test", "exercise", "fire"):
        if is_verb(token):
            receivers = cast.towards(token)
        receivers = tuple(ref for ref in receivers if ref.code not in {actor.code for actor in actors})
        if is_kind(kind, "exercise"):
            actors, receivers = with_partners(trigger, actors, receivers, cast)
        actors = actors or naming.participants(token.sent.start_char, token.sent.end_char)
        if not actors and (is_noun(token) or is_passive(token)) and is_kind(kind, "launch", "test"):
            actors = cast.whence(token)
            receivers = tuple(ref for ref in receivers if ref.code not in {actor.code for actor in actors})
    if kind is not None and len({ref.code for ref in (*actors, *receivers)}) > 1 and kind.startswith("exercise"):
        together = len({ref.code for ref in actors}) > 1
        kind = naming.joint(kind, trigger.noun, 2 if together else 1)
    elif kind is not None:
        kind = naming.joint(kind, trigger.noun, len(actors))
    type_ = type_of(frame, kind, status, below, lexicon)
    if status == "scheduled" and type_ != "REQUEST" and _has_condition(token):
        type_ = "THREATEN"
    elif type_ == "THREATEN" and frame.type == "SANCTION" and _is_announced(token):
        type_ = "SANCTION"
    if frame.operator in OF_ACTS and status in ("scheduled", "possible", "demanded") and below is not None:
        status = "happened" if not concrete else status
    if frame.operator == "promise" and status == "happened" and below is not None and concrete:
        status = "scheduled"  # a promised visit is one to come
    left_open = token.lower_ in _RULING and is_negated(token)
    if left_open:  # "cannot rule out a launch": it may come
        if below is None or not concrete:
            return None
        row = lexicon.kinds.get(kind) if kind is not None else None
        type_, status = row.type if row is not None else None, "possible"
        actors, receivers = cast.around_noun(below.token)
        if not actors and kind is not None and not is_kind(kind, "launch", "test"):
            actors = cast.of_subject(token)  # sanctions not ruled out are one's own, a launch is another's
    if below is not None and token.lower_ in _FAILING and kind is not None and is_kind(kind, "launch", "test"):
        row = lexicon.kinds.get(kind)
        type_ = row.type if row is not None else type_  # a launch that failed was tried
    if frame.operator == "promise" and status == "denied" and auxiliaries(token) & _WILL:
        type_, kind, status = "REJECT", None, "happened"  # "will never accept the offer" refuses it
    if frame.operator in OF_ACTS and status in ("happened", "ongoing"):
        status = _OF_WORDS.get(type_, status)
    told_before = cast.pointed_to(trigger.noun or (token if is_noun(token) else None))
    if not left_open and not worth_telling(trigger, actors, receivers, kind, status, told_before=bool(told_before)):
        return None
    if not actors and kind is not None:
        actors = tuple(ref for ref in told_before if ref.code not in {r.code for r in receivers})
    row = lexicon.kinds.get(kind) if kind is not None else None
    verb = token if is_verb(token) else verb_above(token)
    handled = trigger.noun if is_verb(token) and frame.id not in _MAKING else None
    when = when_of(trigger.noun or token, verb, status, parsed, paragraph, practice=trigger.practice, handled=handled)
    if not actors and not receivers and is_noun(token) and is_held(trigger) and (when is None or not when.text):
        return None  # talks of nobody named, on no day named
    if status == "ongoing" and _lies_ahead(when, parsed):
        status = "scheduled"  # "the talks open on Monday"
    last = token.right_edge if is_noun(token) else token.sent[-1]
    start, end = token.sent.start_char, token.sent.end_char
    named = naming.instruments(min(token.left_edge.idx, token.idx), last.idx + len(last)) if concrete else ()
    event = Event(
        id="",
        type=type_,
        kind=kind,
        mode=frame.mode if type_ == frame.type else (row.mode if row is not None and row.type == type_ else None),
        contexts=row.contexts if row is not None else (),
        actors=actors,
        recipients=receivers,
        instruments=named,
        count=_count(trigger.noun) if concrete or (kind or "").startswith(("talks", "summit")) else None,
        place=naming.place(start, end) if concrete else None,
        when=when,
        status=status,
        evidence=(paragraph.sentence_span(token.idx),),
        rule=rule_of(trigger),
        score=_score(trigger, actors),
    )
    return Draft(
        paragraph.index,
        token.idx,
        token.sent.start_char,
        event,
        trigger.weight,
        act=frame.operator is not None,
        points_back=bool(told_before),
    )


def _lies_ahead(when: When | None, parsed: ParsedArticle) -> bool:
    if when is None or when.start is None or parsed.published is None or when.basis == "published":
        return False
    return when.start > parsed.published


def _count(noun: "Token | None") -> Count | None:
    """Return how many: what a deed is "of" is counted before the deed ("the firing of two missiles")."""
    inner = next((n for word, n in prepositions(noun) if word == "of"), None) if noun is not None else None
    return count_of(inner) or count_of(noun)


def rule_of(trigger: Trigger) -> str:
    """Return the id of the rule that a trigger fires."""
    token, frame = trigger.token, trigger.frame
    if is_verb(token) and "verb" in frame.parts:
        return f"verb.{frame.id}"
    return f"{'noun' if is_noun(token) else 'adjective'}.{frame.id}"  # a participle may be one ("is opposed to")


def _has_condition(token: "Token") -> bool:
    """Return whether a deed to come hangs on an "unless": what its doer holds over another."""
    return is_verb(token) and any(
        k.lower_ == "unless" for kid in token.children if kid.dep_ == "advcl" for k in kid.children
    )


def _is_announced(token: "Token") -> bool:
    """Return whether a penalty to come is announced by those who impose it."""
    return token.head.lower_ in ("announced", "announces", "announce") and token.dep_ == "ccomp"


def operators_above(triggers: list[Trigger]) -> dict[int, Trigger]:
    """Return, by token, the trigger of promising, demanding, ... that governs a trigger of the same sentence."""
    heads = {trigger.token.i: trigger for trigger in triggers if trigger.frame.operator is not None}
    found = {trigger.token.i: _first_above(trigger.token, heads) for trigger in triggers}
    return {at: above for at, above in found.items() if above is not None}


def _first_above(token: "Token", heads: Mapping[int, Trigger]) -> Trigger | None:
    at = token
    for _ in range(8):
        if at.head.i == at.i or (at.dep_ in ("advcl", "relcl", "parataxis") and is_verb(at)) or stands_apart(at):
            return None
        beside = at.dep_ == "conj" and at.tag_ in _FINITE  # "urged restraint and said sanctions …": told beside it
        at = at.head
        if at.i in heads and not beside:
            return heads[at.i]
    return None


_FINITE = frozenset(["VBD", "VBZ", "VBP"])


def _below(trigger: Trigger, triggers: list[Trigger], governed: Mapping[int, Trigger]) -> Trigger | None:
    found = [other for other in triggers if governed.get(other.token.i) is trigger]
    return min(found, key=lambda other: abs(other.token.i - trigger.token.i), default=None)


def _score(trigger: Trigger, actors: tuple[ActorRef, ...]) -> float:
    base = 0.6 if is_noun(trigger.token) else 0.7
    return round(min(0.95, base + 0.04 * trigger.weight + (0.08 if actors else 0.0)), 2)
