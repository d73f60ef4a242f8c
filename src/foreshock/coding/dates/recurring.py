"""Rules for what recurs: "every spring", "each Monday", "daily"."""

import re

from foreshock.coding.dates.rule import Found, Rule, Scene
from foreshock.coding.dates.words import GAP, MONTH, NUMBER, PARTS_OF_DAY, SEASONS, WEEKDAY, either

_UNITS = either(("day", "week", "weekend", "month", "quarter", "year", "decade", *SEASONS, *PARTS_OF_DAY))
_EVERY = re.compile(
    rf"(?i:every|each)(?:{GAP}(?i:other|{NUMBER}))?{GAP}(?:(?i:{_UNITS})s?\b|{WEEKDAY}s?\b|{MONTH}(?![A-Za-z]))"
)
_ADVERB = re.compile(r"(?:daily|weekly|monthly|quarterly|annually|yearly|nightly)\b", re.IGNORECASE)
_RECURS = "recurs"


def _set(match: "re.Match[str]", _scene: Scene) -> Found:
    return Found(match.end(), None, "range", kind="set", reason=_RECURS)


RULES = (
    Rule("every", frozenset(("every", "each")), _EVERY, _set),
    Rule(
        "recurring",
        frozenset(("daily", "weekly", "monthly", "quarterly", "annually", "yearly", "nightly")),
        _ADVERB,
        _set,
    ),
)
