"""When a claim speaks of: the period it covers and the lag it gives."""

import re
from typing import TYPE_CHECKING

from foreshock.coding.claims.context import Sentence
from foreshock.coding.dates.mention import DateMention
from foreshock.terms.reading import Lag, When

if TYPE_CHECKING:
    from foreshock.coding.tokens import Token

_SOON = re.compile(
    r"\b(?:shortly|soon|right|immediately|just)\s+(?:after|before)\b|\bwithin\s+(?:a\s+few\s+)?(?:hours|days)\b"
)
_WITHIN_WEEKS = re.compile(r"\bwithin\s+(?:a\s+few\s+)?weeks\b")
SHORTLY = Lag(0, 3)
WITHIN_DAYS = Lag(0, 7)
WITHIN_WEEKS = Lag(0, 30)


def dates_of(sentence: Sentence) -> tuple[DateMention, ...]:
    """Return the date expressions of a sentence."""
    return tuple(sentence.paragraph.dates_in(sentence.tokens.start_char, sentence.tokens.end_char))


def period_in(sentence: Sentence, near: "Token | None" = None) -> When | None:
    """Return the calendar period a sentence names, the one nearest to a word when given."""
    found = [d for d in dates_of(sentence) if d.kind == "date" and (d.from_ or d.to) is not None]
    if not found:
        return None
    if near is not None:
        found.sort(key=lambda d: abs(d.start - near.idx))
    return found[0].when()


def lag_in(sentence: Sentence, near: "Token | None" = None) -> Lag | None:
    """Return the lag a sentence gives between two things, None when it gives none."""
    lags = [d for d in dates_of(sentence) if d.kind == "lag" and d.lag is not None]
    if lags:
        if near is not None:
            lags.sort(key=lambda d: abs(d.start - near.idx))
        lag = lags[0].lag
        return None if lag is None else Lag(max(0, lag.min_days), max(0, lag.max_days))
    text = sentence.tokens.text.lower()
    if _WITHIN_WEEKS.search(text):
        return WITHIN_WEEKS
    match = _SOON.search(text)
    if match is None:
        return None
    return WITHIN_DAYS if match.group().endswith("days") else SHORTLY
