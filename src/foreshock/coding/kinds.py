"""Which kinds of happening a stretch of text names, by the pack's noun phrases."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import ahocorasick_rs

from foreshock.terms.kinds import under
from foreshock.theaters.schema import Pack

_ABBREVIATION = re.compile(r"[A-Z]{2,}s?$")


class KindMention(NamedTuple):
    """Characters `start:end` that name a kind of the taxonomy; `text` is exactly that slice."""

    start: int
    end: int
    text: str
    kind: str


@dataclass(frozen=True, slots=True)
class KindPhrases:
    """The phrases of a pack's kinds, ready to search; abbreviations are told by their capitals."""

    automaton: ahocorasick_rs.AhoCorasick
    kinds: tuple[str, ...]
    exact: tuple[str | None, ...]

    def find(self, text: str) -> tuple[KindMention, ...]:
        """Return the longest phrases in `text`, left to right, none overlapping."""
        return tuple(self._whole_words(text))

    def _whole_words(self, text: str) -> Iterator[KindMention]:
        folded = text.lower()
        if len(folded) != len(text):  # a few characters change length in lower case: offsets would slip
            folded = "".join(low if len(low := ch.lower()) == 1 else ch for ch in text)
        for number, start, end in self.automaton.find_matches_as_indexes(folded):
            exact = self.exact[number]
            if exact is not None and text[start:end] != exact:
                continue
            if _in_word(text, start - 1) or _in_word(text, end):
                continue
            yield KindMention(start, end, text[start:end], self.kinds[number])


def build_kind_phrases(pack: Pack) -> KindPhrases:
    """Index the phrases of a pack's kinds; where two kinds share one, the more specific wins."""
    owner: dict[str, tuple[str, str | None]] = {}
    for kind in sorted(pack.kinds, key=lambda kind: kind.id.count(".")):
        for phrase in kind.phrases:
            exact = phrase if _ABBREVIATION.match(phrase.split()[0]) and len(phrase.split()) == 1 else None
            owner[phrase.lower()] = (kind.id, exact)
    phrases = list(owner)
    return KindPhrases(
        automaton=ahocorasick_rs.AhoCorasick(phrases, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest),
        kinds=tuple(owner[phrase][0] for phrase in phrases),
        exact=tuple(owner[phrase][1] for phrase in phrases),
    )


def is_kind(kind: str, *roots: str) -> bool:
    """Return whether `kind` is one of `roots` or lies below one in the dotted taxonomy."""
    return under(kind, roots)


def _in_word(text: str, at: int) -> bool:
    return 0 <= at < len(text) and (text[at].isalnum() or text[at] == "_")
