"""The names a pack knows, ready to search: one automaton over every alias, read by case rules.

Building takes the pack's tables as they are; no name stands in this module.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

import ahocorasick_rs

from foreshock.coding.mentions import Mention
from foreshock.coding.names import Name, all_names, goes_on
from foreshock.coding.owners import attach_owners
from foreshock.coding.tenures import role_on, state_of
from foreshock.theaters.schema import Office, Pack, Person

FORMER_SECTOR = "ELI"  # PLOVER's sector for those who no longer hold office
_COUNTED = ("weapon", "drill")  # named in the plural too
_PRIORITY: dict[str, int] = {
    kind: place
    for place, kinds in enumerate(
        (("person",), ("office",), ("outlet",), ("weapon", "drill", "site", "recurring_day"), ("role",), ("body",))
    )
    for kind in kinds
}
_TYPOGRAPHY = str.maketrans(
    {"’": "'", "‘": "'", "\u00a0": " ", "\u202f": " ", "\n": " ", "\t": " ", "‑": "-", "–": "-"}
)
_POINTS_OF_THE_COMPASS = frozenset(
    ["North", "South", "East", "West", "Republic", "of", "and", "Islands", "United", "The"]
)
# Words after "the North" or "the South" that leave it a name by itself.
_TIMES = frozenset(
    ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday", "January", "February", "March",
     "April", "May", "June", "July", "August", "September", "October", "November", "December"]
)  # fmt: skip
_WATERS_AFTER = re.compile(r" (?:Sea|Seas|Strait|Straits|Ocean|Gulf|Channel|Peninsula)\b")
_WATERS_BEFORE = re.compile(r"\b(?:Sea|Gulf|Strait|Straits|Bay|Bank) of (?:the )?$")


@dataclass(frozen=True, slots=True, repr=False)
class Gazetteer:
    """A pack's names indexed for search.

    `names[i]` are the rows that share pattern `i`. `offices` are by (name, actor), their names by id; `people` by
    surname, `ranks` the places of statement levels, `states` the codes of states,
    `principal` those of the theater's main actors. `owners` are the states that print an office so
    by itself ("State Department"); `carries` the state whose word an outlet carries, by outlet
    id; `words` the capitalised words of a state's usual name.
    """

    automaton: ahocorasick_rs.AhoCorasick
    names: tuple[tuple[Name, ...], ...]
    offices: dict[tuple[str, str | None], Office]
    office_names: dict[str, str]
    people: dict[str, tuple[Person, ...]]
    ranks: dict[str, int]
    states: frozenset[str]
    principal: tuple[str, ...]
    owners: dict[str, tuple[str, ...]]
    carries: dict[str, str]
    words: dict[str, frozenset[str]]


def build_gazetteer(pack: Pack) -> Gazetteer:
    """Index every actor, office, role word, person, outlet, weapon, site, drill and day of a pack."""
    states = frozenset(actor.code for actor in pack.actors if actor.kind == "country")
    index: dict[str, list[Name]] = {}
    for name in all_names(pack, states):
        index.setdefault(_folded(name.printed), []).append(name)
    people: dict[str, list[Person]] = {}
    for person in pack.people:
        people.setdefault(person.surname, []).append(person)
    return Gazetteer(
        automaton=ahocorasick_rs.AhoCorasick(list(index)),
        names=tuple(tuple(names) for names in index.values()),
        offices={(office.name, office.actor): office for office in reversed(pack.offices)},
        office_names={office.id: office.name for office in pack.offices},
        people={surname: tuple(found) for surname, found in people.items()},
        ranks={level.id: level.rank for level in pack.levels},
        states=states,
        principal=pack.theater.principal,
        owners=_owners(pack),
        carries={outlet.id: outlet.carries_for for outlet in pack.outlets if outlet.carries_for is not None},
        words={
            actor.code: frozenset(actor.names[0].split()) - _POINTS_OF_THE_COMPASS
            for actor in pack.actors
            if actor.kind == "country"
        },
    )


def _owners(pack: Pack) -> dict[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = {}
    for office in pack.offices:
        if office.actor is not None:
            for alias in office.aliases:
                found.setdefault(alias, {})[office.actor] = None
    return {alias: tuple(actors) for alias, actors in found.items()}


def find_mentions(text: str, gazetteer: Gazetteer, *, on: date | None) -> tuple[Mention, ...]:
    """Return what `text` names, left to right, none overlapping; only words are looked at.

    `on` is the publication day: people get the role they had then ("former president" once it had
    ended). Offices and roles take the actor that stands beside them ("the Chinese Foreign
    Ministry", "the Defense Ministry in Seoul"); one that stands alone has `code` None unless only
    one actor has such an office.
    """
    plain = text.translate(_TYPOGRAPHY)
    chosen = _without_overlaps(plain, _candidates(plain, gazetteer))
    mentions = [_mention(text, start, end, names, on, gazetteer) for start, end, names in chosen]
    known = [m for m in mentions if not _is_blocker(m)]
    return attach_owners(plain, known, gazetteer.offices)


def mention_of(person: Person, on: date | None, gazetteer: Gazetteer) -> Mention:
    """Return a mention of a person with the role they had on a day, not yet placed in a text."""
    role = role_on(person, on, gazetteer.ranks)
    blank = Mention(start=0, end=0, text="", kind="person", id=person.id, name=person.name, code=state_of(person, on))
    if role is None:
        return blank
    tenure, former = role
    office = gazetteer.office_names.get(tenure.office or "")
    return Mention(
        start=0, end=0, text="", kind="person", id=person.id, name=person.name, code=tenure.actor,
        office=None if former else office,
        role=f"former {tenure.title}" if former else tenure.title,
        sector=FORMER_SECTOR if former else tenure.sector,
    )  # fmt: skip


def _candidates(plain: str, gazetteer: Gazetteer) -> Iterator[tuple[int, int, list[Name]]]:
    folded = _folded(plain)
    for number, start, end in gazetteer.automaton.find_matches_as_indexes(folded, overlapping=True):
        if (
            not _is_whole(plain, start, end)
            and gazetteer.names[number][0].person is None
            and plain[end : end + 1] != "s"
        ):
            continue
        names = [name for name in gazetteer.names[number] if _printed_so(plain, start, end, name)]
        if not names:
            continue
        stop = end + 1 if names[0].mention.kind in _COUNTED and _is_whole(plain, start, end + 1, "s") else end
        if goes_on(plain, end, names[0]):
            continue
        if not _is_whole(plain, start, stop) and not _is_glued(plain, start, stop, names):
            continue
        if names[0].mention.kind in ("country", "capital") and _names_something_else(plain, start, end):
            continue
        yield start, stop, names


def _is_whole(plain: str, start: int, end: int, ending: str = "") -> bool:
    """Return whether characters are whole words that end with `ending`."""
    if not plain.endswith(ending, start, end):
        return False
    return not (_in_word(plain, start - 1) and _in_word(plain, start)) and not (
        _in_word(plain, end - 1) and _in_word(plain, end)
    )


def _is_glued(plain: str, start: int, end: int, names: list[Name]) -> bool:
    """Return whether a full name lost the blanks around it, as names printed in bold often do.

    "SecretaryKim Jong Unvisited": small letters meet its first capital or follow its last word.
    """
    if names[0].person is None or plain.count(" ", start, end) < 2:
        return False
    return not (plain[start - 1 : start].isupper() or plain[end : end + 1].isupper() or plain[end : end + 1].isdigit())


def _printed_so(plain: str, start: int, end: int, name: Name) -> bool:
    """Return whether characters are printed as a name may be: as given, in capitals, or sentence-first."""
    found = plain[start:end]
    if name.any_case or found == name.printed:
        return True
    if len(found) > 4 and found.isupper():
        return True
    return name.printed[0].islower() and found[1:] == name.printed[1:]


def _names_something_else(plain: str, start: int, end: int) -> bool:
    """Return whether a country's name is part of another place's: a sea, a strait, the North Pole."""
    if _WATERS_AFTER.match(plain, end) or _WATERS_BEFORE.search(plain, max(0, start - 20), start):
        return True
    words = plain[start:end].split(" ")
    if len(words) == 2 and words[0] in ("the", "The"):
        after = re.match(r" ([A-Z][a-z]+)", plain[end : end + 20])
        return after is not None and after.group(1) not in _TIMES
    return False


def _without_overlaps(plain: str, found: Iterable[tuple[int, int, list[Name]]]) -> list[tuple[int, int, list[Name]]]:
    """Keep the longest, then the kinds told most surely; left to right."""
    taken = bytearray(len(plain))
    kept = []
    for start, end, names in sorted(found, key=_preference):
        if 1 not in taken[start:end]:
            taken[start:end] = b"\x01" * (end - start)
            kept.append((start, end, names))
    kept.sort(key=lambda one: one[0])
    return kept


def _preference(found: tuple[int, int, list[Name]]) -> tuple[int, int, int]:
    start, end, names = found
    return (start - end, min(_PRIORITY.get(name.mention.kind, 9) for name in names), start)


def _mention(text: str, start: int, end: int, names: list[Name], on: date | None, gazetteer: Gazetteer) -> Mention:
    name = min(names, key=lambda n: (_PRIORITY.get(n.mention.kind, 9), n.mention.code is not None))
    people = [n.person for n in names if n.person is not None]
    found = name.mention
    if people:
        holding = [p for p in people if (role := role_on(p, on, gazetteer.ranks)) is not None and not role.former]
        found = mention_of((holding or people)[0], on, gazetteer)
    return Mention(
        start=start, end=end, text=text[start:end], kind=found.kind, code=found.code, codes=found.codes, id=found.id,
        sector=found.sector, office=found.office, role=found.role, name=found.name, anonymous=found.anonymous,
    )  # fmt: skip


def _is_blocker(mention: Mention) -> bool:
    """Return whether a mention only keeps others from matching inside it: a region of no state."""
    return mention.kind in ("country", "demonym") and mention.code is None and not mention.codes


def _folded(text: str) -> str:
    folded = text.lower()
    if len(folded) != len(text):  # a few characters change length in lower case: offsets would slip
        folded = "".join(low if len(low := ch.lower()) == 1 else ch for ch in text)
    return folded


def _in_word(text: str, at: int) -> bool:
    return 0 <= at < len(text) and (text[at].isalnum() or text[at] == "_")
