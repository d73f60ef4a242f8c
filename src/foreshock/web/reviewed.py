"""What is reviewed, as a form shows it: each field that may be corrected with its value as it would be typed."""

from typing import Any

from msgspec import Struct

from foreshock.record.reviews.fields import FIELDS
from foreshock.record.reviews.seen import ReviewSeen
from foreshock.terms.reading import ActorRef, Claim, Count, Event, Instrument, Side, Span, Statement
from foreshock.terms.record import RecordedEvent

Item = Statement | Claim | Event | RecordedEvent
_NAMED = {"start": "valid_from", "end": "valid_to"}


class Reviewed(Struct, frozen=True, kw_only=True):
    """An item to be judged: its sort in words, the event a report tells of, its reviews so far.

    `reports` are the ids of an event's reports, which may be split off.
    """

    id: str
    sort: str
    item: Item
    event: str | None
    reports: tuple[str, ...]
    reviews: tuple[ReviewSeen, ...]

    @property
    def shown(self) -> list[tuple[str, str]]:
        """Each field that may be corrected with its present value, "" for unknown."""
        return [(name, typed_value(self.item, name)) for name in FIELDS[type(self.item)]]

    @property
    def evidence(self) -> tuple[Span, ...]:
        """The sentences the item rests on; none for an event, whose reports have them."""
        return () if isinstance(self.item, RecordedEvent) else self.item.evidence


def typed_value(item: Item, name: str) -> str:
    """Return a field's value as a reviewer would type it: lists joined by ";", "" for unknown.

    `day` has a value when an item has one day alone.
    """
    if name == "day":
        first, last = typed_value(item, "start"), typed_value(item, "end")
        return first if first == last else ""
    if isinstance(item, RecordedEvent):
        return _typed(getattr(item, _NAMED.get(name, name)))
    if isinstance(item, Claim):
        side, _, part = name.partition("_")
        held = getattr(item, side)
        return _typed(held.actors if part and isinstance(held, Side) else held)
    if name in ("start", "end", "precision"):
        return _typed(getattr(item.when, name)) if item.when else ""
    if isinstance(item, Statement) and name.startswith("speaker"):
        return _typed(getattr(item.speaker, name.removeprefix("speaker").lstrip("_") or "code"))
    return _typed(getattr(item, name))


def _typed(value: Any) -> str:
    match value:
        case None:
            return ""
        case ActorRef():
            return value.code
        case Instrument():
            return value.name
        case Count():
            return _typed(value.value)
        case Side():
            return value.kind
        case tuple():
            return "; ".join(_typed(each) for each in value)
        case bool():
            return "yes" if value else "no"
    return str(value)
