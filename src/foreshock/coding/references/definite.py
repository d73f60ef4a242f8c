"""Noun phrases that point back: which of the noun lists applies, and what it then means."""

from typing import TYPE_CHECKING, NamedTuple

from msgspec import structs

from foreshock.coding.gazetteer import Gazetteer
from foreshock.coding.mentions import Mention
from foreshock.coding.references import nouns
from foreshock.coding.references.memory import Memory
from foreshock.coding.references.sentence import DEFINITE, determiner, possessor

if TYPE_CHECKING:
    from foreshock.coding.tokens import Token


class Definite(NamedTuple):
    """What a noun means; `whole` says whether its article and adjectives belong to the mention."""

    mention: Mention
    whole: bool


def find_definite(
    token: "Token", at: dict[int, Mention], memory: Memory, sentence: int, gazetteer: Gazetteer
) -> Definite | None:
    """Return what a noun points back to, None when it does not or the text does not settle it.

    `at` has the mentions of this paragraph by token.
    """
    noun, owner = token.lower_, possessor(token)
    if owner is not None and noun in nouns.OTHERS and any(kid.i in at for kid in token.children if kid is not owner):
        return None  # "his Russian counterpart" says whose itself
    if owner is not None:
        state = nouns.owned_state(at.get(owner.i))
        return _owned(noun, state, memory, sentence, gazetteer) if state is not None else None
    article = determiner(token)
    definite = article is not None and article.lower_ in DEFINITE
    words = {kid.lower_ for kid in token.children if kid.i < token.i}
    if noun in nouns.PLURAL_NOUNS:
        if not definite and "both" not in words:
            return None
        codes = nouns.find_group(token, words, memory, sentence, gazetteer)
        return Definite(_reference(codes=codes), whole=True) if codes else None
    if not (definite or token.dep_ == "compound") or _describes_itself(token, at):
        return None
    if noun == "island":
        code = nouns.find_island(token, at, memory, sentence, gazetteer) if definite else None
        return Definite(_reference(code=code), whole=True) if code is not None else None
    if noun in nouns.STATE_NOUNS:
        code = nouns.find_state(words, memory, sentence, gazetteer) if definite else None
        return Definite(_reference(code=code), whole=True) if code is not None else None
    return _institution(noun, memory, sentence)


def _owned(noun: str, state: str, memory: Memory, sentence: int, gazetteer: Gazetteer) -> Definite | None:
    """Settle "his country" and "its neighbor"."""
    if noun in nouns.STATE_NOUNS:
        return Definite(_reference(code=state), whole=False)
    other = nouns.find_other(state, memory, sentence, gazetteer) if noun in nouns.OTHERS else None
    return Definite(_reference(code=other), whole=False) if other is not None else None


def _institution(noun: str, memory: Memory, sentence: int) -> Definite | None:
    office = nouns.find_office(noun, memory) if noun in nouns.OFFICE_NOUNS else None
    if noun in nouns.OUTLET_NOUNS and office is None:
        outlet = nouns.find_outlet(memory, sentence)
        return Definite(outlet, whole=True) if outlet is not None else None
    if office is None or office.code is None:
        return None
    return Definite(structs.replace(office, kind="reference", role=None, name=None, anonymous=False), whole=True)


def _reference(*, code: str | None = None, codes: tuple[str, ...] = ()) -> Mention:
    return Mention(start=0, end=0, text="", kind="reference", code=code, codes=codes)


def _describes_itself(token: "Token", at: dict[int, Mention]) -> bool:
    """Return whether a noun says itself which one it is: "the country of 50 million", "the state budget"."""
    if token.dep_ == "compound" and token.lower_ in nouns.STATE_NOUNS:
        return True
    return any(
        (kid.dep_ == "prep" and kid.lower_ in ("of", "for") and kid.i == token.i + 1)
        or (kid.dep_ in ("relcl", "compound") and kid.i not in at)
        for kid in token.children
    )
