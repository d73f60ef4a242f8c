"""What a deed is: its kind in the theater's taxonomy, and PLOVER's type."""

from typing import TYPE_CHECKING

from foreshock.coding.events.grammar import object_of, prepositions
from foreshock.coding.events.lexicon import EventLexicon, Frame, in_class
from foreshock.coding.events.naming import Naming
from foreshock.coding.events.triggers import Trigger
from foreshock.coding.kinds import is_kind
from foreshock.terms.reading import PloverType, Status

if TYPE_CHECKING:
    from foreshock.coding.tokens import Token

COOPERATIVE = frozenset(["AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT"])
CONFLICT = frozenset(["SANCTION", "COERCE", "ASSAULT", "PROTEST"])
KEPT = ("launch", "test", "exercise", "visit", "summit")
CONCRETE = ("launch", "test", "exercise", "fire", "deployment", "incursion", "visit", "summit", "arms", "sanctions")
OF_ACTS = frozenset(["promise", "demand", "threaten", "refuse"])
_NAMED = frozenset(["launch", "exercise"])  # frames whose noun names the kind
# What is fired or tested settles the kind where the pack has no phrase for it.
_BY_CLASS = {
    "satellite": "launch.satellite", "bomb_tested": "test.nuclear", "engine": "test.engine",
    "artillery": "fire.artillery",
}  # fmt: skip
_ENTERED = {
    frozenset(["airspace", "adiz", "skies"]): "incursion.air",
    frozenset(["waters", "sea", "seas"]): "incursion.sea",
}
_FAMILY = {"meet": ("talks", "summit", "visit"), "mediate": ("talks",), "sanction": ("sanctions",)}


def kind_of(trigger: Trigger, naming: Naming, lexicon: EventLexicon) -> str | None:
    """Return the kind of what a trigger tells of, None if it has none."""
    frame = trigger.frame
    noun = trigger.noun
    named = naming.of(noun) if noun is not None else None
    if frame.id in _NAMED:
        target = noun if noun is not None else object_of(trigger.token)
        named = naming.of(target)
        inner = _of_what(target)
        if named in (None, "launch") and inner is not None:  # "the test of a new engine"
            named = naming.of(inner) or named
            target = inner if any(_is_of(inner, name, lexicon) for name in _BY_CLASS) else target
        if named is not None and named.split(".")[0] in ("launch", "test", "exercise", "fire") and named != "launch":
            return named
        by_class = next((kind for name, kind in _BY_CLASS.items() if _is_of(target, name, lexicon)), None)
        if by_class is not None and by_class in lexicon.kinds and frame.id == "launch":
            return by_class
        if named == "launch":
            return named
        return "launch.unknown" if frame.id == "launch" else ("exercise" if noun is not None else None)
    if frame.operator is not None and frame.kind is None and named is not None and is_kind(named, "talks", *KEPT[3:]):
        return named  # "offered talks", "proposed a summit"
    if frame.kind == "*" or frame.kind is None:
        return None
    if frame.id == "incursion":
        where = noun if noun is not None else object_of(trigger.token)
        exact = next((kind for name, kind in _ENTERED.items() if where is not None and where.lower_ in name), None)
        if named is None and exact is not None and exact in lexicon.kinds:
            return exact
    if named is not None and is_kind(named, *_FAMILY.get(frame.id, (frame.kind,))):
        return named
    return frame.kind if frame.kind in lexicon.kinds else None


def _of_what(noun: "Token | None") -> "Token | None":
    return next((inner for word, inner in prepositions(noun) if word == "of"), None) if noun is not None else None


def _is_of(noun: "Token | None", name: str, lexicon: EventLexicon) -> bool:
    """Return whether a noun, or what it carries ("a rocket carrying a satellite"), is of a class."""
    if noun is None:
        return False
    carried = [k for kid in noun.children if kid.dep_ == "acl" for k in kid.children if k.dep_ == "dobj"]
    return any(in_class(one.lower_, frozenset([name]), lexicon) for one in (noun, *carried))


def type_of(
    frame: Frame, kind: str | None, status: Status, below: Trigger | None, lexicon: EventLexicon
) -> PloverType | None:
    """Return the type of a deed of a frame, as it stands; `below` is what it promises, demands or threatens."""
    row = lexicon.kinds.get(kind) if kind is not None else None
    base: PloverType | None = frame.type
    if frame.id in _NAMED and row is not None and row.type is not None:
        base = row.type
    if frame.operator == "promise" and below is not None:
        under = below.frame.type
        harsh = under in ("ASSAULT", "COERCE", "SANCTION", "THREATEN") or (under == "MOBILIZE")
        return "THREATEN" if harsh and below.frame.id not in ("exercise", "sanction") else base
    if frame.operator in OF_ACTS or base is None:
        return base
    if status == "threatened":
        return "THREATEN"
    if status == "demanded":
        return "REQUEST"
    if status in ("scheduled", "possible"):
        if frame.future is not None:
            return frame.future
        if base in ("COOPERATE", "AID", "CONSULT") and status == "scheduled":
            return "AGREE"
        if base in CONFLICT:
            return "THREATEN"
    if status == "cancelled" and base in ("CONSULT", "COOPERATE", "AID") and not (kind or "").startswith("exercise"):
        return "SANCTION" if (kind or "").startswith("visit") or base == "AID" else "REJECT"
    if status == "denied" and base in COOPERATIVE:
        return "REJECT"
    return base
