"""Whether a speaker is hidden: by the words for them, or because the report says so."""

import re

HIDING_NOUNS = frozenset(
    ["source", "sources", "official", "officials", "person", "people", "spokesman", "spokeswoman", "spokesperson",
     "spokespeople", "spokespersons", "diplomat", "diplomats", "aide", "aides", "insider", "insiders", "analyst",
     "analysts", "expert", "experts", "observer", "observers", "critics", "witness", "witnesses", "officer",
     "officers", "resident", "residents", "lawmaker", "lawmakers", "executive", "executives", "adviser", "advisers",
     "staffer", "staffers", "defector", "defectors", "soldier", "soldiers", "trader", "traders", "economist",
     "economists", "researchers"]
)  # fmt: skip
_STATED = re.compile(
    r"\b(?:anonym\w+|unnamed|unidentified|(?:did|do|does|would|could|was|were|is|has|have)(?:\s+not|n[’']t)\s+(?:be\s+|been\s+)?"
    r"(?:identif\w+|name[ds]?|disclose\w*|authori[sz]ed)|(?:asked|asking|requested|requesting|declined|declining|refused|"
    r"refusing|spoke|speaking|wished|preferred)(?:\s+not)?(?:\s+\w+){0,3}\s+(?:named|identified|anonymity)|without\s+"
    r"(?:identifying|naming)|familiar\s+with\s+the)\b",
    re.IGNORECASE,
)


def states_anonymity(words: str) -> bool:
    """Return whether the words say that the speaker is not named."""
    return _STATED.search(words) is not None
