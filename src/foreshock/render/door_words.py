"""Doors in words, the same on the terminal and the page."""

from foreshock.flow.doors import Door, DoorChange
from foreshock.flow.threats import short_id
from foreshock.render.words import quoted

STATES = {
    "offered": "talks are on offer",
    "conditional": "talks hang on terms",
    "open": "the door is open",
    "resumed": "talks have resumed after a refusal",
    "shut": "the door is shut",
}


def door_words(door: Door) -> str:
    """Return how a door stands, as a sentence."""
    name = " and ".join(door.dyad)
    if door.state is None:
        return f"{name}: the record holds no word about talks"
    return f"{name}: {STATES[door.state]}, since {door.since}"


def row_words(change: DoorChange) -> str:
    """Return what a change rests on: the rule, the row's words, its id, and when it was known if later."""
    late = "" if change.known == change.day else f" (known {change.known})"
    return f"{change.rule}: {quoted(change.words, 90)} [{short_id(change.row)}]{late}"
