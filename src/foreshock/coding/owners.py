"""Whose office, whose minister: offices and roles take the actor that stands beside them."""

import re

from msgspec import structs

from foreshock.coding.mentions import Mention
from foreshock.theaters.schema import Office

STATES = ("country", "demonym", "capital", "body")
_OWNED = ("office", "role", "outlet")
_MODIFIERS = (
    r"(?:former|ex-|then-?|current|new|incoming|outgoing|longtime|top|chief|senior|high-ranking|main|own|powerful|"
    r"state-run|state|official|unidentified|unnamed|national|nuclear|military|acting|deputy|vice|first|retired|late|"
    r"deceased|ruling|hardline|elite|federal|central|armed|young|reclusive|authoritarian|influential|government|civilian)"
)
_LEFT_GAP = re.compile(rf"(?:'s?)?[ -]?(?:{_MODIFIERS} ?){{0,3}}$", re.IGNORECASE)
_POSSESSED = re.compile(r"'s? (?:[a-z][a-z-]* ){0,3}$")
_NOT_OWNED = re.compile(r"\b(?:and|or|in|on|of|for|to|at|with|by|from|as|that|which|who|is|was|has|had|said|the)\b")
_RIGHT_GAP = re.compile(r" (?:of|for|at|from|in|with) (?:the )?$")
_JOINING = re.compile(r"(?:,? and |, |-|/)$")
_MANY = ("s", "troops", "personnel", "servicemen", "spokesmen", "people", "police")
_FORMER = re.compile(r"\b(?:former|ex|then|retired|onetime)[ -]$", re.IGNORECASE)
_BEFORE_NAME = re.compile(r"(?: |, |, (?:Gen|Lt|Maj|Adm|Col|Dr|Mr|Mrs|Ms)\. | (?:Gen|Lt|Maj|Adm|Col|Dr|Mr|Mrs|Ms)\. )$")


def attach_owners(
    plain: str, mentions: list[Mention], offices: dict[tuple[str, str | None], Office]
) -> tuple[Mention, ...]:
    """Return the mentions with offices, roles and people completed from their neighbours.

    "X's ministry", "the X ministry", "the ministry in X", "a spokesman for the X ministry",
    "X President N". A general office whose owner is known becomes that state's own row if it has one.
    """
    found = list(mentions)
    for number, mention in enumerate(found):
        if mention.kind in ("office", "outlet") and (mention.code is None or _may_be_anyones(mention, offices)):
            owner = _left(plain, found, number) or _right(plain, found, number)
            if owner is not None and owner.code is not None and owner.kind in STATES:
                found[number] = owned_by(mention, owner.code, offices)
    for number in range(len(found)):
        if found[number].kind == "role":
            found[number] = _with_owner(plain, found, number)
    for number in range(len(found) - 1):
        role, person = found[number], found[number + 1]
        if role.kind == "role" and person.kind == "person" and _BEFORE_NAME.match(plain[role.end : person.start]):
            found[number], found[number + 1] = _titled(role, person)
    return tuple(found)


def owned_by(mention: Mention, code: str, offices: dict[tuple[str, str | None], Office]) -> Mention:
    """Return an office mention as one state's office: its own row where the pack has one."""
    own = offices.get((mention.office or "", code))
    return structs.replace(
        mention,
        code=code,
        id=own.id if own is not None else mention.id,
        sector=own.sector if own is not None else mention.sector,
    )


def _may_be_anyones(mention: Mention, offices: dict[tuple[str, str | None], Office]) -> bool:
    return (mention.office or "", None) in offices


def _left(plain: str, found: list[Mention], number: int) -> Mention | None:
    """Return the mention right before, when only modifiers or a possessive stand between."""
    if number == 0:
        return None
    before, here = found[number - 1], found[number]
    gap = plain[before.end : here.start]
    if len(gap) > 60:
        return None
    if _LEFT_GAP.match(gap) or (_POSSESSED.match(gap) and not _NOT_OWNED.search(gap)):
        return before
    return None


def _right(plain: str, found: list[Mention], number: int) -> Mention | None:
    """Return what follows "of", "for", "in", ...: the office there, else the actor."""
    if number + 1 >= len(found):
        return None
    here, after = found[number], found[number + 1]
    gap = plain[here.end : after.start]
    if len(gap) > 12 or not _RIGHT_GAP.match(gap):
        return None
    if after.kind in STATES and number + 2 < len(found):
        inner = found[number + 2]
        if inner.kind in ("office", "outlet") and _left(plain, found, number + 2) is after:
            return inner
    if gap.startswith((" in ", " with ")) and after.kind not in STATES:
        return None
    return after


def _with_owner(plain: str, found: list[Mention], number: int) -> Mention:
    role = found[number]
    left, right = _left(plain, found, number), _right(plain, found, number)
    owner = left if left is not None and left.kind in (*STATES, *_OWNED) else None
    if owner is None or (owner.kind in STATES and right is not None and right.kind == "office"):
        owner = right if right is not None and right.kind in (*STATES, "office", "outlet") else owner
    former = _FORMER.search(plain, max(0, role.start - 9), role.start) is not None
    if former and role.role is not None:
        role = structs.replace(role, role=f"former {role.role}")
    if owner is None:
        return role
    joined = _joined(plain, found, number - 1) if owner is left and owner.kind in STATES else ()
    if joined and role.text.lower().endswith(_MANY):
        return structs.replace(role, codes=joined)
    if owner.kind == "office":
        return structs.replace(role, code=owner.code, office=owner.office, sector=owner.sector, id=owner.id)
    if owner.kind == "role":
        return structs.replace(role, code=owner.code, office=owner.office)
    return structs.replace(role, code=owner.code)


def _joined(plain: str, found: list[Mention], last: int) -> tuple[str, ...]:
    """Return the codes of states joined by commas and "and" that end at mention `last`, () for one alone."""
    codes: list[str] = []
    for i in range(last, max(-1, last - 6), -1):
        code = found[i].code
        if code is None or found[i].kind not in STATES:
            break
        if i < last and not _JOINING.match(plain[found[i].end : found[i + 1].start]):
            break
        codes.append(code)
    return tuple(dict.fromkeys(reversed(codes))) if len(set(codes)) > 1 else ()


def _titled(role: Mention, person: Mention) -> tuple[Mention, Mention]:
    """Return a title and the name after it, each completed from the other; the printed title wins."""
    former = role.role is not None and role.role.startswith("former ")
    code = person.code or role.code
    fuller = person.role is not None and role.role is not None and person.role.endswith(role.role)
    title = person.role if fuller and not former else role.role
    return (
        structs.replace(role, code=code, office=role.office or person.office, anonymous=False),
        structs.replace(
            person, code=code, role=title, office=None if former else role.office or person.office,
            sector=person.sector or role.sector,
        ),
    )  # fmt: skip
