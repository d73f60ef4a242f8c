"""The condition an utterance sets: "as long as …", "if …", "unless …", "until …"."""

import re

_MARK = re.compile(
    r"\b(?:(?:as|so)\s+(?:long|soon)\s+as|(?:only\s+|even\s+)?if(?!\s+not\b)|unless|until|provided\s+that|on\s+condition\s+that|"
    r"in\s+the\s+event\s+(?:of|that)|in\s+case|only\s+when|only\s+after|in\s+exchange\s+for|in\s+return\s+for)\b",
    re.IGNORECASE,
)
_END = re.compile(r"[,;:.!?\"“”—]|''|``|\s[-–]\s")
# "Should the enemy attack, we …": a condition without a mark, at the head of a sentence and closed by a comma.
_INVERTED = re.compile(
    r"(?:\A|[.!?][\"”’]?\s)[\"“‘`']{0,2}(?P<clause>[Ss]hould\s+(?:the|they|it|any|an?|our|his|her|their|[A-Z][\w-]*)\s[^.!?;\"“”]{3,200}?)(?=,)"
)
_LEAST_WORDS = 3
_LEAST_AFTER_IF = 2  # "if attacked"
# After "until": a time, which ends something but sets no condition.
_TIME = re.compile(
    r"\s+(?:\d|(?:early|mid|late|at\s+least|about)\b|(?:now|then|recently|today|tomorrow|tonight|noon|midnight|dawn)\b|"
    r"(?:the\s+(?:end|middle|beginning|start)\s+of|(?:next|this|last)\s+(?:week|month|year|spring|summer|fall|autumn|winter)|"
    r"further\s+notice)\b|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|"
    r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?\s+\d)",
    re.IGNORECASE,
)
_ASKING = re.compile(r"\b(?:ask\w*|wonder\w*|know|see|whether|determine|decide|question\w*|as|even)\s*$", re.IGNORECASE)


def find_condition(content: str) -> tuple[int, int] | None:
    """Return the characters of the condition in `content`, from its mark to the clause's end, or None."""
    inverted = _INVERTED.search(content)
    if inverted is not None:
        return inverted.span("clause")
    for match in _MARK.finditer(content):
        word = match.group().lower()
        if word.startswith("even"):
            continue
        if word == "if" and _ASKING.search(content[: match.start()]):
            continue
        if word == "until" and _TIME.match(content, match.end()):
            continue
        end = _END.search(content, match.end())
        stop = end.start() if end is not None else len(content)
        least = _LEAST_AFTER_IF if word in ("if", "only if", "unless") else _LEAST_WORDS
        if len(content[match.start() : stop].split()) >= least:
            return match.start(), stop
    return None


def without_inverted(content: str) -> str:
    """Return the words of an utterance without a condition that begins with "should", which asks for nothing."""
    return _INVERTED.sub(" ", content)
