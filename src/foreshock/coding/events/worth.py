"""Whether enough is known of a deed to tell of it."""

from typing import TYPE_CHECKING

from foreshock.coding.events.classes import CONCRETE, KEPT
from foreshock.coding.events.grammar import auxiliaries, is_negated, is_noun, is_verb, subject_of
from foreshock.coding.events.people import verb_above
from foreshock.coding.events.triggers import Trigger
from foreshock.coding.kinds import is_kind
from foreshock.terms.reading import ActorRef, Status

if TYPE_CHECKING:
    from foreshock.coding.tokens import Token

_WATCHING = frozenset(["attend", "observe", "oversee", "watch", "inspect", "guide", "supervise"])
_LOOKING = frozenset(
    ["inspected", "inspects", "inspecting", "inspect", "examined", "examines", "monitored", "searched"]
)
_HELD = frozenset(
    ["resume", "resumed", "resumes", "reopen", "reopened", "open", "opened", "begin", "began", "begun", "start",
     "started", "restart", "restarted", "take", "took", "held", "continue", "continued", "collapsed", "ended"]
)  # fmt: skip
_HABITUAL = frozenset(["often", "usually", "typically", "regularly", "routinely", "always", "repeatedly"])
_LINKING = frozenset(["was", "were", "is", "are", "be", "been", "include", "included", "involve", "involved"])


def worth_telling(
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
    watched = kind is not None and is_kind(kind, "launch", "test", "exercise", "fire")
    if watched and token.lower_ in _WATCHING and is_negated(token):
        return False  # the test took place, whoever stayed away
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
        return is_held(trigger) or (bool(actors) and (bool(receivers) or len(actors) > 1))
    return bool(actors) or (bool(receivers) and status in ("happened", "ongoing", "denied"))


def is_habit(verb: "Token") -> bool:
    """Return whether a verb tells a habit or its occasion, not a deed: "has often fired", "each time they held"."""
    if any(kid.lower_ in _HABITUAL for kid in verb.children):
        return verb.dep_ == "relcl" or bool(auxiliaries(verb) & {"has", "have"})
    times = [kid for kid in verb.children if kid.lower_ == "time"]
    times += [verb.head] if verb.dep_ in ("relcl", "acl") and verb.head.lower_ == "time" else []
    if any(kid.lower_ in ("each", "every") for time in times for kid in time.children):
        return True
    return any(kid.lower_ == "whenever" for kid in verb.children)


def is_held(trigger: Trigger) -> bool:
    """Return whether talks are told of as their sentence's own news: "talks would resume in two weeks"."""
    token = trigger.token
    if trigger.frame.id != "meet" or token.dep_ not in ("nsubj", "nsubjpass") or not token.tag_.startswith("NNS"):
        return False
    verb = verb_above(token)
    return verb is not None and verb.lower_ in _HELD and verb.dep_ in ("ROOT", "ccomp", "conj")


def _only_own(receivers: tuple[ActorRef, ...], actors: tuple[ActorRef, ...]) -> bool:
    return {ref.code for ref in receivers} <= {ref.code for ref in actors}
