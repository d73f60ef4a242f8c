"""What is being made ready or has been announced: preparations, and notices of a launch with their window."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from foreshock.coding.events.calendar_draft import Place, calendar_draft
from foreshock.coding.events.drafts import Draft
from foreshock.coding.events.grammar import is_noun, is_passive, is_verb, object_of, prepositions
from foreshock.coding.events.people import verb_above
from foreshock.coding.events.roles import Cast
from foreshock.terms.reading import ActorRef, When

if TYPE_CHECKING:
    from foreshock.coding.tokens import Token

NOTICE = "calendar.notice"
PREPARATION = "calendar.preparation"
NOTIFYING = frozenset(
    ["told", "tells", "notified", "informed", "notify", "inform", "notifies", "informs", "notifying", "informing"]
)
NOTICES = frozenset(["notice", "notices", "notification", "notam", "notams"])
PREPARING = frozenset(
    ["preparing", "preparations", "preparation", "prepare", "readying", "prepares", "prepared", "suggesting",
     "suggest", "suggests", "indicating", "indicate", "indicates"]
)  # fmt: skip
_SUGGESTING = frozenset(["suggesting", "suggest", "suggests", "indicating", "indicate", "indicates"])
_IMMINENT = frozenset(["imminent", "impending", "possible", "another", "upcoming", "planned"])
_GIVING = frozenset(["issue", "issued", "issues", "give", "gave", "given", "sent", "send", "post", "posted", "filed"])
_SEEING = frozenset(
    ["detected", "detect", "detects", "spotted", "spot", "see", "seen", "saw", "found", "find", "observed",
     "monitoring", "shows", "show", "showed", "reported", "report", "confirmed", "captured", "noticed", "is",
     "are", "was", "were"]
)  # fmt: skip
_AHEAD = ("launch", "test")
_WHERE = frozenset(["in", "near", "at", "from", "by", "around", "inside"])


def find_ahead(token: "Token", place: Place, cast: Cast) -> Iterator[Draft]:
    """Yield the preparation or notice that a word tells of, and the launch or test it is for."""
    below = _below(token, token, place)
    if not below and is_noun(token) and (verb := verb_above(token)) is not None:
        below = _below(verb, token, place)  # "made preparations to", "issued a notice to airmen for"
    kinds = [kind for t in below if (kind := place.naming.at(t)) is not None and kind.split(".")[0] in _AHEAD]
    if not kinds:
        return
    ahead = max(kinds, key=lambda kind: kind.count("."))
    if "satellite" in " ".join(t.lower_ for t in below) and ahead.startswith("launch"):
        ahead = "launch.satellite"  # what a rocket carries says what its launch is
    if token.lower_ in NOTIFYING and is_verb(token):
        yield from _notified(token, below, ahead, place, cast)
    elif token.lower_ in NOTICES and is_noun(token):
        yield from _given(token, below, ahead, place, cast)
    elif token.lower_ in PREPARING:
        yield from _prepared(token, below, ahead, place, cast)


def _below(head: "Token", token: "Token", place: Place) -> "list[Token]":
    """Return what follows a word and hangs on `head`, when a launch or test is named in it."""
    below = [t for t in head.subtree if t.i > token.i]
    named = any((kind := place.naming.at(t)) is not None and kind.split(".")[0] in _AHEAD for t in below)
    return below if named else []


def _notified(token: "Token", below: Sequence["Token"], ahead: str, place: Place, cast: Cast) -> Iterator[Draft]:
    of_launch = any(t.dep_ == "pobj" and t.head.lower_ in ("of", "about") and place.naming.of(t) for t in below)
    if not of_launch and not _is_to_come(below):
        return
    actors = cast.of_subject(token)
    if is_passive(token):
        told = next((kid for kid in token.children if kid.dep_ == "nsubjpass"), None)
    else:
        told = object_of(token) or next((kid for kid in token.children if kid.dep_ == "dative"), None)
    if actors:
        receivers = cast.of_phrase(told) or cast.at(told) if told is not None else ()
        yield from _notice(token, below, ahead, place, actors, tuple(receivers))


def _given(token: "Token", below: Sequence["Token"], ahead: str, place: Place, cast: Cast) -> Iterator[Draft]:
    verb = verb_above(token)
    if verb is None or verb.lower_ not in _GIVING:
        return
    actors = cast.of_subject(verb)
    if actors:
        yield from _notice(token, below, ahead, place, actors, ())


def _notice(
    token: "Token",
    below: Sequence["Token"],
    ahead: str,
    place: Place,
    actors: tuple[ActorRef, ...],
    receivers: tuple[ActorRef, ...],
) -> Iterator[Draft]:
    own = {actor.code for actor in actors}
    receivers = tuple(ref for ref in receivers if ref.code not in own)
    window = _window(place, below)
    yield calendar_draft(
        place, token.idx, "notice.launch", actors=actors, receivers=receivers, when=window, status="happened",
        rule=NOTICE,
    )  # fmt: skip
    yield calendar_draft(
        place, token.idx + 1, ahead, type_="MOBILIZE", actors=actors, when=window, status="scheduled", rule=NOTICE
    )


def _prepared(token: "Token", below: Sequence["Token"], ahead: str, place: Place, cast: Cast) -> Iterator[Draft]:
    suggested = token.lower_ in _SUGGESTING
    if suggested and not any(t.lower_ in _IMMINENT and place.naming.of(t.head) is not None for t in below):
        return
    actors = () if suggested else _preparing(token, cast)
    actors = actors or _where(token, below, cast)
    if not actors:
        return
    yield calendar_draft(
        place, token.idx, "preparation", type_="MOBILIZE", actors=actors, when=None, status="ongoing", rule=PREPARATION
    )
    if suggested or any(word == "for" for word, _ in prepositions(token)):
        yield calendar_draft(
            place, token.idx + 1, ahead, type_="MOBILIZE", actors=actors, when=None, status="possible", rule=PREPARATION
        )


def _preparing(token: "Token", cast: Cast) -> tuple[ActorRef, ...]:
    """Return who makes ready: the subject of the verb, never of one that only sees it done."""
    if is_verb(token):
        return cast.of_subject(token)
    own = cast.around_noun(token)[0]
    verb = verb_above(token)
    if own or verb is None or verb.lower_ in _SEEING:
        return own
    return cast.of_subject(verb)


def _where(token: "Token", below: Sequence["Token"], cast: Cast) -> tuple[ActorRef, ...]:
    """Return whose land it is done in: "signs of preparations for a test in X", "activity near X, suggesting"."""
    for t in [*below, *(t for t in token.sent if t.i < token.i)]:
        if t.dep_ == "prep" and t.lower_ in _WHERE:
            found = cast.of_phrase(next((kid for kid in t.children if kid.dep_ == "pobj"), None))
            if found:
                return found
    return ()


def _is_to_come(tokens: Sequence["Token"]) -> bool:
    words = {t.lower_ for t in tokens}
    return bool(words & {"will", "would", "plan", "plans", "planned", "intends", "intend", "window", "between"})


def _window(place: Place, tokens: Sequence["Token"]) -> When | None:
    """Return the days from the first to the last date named below a notice."""
    first, last = tokens[0].idx, tokens[-1].idx + len(tokens[-1])
    found = [when for d in place.paragraph.dates_in(first, last) if (when := d.when()) is not None]
    days = [day for when in found for day in (when.start, when.end) if day is not None]
    if not days:
        return None
    if len(found) == 1:
        return found[0]
    text = place.paragraph.text[first:last].strip()
    return When(start=min(days), end=max(days), precision="range", text=text)
