"""Nouns of doing that point back: "the drills", "such tests", "the launch" are those told of before.

Whoever did what a verb or a first noun tells ("X fired two missiles", "X and Y began drills") is
remembered by the sort of deed; a later definite noun of the sort without a doer of its own is theirs.
"""

from collections import deque
from collections.abc import Callable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from foreshock.coding.mentions import Mention
from foreshock.coding.references.memory import STATES

if TYPE_CHECKING:
    from foreshock.coding.tokens import Token

_SPAN = 40  # deeds an article keeps in mind
_CLIMB = 5
_KIDS = 40
_NOUNS = {
    "launch": "launch launches test tests firing firings test-firing test-firings liftoff launching",
    "exercise": "exercise exercises drill drills maneuver maneuvers manoeuvre manoeuvres wargame wargames games",
    "visit": "visit visits trip trips tour",
    "talks": "talks meeting meetings summit negotiations dialogue",
    "attack": "attack attacks strike strikes raid raids shelling bombing assault bombardment airstrike airstrikes",
    "sale": "sale deal purchase",
    "incursion": "incursion incursions intrusion flights balloons",
    "statement": "statement remarks speech message",
}
_VERBS = {
    "launch": "fired launched tested test-fired test-launched firing launching testing fire fires launches conducted",
    "exercise": "drilled",
    "visit": "visited visits visiting arrived arrives arriving travelled traveled flew",
    "talks": "met meets meeting",
    "attack": "attacked attacks attacking struck shelled bombed bombarded raided stormed",
    "sale": "sold sells approved cleared",
    "incursion": "crossed violated intruded entered",
}
_FIRED = frozenset(
    ["missile", "missiles", "rocket", "rockets", "projectile", "projectiles", "satellite", "satellites", "icbm",
     "icbms", "slbm", "warhead", "weapon", "weapons", "bomb", "test", "tests", "launch"]
)  # fmt: skip
_BACK = frozenset(["the", "this", "that", "these", "those", "such", "both"])
_ACTORS = frozenset([*STATES, "office", "body", "person", "role", "reference"])
_FAMILY = {word: family for family, words in _NOUNS.items() for word in words.split()}
_DONE_BY = {word: family for family, words in _VERBS.items() for word in words.split()}


class Deed(NamedTuple):
    """A sort of deed and who did it."""

    family: str
    codes: tuple[str, ...]


class Deeds:
    """The deeds of one article in reading order, most recent last."""

    def __init__(self) -> None:
        self._done: deque[Deed] = deque(maxlen=_SPAN)

    def note(self, family: str, codes: tuple[str, ...]) -> None:
        """Remember who did a deed; one nobody is known to have done is forgotten."""
        if codes:
            self._done.append(Deed(family, codes))

    def latest(self, family: str) -> tuple[str, ...]:
        """Return who did the last deed of a sort, () when none is told."""
        return next((deed.codes for deed in reversed(self._done) if deed.family == family), ())


def family_of(token: "Token") -> str | None:
    """Return the sort of deed a noun or verb tells of, None when it tells of none."""
    if token.tag_ in ("NN", "NNS"):
        return _FAMILY.get(token.lower_)
    if not token.tag_.startswith("VB"):
        return None
    family = _DONE_BY.get(token.lower_)
    if family in ("launch", "sale") and not any(
        kid.dep_ in ("dobj", "nsubjpass") and (kid.lower_ in _FIRED or family == "sale")
        for kid in islice(token.children, _KIDS)
    ):
        return None
    return family


def points_back(noun: "Token") -> bool:
    """Return whether a noun of doing means one told of before: "the", "such", "those" and no doer of its own."""
    kids = list(islice(noun.children, _KIDS))
    definite = any(kid.i < noun.i and kid.lower_ in _BACK for kid in kids)
    return definite and not any(kid.dep_ in ("relcl", "poss") or kid.lower_ in ("by", "between", "of") for kid in kids)


def doers_of(token: "Token", mention_at: Callable[[int], Mention | None]) -> tuple[str, ...]:
    """Return who does the deed of a noun or verb: its owners, else the subject above, and those it is done with."""
    groups = [list(_owners(token)), *([kid] for kid in _subjects_above(token))]
    doing = next((codes for group in groups if (codes := _codes(group, mention_at))), ())
    partners = _codes(list(_partners(token)), mention_at) if doing else ()
    return tuple(dict.fromkeys((*doing, *partners)))


def _codes(heads: "list[Token]", mention_at: Callable[[int], Mention | None]) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for head in heads:
        for part in _joined(head):
            mention = mention_at(part.i)
            if mention is not None and mention.kind in _ACTORS:
                found.update(dict.fromkeys(mention.codes or ((mention.code,) if mention.code is not None else ())))
    return tuple(found)


def _owners(token: "Token") -> "Iterator[Token]":
    if not token.tag_.startswith("NN"):
        return
    for kid in islice(token.children, _KIDS):
        if kid.i < token.i and kid.dep_ in ("poss", "compound", "amod", "nmod"):
            yield kid
        elif kid.lower_ in ("by", "between", "among", "involving"):
            yield from _governed(kid)


def _subjects_above(token: "Token") -> "Iterator[Token]":
    """Yield the subjects and agents of the verb a deed hangs on and of those above it in its clause."""
    here = token
    for _ in range(_CLIMB):
        for kid in islice(here.children, _KIDS):
            if kid.dep_ == "nsubj" and kid.i < token.i:
                yield kid
            elif kid.dep_ == "agent":
                yield from _governed(kid)
        if here.head.i == here.i or (here.tag_.startswith("VB") and here.dep_ in ("ccomp", "advcl", "relcl", "ROOT")):
            return
        here = here.head


def _partners(token: "Token") -> "Iterator[Token]":
    """Yield those a deed is done with: "drills with X", "met with X"."""
    for head in (token, token.head):
        for kid in islice(head.children, _KIDS):
            if kid.lower_ == "with" and kid.dep_ == "prep":
                yield from _governed(kid)


def _governed(preposition: "Token") -> "Iterator[Token]":
    return (kid for kid in islice(preposition.children, _KIDS) if kid.dep_ == "pobj")


def _joined(noun: "Token") -> "Iterator[Token]":
    """Yield a noun, what stands before it as owner or name, and those joined to it."""
    at: Token | None = noun
    for _ in range(_CLIMB):
        if at is None:
            return
        yield at
        yield from (kid for kid in islice(at.children, _KIDS) if kid.dep_ in ("poss", "amod", "compound", "nmod"))
        at = next((kid for kid in islice(at.children, _KIDS) if kid.dep_ == "conj"), None)
