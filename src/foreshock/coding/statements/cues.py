"""Which words report speech or attitude, and how surely.

A word that governs a complement is a cue with the probability of a logistic model over its lemma,
its construction, its form and its subject. The weights are in `cues.toml`; they were fitted on the
training part of PolNeAR (Newell, Margolin and Ruths 2018, LREC, aclanthology.org/L18-1524).
"""

import math
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from foreshock.coding.statements.clauses import Complement, particle
from foreshock.coding.statements.inflection import inflect, plural

if TYPE_CHECKING:
    from foreshock.coding.tokens import Token

FIRST_SECOND = frozenset(["i", "we", "you", "us", "me"])
MODALS = frozenset(
    ["would", "could", "should", "may", "might", "must", "can", "will", "wo", "ca", "’d", "'d", "’ll", "'ll"]
)
QUOTE_MARKS = frozenset(['"', "“", "”", "''", "``"])
SUBJECTS = ("nsubj", "nsubjpass", "csubj")


@dataclass(frozen=True, slots=True)
class CueLexicon:
    """Forms of reporting words, their families, and the weights of the model."""

    verbs: Mapping[str, str]
    nouns: Mapping[str, str]
    families: Mapping[str, tuple[str, ...]]
    weights: Mapping[str, float]

    def lemma(self, token: "Token") -> str | None:
        """Return the cue lemma of a token, with its particle ("point_out"), or None."""
        form = token.lower_
        if token.tag_.startswith("VB"):
            lemma = self.verbs.get(form)
            after = particle(token) if lemma is not None else None
            if after is None:
                return lemma
            joined = f"{lemma}_{after}"
            return joined if joined in self.families or f"l={joined}" in self.weights else lemma
        if token.tag_ in ("NN", "NNS"):
            return self.nouns.get(form)
        return form if f"l={form}/J" in self.weights else None

    def score(self, token: "Token", complement: Complement, *, quoted: bool) -> float:
        """Return the probability, 0 to 1, that the complement is someone's word or attitude."""
        total = sum(self.weights.get(name, 0.0) for name in self.features(token, complement, quoted=quoted))
        return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))

    def features(self, token: "Token", complement: Complement, *, quoted: bool) -> Iterator[str]:
        """Yield the names of the features that hold of a cue and its complement."""
        lemma = self.lemma(token) or "?"
        kind = complement.construction
        letter = token.tag_[0]
        name = f"{lemma}/J" if letter == "J" else f"{lemma}/N" if letter == "N" else lemma
        yield "bias"
        yield f"c={letter}.{kind}"
        yield f"l={name}"
        yield f"lc={name}.{kind}"
        yield f"t={token.tag_}"
        if letter == "V":
            for family in self.families.get(lemma, ()):
                yield f"f={family}.{kind}"
        if quoted:
            yield "quoted"
        yield f"s={_subject_sort(token)}"
        if any(kid.dep_ == "neg" for kid in token.children):
            yield "negated"
        if any(kid.dep_ == "aux" and kid.lower_ in MODALS for kid in token.children):
            yield "modal"
        if complement.last - complement.first < 2:
            yield "short"
        doc = token.doc
        opening = doc[complement.first]
        if opening.lower_ in ("that", "if", "whether", "how", "what", "why", "it", "him", "them"):
            yield f"o={opening.lower_}"
        elif letter == "V" and kind.startswith(("object", "clause")):
            yield f"o={opening.tag_[:3]}"
        if any(
            doc[at].text in QUOTE_MARKS
            for at in range(complement.first, min(complement.last + 1, complement.first + 60))
        ):
            yield f"marks.{letter}"
        if token.head.tag_.startswith("VB"):  # a root heads itself, as it did when the weights were fitted
            yield f"h={token.dep_}.{token.tag_}"


def build_cue_lexicon(
    *,
    verbs: Iterable[str],
    nouns: Iterable[str],
    families: Mapping[str, tuple[str, ...]],
    weights: Mapping[str, float],
    irregular: Mapping[str, tuple[str, ...]],
) -> CueLexicon:
    """Return a lexicon with every form of its words."""
    past = dict(irregular)
    forms = {form: lemma for lemma in verbs for form in inflect(lemma, past)}
    of_nouns = {form: noun for noun in nouns for form in (noun, plural(noun))}
    return CueLexicon(forms, of_nouns, families, weights)


@cache
def load_cues() -> CueLexicon:
    """Return the shipped cue lexicon."""
    text = resources.files(__package__).joinpath("cues.toml").read_text(encoding="utf-8")
    table = tomllib.loads(text)
    families: dict[str, tuple[str, ...]] = {}
    for family, words in table["families"].items():
        for word in words.split():
            families[word] = (*families.get(word, ()), family)
    weights = dict(table["general"])
    for name, row in table["words"].items():
        for kind, weight in row.items():
            weights[f"l={name}" if kind == "any" else f"lc={name}.{kind}"] = weight
    names = [name for name in table["words"] if "/" not in name]
    verbs = sorted({name.split("_")[0] for name in (*names, *families)})
    nouns = sorted(name.removesuffix("/N") for name in table["words"] if name.endswith("/N"))
    irregular = {lemma: tuple(forms.split()) for lemma, forms in table["irregular"].items()}
    return build_cue_lexicon(verbs=verbs, nouns=nouns, families=families, weights=weights, irregular=irregular)


def _subject_sort(token: "Token") -> str:
    subject = next((kid for kid in token.children if kid.dep_ in SUBJECTS), None)
    if subject is None:
        return f"none.{token.dep_}"
    if subject.tag_ in ("PRP", "DT", "WP", "WDT", "EX"):
        if subject.lower_ in FIRST_SECOND:
            return "first"
        return (
            "who"
            if subject.tag_[0] == "W"
            else "it"
            if subject.lower_ in ("it", "this", "that", "there")
            else "pronoun"
        )
    return "name" if subject.tag_.startswith("NNP") else "noun"
