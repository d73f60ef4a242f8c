"""The headline against the body: where they differ, the body is coded and the difference is told."""

import re
from collections.abc import Iterator, Sequence

from foreshock.coding.events.lexicon import EventLexicon
from foreshock.coding.kinds import is_kind
from foreshock.coding.numbers import parse_number
from foreshock.terms.reading import Event

DEEDS = ("launch", "test", "fire", "exercise", "incursion", "attack", "deployment", "summit", "arms")
_DONE = ("happened", "ongoing")
# What makes a headline one about words, plans or background: it then asserts no deed of its own.
_HEDGED = re.compile(
    r"\b(?:to|will|may|might|could|would|can|if|plans?|planned|ahead|after|over|amid|on|for|against|of|says?|said|warns?|vows?|"
    r"threatens?|urges?|calls?|condemns?|denounces?|slams?|seeks?|ready|prepares?|preparing|signs?|likely|possible|fears?|why|"
    r"how|what|when|postpones?|postponed|cancels?|cancell?ed|halts?|suspends?|no|not|denies|ends?)\b|\?",
    re.IGNORECASE,
)
_WORD = re.compile(r"[A-Za-z][\w'’-]*|\d+")
_BEFORE = 5  # words between a verb or number of a headline and the deed it governs


def compare_headline(headline: str | None, events: Sequence[Event], lexicon: EventLexicon) -> Iterator[str]:
    """Yield what the headline says otherwise than the events coded from the body."""
    if not headline:
        return
    for named in lexicon.phrases.find(headline):
        root = named.kind.split(".")[0]
        if root not in DEEDS:
            continue
        told = [event for event in events if event.kind is not None and is_kind(event.kind, root)]
        words = [match.group() for match in _WORD.finditer(headline, 0, named.start)][-_BEFORE:]
        number = next((n for word in reversed(words) if (n := parse_number(word)) is not None), None)
        counts = {event.count.value for event in told if event.count is not None and event.count.value is not None}
        if number is not None and number > 1 and counts and number not in counts:
            yield f"the headline says {number} (“{named.text}”), the body {_listed(counts)}: coded from the body"
        if not _asserts(words, headline, lexicon) or any(event.status in _DONE for event in told):
            continue
        if told:
            stands = ", ".join(dict.fromkeys(str(event.status) for event in told))
            yield f"the headline tells of “{named.text}” as done, the body as {stands}: coded from the body"
        else:
            yield f"the headline tells of “{named.text}”, the body does not: nothing coded from the headline"


def _asserts(words: Sequence[str], headline: str, lexicon: EventLexicon) -> bool:
    """Return whether a headline's own verb does the deed ("fires two missiles")."""
    if _HEDGED.search(headline):
        return False
    return any(lexicon.lemma(word.lower()) in lexicon.verbs for word in words)


def _listed(counts: set[int]) -> str:
    return " and ".join(str(count) for count in sorted(counts))
