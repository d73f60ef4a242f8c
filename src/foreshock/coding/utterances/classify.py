"""The PLOVER type of an utterance: from its reporting word, from what it promises, from its words.

The types are PLOVER's (Halterman, Bagozzi, Beger, Schrodt and Scarborough 2023,
doi.org/10.48550/arXiv.2304.01331). A plain statement has none.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import cast

from foreshock.coding.utterances.phrases import compile_phrases
from foreshock.terms.reading import PloverType

_ORDER: tuple[PloverType, ...] = ("CONCEDE", "REJECT", "THREATEN", "ACCUSE", "REQUEST", "SUPPORT", "AGREE")


@dataclass(frozen=True, slots=True)
class UtteranceWords:
    """The lexicon: types by reporting word, words that promise, and phrases by type and strength."""

    cues: Mapping[str, PloverType]
    promises: frozenset[str]
    promised: Mapping[PloverType, re.Pattern[str]]
    strong: Mapping[PloverType, re.Pattern[str]]
    weak: Mapping[PloverType, re.Pattern[str]]


def type_of_utterance(
    cue: str, content: str, words: UtteranceWords, *, negated: bool = False, directed: bool = True
) -> PloverType | None:
    """Return what saying `content` with the reporting word `cue` does, None for a plain statement.

    `cue` is a lemma ("say", "rule_out"). `negated` is whether the reporting word is ("did not rule
    out"): it then settles nothing. `directed` is whether weak signs in the content may count: they
    may when another state is spoken of.
    """
    if negated:
        return None
    if cue in words.promises:
        return _first(content, words.promised)
    settled = words.cues.get(cue)
    if settled is not None:
        return settled
    return _first(content, words.strong) or (_first(content, words.weak) if directed else None)


@cache
def load_utterance_words() -> UtteranceWords:
    """Return the shipped lexicon."""
    table = tomllib.loads(resources.files(__package__).joinpath("words.toml").read_text(encoding="utf-8"))
    cues = {word: cast("PloverType", name) for name, words in table["cues"].items() for word in words.split()}
    return UtteranceWords(
        cues=cues,
        promises=frozenset(table["promises"]["words"].split()),
        promised=_patterns(table["promised"]),
        strong=_patterns(table["strong"]),
        weak=_patterns(table["weak"]),
    )


def _patterns(table: Mapping[str, Mapping[str, list[str]]]) -> dict[PloverType, re.Pattern[str]]:
    found = {cast("PloverType", name): compile_phrases(row["phrases"]) for name, row in table.items()}
    return {name: pattern for name, pattern in found.items() if pattern is not None}


def _first(content: str, patterns: Mapping[PloverType, re.Pattern[str]]) -> PloverType | None:
    for name in _ORDER:
        pattern = patterns.get(name)
        if pattern is not None and pattern.search(content) is not None:
            return name
    return None
