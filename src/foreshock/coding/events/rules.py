"""The catalogue of event rules: id and one-line meaning."""

from collections.abc import Mapping

from foreshock.coding.events import calendar, spoken
from foreshock.coding.events.lexicon import load_frames


def event_rules() -> Mapping[str, str]:
    """Return the meaning of every rule an event can carry, by id, in a stable order.

    A frame of the lexicon is a rule for verbs, for nouns ("an attack on") and for adjectives.
    """
    frames = {
        f"{part}.{frame.id}": frame.meaning
        for part in ("verb", "noun", "adjective")
        for frame in load_frames()
        if part in frame.parts
    }
    return frames | calendar.RULES | spoken.RULES
