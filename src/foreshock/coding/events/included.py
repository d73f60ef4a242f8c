"""One of a row of launches that has its own day: "fired 10 missiles this year, including an ICBM in March"."""

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from msgspec import structs

from foreshock.coding.events.calendar_draft import Place, calendar_draft, stated
from foreshock.coding.events.drafts import Draft
from foreshock.coding.events.grammar import object_of
from foreshock.coding.events.naming import count_of
from foreshock.coding.events.people import verb_above
from foreshock.coding.events.roles import Cast
from foreshock.coding.events.status import standing_of
from foreshock.coding.kinds import is_kind

if TYPE_CHECKING:
    from foreshock.coding.tokens import Token

RULE = "calendar.included"


def find_included(token: "Token", place: Place, cast: Cast) -> Iterator[Draft]:
    """Yield the launch that an "including" names with a day of its own, where its sentence tells of launches."""
    noun = next((kid for kid in token.children if kid.dep_ == "pobj"), None)
    verb = verb_above(token)
    kind = place.naming.of(noun)
    if noun is None or verb is None or kind is None or not is_kind(kind, "launch"):
        return
    row = place.naming.of(object_of(verb)) or place.naming.of(token.head)
    if row is None or not is_kind(row, "launch") or standing_of(verb, place.lexicon).status != "happened":
        return
    last = noun.right_edge
    when = stated(place.paragraph, noun.idx, last.idx + len(last))
    actors = cast.of_subject(verb)
    if when is None or not actors:
        return
    told = place.lexicon.kinds.get(kind)
    draft = calendar_draft(
        place, noun.idx, kind, type_=told.type if told is not None else None, actors=actors, when=when,
        status="happened", rule=RULE,
    )  # fmt: skip
    yield replace(draft, event=structs.replace(draft.event, count=count_of(noun)))
