"""An article ready for coding: every paragraph parsed, with its mentions and dates.

This is the one value the coding rules share. It is built once and never changed.
"""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from foreshock.coding.dates.mention import DateMention
from foreshock.coding.mentions import Mention
from foreshock.terms.article import Article
from foreshock.terms.reading import Span

if TYPE_CHECKING:
    from foreshock.coding.tokens import Doc, Token, Tokens

LONGEST_CODED = 200  # words of a sentence that gives events; longer ones are lists and tables, and cost their square


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One body paragraph: text, parse, mentions and dates, all with offsets into `text`.

    Mentions are sorted by start and do not overlap; dates likewise.
    """

    index: int
    text: str
    doc: "Doc"
    mentions: tuple[Mention, ...]
    dates: tuple[DateMention, ...]

    def span(self, start: int, end: int) -> Span:
        """Return characters `start:end` as an evidence span."""
        return Span(self.index, start, end, self.text[start:end])

    def token_span(self, first: "Token", last: "Token") -> Span:
        """Return the characters from `first` to `last`, both included, as an evidence span."""
        return self.span(first.idx, last.idx + len(last.text))

    def sentence_of(self, start: int) -> "Tokens":
        """Return the parsed sentence that holds character `start`."""
        token = self.doc.char_span(start, start + 1)
        return (token[0] if token is not None and len(token) else self.doc[0]).sent

    def sentence_span(self, start: int) -> Span:
        """Return the sentence that holds character `start` as an evidence span, blanks trimmed."""
        sent = self.sentence_of(start)
        text = self.text[sent.start_char : sent.end_char]
        begin = sent.start_char + len(text) - len(text.lstrip())
        return self.span(begin, begin + len(text.strip()))

    def mentions_in(self, start: int, end: int) -> Iterator[Mention]:
        """Yield the mentions that lie inside characters `start:end`."""
        return (m for m in self._mentions_from(start, end) if m.end <= end)

    def mentions_touching(self, start: int, end: int) -> Iterator[Mention]:
        """Yield the mentions that have a character in `start:end`."""
        first = bisect_left(self.mentions, start, key=_start)
        while first > 0 and self.mentions[first - 1].end > start:
            first -= 1
        at = self.mentions[first].start if first < len(self.mentions) else end
        return (m for m in self._mentions_from(at, end) if m.start < end and m.end > start)

    def dates_in(self, start: int, end: int) -> Iterator[DateMention]:
        """Yield the date expressions that lie inside characters `start:end`."""
        for at in range(bisect_left(self.dates, start, key=_start), len(self.dates)):
            if self.dates[at].start > end:
                return
            if self.dates[at].end <= end:
                yield self.dates[at]

    def _mentions_from(self, start: int, end: int) -> Iterator[Mention]:
        """Yield the mentions that start in characters `start` to `end`, both included: few of many are looked at."""
        first = bisect_left(self.mentions, start, key=_start)
        for at in range(first, len(self.mentions)):
            if self.mentions[at].start > end:
                return
            yield self.mentions[at]


def _start(found: Mention | DateMention) -> int:
    return found.start


@dataclass(frozen=True, slots=True)
class ParsedArticle:
    """An article with its parsed paragraphs; `published` is its theater-local publication day.

    `problems` says what could not be settled and what to pass.
    """

    article: Article
    published: date | None
    paragraphs: tuple[Paragraph, ...]
    problems: tuple[str, ...] = ()
