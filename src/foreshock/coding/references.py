"""Words that point back: "the ministry", "its leader", "the two sides", a bare surname, "he"."""

import re
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from msgspec.structs import replace

from foreshock.coding.gazetteer import Gazetteer
from foreshock.coding.mentions import Mention
from foreshock.coding.naming import find_mentions, give_owner, name_person
from foreshock.coding.salience import Salience

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

NEAR, FAR = 2, 12  # sentences: how far back a pronoun, and how far a noun, may point
_BARE_OFFICE = re.compile(
    r"\b(?:the|a|this|its|their)\s+(ministry|agency|department|office|council|committee|bureau)\b", re.IGNORECASE
)
_MINISTRY_ROLE = re.compile(
    r"\b(ministry)(?=\s+(?:spokes\w+|official|officials|statement|spokesperson)\b)", re.IGNORECASE
)
_STATE = re.compile(
    r"\b(?:the|that|this)\s+(?:(?:isolated|reclusive|communist|secretive|impoverished|nuclear-armed|hermit|island|"
    r"neighbou?ring)\s+)?(state|country|nation|regime|kingdom)\b(?!\s+(?:media|news|television|department|visit|run))",
    re.IGNORECASE,
)
_OWN = re.compile(r"\b(its|their|his|her)\b", re.IGNORECASE)
_NEIGHBOR = re.compile(r"\b(?:its|their|the)\s+(?:\w+\s+)?(neighbou?r)s?\b", re.IGNORECASE)
_PAIR = re.compile(
    r"\b(?:the\s+(?:two|three)(?:\s+\w+)?\s+(?:sides|countries|nations|leaders|states|neighbou?rs|allies|governments)|"
    r"both\s+(?:sides|countries|nations|leaders)|the\s+(?:allies|neighbou?rs|nations|two|pair))\b",
    re.IGNORECASE,
)
_ALLIES = re.compile(r"\ballies\b", re.IGNORECASE)
_SURNAME = re.compile(r"\b[A-Z][a-z]+(?:[-'][A-Z][a-z]+)?\b")
_JOINED = re.compile(r",?\s+and\s+(?:the\s+)?|,\s+(?:the\s+)?|[-–/]")
_PERSONAL = {"he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "hers": "f", "herself": "f"}
_NEUTRAL = frozenset(["it", "its", "itself"])
_PLURAL = frozenset(["they", "them", "their", "themselves"])
_SPEAKER_WORDS = frozenset(["spokesman", "spokeswoman", "spokesperson", "official", "source", "spokespeople"])


def resolve_references(
    docs: "Sequence[Doc]", headline: str | None, gazetteer: Gazetteer, *, on: date | None
) -> tuple[tuple[Mention, ...], ...]:
    """Return each paragraph's mentions with those that point back resolved, in reading order.

    A word is resolved to the nearest compatible actor before it: the subject of its own or the last
    sentences first. What stays open keeps `code` None; nothing is guessed.
    """
    salience = Salience()
    for mention in find_mentions(headline or "", gazetteer, on=on):
        salience.add(mention, -1, subject=False)
    sentence = 0
    resolved = []
    for doc in docs:
        named = find_mentions(doc.text, gazetteer, on=on)
        mentions, sentence = _resolve_paragraph(doc, named, gazetteer, salience, sentence, on)
        resolved.append(mentions)
    return tuple(resolved)


def _resolve_paragraph(
    doc: "Doc", named: tuple[Mention, ...], gazetteer: Gazetteer, salience: Salience, sentence: int, on: date | None
) -> tuple[tuple[Mention, ...], int]:
    found: list[Mention] = []
    at = 0
    for sent in doc.sents:
        inside = []
        while at < len(named) and named[at].start < sent.end_char:
            inside.append(named[at])
            at += 1
        pointing = _pointing(doc.text, sent.start_char, sent.end_char, inside)
        tokens = {token.idx: token for token in sent}
        merged = sorted([*inside, *pointing], key=lambda m: m.start)
        merged = [m for m in merged if not _describes(doc, m)]
        for mention in merged:
            before = found[-1] if found else None
            settled = _settle(mention, before, doc.text, gazetteer, salience, sentence, on)
            if settled is None:
                continue
            found.append(settled)
            joined = before is not None and _JOINED.fullmatch(doc.text, before.end, settled.start) is not None
            salience.add(settled, sentence, subject=_is_subject(doc, settled), joined=joined)
        found.extend(_pronouns(found, tokens, gazetteer, salience, sentence))
        sentence += 1
    return tuple(sorted(found, key=lambda m: m.start)), sentence


def _pointing(text: str, start: int, end: int, named: Sequence[Mention]) -> list[Mention]:
    """Return what may point back in a sentence: nouns first, then capitalised words that may be surnames."""
    taken = [(m.start, m.end) for m in named]
    found: list[Mention] = []
    for pattern, group in (
        (_BARE_OFFICE, 1),
        (_MINISTRY_ROLE, 1),
        (_STATE, 0),
        (_NEIGHBOR, 0),
        (_PAIR, 0),
        (_SURNAME, 0),
    ):
        for match in pattern.finditer(text, start, end):
            first, last = match.span(group)
            if any(s < last and first < e for s, e in taken):
                continue
            taken.append((first, last))
            found.append(
                Mention(
                    start=first, end=last, text=text[first:last], kind="reference", reference=True, id=_NAMES[pattern]
                )
            )
    return found


_NAMES = {
    _BARE_OFFICE: "office",
    _MINISTRY_ROLE: "office",
    _STATE: "state",
    _NEIGHBOR: "neighbor",
    _PAIR: "pair",
    _SURNAME: "surname",
}


def _settle(
    mention: Mention,
    before: Mention | None,
    text: str,
    gazetteer: Gazetteer,
    salience: Salience,
    sentence: int,
    on: date | None,
) -> Mention | None:
    """Return a mention with its actor settled where it can be; None for a capitalised word that is no name."""
    if not mention.reference:
        if mention.code is None and mention.kind in ("office", "role"):
            return _settle_general(mention, before, text, gazetteer, salience, sentence)
        return mention
    bare = replace(mention, id=None)
    if mention.id == "surname":
        return _surname(bare, text, gazetteer, salience, on)
    if mention.id == "office":
        office = salience.office(mention.text.lower())
        if office is None:
            return bare
        return replace(bare, code=office.code, office=office.office, sector=office.sector, id=office.id)
    if mention.id == "state":
        return replace(bare, code=salience.state(sentence, FAR))
    if mention.id == "neighbor":
        owner = salience.state(sentence, NEAR)
        return replace(bare, code=salience.state(sentence, FAR, but=owner))
    but = gazetteer.principal if _ALLIES.search(mention.text) else ()
    codes = salience.group(sentence, FAR, but=but) or salience.pair(sentence, FAR, but=but)
    return replace(bare, codes=codes)


def _settle_general(
    mention: Mention, before: Mention | None, text: str, gazetteer: Gazetteer, salience: Salience, sentence: int
) -> Mention:
    """Settle a general office or role: "its leader", "the military", "the spokesman"."""
    if before is not None and before.reference and before.office is not None and before.end + 1 == mention.start:
        return replace(mention, code=before.code, office=before.office, sector=before.sector)
    lead = text[max(0, mention.start - 24) : mention.start].lower().split()
    determiner = lead[-1] if lead else ""
    word = mention.text.lower()
    if word in _SPEAKER_WORDS and determiner == "the":
        speaker = salience.speaker(sentence, FAR)
        if speaker is not None:
            return replace(
                mention,
                code=speaker.code,
                office=mention.office or speaker.office,
                sector=speaker.sector,
                name=speaker.name,
                reference=True,
            )
    if determiner in ("its", "their", "his", "her", "own"):
        code = salience.state(sentence, NEAR)
        return replace(give_owner(mention, code, gazetteer), reference=True) if code is not None else mention
    if determiner == "the" and mention.kind == "office":
        earlier = salience.office(mention.office or "")
        code = earlier.code if earlier is not None else salience.state(sentence, NEAR)
        return replace(give_owner(mention, code, gazetteer), reference=True) if code is not None else mention
    if determiner == "the" and mention.role is not None and not mention.anonymous:
        code = salience.state(sentence, NEAR)
        return replace(give_owner(mention, code, gazetteer), reference=True) if code is not None else mention
    return mention


def _surname(mention: Mention, text: str, gazetteer: Gazetteer, salience: Salience, on: date | None) -> Mention | None:
    person = salience.person(mention.text)
    if person is not None:
        return replace(
            mention,
            id=person.id,
            name=person.name,
            code=person.code,
            sector=person.sector,
            role=person.role,
            office=person.office,
        )
    known = gazetteer.surnames.get(mention.text, ())
    serving = [pid for pid in known if gazetteer.serves(pid, on)]
    if len(serving) == 1 and _titled(text, mention.start):
        return name_person(replace(mention, kind="person", reference=False), serving[0], gazetteer, on)
    return None


def _titled(text: str, start: int) -> bool:
    return (
        re.search(
            r"\b(?:President|Minister|Secretary|Premier|Chancellor|Leader|leader|General|Mr\.|Ms\.|Envoy|Ambassador)\s+$",
            text[max(0, start - 24) : start],
        )
        is not None
    )


def _pronouns(
    found: Sequence[Mention], tokens: "dict[int, Token]", gazetteer: Gazetteer, salience: Salience, sentence: int
) -> list[Mention]:
    pronouns = []
    taken = {m.start for m in found}
    for start, token in tokens.items():
        word = token.lower_
        if start in taken or token.tag_ not in ("PRP", "PRP$"):
            continue
        base = Mention(start=start, end=start + len(token), text=token.text, kind="reference", reference=True)
        if word in _PERSONAL:
            person = _person_before(salience, start, sentence, _PERSONAL[word], gazetteer)
            if person is not None:
                pronouns.append(
                    replace(
                        base,
                        code=person.code,
                        name=person.name,
                        role=person.role,
                        office=person.office,
                        sector=person.sector,
                        id=person.id,
                    )
                )
        elif word in _NEUTRAL:
            code = _state_before(salience, start, sentence)
            if code is not None:
                pronouns.append(replace(base, code=code))
        elif word in _PLURAL:
            codes = salience.group(sentence, NEAR)
            if codes:
                pronouns.append(replace(base, codes=codes))
    return pronouns


def _person_before(salience: Salience, start: int, sentence: int, gender: str, gazetteer: Gazetteer) -> Mention | None:
    for one in salience.recent(sentence, NEAR):
        mention = one.mention
        if one.sentence == sentence and mention.start >= start:
            continue
        if mention.name is None or mention.id is None:
            if mention.role is not None and mention.code is not None and not mention.anonymous:
                return mention
            continue
        person = gazetteer.people.get(mention.id)
        if person is not None and person.gender in (None, gender):
            return mention
    return None


def _state_before(salience: Salience, start: int, sentence: int) -> str | None:
    same = [one for one in salience.recent(sentence, 0) if one.mention.start < start and one.mention.code is not None]
    for one in same:
        if one.subject and one.mention.kind in ("country", "capital", "office", "body", "outlet", "reference"):
            return one.mention.code
    for one in same:
        if one.mention.kind in ("country", "capital", "office", "body"):
            return one.mention.code
    return salience.state(sentence - 1, 1) if sentence else None


def _describes(doc: "Doc", mention: Mention) -> bool:
    """Return whether a general office word only describes the next noun ("military drills")."""
    if mention.kind != "office" or mention.code is not None or mention.reference:
        return False
    span = doc.char_span(mention.start, mention.end, alignment_mode="expand")
    return span is not None and span.root.dep_ in ("amod", "compound") and span.root.head.i > span.root.i


def _is_subject(doc: "Doc", mention: Mention) -> bool:
    span = doc.char_span(mention.start, mention.end, alignment_mode="expand")
    if span is None:
        return False
    root = span.root
    while root.dep_ in ("poss", "compound", "amod", "appos", "nmod") and root.head is not root:
        root = root.head
    return root.dep_ in ("nsubj", "nsubjpass")
