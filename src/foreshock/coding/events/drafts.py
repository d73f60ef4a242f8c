"""One trigger made into one event: what kind, who, how it stands, when."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from foreshock.coding.events.grammar import (
    auxiliaries,
    is_negated,
    is_noun,
    is_passive,
    is_verb,
    object_of,
    prepositions,
    stands_apart,
    subject_of,
)
from foreshock.coding.events.lexicon import EventLexicon, Frame, in_class
from foreshock.coding.events.naming import Naming, count_of
from foreshock.coding.events.people import people_of, verb_above, with_partners
from foreshock.coding.events.roles import Cast
from foreshock.coding.events.status import is_denied_hearsay, standing_of
from foreshock.coding.events.timing import when_of
from foreshock.coding.events.triggers import Trigger
from foreshock.coding.kinds import is_kind
from foreshock.coding.parsed import Paragraph, ParsedArticle
from foreshock.terms.reading import ActorRef, Count, Event, PloverType, Status, When

if TYPE_CHECKING:
    from foreshock.coding.tokens import Token

COOPERATIVE = frozenset(["AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT"])
CONFLICT = frozenset(["SANCTION", "COERCE", "ASSAULT", "PROTEST"])
KEPT = ("launch", "test", "exercise", "visit", "summit")
CONCRETE = ("launch", "test", "exercise", "fire", "deployment", "incursion", "visit", "summit", "arms", "sanctions")
# Frames whose noun is what is done itself, so that its date is the deed's ("held a May 3 summit").
_MAKING = frozenset(["launch", "exercise", "meet", "visit", "phone", "protest", "strike", "election", "assault"])
_RULING = frozenset(["rule", "rules", "ruled", "ruling"])  # "rule out" is the one "rule" of the lexicon
_FAILING = frozenset(["fail", "fails", "failed", "failing"])
_WILL = frozenset(["will", "wo", "shall", "would"])
_NAMED = frozenset(["launch", "exercise"])  # frames whose noun names the kind
_OF_ACTS = frozenset(["promise", "demand", "threaten", "refuse"])
# What is said is done by saying it; what it asks for or holds over another has not happened.
_OF_WORDS: Mapping[PloverType | None, Status] = {"THREATEN": "threatened", "REQUEST": "demanded"}
_HABITUAL = frozenset(["often", "usually", "typically", "regularly", "routinely", "always"])


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
    if token.dep_ == "relcl" and any(kid.lower_ in _HABITUAL for kid in token.children):
        return None
    above = governed.get(token.i)
    kind = _kind(trigger, naming, lexicon)
    concrete = kind is not None and is_kind(kind, *CONCRETE)
    kept = kind is not None and is_kind(kind, *KEPT)
    told_of = kept and above is not None and above.frame.operator in ("view", "promise", "demand", "threaten")
    if above is not None and not told_of and not (concrete and is_denied_hearsay(token)):
        return None
    # "agreed that a launch would …" is a view of a deed, "agreed to launch" the promise of one
    views = frame.id == "agree" and any(kid.dep_ == "ccomp" for kid in token.children)
    below = _below(trigger, triggers, governed) if frame.operator in _OF_ACTS and not views else None
    if below is not None:
        under = _kind(below, naming, lexicon)
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
    type_ = _type(frame, kind, status, below, lexicon)
    if status == "scheduled" and type_ != "REQUEST" and _has_condition(token):
        type_ = "THREATEN"
    elif type_ == "THREATEN" and frame.type == "SANCTION" and _is_announced(token):
        type_ = "SANCTION"
    if frame.operator in _OF_ACTS and status in ("scheduled", "possible", "demanded") and below is not None:
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
    if frame.operator in _OF_ACTS and status in ("happened", "ongoing"):
        status = _OF_WORDS.get(type_, status)
    told_before = cast.pointed_to(trigger.noun or (token if is_noun(token) else None))
    if not left_open and not _worth(trigger, actors, receivers, kind, status, told_before=bool(told_before)):
        return None
    if not actors and kind is not None:
        actors = tuple(ref for ref in told_before if ref.code not in {r.code for r in receivers})
    row = lexicon.kinds.get(kind) if kind is not None else None
    verb = token if is_verb(token) else verb_above(token)
    handled = trigger.noun if is_verb(token) and frame.id not in _MAKING else None
    when = when_of(trigger.noun or token, verb, status, parsed, paragraph, practice=trigger.practice, handled=handled)
    if not actors and not receivers and is_noun(token) and _is_held(trigger) and (when is None or not when.text):
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


def _kind(trigger: Trigger, naming: Naming, lexicon: EventLexicon) -> str | None:
    frame = trigger.frame
    noun = trigger.noun
    named = naming.of(noun) if noun is not None else None
    if frame.id in _NAMED:
        target = noun if noun is not None else object_of(trigger.token)
        named = naming.of(target)
        inner = _of_what(target)
        if named in (None, "launch") and inner is not None:  # "the test of a new engine"
            named = naming.of(inner) or named
            target = inner if any(_is_of(inner, name, lexicon) for name in _BY_CLASS) else target
        if named is not None and named.split(".")[0] in ("launch", "test", "exercise", "fire") and named != "launch":
            return named
        by_class = next((kind for name, kind in _BY_CLASS.items() if _is_of(target, name, lexicon)), None)
        if by_class is not None and by_class in lexicon.kinds and frame.id == "launch":
            return by_class
        if named == "launch":
            return named
        return "launch.unknown" if frame.id == "launch" else ("exercise" if noun is not None else None)
    if frame.operator is not None and frame.kind is None and named is not None and is_kind(named, "talks", *KEPT[3:]):
        return named  # "offered talks", "proposed a summit"
    if frame.kind == "*" or frame.kind is None:
        return None
    if frame.id == "incursion":
        where = noun if noun is not None else object_of(trigger.token)
        exact = next((kind for name, kind in _ENTERED.items() if where is not None and where.lower_ in name), None)
        if named is None and exact is not None and exact in lexicon.kinds:
            return exact
    if named is not None and is_kind(named, *_FAMILY.get(frame.id, (frame.kind,))):
        return named
    return frame.kind if frame.kind in lexicon.kinds else None


# What is fired or tested settles the kind where the pack has no phrase for it.
_BY_CLASS = {
    "satellite": "launch.satellite", "bomb_tested": "test.nuclear", "engine": "test.engine",
    "artillery": "fire.artillery",
}  # fmt: skip
_ENTERED = {
    frozenset(["airspace", "adiz", "skies"]): "incursion.air",
    frozenset(["waters", "sea", "seas"]): "incursion.sea",
}
_FAMILY = {"meet": ("talks", "summit", "visit"), "mediate": ("talks",), "sanction": ("sanctions",)}


def _of_what(noun: "Token | None") -> "Token | None":
    return next((inner for word, inner in prepositions(noun) if word == "of"), None) if noun is not None else None


def _is_of(noun: "Token | None", name: str, lexicon: EventLexicon) -> bool:
    """Return whether a noun, or what it carries ("a rocket carrying a satellite"), is of a class."""
    if noun is None:
        return False
    carried = [k for kid in noun.children if kid.dep_ == "acl" for k in kid.children if k.dep_ == "dobj"]
    return any(in_class(one.lower_, frozenset([name]), lexicon) for one in (noun, *carried))


def _type(
    frame: Frame, kind: str | None, status: Status, below: Trigger | None, lexicon: EventLexicon
) -> PloverType | None:
    row = lexicon.kinds.get(kind) if kind is not None else None
    base: PloverType | None = frame.type
    if frame.id in _NAMED and row is not None and row.type is not None:
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


def _worth(
    trigger: Trigger,
    actors: tuple[ActorRef, ...],
    receivers: tuple[ActorRef, ...],
    kind: str | None,
    status: Status,
    *,
    told_before: bool,
) -> bool:
    """Return whether enough is known: who; for what has not happened the doer; for a bare noun a verb of holding."""
    token = trigger.token
    if trigger.frame.operator is not None and not actors:
        subject = subject_of(token)
        return bool(receivers) and subject is not None and subject.tag_.startswith("NNP")
    if trigger.frame.id == "investigate" and token.lower_ in _LOOKING and _only_own(receivers, actors):
        return False  # a leader who inspects a shipyard accuses nobody
    if trigger.frame.id == "agree" and is_noun(token) and token.dep_ == "nsubj":
        return False  # "the pact expires": what is told is not that it was made
    if is_noun(token) and kind is not None and is_kind(kind, *CONCRETE):
        verb = verb_above(token)
        if verb is not None and any(kid.lower_ in ("if", "unless") for kid in verb.children):
            return bool(actors)
        tells = verb is not None and (verb.lower_ not in _LINKING or any(kid.dep_ == "xcomp" for kid in verb.children))
        held = tells and token.dep_ in ("nsubj", "nsubjpass", "dobj")
        told = is_kind(kind, "exercise") or told_before
        return bool(actors) or (held and told and status in ("cancelled", "scheduled", "possible", "ongoing"))
    if is_verb(token) and trigger.noun is not None and kind is not None and is_kind(kind, *KEPT[:3]):
        return True  # a launch or drill is one whoever does it
    if is_noun(token):
        return _is_held(trigger) or (bool(actors) and (bool(receivers) or len(actors) > 1))
    return bool(actors) or (bool(receivers) and status in ("happened", "ongoing", "denied"))


_LOOKING = frozenset(
    ["inspected", "inspects", "inspecting", "inspect", "examined", "examines", "monitored", "searched"]
)


_HELD = frozenset(
    ["resume", "resumed", "resumes", "reopen", "reopened", "open", "opened", "begin", "began", "begun", "start",
     "started",     "restart", "restarted", "take", "took", "held", "continue", "continued", "collapsed", "ended"]
)  # fmt: skip


def _is_held(trigger: Trigger) -> bool:
    """Return whether talks are told of as their sentence's own news: "talks would resume in two weeks"."""
    token = trigger.token
    if trigger.frame.id != "meet" or token.dep_ not in ("nsubj", "nsubjpass") or not token.tag_.startswith("NNS"):
        return False
    verb = verb_above(token)
    return verb is not None and verb.lower_ in _HELD and verb.dep_ in ("ROOT", "ccomp", "conj")


def _only_own(receivers: tuple[ActorRef, ...], actors: tuple[ActorRef, ...]) -> bool:
    return {ref.code for ref in receivers} <= {ref.code for ref in actors}


_LINKING = frozenset(["was", "were", "is", "are", "be", "been", "include", "included", "involve", "involved"])


def _score(trigger: Trigger, actors: tuple[ActorRef, ...]) -> float:
    base = 0.6 if is_noun(trigger.token) else 0.7
    return round(min(0.95, base + 0.04 * trigger.weight + (0.08 if actors else 0.0)), 2)
