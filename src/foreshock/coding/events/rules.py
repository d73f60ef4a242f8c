"""The catalogue of event rules: id, one-line meaning and example, for the documentation."""

from typing import NamedTuple

from foreshock.coding.events import calendar, spoken
from foreshock.coding.events.lexicon import load_frames


class Rule(NamedTuple):
    """One rule as the documentation lists it."""

    id: str
    meaning: str
    example: str


def rule_catalogue() -> tuple[Rule, ...]:
    """Return every rule an event can carry, in a stable order.

    A frame of the lexicon is a rule for verbs, for nouns ("an attack on") and for adjectives.
    """
    rules = [
        Rule(f"{part}.{frame.id}", frame.meaning, frame.example)
        for part in ("verb", "noun", "adjective")
        for frame in load_frames()
        if part in frame.parts
    ]
    named = {**calendar.RULES, **spoken.RULES}
    return (*rules, *(Rule(name, meaning, example) for name, (meaning, example) in named.items()))
