"""One pass over an article in reading order: every mention noted, every reference settled or left."""

import re
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from msgspec import structs

from foreshock.coding.gazetteer import Gazetteer
from foreshock.coding.mentions import Mention
from foreshock.coding.owners import owned_by
from foreshock.coding.references.deeds import Deeds, doers_of, family_of, points_back
from foreshock.coding.references.definite import find_definite
from foreshock.coding.references.memory import STATES, Memory, Seen, is_plural
from foreshock.coding.references.nouns import owned_state
from foreshock.coding.references.offices import settle_office, settle_role
from foreshock.coding.references.people import find_surname, full_name, placed, surname_of
from foreshock.coding.references.pronouns import PRONOUNS, find_antecedent
from foreshock.coding.references.sentence import (
    determiner,
    is_main_subject,
    is_subject,
    possessor,
    tokens_of,
)

if TYPE_CHECKING:
    from foreshock.coding.tokens import Doc, Token

_AHEAD = 60  # words of a sentence that are searched for who carries it
_DATELINE = re.compile(r"[A-Z][^()\n]{0,60}(?:\([^()\n]{2,40}\) ?(?:--|—|–|-)|(?:--|—)) ")
_NOT_NAMES = ("VB", "VBD", "VBG", "VBN", "VBP", "VBZ", "JJ", "JJR", "JJS", "RB")


def resolve_references(
    texts: Sequence[str],
    docs: "Sequence[Doc]",
    named: Sequence[tuple[Mention, ...]],
    gazetteer: Gazetteer,
    *,
    on: date | None,
    headline: tuple[Mention, ...] = (),
    home: str | None = None,
) -> list[tuple[Mention, ...]]:
    """Return each paragraph's mentions with references added, sorted, none overlapping.

    `headline` gives antecedents of last resort; `home` is the state whose own agency printed the
    article, which unowned offices belong to. What the text does not settle has `code` None.
    """
    memory, deeds = Memory(), Deeds()
    for mention in headline:
        memory.note(Seen(mention, -1, -9, subject=False))
    sentence = 0
    found = []
    for number, (text, doc, mentions) in enumerate(zip(texts, docs, named, strict=True)):
        reader = _Reader(text, doc, mentions, memory, deeds, gazetteer, on, home, number, sentence)
        found.append(reader.read())
        sentence = reader.sentence + 1
    return found


class _Reader:
    """The pass over one paragraph."""

    def __init__(
        self,
        text: str,
        doc: "Doc",
        mentions: tuple[Mention, ...],
        memory: Memory,
        deeds: Deeds,
        gazetteer: Gazetteer,
        on: date | None,
        home: str | None,
        paragraph: int,
        sentence: int,
    ) -> None:
        self.text, self.doc, self.memory, self.deeds = text, doc, memory, deeds
        self.gazetteer, self.on, self.home = gazetteer, on, home
        self.paragraph, self.sentence = paragraph, sentence
        self.first: dict[int, Mention] = {}
        self.stop: dict[int, int] = {}
        self.roles: dict[int, Mention] = {}
        self.free = [True] * len(doc)
        self.at: dict[int, Mention] = {}
        self.ahead: dict[int, Mention] = {}
        self.found: list[Mention] = []
        self.dateline = dateline_end(text) if paragraph == 0 else 0
        for mention in mentions:
            tokens = tokens_of(doc, mention)
            if (
                tokens is None
                or not len(tokens)
                or _is_no_noun(mention, tokens.root)
                or self._in_a_name(mention, tokens.start)
            ):
                continue
            if tokens.start in self.first or not self.free[tokens.start]:
                self.found.append(mention)  # two names in one token, as in "US-South"
                continue
            self.first[tokens.start], self.stop[tokens.start] = mention, tokens.end
            for i in range(tokens.start, tokens.end):
                self.free[i] = False
                self.ahead[i] = mention
                if mention.kind == "role":
                    self.roles[i] = mention

    def read(self) -> tuple[Mention, ...]:
        i = 0
        while i < len(self.doc):
            if i and self.doc[i].is_sent_start:
                self.sentence += 1
            explicit = self.first.get(i)
            if explicit is not None:
                title = self._title_before(i) if explicit.kind == "person" else None
                self._note(self._settled(explicit, i), i, self.stop[i], title)
                i = self.stop[i]
                continue
            i = self._refer(self.doc[i]) or self._deed(self.doc[i])
        return tuple(sorted(self.found, key=lambda m: m.start))

    def _in_a_name(self, mention: Mention, first: int) -> bool:
        """Return whether an office word is the end of a longer name ("Drug Administration", "Eighth Congress")."""
        if mention.kind != "office" or not mention.text[:1].isupper() or " " in mention.text or first == 0:
            return False
        before = self.doc[first - 1]
        return (
            self.free[first - 1]
            and not before.is_sent_start
            and before.text[:1].isupper()
            and before.tag_ in ("NNP", "JJ")
            and before.text not in self.gazetteer.people
        )

    def _note(self, mention: Mention, first: int, stop: int, title: Mention | None = None) -> None:
        """Keep a mention and remember it; a person takes the place of the title before the name."""
        self.found.append(mention)
        if mention.kind == "drill":
            self.deeds.note("exercise", mention.codes)
        begin = first
        while title is not None and begin > 0 and (self.at.get(begin - 1) is title or self.doc[begin - 1].text == ","):
            begin -= 1
        for i in range(begin, stop):
            self.at[i] = mention
            self.free[i] = False
        tokens = self.doc[begin:stop] if mention.start >= self.dateline else None
        surname = surname_of(mention, self.gazetteer)
        if surname is not None:
            self.memory.surnames.add(surname)
        self.memory.note(
            Seen(mention, self.paragraph, self.sentence, subject=is_subject(tokens), main=is_main_subject(tokens))
        )

    def _settled(self, mention: Mention, first: int) -> Mention:
        if mention.code is not None or mention.codes or mention.kind not in ("office", "role", "outlet"):
            return mention
        token = self.doc[first : self.stop[first]].root
        owner = possessor(token)
        owner_mention = self.at.get(owner.i) if owner is not None else self._compound_owner(first)
        code = owned_state(owner_mention)
        if code is not None:
            if mention.kind == "role":
                owner_office = owner_mention.office if owner_mention is not None else None
                return structs.replace(mention, code=code, office=owner_office or mention.office, reference=True)
            return structs.replace(owned_by(mention, code, self.gazetteer.offices), reference=True)
        if owner is not None:
            return mention
        if mention.kind == "role":
            return settle_role(mention, token, self.found, self.memory, self.sentence, self.gazetteer)
        home = self.home or self._carried_for(token)
        return settle_office(mention, token, self.memory, self.sentence, self.gazetteer, home)

    def _carried_for(self, token: "Token") -> str | None:
        """Return the state whose word is carried by an outlet that the sentence names later."""
        for i in range(token.i, min(token.sent.end, token.i + _AHEAD)):
            mention = self.first.get(i)
            if mention is not None and mention.kind == "outlet" and mention.id in self.gazetteer.carries:
                return self.gazetteer.carries[mention.id]
        return None

    def _compound_owner(self, first: int) -> Mention | None:
        """Return the mention right before, as in "the Moon administration"."""
        before = self.at.get(first - 1)
        return before if before is not None and before.kind in (*STATES, "person", "reference") else None

    def _refer(self, token: "Token") -> int | None:
        """Settle a reference that begins at a token; return the token after it, None when there is none."""
        if token.lower_ in PRONOUNS and token.tag_ in ("PRP", "PRP$"):
            return self._pronoun(token)
        if token.tag_ in ("NNP", "NNPS") or token.text in self.memory.surnames:
            return self._name(token)
        if token.tag_ in ("NN", "NNS"):
            return self._noun(token)
        return None

    def _deed(self, token: "Token") -> int:
        """Remember who does the deed a word tells of, or note that it points back to one; return the next token."""
        family = family_of(token)
        if family is None:
            return token.i + 1
        doers = doers_of(token, self._mention_at)
        noun = token.tag_.startswith("NN")
        if noun and points_back(token) and not self._has_own_doer(token):
            told = self.deeds.latest(family)
            if told:
                start, end = token.idx, token.idx + len(token.text)
                self.found.append(
                    Mention(start=start, end=end, text=token.text, kind="deed", codes=told, reference=True)
                )
                return token.i + 1
        self.deeds.note(family, doers)
        return token.i + 1

    def _has_own_doer(self, noun: "Token") -> bool:
        """Return whether an actor's name stands before a noun of doing ("the South Korean drills")."""
        return any(kid.i < noun.i and self._mention_at(kid.i) is not None for kid in noun.children)

    def _mention_at(self, i: int) -> Mention | None:
        """Return the mention at a token, read already or still to come."""
        return self.at.get(i) or self.ahead.get(i)

    def _pronoun(self, token: "Token") -> int | None:
        antecedent = find_antecedent(token, self.at, self.memory, self.sentence, self.gazetteer)
        if antecedent is None:
            return None
        kind = "reference" if antecedent.kind != "outlet" else "outlet"
        self._place(antecedent, token.i, token.i + 1, kind=kind)
        return token.i + 1

    def _name(self, token: "Token") -> int | None:
        title = self._title_before(token.i)
        person = find_surname(token, title, self.memory, self.sentence, self.gazetteer, on=self.on)
        if person is not None:
            self._place(person, token.i, token.i + 1, title)
            return token.i + 1
        name = full_name(self.doc, token.i, self.free)
        if name is None:
            return None
        role = title or self._role_in_apposition(self.doc[name[0] : name[1]].root)
        if role is None:
            return name[1]
        start, end = self.doc[name[0]].idx, self.doc[name[1] - 1].idx + len(self.doc[name[1] - 1])
        printed = self.text[start:end]
        person = structs.replace(
            role,
            start=start,
            end=end,
            text=printed,
            kind="person",
            id=None,
            name=printed,
            anonymous=False,
            reference=False,
        )
        self._note(person, *name, title)
        return name[1]

    def _title_before(self, first: int) -> Mention | None:
        comma = first > 1 and self.doc[first - 1].text == ","
        before = self.at.get(first - 2 if comma else first - 1)
        return before if before is not None and before.kind == "role" and not is_plural(before) else None

    def _role_in_apposition(self, head: "Token") -> Mention | None:
        return next((self.roles[kid.i] for kid in head.children if kid.dep_ == "appos" and kid.i in self.roles), None)

    def _noun(self, token: "Token") -> int | None:
        found = find_definite(token, self.at, self.memory, self.sentence, self.gazetteer)
        if found is None:
            return None
        self._place(found.mention, self._begin(token) if found.whole else token.i, token.i + 1)
        return token.i + 1

    def _begin(self, token: "Token") -> int:
        """Return the token where a noun's phrase begins, after any mention that stands in it."""
        article = determiner(token)
        first = min([token.i, *(kid.i for kid in token.children if kid.i < token.i and kid.dep_ in ("nummod", "amod"))])
        first = min(first, article.i) if article is not None else first
        return next((i + 1 for i in range(token.i - 1, first - 1, -1) if not self.free[i]), first)

    def _place(self, mention: Mention, first: int, stop: int, title: Mention | None = None, **changes: object) -> None:
        start, end = self.doc[first].idx, self.doc[stop - 1].idx + len(self.doc[stop - 1])
        self._note(placed(mention, start, end, self.text[start:end], **changes), first, stop, title)


def dateline_end(text: str) -> int:
    """Return where a lead's dateline ends ("SEOUL, May 5 (Agency) --"), 0 without one."""
    match = _DATELINE.match(text)
    return match.end() if match is not None else 0


def _is_no_noun(mention: Mention, root: "Token") -> bool:
    """Return whether a role or office word is no actor: an adjective, a verb, a sort of thing ("pilot project")."""
    if mention.kind not in ("role", "office") or " " in mention.text or mention.text[:1].isupper():
        return False
    if root.tag_ in _NOT_NAMES:
        return True
    return (
        mention.kind == "role"
        and root.dep_ == "compound"
        and root.head.tag_ in ("NN", "NNS")
        and root.head.i == root.i + 1
    )
