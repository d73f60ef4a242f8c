"""What a row of the record says about the door between two sides: met, offered, on terms, or refused.

Rules read kinds, stances and plain words of diplomacy in a row's name or note. They are coarse on
purpose: each signal names its rule and its row, so that a reader can object to it.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Literal
from zoneinfo import ZoneInfo

from msgspec import Struct

from foreshock.panel.days import local_day
from foreshock.terms.kinds import under
from foreshock.terms.record import RecordedEvent

Sign = Literal["contact", "acceptance", "offer", "terms", "refusal"]
MEETING = ("talks.working", "summit", "visit", "agreement")
DIPLOMACY = ("talks", "summit", "visit", "agreement", "letter")
ABOUT_TALKS = re.compile(
    r"\b(?:talks?|dialogues?|negotiat\w*|contacts?|summits?|dealings?|envoys?|exchanges|mediation|"
    r"relations|diplomacy|diplomatic|reunions?|hotlines?|visits?|invitations?|initiatives?|proposals?|liaison)\b",
    re.IGNORECASE,
)
ENDS = re.compile(
    r"\b(?:quits?|leaves?|cuts?|withdraws?|abandons?|destroys?|suspends?|suspension|cancels?|cancell?ing|collapses?|"
    r"blows up|drops?|ends?|severs?|severing|off|shuts?|closes?)\b",
    re.IGNORECASE,
)
OFFERS = re.compile(
    r"\b(?:offers?|propos(?:e|es|ed|al)|invites?|(?:plans|wants|ready|willing|hopes) to meet|open to talks)\b",
    re.IGNORECASE,
)
RESTORES = re.compile(r"\b(?:restored|restores|reopens?|reopened|reunions?|resumes?|resumed|returns)\b", re.IGNORECASE)
ON_TERMS = re.compile(
    r"\b(?:if|unless|once|until|conditions?|conditional|preconditions?|as long as|provided)\b",
    re.IGNORECASE,
)
FREE = re.compile(r"\b(?:without|no) (?:pre)?conditions?\b", re.IGNORECASE)
READY = re.compile(r"\b(?:open to|ready to|ready for|willing to|prepared to)\b", re.IGNORECASE)
MAYBE = re.compile(r"\b(?:may|might|could|unless|if|at risk|reconsider|fading)\b", re.IGNORECASE)
DENIES = re.compile(r"\b(?:denies|denied|denying)\b", re.IGNORECASE)


class DoorSignal(Struct, frozen=True, kw_only=True):
    """One row's word on the door: `day` and `known` are ordinals of local days.

    `known` is the day by whose end the row stood in the record; `row` its id; `words` what it says.
    """

    day: int
    known: int
    sign: Sign
    row: str
    rule: str
    words: str


def door_signals(events: Iterable[RecordedEvent], dyad: tuple[str, str], zone: ZoneInfo) -> Iterator[DoorSignal]:
    """Yield what `events`, the record as known at one moment, say about the door between two actors."""
    for event in events:
        if event.precision != "day" or event.status not in {"happened", "ongoing"}:
            continue
        told = _statement(event, dyad) if under(event.kind, ("statement",)) else _happening(event, dyad)
        if told is None:
            continue
        sign, rule = told
        day = (event.valid_to if rule == "ended" else event.valid_from).toordinal()
        yield DoorSignal(
            day=day,
            known=max(local_day(event.recorded_at, zone), day),
            sign=sign,
            row=event.id,
            rule=rule,
            words=event.name or event.attributes.get("note", event.kind),
        )


def spoken_sign(stance: str | None, words: str) -> tuple[Sign, str] | None:
    """Return what an utterance with this stance and content says about the door, with the rule's name.

    Stances are those of the statement tables: offer, accept, demand, reject, threaten.
    """
    about, terms = ABOUT_TALKS.search(words) is not None, ON_TERMS.search(FREE.sub("", words)) is not None
    match stance:
        case "accept" if READY.search(words):
            return ("terms", "offered on terms") if terms else ("offer", "offered")
        case "accept":
            return "acceptance", "accepted"
        case "offer":
            return ("terms", "offered on terms") if terms else ("offer", "offered")
        case "demand":
            return ("terms", "demanded first") if about or terms else None
        case "reject" if about and not DENIES.search(words):
            hinged = terms and not words.casefold().startswith(("no ", "not "))
            return ("terms", "refused but on terms") if hinged else ("refusal", "refused")
        case "threaten" if about and ENDS.search(words):
            return ("terms", "threatened to end") if MAYBE.search(words) else ("refusal", "ended in words")
    return None


def _statement(event: RecordedEvent, dyad: tuple[str, str]) -> tuple[Sign, str] | None:
    one, other = dyad
    sides = (event.actors, event.recipients)
    if not ((one in sides[0] and other in sides[1]) or (other in sides[0] and one in sides[1])):
        return None
    note = event.attributes.get("note", "").split(";")
    return spoken_sign(event.attributes.get("stance"), ";".join(part for part in note if "page" not in part))


def _happening(event: RecordedEvent, dyad: tuple[str, str]) -> tuple[Sign, str] | None:
    parties = {*event.actors, *event.recipients}
    if not parties.issuperset(dyad) or not under(event.kind, DIPLOMACY):
        return None
    name = event.name or ""
    if ENDS.search(name):
        return "refusal", "ended"
    if under(event.kind, MEETING):
        return "contact", "met"
    if RESTORES.search(name):
        return "contact", "restored"
    return ("offer", "offered") if OFFERS.search(name) else None
