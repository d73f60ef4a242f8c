"""Definite nouns that point back: "the ministry", "the state", "the two sides", "the agency"."""

from typing import TYPE_CHECKING

from foreshock.coding.gazetteer import Gazetteer
from foreshock.coding.mentions import Mention
from foreshock.coding.references.memory import STATES, Memory

if TYPE_CHECKING:
    from foreshock.coding.tokens import Token

STATE_NOUNS = frozenset(["country", "nation", "state", "republic", "kingdom", "homeland"])
OFFICE_NOUNS = frozenset(
    ["ministry", "department", "agency", "office", "commission", "committee", "council", "party", "assembly",
     "command", "bureau", "service", "institute", "organization", "organisation", "watchdog", "embassy", "mission",
     "institution"]
)  # fmt: skip
OUTLET_NOUNS = frozenset(["agency", "newspaper", "paper", "daily", "broadcaster", "newswire", "network", "outlet"])
PLURAL_NOUNS = frozenset(
    ["sides", "countries", "nations", "allies", "neighbors", "neighbours", "rivals", "foes", "adversaries", "partners",
     "governments", "leaders", "militaries", "powers", "states", "capitals", "armies", "enemies"]
)  # fmt: skip
# Without "two" or "both" only these are surely about states named before.
_PLURAL_ALONE = frozenset(["sides", "countries", "nations", "allies", "neighbors", "neighbours", "rivals"])
# "its neighbor": the other one. Singular nouns that need an owner.
OTHERS = frozenset(["neighbor", "neighbour", "rival", "foe", "adversary", "enemy", "archrival", "counterpart"])
_NUMBERS = {"two": 2, "both": 2, "three": 3, "four": 4}
_FRIENDS = frozenset(["allies", "partners"])
_SECLUDED = frozenset(
    ["isolated", "reclusive", "communist", "secretive", "hermit", "impoverished", "totalitarian", "pariah", "rogue",
     "authoritarian", "nuclear-armed", "sanctioned", "sanctions-hit"]
)  # fmt: skip


def find_group(token: "Token", words: set[str], memory: Memory, sentence: int, gazetteer: Gazetteer) -> tuple[str, ...]:
    """Return the states a plural noun means, () when fewer than it says are at hand.

    `words` are the words before the noun ("both", "three"). Without a number it is the last group
    named together, else the last two. Allies are never the theater's principal and its rivals.
    """
    number = next((_NUMBERS[word] for word in words if word in _NUMBERS), None)
    if number is None and token.lower_ not in _PLURAL_ALONE:
        return ()
    friends = token.lower_ in _FRIENDS
    found = [code for code in memory.states(sentence - 4) if code in gazetteer.states]
    if number is None:
        together = memory.latest(lambda m: len(m.codes) > 1 and set(m.codes) <= gazetteer.states)
        if together is not None and set(together.codes) <= set(found):
            found = [*reversed(together.codes)]
    if friends:
        others = [code for code in found if code not in gazetteer.principal]
        found = others if len(others) >= 2 else found
    count = number or (2 if not friends else max(2, len(found)))
    return tuple(reversed(found[:count])) if len(found) >= count else ()


def find_state(words: set[str], memory: Memory, sentence: int, gazetteer: Gazetteer) -> str | None:
    """Return the state that "the country" means: the last subject or owner, else the last named.

    "The isolated country" means the theater's principal actor once it has been named.
    """
    if words & _SECLUDED:
        named = [code for code in memory.states() if code in gazetteer.principal]
        if len(named) == 1:
            return named[0]
    return focus(memory, sentence, gazetteer)


def find_other(state: str, memory: Memory, sentence: int, gazetteer: Gazetteer) -> str | None:
    """Return the other state that a state's neighbour or rival means, None when several could be.

    States that share a word of their name are neighbours by it; else only the one other state
    named in six sentences will do.
    """
    others = [code for code in memory.states(sentence - 6) if code in gazetteer.states and code != state]
    kin = [code for code in others if gazetteer.words.get(code, frozenset()) & gazetteer.words.get(state, frozenset())]
    if len(kin) == 1:
        return kin[0]
    return others[0] if len(others) == 1 else None


def find_island(
    token: "Token", at: "dict[int, Mention]", memory: Memory, sentence: int, gazetteer: Gazetteer
) -> str | None:
    """Return the state that "the island" means: the only one of late that is not the one acting on it.

    None when an island with a name of its own has been told of, or several states could be meant.
    """
    if memory.latest(lambda m: m.kind == "site" and "island" in m.text.lower()) is not None:
        return None
    acting = {code for kid in _subjects(token) if (m := at.get(kid.i)) is not None for code in (m.code, *m.codes)}
    others = [c for c in memory.states(sentence - 2) if c in gazetteer.states and c not in acting]
    return others[0] if len(others) == 1 and acting else None


def _subjects(token: "Token") -> "list[Token]":
    return [kid for up in token.ancestors for kid in up.children if kid.dep_ == "nsubj" and kid.i < token.i]


def focus(memory: Memory, sentence: int, gazetteer: Gazetteer) -> str | None:
    """Return the state the text is about: the last subject in three sentences, else the last named."""
    last = None
    for seen in memory.back():
        if seen.sentence < sentence - 3:
            break
        mention = seen.mention
        if mention.code not in gazetteer.states or mention.codes or mention.kind in ("outlet", "site"):
            continue
        if seen.subject:
            return mention.code
        last = last or mention.code
    return last


def find_office(noun: str, memory: Memory) -> Mention | None:
    """Return the last office or body whose name has the noun ("ministry", "party")."""

    def fits(mention: Mention) -> bool:
        if mention.kind not in ("office", "body", "role", "reference", "person") or mention.codes:
            return False
        return noun in (mention.office or "").split() or (
            mention.kind == "body" and mention.text.lower().endswith(noun)
        )

    return memory.latest(fits)


def find_outlet(memory: Memory, sentence: int) -> Mention | None:
    """Return the last outlet named in five sentences."""
    for seen in memory.back():
        if seen.sentence < sentence - 5:
            return None
        if seen.mention.kind == "outlet":
            return seen.mention
    return None


def owned_state(mention: Mention | None) -> str | None:
    """Return the state of a mention that owns something, None when unsettled or several."""
    if (
        mention is None
        or mention.codes
        or mention.kind not in (*STATES, "person", "office", "reference", "role", "body")
    ):
        return None
    return mention.code
