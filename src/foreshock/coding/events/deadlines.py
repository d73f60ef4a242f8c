"""Deadlines and ultimatums: a date until which another has been given time."""

from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

from foreshock.coding.events.calendar_draft import Place, calendar_draft, stated
from foreshock.coding.events.drafts import Draft
from foreshock.coding.events.grammar import is_verb, object_of
from foreshock.coding.events.roles import Cast
from foreshock.terms.reading import ActorRef, When

if TYPE_CHECKING:
    from foreshock.coding.tokens import Token

RULE = "calendar.deadline"
LIMITS = frozenset(["until", "deadline", "ultimatum"])
_GIVING = frozenset(
    ["give", "gave", "given", "gives", "giving", "set", "sets", "setting", "has", "have", "had", "impose", "imposed",
     "imposes", "issue", "issued", "issues", "face", "faces", "faced", "facing", "deliver", "delivered", "extended",
     "extends"]
)  # fmt: skip
_TELLING = frozenset(["told", "tells", "telling", "warned", "warns", "warning", "informed", "informs"])
_FACING = frozenset(["face", "faces", "faced", "facing"])


def find_deadline(token: "Token", place: Place, cast: Cast) -> Iterator[Draft]:
    """Yield the deadline that "until", "deadline" or "ultimatum" tells of, without a day when none is stated."""
    verb = next((up for up in token.ancestors if is_verb(up)), None)
    if verb is None:
        return
    if token.lower_ == "until" and (verb.lower_ not in _GIVING or token.right_edge.i == token.i):
        return
    when = _limit(token, verb, place)
    if when is None and (token.lower_ == "until" or verb.lower_ not in _GIVING or token.dep_ != "dobj"):
        return
    actors, receivers = _parties(token, verb, cast)
    yield calendar_draft(
        place, token.idx, "deadline", type_="REQUEST", actors=actors, receivers=receivers, when=when,
        status="scheduled", rule=RULE,
    )  # fmt: skip


def _limit(token: "Token", verb: "Token", place: Place) -> When | None:
    """Return the last day of the time given; "a one-week ultimatum" counts from the day it was given."""
    if token.lower_ == "until":
        found = stated(place.paragraph, token.idx, token.right_edge.idx + len(token.right_edge))
    else:
        found = stated(place.paragraph, token.left_edge.idx, token.right_edge.idx + len(token.right_edge))
    if found is not None:
        return When(start=found.end, end=found.end, precision=found.precision, text=found.text, basis=found.basis)
    spans = place.paragraph.dates_in(token.left_edge.idx, token.idx + len(token))
    time = next((d for d in spans if d.kind in ("duration", "lag") and d.lag is not None), None)
    if time is None or time.lag is None:
        return None
    given = stated(place.paragraph, verb.idx, verb.sent.end_char)
    if given is None or given.start != given.end or given.end is None:
        return None
    last = given.end + timedelta(days=time.lag.max_days)
    return When(start=last, end=last, precision="day", text=time.text, basis="anchor")


def _parties(token: "Token", verb: "Token", cast: Cast) -> tuple[tuple[ActorRef, ...], tuple[ActorRef, ...]]:
    """Return who sets the limit and for whom: "told X it had until", "a deadline for X to", "X faces a deadline"."""
    actors = cast.of_subject(verb)
    if verb.lower_ in _FACING:
        return (), actors
    teller = verb.head if verb.dep_ == "ccomp" and verb.head.lower_ in _TELLING else None
    if teller is not None:
        actors = cast.of_subject(teller)
        receivers = cast.of_phrase(_told(teller))
    else:
        receivers = cast.receivers(verb, actors)
    own = {actor.code for actor in actors}
    receivers = tuple(ref for ref in receivers if ref.code not in own)
    return actors, receivers or cast.of_phrase(_bound(token, verb))


def _told(verb: "Token") -> "Token | None":
    return object_of(verb) or next((kid for kid in verb.children if kid.dep_ == "dative"), None)


def _bound(token: "Token", verb: "Token") -> "Token | None":
    """Return who is to act: the subject of "for X to do"."""
    for head in (token, verb):
        for kid in head.children:
            if kid.dep_ in ("advcl", "acl", "relcl", "xcomp", "ccomp") and any(k.lower_ == "for" for k in kid.children):
                return next((k for k in kid.children if k.dep_ in ("nsubj", "nsubjpass")), None)
    return None
