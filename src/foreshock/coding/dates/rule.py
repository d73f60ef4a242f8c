"""What a date rule is, what it is given and what it gives back."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from foreshock.coding.dates.calendar import Days
from foreshock.coding.dates.mention import DateKind, DateMention
from foreshock.coding.dates.tense import Tense
from foreshock.terms.reading import DateBasis, Lag, Precision

NO_PUBLICATION = "relative to the publication day, which is not known"
NO_ANCHOR = "counted from something else in the text"
VAGUE_TIME = "too vague to stand on the calendar"
NO_SUCH_DAY = "the calendar has no such day"
_REACH = 800  # characters back to a date that an anaphor may mean


@dataclass(frozen=True, slots=True)
class Found:
    """One match of a rule: characters up to `end`, from `start` when that differs from the match's own."""

    end: int
    days: Days | None
    precision: Precision
    start: int | None = None
    kind: DateKind = "date"
    basis: DateBasis = "text"
    relative: bool = False
    lag: Lag | None = None
    reason: str | None = None
    rule: str | None = None


@dataclass(frozen=True, slots=True)
class Scene:
    """What rules may look at: the text, the publication day, tense, and the dates found so far, in order."""

    text: str
    published: date | None
    tense: Callable[[int, int], Tense | None]
    found: list[DateMention] = field(default_factory=list)

    def anchor(self, start: int) -> DateMention | None:
        """Return the last resolved date before a character, in its paragraph or the one before, None without one."""
        for mention in reversed(self.found):
            if start - mention.end > _REACH:
                return None
            if mention.from_ is not None and mention.precision not in ("hour", "minute"):
                between = self.text[mention.end : start]
                return None if between.count("\n\n") > 1 else mention  # this paragraph's or the one's before
        return None

    def tense_of(self, match: "re.Match[str]") -> Tense | None:
        """Return the tense around a match, a time of day just before it taken as part of it."""
        start = match.start()
        if self.found and self.found[-1].precision in ("hour", "minute") and start - self.found[-1].end <= 4:
            start = self.found[-1].start
        return self.tense(start, match.end())

    def word_before(self, start: int) -> str:
        """Return the word just before a character in lower case, "" when something else stands there."""
        match = _LAST_WORD.search(self.text, max(0, start - 24), start)
        return match[1].lower() if match else ""

    def governs_more(self, end: int) -> bool:
        """Return whether a word follows at once: "the day after his death" hangs on what comes."""
        return self.text[end : end + 1] in (" ", "\n") and self.text[end + 1 : end + 2].isalpha()


_LAST_WORD = re.compile(r"\b([A-Za-z]{1,16}\.?)[ \t\u00a0\r\n]{1,3}\Z")

Resolve = Callable[["re.Match[str]", Scene], Found | None]


@dataclass(frozen=True, slots=True)
class Rule:
    """Tried where a word of `first` starts ("#" stands for figures); the longest match of all rules wins."""

    name: str
    first: frozenset[str]
    pattern: re.Pattern[str]
    resolve: Resolve


def unresolved(match: "re.Match[str]", precision: Precision, reason: str = NO_PUBLICATION) -> Found:
    """Return the match as a date that stays unresolved."""
    return Found(match.end(), None, precision, relative=reason == NO_PUBLICATION, reason=reason)
