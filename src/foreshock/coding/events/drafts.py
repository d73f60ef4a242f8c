"""One trigger made into one event: what kind, who, how it stands, when."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from foreshock.coding.events.grammar import is_noun, is_verb, object_of, prepositions, subject_of
from foreshock.coding.events.lexicon import EventLexicon, Frame
from foreshock.coding.events.naming import Naming, count_of
from foreshock.coding.events.roles import Cast
from foreshock.coding.events.status import standing_of
from foreshock.coding.events.timing import when_of
from foreshock.coding.events.triggers import Trigger
from foreshock.coding.kinds import is_kind
from foreshock.coding.parsed import Paragraph, ParsedArticle
from foreshock.terms.reading import ActorRef, Count, Event, PloverType, Status

if TYPE_CHECKING:
    from spacy.tokens import Token

COOPERATIVE = frozenset(["AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT"])
CONFLICT = frozenset(["SANCTION", "COERCE", "ASSAULT", "PROTEST"])
KEPT = ("launch", "test", "exercise", "visit", "summit")
CONCRETE = ("launch", "test", "exercise", "fire", "deployment", "incursion", "visit", "summit", "arms", "sanctions")
_OF_ACTS = frozenset(["promise", "demand", "threaten", "refuse"])
_HABITUAL = frozenset(["often", "usually", "typically", "regularly", "routinely", "always"])


@dataclass(frozen=True, slots=True)
class Draft:
    """An event before it has its number; `start` is the character its trigger stands at.

    `cue` is the reporting word of an utterance, `act` whether a verb of promising, refusing, ... tells it.
    """

    paragraph: int
    start: int
    sentence: int
    event: Event
    weight: int = 0
    cue: tuple[int, int] | None = None
    act: bool = False


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
    if token.dep_ == "relcl" and any(kid.lower_ in _HABITUAL for kid in token.children):
        return None
    above = governed.get(token.i)
    kind = _kind(trigger, naming, lexicon)
    concrete = kind is not None and is_kind(kind, *CONCRETE)
    kept = kind is not None and is_kind(kind, *KEPT)
    if above is not None and not (kept and above.frame.operator in ("view", "promise", "demand", "threaten")):
        return None
    below = _below(trigger, triggers, governed) if frame.operator in _OF_ACTS else None
    if below is not None:
        kind = kind or _kind(below, naming, lexicon)
    standing = standing_of(token, lexicon)
    status = standing.status
    actors, receivers = _people(trigger, status, standing.by, cast)
    if frame.swap and is_verb(token) and receivers:
        actors, receivers = receivers, actors
    if kind is not None and is_kind(kind, "launch", "test", "exercise", "fire"):
        if is_verb(token):
            receivers = cast.towards(token)
        receivers = tuple(ref for ref in receivers if ref.code not in {actor.code for actor in actors})
        if is_kind(kind, "exercise"):
            actors, receivers = _with_partners(trigger, actors, receivers, cast)
        actors = actors or naming.participants(token.sent.start_char, token.sent.end_char)
        if not actors and is_noun(token) and is_kind(kind, "launch", "test"):
            actors = cast.whence(token)
            receivers = tuple(ref for ref in receivers if ref.code not in {actor.code for actor in actors})
    if kind is not None and len({ref.code for ref in (*actors, *receivers)}) > 1 and kind.startswith("exercise"):
        together = len({ref.code for ref in actors}) > 1
        kind = naming.joint(kind, trigger.noun, 2 if together else 1)
    elif kind is not None:
        kind = naming.joint(kind, trigger.noun, len(actors))
    type_ = _type(frame, kind, status, below, lexicon)
    if status == "scheduled" and type_ != "REQUEST" and _has_condition(token):
        type_ = "THREATEN"
    elif type_ == "THREATEN" and frame.type == "SANCTION" and _is_announced(token):
        type_ = "SANCTION"
    if frame.operator in _OF_ACTS and status in ("scheduled", "possible", "demanded") and below is not None:
        status = "happened" if not concrete else status
    if frame.operator == "threaten" and status in ("happened", "ongoing"):
        status = "threatened"
    if not _worth(trigger, actors, receivers, kind, status):
        return None
    row = lexicon.kinds.get(kind) if kind is not None else None
    verb = token if is_verb(token) else _verb_above(token)
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
        when=when_of(trigger.noun or token, verb, status, parsed, paragraph),
        status=status,
        evidence=(paragraph.sentence_span(token.idx),),
        rule=rule_of(trigger),
        score=_score(trigger, actors),
    )
    return Draft(
        paragraph.index, token.idx, token.sent.start_char, event, trigger.weight, act=frame.operator is not None
    )


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


def _kind(trigger: Trigger, naming: Naming, lexicon: EventLexicon) -> str | None:
    frame = trigger.frame
    noun = trigger.noun
    named = naming.of(noun) if noun is not None else None
    if frame.id == "launch" or frame.id == "exercise":
        target = noun if noun is not None else object_of(trigger.token)
        named = naming.of(target)
        if named is not None and named.split(".")[0] in ("launch", "test", "exercise", "fire"):
            return named
        return "launch.unknown" if frame.id == "launch" else ("exercise" if noun is not None else None)
    if frame.kind == "*" or frame.kind is None:
        return None
    if named is not None and is_kind(named, *_FAMILY.get(frame.id, (frame.kind,))):
        return named
    return frame.kind if frame.kind in lexicon.kinds else None


_FAMILY = {"meet": ("talks", "summit", "visit"), "mediate": ("talks",), "sanction": ("sanctions",)}


def _type(
    frame: Frame, kind: str | None, status: Status, below: Trigger | None, lexicon: EventLexicon
) -> PloverType | None:
    row = lexicon.kinds.get(kind) if kind is not None else None
    base: PloverType | None = frame.type
    if frame.id in ("exercise", "launch") and row is not None and row.type is not None:
        base = row.type
    if frame.operator == "promise" and below is not None:
        under = below.frame.type
        harsh = under in ("ASSAULT", "COERCE", "SANCTION", "THREATEN") or (under == "MOBILIZE")
        return "THREATEN" if harsh and below.frame.id not in ("exercise", "sanction") else base
    if frame.operator in _OF_ACTS or base is None:
        return base
    if status == "threatened":
        return "THREATEN"
    if status == "demanded":
        return "REQUEST"
    if status in ("scheduled", "possible"):
        if frame.future is not None:
            return frame.future
        if base in ("COOPERATE", "AID", "CONSULT") and status == "scheduled":
            return "AGREE"
        if base in CONFLICT:
            return "THREATEN"
    if status == "cancelled" and base in ("CONSULT", "COOPERATE", "AID") and not (kind or "").startswith("exercise"):
        return "SANCTION" if (kind or "").startswith("visit") or base == "AID" else "REJECT"
    if status == "denied" and base in COOPERATIVE:
        return "REJECT"
    return base


# Whoever says, sees or judges a deed is not the one who does it.
_TELLING = frozenset(
    [
        *("condemn", "condemns", "condemned", "condemning", "denounce", "denounces", "denounced", "denouncing"),
        *("discuss", "discusses", "discussed", "discussing", "debate", "debated", "criticize", "criticized", "deplore"),
        *("deplored", "protest", "protested", "protesting", "slam", "slammed", "blast", "blasted", "detect", "detects"),
        *(
            "detected",
            "track",
            "tracked",
            "monitor",
            "monitored",
            "monitoring",
            "watch",
            "watched",
            "report",
            "reported",
        ),
        *(
            "confirm",
            "confirmed",
            "call",
            "called",
            "describe",
            "described",
            "mention",
            "mentioned",
            "analyze",
            "assess",
        ),
        *("analyzed", "assessed", "expect", "expected", "predict", "predicted", "fear", "feared", "mark", "marked"),
    ]
)


def _people(
    trigger: Trigger, status: Status, by: "Token | None", cast: Cast
) -> tuple[tuple[ActorRef, ...], tuple[ActorRef, ...]]:
    token = trigger.token
    if is_noun(token):
        doers, receivers = cast.around_noun(token)
        verb = _verb_above(token)
        if (
            verb is not None
            and not doers
            and (by is not None or status != "happened")
            and token.dep_ in ("dobj", "nsubjpass", "conj")
            and verb.lower_ not in _TELLING
        ):
            doers = cast.of_subject(verb)
            doers = tuple(ref for ref in doers if ref.code not in {r.code for r in receivers})
        if not receivers and verb is not None and token.dep_ == "dobj":
            own = {ref.code for ref in doers}
            receivers = tuple(r for r in cast.receivers(verb, doers) if r.code not in own)
        return doers, receivers
    if trigger.token.lower_ in trigger.frame.adjectives:
        holder = next((kid for kid in token.children if kid.dep_ in ("nsubj", "nsubjpass")), None)
        actors = cast.of_phrase(holder)
        return actors, cast.receivers(token, actors)
    actors = cast.of_subject(token)
    if status == "demanded" and by is not None and by.i == token.i:  # "X said that Y must …": X asks it of Y
        speaker = cast.of_subject(token.head) if token.dep_ == "ccomp" else ()
        return speaker, actors
    noun = trigger.noun
    if noun is not None and not actors:
        actors = cast.around_noun(noun)[0]
    if not actors and noun is not None and trigger.frame.civic:
        actors = cast.within(token.subtree)[:1]
    if not actors and trigger.frame.civic:
        actors = cast.within(token.subtree)[:1]
    return actors, cast.receivers(token, actors)


def _with_partners(
    trigger: Trigger, actors: tuple[ActorRef, ...], receivers: tuple[ActorRef, ...], cast: Cast
) -> tuple[tuple[ActorRef, ...], tuple[ActorRef, ...]]:
    """Return the actors of a drill with those it is held "with", and whom else it is directed at."""
    if not actors:
        return actors, receivers
    heads = [trigger.token, *([trigger.noun] if trigger.noun is not None else [])]
    partners = [
        ref for head in heads for word, inner in prepositions(head) if word == "with" for ref in cast.of_phrase(inner)
    ]
    joined = {ref.code: ref for ref in (*actors, *partners)}
    return tuple(joined.values()), tuple(ref for ref in receivers if ref.code not in joined)


def _has_condition(token: "Token") -> bool:
    """Return whether a deed to come hangs on an "unless": what its doer holds over another."""
    return is_verb(token) and any(
        k.lower_ == "unless" for kid in token.children if kid.dep_ == "advcl" for k in kid.children
    )


def _is_announced(token: "Token") -> bool:
    """Return whether a penalty to come is announced by those who impose it."""
    return token.head.lower_ in ("announced", "announces", "announce") and token.dep_ == "ccomp"


def _verb_above(noun: "Token") -> "Token | None":
    at = noun
    for _ in range(5):
        if at.head.i == at.i:
            return None
        at = at.head
        if is_verb(at):
            return at
    return None


def operators_above(triggers: list[Trigger]) -> dict[int, Trigger]:
    """Return, by token, the trigger of promising, demanding, ... that governs a trigger of the same sentence."""
    heads = {trigger.token.i: trigger for trigger in triggers if trigger.frame.operator is not None}
    found = {trigger.token.i: _first_above(trigger.token, heads) for trigger in triggers}
    return {at: above for at, above in found.items() if above is not None}


def _first_above(token: "Token", heads: Mapping[int, Trigger]) -> Trigger | None:
    at = token
    for _ in range(8):
        if at.head.i == at.i or (at.dep_ in ("advcl", "relcl", "parataxis") and is_verb(at)):
            return None
        at = at.head
        if at.i in heads:
            return heads[at.i]
    return None


def _below(trigger: Trigger, triggers: list[Trigger], governed: Mapping[int, Trigger]) -> Trigger | None:
    found = [other for other in triggers if governed.get(other.token.i) is trigger]
    return min(found, key=lambda other: abs(other.token.i - trigger.token.i), default=None)


def _worth(
    trigger: Trigger,
    actors: tuple[ActorRef, ...],
    receivers: tuple[ActorRef, ...],
    kind: str | None,
    status: Status,
) -> bool:
    """Return whether enough is known: who; for what has not happened the doer; for a bare noun a verb of holding."""
    token = trigger.token
    if trigger.frame.operator is not None and not actors:
        subject = subject_of(token)
        return bool(receivers) and subject is not None and subject.tag_.startswith("NNP")
    if trigger.frame.id == "agree" and is_noun(token) and token.dep_ == "nsubj":
        return False  # "the pact expires": what is told is not that it was made
    if is_noun(token) and kind is not None and is_kind(kind, *CONCRETE):
        verb = _verb_above(token)
        if verb is not None and any(kid.lower_ in ("if", "unless") for kid in verb.children):
            return bool(actors)
        held = verb is not None and token.dep_ in ("nsubj", "nsubjpass", "dobj") and verb.lower_ not in _LINKING
        return bool(actors) or (held and is_kind(kind, "exercise") and status in ("cancelled", "scheduled", "possible"))
    if is_noun(token):
        return bool(actors) and (bool(receivers) or len(actors) > 1)
    return bool(actors) or (bool(receivers) and status in ("happened", "ongoing", "denied"))


_LINKING = frozenset(["was", "were", "is", "are", "be", "been", "include", "included", "involve", "involved"])


def _score(trigger: Trigger, actors: tuple[ActorRef, ...]) -> float:
    base = 0.6 if is_noun(trigger.token) else 0.7
    return round(min(0.95, base + 0.04 * trigger.weight + (0.08 if actors else 0.0)), 2)
