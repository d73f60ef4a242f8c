"""Phrases as the lexicon writes them, compiled to one pattern whose cost is linear in the text."""

import re
from collections.abc import Iterable

_GAP = r"(?:[\s,]+[\w’'-]+){0,4}?"
_BETWEEN = r"[\s,]+"


def compile_phrases(phrases: Iterable[str]) -> re.Pattern[str] | None:
    """Return a pattern that finds any of the phrases, or None when there are none.

    In a phrase "a|b" are alternatives, "word~" has any ending, "..." is up to four words and "^"
    the start of the text.
    """
    parts = [_pattern(phrase) for phrase in phrases]
    return re.compile("|".join(parts), re.IGNORECASE) if parts else None


def _pattern(phrase: str) -> str:
    pattern = ""
    for word in phrase.split():
        if word == "^":
            pattern = r"\A[\"“”‘'`\s]*"
            continue
        if word == "...":
            pattern += _GAP
            continue
        between = _BETWEEN if (pattern and not pattern.startswith(r"\A")) or pattern.count(r"\b") else ""
        pattern += f"{between}{_alternatives(word)}"
    return pattern


def _alternatives(word: str) -> str:
    forms = [rf"{re.escape(form[:-1])}\w*" if form.endswith("~") else re.escape(form) for form in word.split("|")]
    return rf"\b(?:{'|'.join(forms)})\b"
