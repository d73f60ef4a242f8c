"""Pronouns: the subject that commands them, else the last subject; left alone when unsettled."""

from typing import TYPE_CHECKING

from foreshock.coding.gazetteer import Gazetteer
from foreshock.coding.mentions import Mention
from foreshock.coding.references.memory import STATES, Memory, is_actor, is_person, is_plural
from foreshock.coding.references.people import gender_of
from foreshock.coding.references.sentence import counted_owner, is_expletive, subjects_above

if TYPE_CHECKING:
    from foreshock.coding.tokens import Token

_MALE = frozenset(["he", "him", "his", "himself"])
_FEMALE = frozenset(["she", "her", "hers", "herself"])
_THING = frozenset(["it", "its", "itself"])
_MANY = frozenset(["they", "them", "their", "theirs", "themselves"])
PRONOUNS = _MALE | _FEMALE | _THING | _MANY
_DOING = frozenset(["did", "does", "has", "had"])
_BEFORE = 40  # words before "as it did" that are searched for who did it
_OBJECTS = frozenset(["him", "it", "them"])


def find_antecedent(
    token: "Token", at: "dict[int, Mention]", memory: Memory, sentence: int, gazetteer: Gazetteer
) -> Mention | None:
    """Return the mention a pronoun stands for, None when the text does not settle it.

    `at` has the mentions of this paragraph by token. Agreement is by gender, being human and number.
    """
    word = token.lower_
    if word in _THING and (is_expletive(token) or counted_owner(token) is not None):
        return None
    repeated = _doer_repeated(token, at) if word == "it" else None
    if repeated is not None:
        return repeated
    object_ = word in _OBJECTS and token.dep_ in ("dobj", "pobj", "dative")
    commanding = subjects_above(token, skip_own_clause=object_)
    for subject in commanding:
        owner = counted_owner(subject) if word in _THING else None
        mention = at.get(subject.i if owner is None else owner.i)
        if mention is not None and _agrees(word, mention, gazetteer):
            if mention.kind == "outlet" and token.tag_ == "PRP$":
                return _nearest_state(memory, sentence) or mention
            return mention
        if mention is None and word in _THING and subject.tag_.startswith("NN"):
            return None  # the subject is a thing of its own, and "its" is most likely the thing's
        if mention is None and word in _MALE | _FEMALE and subject.tag_.startswith("NNP"):
            return None  # somebody the pack does not know
    return _last_subject(word, memory, sentence, gazetteer)


def _doer_repeated(token: "Token", at: "dict[int, Mention]") -> Mention | None:
    """Return who did before what "as it did" repeats: "no sign of Iran warning anybody, as it did in May"."""
    verb = token.head
    if verb.lower_ not in _DOING or not any(kid.lower_ == "as" and kid.i < token.i for kid in verb.children):
        return None
    for i in range(token.i - 1, max(token.sent.start, token.i - _BEFORE) - 1, -1):
        mention = at.get(i)
        if mention is not None and mention.kind in STATES and token.doc[i].dep_ in ("nsubj", "pobj", "poss"):
            return mention
    return None


def _agrees(word: str, mention: Mention, gazetteer: Gazetteer) -> bool:
    if word in _MALE | _FEMALE:
        gender = gender_of(mention, gazetteer)
        return is_person(mention) and not is_plural(mention) and gender in (None, "m" if word in _MALE else "f")
    if word in _THING:
        return mention.kind in ("country", "capital", "office", "body", "outlet") or (
            mention.kind == "reference" and not is_person(mention) and not mention.codes
        )
    return (is_actor(mention) and (bool(mention.codes) or is_plural(mention))) or mention.kind in ("office", "body")


def _last_subject(word: str, memory: Memory, sentence: int, gazetteer: Gazetteer) -> Mention | None:
    """Return the last subject of the sentences before, when it agrees; people may be two sentences back."""
    reach = 2 if word in _MALE | _FEMALE else 1
    people: dict[str | None, Mention] = {}
    embedded: tuple[int, Mention] | None = None
    for seen in memory.back():
        if seen.sentence < sentence - reach or (embedded is not None and seen.sentence < embedded[0]):
            break
        if seen.sentence == sentence and word in _THING | _MANY:
            continue
        if not is_actor(seen.mention) or not _agrees(word, seen.mention, gazetteer):
            continue
        if seen.main:
            return seen.mention
        if seen.subject and embedded is None:
            embedded = (seen.sentence, seen.mention)
        people.setdefault(seen.mention.name or seen.mention.text, seen.mention)
    if embedded is not None:
        return embedded[1]
    if word in _MALE | _FEMALE and len(people) == 1:
        return next(iter(people.values()))
    return None


def _nearest_state(memory: Memory, sentence: int) -> Mention | None:
    """Return the last state of a sentence: what an outlet reports of is nearer to "its" than the outlet."""
    for seen in memory.back():
        if seen.sentence < sentence:
            return None
        if seen.mention.kind in (*STATES, "reference") and seen.mention.code is not None:
            return seen.mention
    return None
