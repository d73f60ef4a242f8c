"""The PLOVER type of an utterance: from its reporting word, from what it promises, from its words.

The types are PLOVER's (Halterman, Bagozzi, Beger, Schrodt and Scarborough 2023,
doi.org/10.48550/arXiv.2304.01331). A plain statement has none.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import cast

from foreshock.coding.utterances.phrases import PhraseList, build_phrases, split_words
from foreshock.terms.reading import PloverType

# Where the words show several, the first of these is the act: a threat made while refusing is a
# refusal, an accusation that ends in a threat is a threat.
_ORDER: tuple[PloverType, ...] = ("CONCEDE", "REJECT", "THREATEN", "ACCUSE", "REQUEST", "SUPPORT", "AGREE")


@dataclass(frozen=True, slots=True)
class UtteranceWords:
    """The lexicon: types by reporting word, words that promise, and phrases by type and strength."""

    cues: Mapping[str, PloverType]
    promises: frozenset[str]
    helping: frozenset[str]
    promised: Mapping[PloverType, PhraseList]
    strong: Mapping[PloverType, PhraseList]
    weak: Mapping[PloverType, PhraseList]


def type_of_utterance(
    cue: str, content: str, words: UtteranceWords, *, negated: bool = False, directed: bool = True
) -> PloverType | None:
    """Return what saying `content` with the reporting word `cue` does, None for a plain statement.

    `cue` is a lemma ("say", "rule_out"). `negated` is whether the reporting word is ("did not rule
    out"): it then settles nothing. `directed` is whether weak signs in the content count: they do
    when another state or body is spoken of.
    """
    if negated:
        return None
    settled = words.cues.get(cue)
    if settled is not None:
        return settled
    spoken = split_words(content)
    if cue in words.promises:
        if spoken[:1] == ["to"] and words.helping & set(spoken[1:2]):
            return "AGREE"
        return _first(spoken, words.promised)
    return _first(spoken, words.strong) or (_first(spoken, words.weak) if directed else None)


@cache
def load_utterance_words() -> UtteranceWords:
    """Return the shipped lexicon."""
    table = tomllib.loads(resources.files(__package__).joinpath("words.toml").read_text(encoding="utf-8"))
    classes: dict[str, str] = table["classes"]
    return UtteranceWords(
        cues={word: cast("PloverType", name) for name, words in table["cues"].items() for word in words.split()},
        promises=frozenset(table["promises"]["words"].split()),
        helping=frozenset(table["promises"]["helping"].split()),
        promised=_lists(table["promised"], classes),
        strong=_lists(table["strong"], classes),
        weak=_lists(table["weak"], classes),
    )


def _lists(table: Mapping[str, list[str]], classes: Mapping[str, str]) -> dict[PloverType, PhraseList]:
    return {cast("PloverType", name): build_phrases(phrases, classes) for name, phrases in table.items()}


def _first(words: Sequence[str], lists: Mapping[PloverType, PhraseList]) -> PloverType | None:
    return next((name for name in _ORDER if name in lists and lists[name].found_in(words)), None)
