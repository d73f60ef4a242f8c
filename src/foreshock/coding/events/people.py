"""Who did what a trigger tells, and to whom."""

from typing import TYPE_CHECKING

from foreshock.coding.events.grammar import is_noun, is_verb, particle_of, prepositions
from foreshock.coding.events.roles import Cast
from foreshock.coding.events.triggers import Trigger
from foreshock.terms.reading import ActorRef, Status

if TYPE_CHECKING:
    from foreshock.coding.tokens import Token


def verb_above(noun: "Token") -> "Token | None":
    """Return the verb a noun hangs on, None when it hangs on none."""
    at = noun
    for _ in range(5):
        if at.head.i == at.i:
            return None
        at = at.head
        if is_verb(at):
            return at
    return None


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


def people_of(
    trigger: Trigger, status: Status, by: "Token | None", cast: Cast
) -> tuple[tuple[ActorRef, ...], tuple[ActorRef, ...]]:
    token = trigger.token
    if is_noun(token):
        doers, receivers = cast.around_noun(token)
        verb = verb_above(token)
        if (
            verb is not None
            and not doers
            and (by is not None or status != "happened")
            and token.dep_ in ("dobj", "nsubjpass", "conj")
            and (verb.lower_ not in _TELLING or particle_of(verb) is not None)
        ):
            doers = cast.of_subject(verb)
            doers = tuple(ref for ref in doers if ref.code not in {r.code for r in receivers})
        if not doers and verb is not None and _is_own_journey(token):
            doers = cast.of_subject(verb)
            receivers = tuple(ref for ref in receivers if ref.code not in {r.code for r in doers})
        if not receivers and verb is not None and token.dep_ == "dobj":
            own = {ref.code for ref in doers}
            receivers = tuple(r for r in cast.receivers(verb, doers) if r.code not in own)
        return doers, receivers
    if trigger.token.lower_ in trigger.frame.adjectives:
        holder = next((kid for kid in token.children if kid.dep_ in ("nsubj", "nsubjpass")), None)
        actors = cast.of_phrase(holder)
        if holder is None and token.dep_ == "acomp":
            actors = cast.of_subject(token.head)
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


_JOURNEYS = frozenset(["visit", "trip", "tour", "journey"])
_AT_A_TIME = frozenset(["during", "on", "after", "from", "before", "for", "ahead", "of", "following", "with"])


def _is_own_journey(noun: "Token") -> bool:
    """Return whether a journey is the subject's own: "returned after a trip to", "said during his visit"."""
    placed = noun.dep_ == "pobj" and noun.head.lower_ in _AT_A_TIME
    if noun.lower_ not in _JOURNEYS or not placed:
        return False
    return not any(kid.dep_ == "poss" and kid.tag_ != "PRP$" for kid in noun.children)


def with_partners(
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
