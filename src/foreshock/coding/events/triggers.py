"""Which words of a sentence say that something is done, and by which rule."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from foreshock.coding.events.grammar import (
    clause_of,
    has_to,
    is_noun,
    is_verb,
    object_of,
    particle_of,
    prepositions,
    singular,
)
from foreshock.coding.events.lexicon import EventLexicon, Frame, Pattern, in_class
from foreshock.coding.events.naming import Naming

if TYPE_CHECKING:
    from foreshock.coding.tokens import Token, Tokens

_VAGUE = frozenset(["such", "no", "any", "further", "many", "more"])


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word that says something is done: its rule, and the noun that names the deed if another word does.

    `practice` is True where it says how often or how much a thing is done, which is on no day.
    """

    token: "Token"
    frame: Frame
    noun: "Token | None" = None
    weight: int = 0
    practice: bool = False


def find_triggers(sentence: "Tokens", lexicon: EventLexicon, naming: Naming) -> "Iterator[Trigger]":
    """Yield the triggers of a sentence in order; a noun that a verb's rule used is not one itself."""
    taken: set[int] = set()
    verbs: list[Trigger] = []
    for token in sentence:
        tag = token.tag_
        if not tag.startswith(("VB", "JJ")):
            continue
        if is_verb(token) and not (token.lower_ in lexicon.adjectives and _adjective(token, lexicon)):
            found = _match(token, lexicon)
            if found is not None:
                verbs.append(found)
                if found.noun is not None:
                    taken.add(found.noun.i)
        elif tag.startswith("JJ") or tag == "VBN":
            found = _adjective(token, lexicon)
            if found is not None:
                verbs.append(found)
    nouns = [
        found
        for token in sentence
        if is_noun(token) and token.i not in taken and (found := _noun(token, lexicon, naming)) is not None
    ]
    yield from sorted([*verbs, *nouns], key=lambda trigger: trigger.token.i)


def _match(verb: "Token", lexicon: EventLexicon) -> Trigger | None:
    lemma = lexicon.lemma(verb.lower_)
    if lemma is None or lemma not in lexicon.verbs:
        return None
    target = object_of(verb)
    part = particle_of(verb)
    governed = list(prepositions(verb))
    clause = clause_of(verb)
    words = {word for word, _ in governed} | ({part} if part else set())
    best: tuple[tuple[int, bool], Trigger] | None = None
    for pattern in lexicon.verbs[lemma]:
        noun = _meets(pattern, verb, target, part, governed, clause, words, lexicon)
        if noun is False:
            continue
        named = noun if not isinstance(noun, bool) else None
        classes = pattern.governed if pattern.governed is not None else pattern.object
        by_head = named is not None and classes is not None and in_class(named.lower_, classes, lexicon)
        rank = pattern.weight, by_head
        if best is None or rank > best[0]:
            best = rank, Trigger(verb, pattern.frame, named, pattern.weight, pattern.practice)
    return best[1] if best is not None else None


def _meets(
    pattern: Pattern,
    verb: "Token",
    target: "Token | None",
    part: str | None,
    governed: "list[tuple[str, Token]]",
    clause: "Token | None",
    words: set[str],
    lexicon: EventLexicon,
) -> "Token | bool | None":
    """Return the noun a pattern rests on (None when it needs none), or False when it does not hold."""
    following = verb.nbor(1).lower_ if verb.i + 1 < len(verb.doc) else ""
    if pattern.particle is not None and pattern.particle not in (part, following):
        adverbs = {kid.lower_ for kid in verb.children if kid.dep_ in ("advmod", "prep") and kid.i > verb.i}
        if pattern.particle not in adverbs:
            return False
    noun: Token | None = target
    if pattern.object is not None:
        noun = _of_class(target, pattern.object, lexicon)
        if noun is None:
            return False
    if pattern.prepositions and not pattern.prepositions & words:
        return False
    if pattern.governed is not None:
        under = [inner for word, inner in governed if word in pattern.prepositions]
        noun = next((inner for inner in under if in_class(inner.lower_, pattern.governed, lexicon)), None)
        if noun is None:
            return False
    if pattern.clause is not None and not _clause_fits(pattern.clause, verb, clause):
        return False
    return noun if pattern.object is not None or pattern.governed is not None else None


def _of_class(noun: "Token | None", classes: frozenset[str], lexicon: EventLexicon) -> "Token | None":
    """Return the noun of a phrase that is in a class: its head, or what follows "number of", "a round of"."""
    if noun is None:
        return None
    if in_class(noun.lower_, classes, lexicon):
        return noun
    for kid in noun.children:
        if kid.dep_ == "conj" and in_class(kid.lower_, classes, lexicon):
            return kid
        if kid.dep_ in ("compound", "amod", "nmod") and in_class(kid.lower_, classes, lexicon):
            return noun
    for word, inner in prepositions(noun):
        if word == "of" and in_class(inner.lower_, classes, lexicon):
            return inner
    return None


def _clause_fits(wanted: str, verb: "Token", clause: "Token | None") -> bool:
    if clause is None:
        clause = next((kid for kid in verb.children if kid.dep_ == "advcl" and has_to(kid) and kid.i > verb.i), None)
        if clause is None or wanted == "that":
            return False
    if wanted == "to":
        return has_to(clause)
    return wanted == "that" or clause.lower_.startswith(wanted)


def _adjective(token: "Token", lexicon: EventLexicon) -> Trigger | None:
    frame = lexicon.adjectives.get(token.lower_)
    if frame is None or token.dep_ not in ("acomp", "ROOT", "ccomp", "conj", "oprd"):
        return None
    if frame.id == "visit" and not any(kid.lower_ in ("in", "at") and kid.i > token.i for kid in token.children):
        return None  # "is due in the capital on Saturday"
    if not any(kid.dep_ in ("xcomp", "prep") and kid.i > token.i for kid in token.children):
        return None
    return Trigger(token, frame)


def _noun(token: "Token", lexicon: EventLexicon, naming: Naming) -> Trigger | None:
    word = singular(token.lower_)
    frame = lexicon.nouns.get(word)
    if frame is None or token.dep_ in ("compound", "nmod", "amod"):
        return None
    if any(kid.lower_ in _VAGUE for kid in token.children if kid.i < token.i):
        return None
    kind = naming.of(token)
    if frame.id == "launch" and (kind is None or kind.split(".")[0] not in ("launch", "test")):
        return None
    if frame.id == "exercise" and kind is None:
        return None
    return Trigger(token, frame, token)
