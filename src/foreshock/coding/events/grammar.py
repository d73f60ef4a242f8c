"""What the coding rules ask of a parse: lemmas, subjects, objects, prepositions, tense."""

import tomllib
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from importlib import resources
from typing import TYPE_CHECKING

from foreshock.coding.statements.inflection import inflect

if TYPE_CHECKING:
    from foreshock.coding.tokens import Token

SUBJECTS = frozenset(["nsubj", "nsubjpass", "csubj"])
RELATIVES = frozenset(["who", "which", "that", "whom"])
NEGATIVES = frozenset(["not", "n't", "n’t", "never"])
_NOMINAL = frozenset(["nsubj", "nsubjpass", "dobj", "pobj"])
_LONGEST_CLIMB = 8  # arcs; nothing in wire copy is nested deeper


@cache
def irregular_forms() -> dict[str, tuple[str, ...]]:
    """Return the irregular past forms of verbs, by lemma."""
    return {verb: tuple(forms.split()) for verb, forms in _table()["past"].items() if "+" not in verb}


@cache
def _table() -> dict[str, dict[str, str]]:
    return tomllib.loads(resources.files(__package__).joinpath("irregular.toml").read_text(encoding="utf-8"))


def verb_forms(lemmas: Iterable[str]) -> dict[str, str]:
    """Return the lemma of every form of the verbs given."""
    forms: dict[str, str] = {}
    for lemma in sorted(lemmas):
        stem, *rest = lemma.rpartition("-")[::-1]
        prefix = f"{rest[1]}-" if rest[0] else ""
        for form in inflect(stem, irregular_forms()):
            forms.setdefault(prefix + form, lemma)
    return forms


@lru_cache(maxsize=20_000)
def singular(noun: str) -> str:
    """Return a noun in lower case without its plural ending."""
    word = noun.lower()
    kept = _table()["plural"].get(word)
    if kept is not None:
        return kept
    if word.endswith("ies") and len(word) > 4:
        return f"{word[:-3]}y"
    if word.endswith(("sses", "xes", "ches", "shes")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) else word


def is_verb(token: "Token") -> bool:
    """Return whether a token is a verb that heads a clause (no auxiliary)."""
    return token.tag_.startswith("VB") and token.dep_ not in ("aux", "auxpass") and not _is_mistaken(token)


def is_noun(token: "Token") -> bool:
    """Return whether a token is a common or proper noun."""
    return token.tag_.startswith("NN") or _is_mistaken(token)


def _is_mistaken(token: "Token") -> bool:
    """Return whether a word tagged as a verb is a plural noun by its place ("the drills … are under way")."""
    return token.tag_ == "VBZ" and token.dep_ in _NOMINAL


def is_passive(verb: "Token") -> bool:
    """Return whether a verb is passive, or a bare participle after a noun ("missiles fired by …")."""
    if any(kid.dep_ in ("auxpass", "nsubjpass", "agent") for kid in verb.children):
        return True
    return verb.tag_ == "VBN" and verb.dep_ in ("acl", "relcl") and not any(k.dep_ == "aux" for k in verb.children)


def particle_of(verb: "Token") -> str | None:
    """Return the particle of a phrasal verb, also one the parser took for an adverb right after it."""
    for kid in verb.children:
        if kid.dep_ == "prt" or (kid.dep_ == "advmod" and kid.tag_ == "RP" and kid.i > verb.i):
            return str(kid.lower_)
    return None


def object_of(verb: "Token") -> "Token | None":
    """Return the head of what a verb is done to: its object, its passive subject, the noun it modifies."""
    if is_passive(verb):
        found = next((kid for kid in verb.children if kid.dep_ == "nsubjpass"), None)
        if found is not None and found.lower_ in RELATIVES and verb.dep_ == "relcl":
            return verb.head
        if found is None and verb.dep_ in ("acl", "relcl"):
            return verb.head if is_noun(verb.head) else None
        if found is None and verb.dep_ == "conj" and verb.head.i != verb.i and is_verb(verb.head):
            return object_of(verb.head)
        if found is None and verb.dep_ == "xcomp" and _has_to(verb):  # "the drills are to be held"
            return next((kid for kid in verb.head.children if kid.dep_ in ("nsubj", "nsubjpass")), None)
        return found
    found = next((kid for kid in verb.children if kid.dep_ == "dobj" and kid.lower_ not in RELATIVES), None)
    if found is not None and found.lower_ == "what":
        found = None
    if found is None:
        found = _called(verb)
    if found is None and verb.dep_ == "conj" and is_verb(verb.head):
        return None
    if found is None and verb.dep_ == "relcl" and is_noun(verb.head) and any(k.dep_ == "nsubj" for k in verb.children):
        subject = next(k for k in verb.children if k.dep_ == "nsubj")
        return verb.head if subject.lower_ not in RELATIVES else None
    return found


def _called(verb: "Token") -> "Token | None":
    """Return the noun of a "what it said was a missile", "what appeared to be a missile" that a verb is done to."""
    if verb.i + 1 >= verb.sent.end or verb.nbor(1).lower_ != "what":
        return None
    for at in range(verb.i + 2, min(verb.i + _FREE_RELATIVE, verb.sent.end)):
        token = verb.doc[at]
        named = token.dep_ in ("attr", "oprd", "dobj") or (token.dep_ == "pobj" and token.head.lower_ == "as")
        if named and is_noun(token):
            return token
    return None


_FREE_RELATIVE = 16  # tokens of "what South Korea's military described as a short-range ballistic missile"


def prepositions(token: "Token") -> "Iterator[tuple[str, Token]]":
    """Yield each preposition that hangs on a token, in lower case, with the head of what it governs."""
    for kid in token.children:
        if kid.dep_ in ("prep", "agent", "dative") and kid.tag_ in ("IN", "TO", "VBG", "RP"):
            for inner in kid.children:
                if inner.dep_ in ("pobj", "pcomp"):
                    yield kid.lower_, inner
        elif kid.dep_ == "prt":  # "called on Iran": a particle that governs
            for inner in kid.children:
                if inner.dep_ == "pobj":
                    yield kid.lower_, inner


def stands_apart(verb: "Token") -> bool:
    """Return whether a clause is set beside the verb above it by "after", "before", "when", not said or asked by it.

    A parse may hang either clause on the other: "X fired, the army said, a day after Y warned".
    """
    if verb.dep_ != "ccomp":
        return False
    own = any(kid.dep_ == "mark" and kid.lower_ in _BESIDE for kid in verb.children)
    head = verb.head
    return own or any(kid.dep_ == "mark" and kid.lower_ in _BESIDE and verb.i < kid.i < head.i for kid in head.children)


_BESIDE = frozenset(["after", "before", "since", "when", "while"])


def clause_of(verb: "Token") -> "Token | None":
    """Return the verb of the clause or infinitive that a verb governs."""
    return next((kid for kid in verb.children if kid.dep_ in ("xcomp", "ccomp") and kid.i > verb.i), None)


def joined(token: "Token") -> "Iterator[Token]":
    """Yield a token and those joined to it by "and" or commas."""
    at: Token | None = token
    for _ in range(12):
        if at is None:
            return
        yield at
        at = next((kid for kid in at.children if kid.dep_ == "conj"), None)


def subject_of(verb: "Token") -> "Token | None":
    """Return who does what a verb says: its subject, its by-agent, or the one that controls it."""
    token = verb
    if is_passive(verb):
        agent = next((noun for word, noun in prepositions(verb) if word == "by"), None)
        if agent is not None or verb.dep_ != "conj":
            return agent
    for _ in range(_LONGEST_CLIMB):
        own = _nearest_subject(token)
        if own is None and token.i != verb.i:
            own = next((kid for kid in token.children if kid.dep_ == "nsubjpass"), None)
        if own is not None:
            if own.lower_ in RELATIVES and token.dep_ in ("relcl", "ccomp", "acl") and is_noun(token.head):
                return token.head
            return own
        if token.head.i == token.i:
            return None
        if token.dep_ in ("relcl", "acl", "xcomp") and is_noun(token.head):
            if token.dep_ != "xcomp" and not _has_to(token):
                return token.head
            own = _owner_of(token.head)
            if own is not None:
                return own
        if token.dep_ == "xcomp" and is_verb(token.head):
            controller = next((k for k in token.head.children if k.dep_ in ("dobj", "dative")), None)
            if controller is not None and _has_to(token):
                return controller
        token = token.head
    return None


def _nearest_subject(verb: "Token") -> "Token | None":
    """Return the subject of a verb: the last one before it (a dateline is taken for one), else the one after it."""
    held = [verb, *(kid for kid in verb.children if kid.dep_ == "aux")]  # a parse may hang it on the auxiliary
    subjects = [kid for one in held for kid in one.children if kid.dep_ == "nsubj"]
    before = [kid for kid in subjects if kid.i < verb.i]
    return before[-1] if before else (subjects[0] if subjects else None)


def _owner_of(noun: "Token") -> "Token | None":
    """Return who a noun of doing belongs to: "X's plan to", "a visit by X to", "X plan to" taken for a noun."""
    for kid in noun.children:
        if kid.dep_ == "poss" or (kid.dep_ in ("nmod", "compound") and kid.tag_.startswith("NNP")):
            return kid
    return next((inner for word, inner in prepositions(noun) if word == "by"), None)


def _has_to(verb: "Token") -> bool:
    return any(kid.lower_ == "to" and kid.dep_ == "aux" for kid in verb.children)


def has_to(verb: "Token") -> bool:
    """Return whether a verb is an infinitive with "to"."""
    return _has_to(verb)


def is_negated(verb: "Token") -> bool:
    """Return whether a verb is negated."""
    return any(kid.dep_ == "neg" or kid.lower_ in NEGATIVES for kid in verb.children)


def auxiliaries(verb: "Token") -> frozenset[str]:
    """Return the auxiliaries of a verb, in lower case."""
    return frozenset(kid.lower_ for kid in verb.children if kid.dep_ in ("aux", "auxpass"))
