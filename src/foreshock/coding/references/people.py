"""People after the first mention, by surname; and people no pack knows, by the title beside them."""

from datetime import date
from typing import TYPE_CHECKING

from msgspec import structs

from foreshock.coding.gazetteer import Gazetteer, mention_of
from foreshock.coding.mentions import Mention
from foreshock.coding.references.memory import Memory
from foreshock.coding.references.sentence import WEEKDAYS_MONTHS
from foreshock.coding.tenures import role_on
from foreshock.theaters.schema import Person

if TYPE_CHECKING:
    from foreshock.coding.tokens import Doc, Token

_HEADS = frozenset(["president", "leader", "supreme leader", "prime minister", "chancellor", "premier", "king"])
COURTESY = {"Mr.": "m", "Ms.": "f", "Mrs.": "f", "Miss": "f", "Mr": "m", "Ms": "f", "Mrs": "f"}
_UNRANKED = 1_000
_LONGEST_NAME = 7  # words; a longer run of capitals is a headline
_HYPHENS = ("-", "–", "‑")


def surname_of(mention: Mention, gazetteer: Gazetteer) -> str | None:
    """Return what an article calls a person later: the pack's surname, else the last name printed."""
    if mention.kind != "person" or mention.name is None:
        return None
    for surname in {mention.name.split()[0], mention.name.split()[-1]}:
        if any(person.id == mention.id for person in gazetteer.people.get(surname, ())):
            return surname
    return mention.name.split()[-1]


def find_surname(
    token: "Token", title: Mention | None, memory: Memory, sentence: int, gazetteer: Gazetteer, *, on: date | None
) -> Mention | None:
    """Return who a bare surname means: the last of that name, else who held the title or led a state.

    None for a surname that is part of a longer name no pack knows, and when several could be meant.
    """
    if not token.text[:1].isupper() or _part_of_a_name(token, title):
        return None
    gender = COURTESY.get(token.nbor(-1).text) if token.i > 0 else None
    earlier = memory.latest_subject(
        lambda m: (
            surname_of(m, gazetteer) == token.text and _genders_agree(m, gender, gazetteer) and _title_agrees(m, title)
        ),
        sentence - 3,
    )
    if earlier is not None:
        return earlier
    if token.text in WEEKDAYS_MONTHS and title is None and gender is None:
        return None  # "in May" is the month until somebody of the name is introduced
    namesakes = gazetteer.people.get(token.text, ())
    people = [p for p in namesakes if gender is None or p.gender in (None, gender)]
    person = _titled(people, title, on, gazetteer) if title is not None else _prominent(people, on, gazetteer)
    return mention_of(person, on, gazetteer) if person is not None else None


def _titled(people: list[Person], title: Mention, on: date | None, gazetteer: Gazetteer) -> Person | None:
    """Return the one person who has had a title, holding it on the day if several have."""
    wanted = (title.role or "").removeprefix("former ")
    bearers = [
        p for p in people if any(_ends_with(t.title, wanted) and title.code in (None, t.actor) for t in p.tenures)
    ]
    holding = [p for p in bearers if _serves(p, on, gazetteer)]
    bearers = holding if len(holding) == 1 else bearers
    return bearers[0] if len(bearers) == 1 else None


def _prominent(people: list[Person], on: date | None, gazetteer: Gazetteer) -> Person | None:
    """Return who needs no introduction: the only one of the name, else the one who leads a state."""
    serving = [p for p in people if _serves(p, on, gazetteer)]
    if len(people) == 1:
        return people[0] if serving else None
    leading = [
        (gazetteer.ranks.get(role.tenure.rank or "", _UNRANKED), p)
        for p in serving
        if (role := role_on(p, on, gazetteer.ranks)) is not None and role.tenure.title in _HEADS
    ]
    best = min((rank for rank, _ in leading), default=0)
    first = [p for rank, p in leading if rank == best]
    return first[0] if len(first) == 1 else None


def _serves(person: Person, on: date | None, gazetteer: Gazetteer) -> bool:
    role = role_on(person, on, gazetteer.ranks)
    return role is not None and not role.former


def _ends_with(title: str, words: str) -> bool:
    return title == words or title.endswith(f" {words}")


def full_name(doc: "Doc", first: int, free: "list[bool]") -> tuple[int, int] | None:
    """Return the tokens of a run of two or more capitalised names from `first` on, None if it is none.

    `free[i]` is False where a mention already stands.
    """
    stop = first
    end = min(len(doc), first + _LONGEST_NAME + 1)
    while stop < end and free[stop] and (_is_name(doc[stop]) or (_joins(doc, stop) and stop > first)):
        stop += 1
    return (first, stop) if stop - first >= 2 and stop - first <= _LONGEST_NAME else None


def _is_name(token: "Token") -> bool:
    return (
        token.tag_ in ("NNP", "NNPS")
        and token.text[:1].isupper()
        and token.text not in WEEKDAYS_MONTHS
        and token.text not in COURTESY
    )


def _joins(doc: "Doc", at: int) -> bool:
    """Return whether a hyphen joins two parts of a given name ("Sang-ho"): no blank on either side."""
    return doc[at].text in _HYPHENS or (at > 0 and doc[at - 1].text in _HYPHENS and not doc[at - 1].whitespace_)


def _part_of_a_name(token: "Token", title: Mention | None) -> bool:
    doc = token.doc
    if token.i + 1 < len(doc):
        after = doc[token.i + 1]
        if _is_name(after) and token.whitespace_ == " ":
            return True
        if after.text in _HYPHENS and not token.whitespace_:
            return True
    if token.i > 0 and title is None:
        before = doc[token.i - 1]
        if _is_name(before):
            return True
        return before.text in _HYPHENS and not before.whitespace_
    return False


def _genders_agree(mention: Mention, gender: str | None, gazetteer: Gazetteer) -> bool:
    known = gender_of(mention, gazetteer)
    return gender is None or known is None or known == gender


def gender_of(mention: Mention, gazetteer: Gazetteer) -> str | None:
    """Return "f" or "m" for a person of the pack, None when it is not known."""
    if mention.kind == "person" and mention.name is not None and mention.id is not None:
        for surname in (mention.name.split()[0], mention.name.split()[-1]):
            for person in gazetteer.people.get(surname, ()):
                if person.id == mention.id:
                    return person.gender
    if mention.text.lower().endswith("woman"):
        return "f"
    return "m" if mention.text.lower().endswith("man") and mention.kind == "role" else None


def _title_agrees(mention: Mention, title: Mention | None) -> bool:
    if title is None or title.role is None or mention.role is None:
        return True
    same_state = title.code is None or mention.code is None or title.code == mention.code
    return same_state and (mention.role == title.role or title.role.removeprefix("former ") in mention.role)


def placed(mention: Mention, start: int, end: int, text: str, **changes: object) -> Mention:
    """Return an antecedent again at characters `start:end`, marked as a reference."""
    return structs.replace(mention, start=start, end=end, text=text, reference=True, **changes)
