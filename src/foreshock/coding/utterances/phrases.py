"""Phrases of a lexicon, looked up word by word: the cost is linear in the text, whatever the lexicon's size."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

GAP = 4  # words that one "..." may stand for
_TOKEN = re.compile(r"[^\W_]+(?:['-][^\W_]+)*|[.;:!?]")
_ENDS = frozenset(".;:!?")
_NEGATIONS = frozenset(["not", "no", "never", "without", "nor", "neither", "hardly"])
_NEGATED_WITHIN = 3  # words before a phrase in which a negation undoes it
_LEAST_STEM = 3


@dataclass(frozen=True, slots=True)
class Step:
    """One place of a phrase: words that fit exactly, stems that fit with any ending, words skipped before it."""

    exact: frozenset[str]
    stems: tuple[str, ...]
    gap: int
    at_start: bool

    def fits(self, word: str) -> bool:
        """Return whether a lower-case word fits here."""
        return word in self.exact or word.startswith(self.stems)


@dataclass(frozen=True, slots=True)
class PhraseList:
    """Phrases found by their first word (or its stem); `openings` are the first letters of the stems."""

    by_word: Mapping[str, tuple[tuple[Step, ...], ...]]
    by_stem: Mapping[str, tuple[tuple[Step, ...], ...]]
    openings: frozenset[str]

    def found_in(self, words: Sequence[str]) -> bool:
        """Return whether any phrase stands in the words (from `split_words`) and is not negated."""
        by_word, openings = self.by_word, self.openings
        places = [at for at, word in enumerate(words) if word in by_word or word[:_LEAST_STEM] in openings]
        return any(self._starts_at(words, at) for at in places)

    def _starts_at(self, words: Sequence[str], at: int) -> bool:
        word = words[at]
        candidates = list(self.by_word.get(word, ()))
        for length in range(_LEAST_STEM, len(word) + 1):
            candidates.extend(self.by_stem.get(word[:length], ()))
        if not candidates or (_is_negated(words, at) and not _negates(word)):
            return False
        return any(_fits(steps, words, at) for steps in candidates)


def split_words(text: str) -> list[str]:
    """Return the words of a text in lower case, curly apostrophes made straight, with its stops."""
    return [match.group() for match in _TOKEN.finditer(text.lower().replace("’", "'"))]


def build_phrases(phrases: Iterable[str], classes: Mapping[str, str]) -> PhraseList:
    """Return the phrases indexed by their first words; `classes` gives the words of "{name}"."""
    by_word: dict[str, list[tuple[Step, ...]]] = {}
    by_stem: dict[str, list[tuple[Step, ...]]] = {}
    for phrase in phrases:
        steps = _steps(phrase, classes)
        for word in steps[0].exact:
            by_word.setdefault(word, []).append(steps)
        for stem in steps[0].stems:
            by_stem.setdefault(stem, []).append(steps)
    return PhraseList(
        by_word={word: tuple(rows) for word, rows in by_word.items()},
        by_stem={stem: tuple(rows) for stem, rows in by_stem.items()},
        openings=frozenset(stem[:_LEAST_STEM] for stem in by_stem),
    )


def _steps(phrase: str, classes: Mapping[str, str]) -> tuple[Step, ...]:
    steps: list[Step] = []
    gap, at_start = 0, False
    for part in phrase.split():
        if part == "...":
            gap += GAP
        elif part == "^":
            at_start = True
        else:
            forms = [
                form
                for one in part.split("|")
                for form in (classes[one[1:-1]].split() if one.startswith("{") else [one])
            ]
            exact = frozenset(form for form in forms if not form.endswith("~"))
            stems = tuple(form[:-1] for form in forms if form.endswith("~"))
            steps.append(Step(exact, stems, gap, at_start))
            gap, at_start = 0, False
    return tuple(steps)


def _fits(steps: tuple[Step, ...], words: Sequence[str], at: int) -> bool:
    first = steps[0]
    if first.at_start and at > 0 and words[at - 1] not in _ENDS:
        return False
    places = {at}  # where the steps so far may end
    for step in steps[1:]:
        following: set[int] = set()
        for place in places:
            for here in range(place + 1, min(len(words), place + 2 + step.gap)):
                if words[here] in _ENDS:
                    break
                if step.fits(words[here]):
                    following.add(here)
        if not following:
            return False
        places = following
    return True


def _negates(word: str) -> bool:
    return word in _NEGATIONS or word.endswith("n't") or word == "cannot"


def _is_negated(words: Sequence[str], at: int) -> bool:
    for here in range(at - 1, max(-1, at - 1 - _NEGATED_WITHIN), -1):
        if words[here] in _ENDS:
            return False
        if _negates(words[here]):
            return True
    return False
