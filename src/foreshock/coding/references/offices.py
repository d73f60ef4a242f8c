"""Offices and roles that stand alone: whose they are by what the article has named before."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from msgspec import structs

from foreshock.coding.gazetteer import Gazetteer
from foreshock.coding.mentions import Mention
from foreshock.coding.owners import owned_by
from foreshock.coding.references.memory import Memory
from foreshock.coding.references.nouns import focus
from foreshock.coding.references.sentence import DEFINITE, determiner

if TYPE_CHECKING:
    from foreshock.coding.tokens import Token

_PERSON_FIELDS = ("person", "role", "reference")


def settle_office(
    mention: Mention, token: "Token", memory: Memory, sentence: int, gazetteer: Gazetteer, home: str | None
) -> Mention:
    """Return an office without an owner as the one the article means, `code` None when unsettled.

    In order: the last office of that name; the one state that prints it so; the state whose agency
    prints or carries it; the state the text is about.
    """
    article = determiner(token)
    if article is not None and article.lower_ not in DEFINITE:
        return mention
    earlier = memory.latest(
        lambda m: (
            m.office == mention.office
            and m.code is not None
            and m.kind in ("office", "role", "reference")
            and _same_word(m, mention)
        )
    )
    code = earlier.code if earlier is not None else None
    code = code or _only_owner(mention.text, memory, gazetteer) or home or _carried_for(memory, sentence, gazetteer)
    if code is None and not _after_the_content(token):
        code = focus(memory, sentence, gazetteer)
        named = [state for state in memory.states() if state in gazetteer.states]
        code = code or (named[0] if len(named) == 1 else None)
    return structs.replace(owned_by(mention, code, gazetteer.offices), reference=True) if code is not None else mention


def _same_word(earlier: Mention, mention: Mention) -> bool:
    """Return whether an earlier office may be meant by this word: "the regime" is not an administration."""
    word = mention.text.lower().split()[-1]
    return word == earlier.text.lower().split()[-1] or word in (earlier.office or "")


def settle_role(
    mention: Mention, token: "Token", found: Sequence[Mention], memory: Memory, sentence: int, gazetteer: Gazetteer
) -> Mention:
    """Return a role word without an owner as the person, office or state the article means."""
    before = found[-1] if found else None
    if (
        before is not None
        and before.code is not None
        and before.kind in ("office", "reference")
        and mention.start - before.end == 1
    ):
        return structs.replace(
            mention,
            code=before.code,
            office=before.office,
            sector=before.sector or mention.sector,
            id=before.id,
            reference=True,
        )
    article = determiner(token)
    if article is None or article.lower_ not in DEFINITE:
        return mention
    role = mention.role or ""
    holder = memory.latest(lambda m: m.kind in _PERSON_FIELDS and _is_role(m.role, role) and m.code is not None)
    if holder is not None:
        return structs.replace(
            mention, code=holder.code, office=holder.office, sector=holder.sector or mention.sector, id=holder.id,
            name=holder.name, reference=True,
        )  # fmt: skip
    if mention.anonymous and mention.sector in ("GOV", "MIL", "SPY"):
        office = memory.latest(
            lambda m: m.kind in ("office", "reference") and m.office is not None and m.code is not None
        )
        if office is None:
            return mention
        return structs.replace(
            mention, code=office.code, office=office.office, sector=office.sector, id=office.id, reference=True
        )
    if role in ("leader", "president", "prime minister", "foreign minister", "defense minister"):
        code = focus(memory, sentence, gazetteer)
        return structs.replace(mention, code=code, reference=True) if code is not None else mention
    return mention


def _is_role(held: str | None, named: str) -> bool:
    """Return whether a role is the one named or a fuller form of it ("the minister")."""
    return held is not None and (held == named or held.endswith(f" {named}"))


def _only_owner(printed: str, memory: Memory, gazetteer: Gazetteer) -> str | None:
    """Return the state whose office is printed so: of several, the last named, else the theater's own."""
    owners = gazetteer.owners.get(printed, ())
    return next((code for code in memory.states() if code in owners), owners[-1] if owners else None)


def _carried_for(memory: Memory, sentence: int, gazetteer: Gazetteer) -> str | None:
    for seen in memory.back():
        if seen.sentence < sentence:
            return None
        if seen.mention.kind == "outlet" and seen.mention.id in gazetteer.carries:
            return gazetteer.carries[seen.mention.id]
    return None


def _after_the_content(token: "Token") -> bool:
    """Return whether an office is named after what it says: "…, the military said"."""
    verb = token.head
    return token.dep_ == "nsubj" and any(kid.dep_ == "ccomp" and kid.i < token.i for kid in verb.children)
