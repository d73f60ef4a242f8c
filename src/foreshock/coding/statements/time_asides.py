"""Asides of time that are the reporter's own: "…, the army said, a day after the envoy refused talks"."""

import re

_ASIDE = re.compile(
    r"(?:^|,)\s*(?:(?:just|only|barely|about|less than|more than)\s+)?(?:(?:an?|one|two|three|four|five|six|several|"
    r"a few)\s+)?(?:minutes?|hours?|days?|weeks?|months?)\s+(?:after|before)\s+(?=[A-Z“\"]|the\b|a\b|an\b|its\b|his\b)"
)
_OPENING, _CLOSING = "“", "”"


def without_time_aside(text: str) -> str:
    """Return what was said without an aside that only says what else happened before or after, "" when it is all one.

    An aside inside quotation marks was said and stays; what follows "and" or "but" is the speaker's again.
    """
    if " after " not in text and " before " not in text:
        return text
    for match in _ASIDE.finditer(text):
        before = text[: match.start()]
        if before.count('"') % 2 or before.count(_OPENING) > before.count(_CLOSING):
            continue
        return before.rstrip(" ,")
    return text
