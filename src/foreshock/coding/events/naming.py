"""Which kind of the pack a noun phrase names, with which instruments and how many."""

from typing import TYPE_CHECKING

from foreshock.coding.events.grammar import joined, prepositions, singular
from foreshock.coding.events.lexicon import EventLexicon
from foreshock.coding.kinds import KindMention
from foreshock.coding.numbers import parse_number
from foreshock.coding.parsed import Paragraph
from foreshock.terms.reading import ActorRef, Count, CountQualifier, Instrument

if TYPE_CHECKING:
    from foreshock.coding.tokens import Token

_JOINT = frozenset(["joint", "combined", "allied", "bilateral", "trilateral", "multilateral", "multinational"])
_DOING = frozenset(["launch", "test", "firing", "test-firing", "test-launch", "drill", "exercise"])
_ABOUT = frozenset(["about", "around", "some", "nearly", "almost", "roughly", "approximately"])
_LEAST = frozenset(["least", "than", "over"])
_UNITS = frozenset(
    [
        "mm",
        "cm",
        "km",
        "m",
        "kg",
        "kt",
        "kiloton",
        "kilotons",
        "ton",
        "tons",
        "tonne",
        "tonnes",
        "mile",
        "miles",
        "kilometer",
        "kilometers",
    ]
)
_SEVERAL = frozenset(
    ["several", "multiple", "numerous", "dozens", "many", "various", "series", "scores", "salvo", "few"]
)


class Naming:
    """The kinds named in one paragraph, by their tokens."""

    def __init__(self, paragraph: Paragraph, lexicon: EventLexicon) -> None:
        self._paragraph, self._lexicon = paragraph, lexicon
        self._by_token: dict[int, tuple[str, bool]] = {}
        found: list[tuple[KindMention, bool]] = [(k, False) for k in lexicon.phrases.find(paragraph.text)]
        for mention in paragraph.mentions:
            kind = None
            if mention.id is None:
                continue
            if mention.kind == "weapon":
                kind = lexicon.weapon_kinds.get(mention.id)
            elif mention.kind == "drill" and mention.id in lexicon.drills:
                kind = lexicon.drills[mention.id][0]
            if kind is not None:
                found.append((KindMention(mention.start, mention.end, mention.text, kind), True))
        for named, strong in found:
            span = paragraph.doc.char_span(named.start, named.end)
            for token in span if span is not None else ():
                before = self._by_token.get(token.i)
                if before is None or strong or named.kind.count(".") >= before[0].count("."):
                    self._by_token[token.i] = named.kind, strong

    def at(self, token: "Token") -> str | None:
        """Return the kind whose phrase holds this token."""
        found = self._by_token.get(token.i)
        return found[0] if found is not None else None

    def of(self, noun: "Token | None") -> str | None:
        """Return the most specific kind a noun phrase names: its head, modifiers, what follows "of"."""
        if noun is None:
            return None
        own = self.at(noun)
        near: list[str] = [own] if own is not None else []
        if own is None or singular(noun.lower_) in _DOING:
            for kid in noun.children:
                if kid.dep_ in ("compound", "amod", "nmod", "appos", "poss"):
                    near.extend(k for t in kid.subtree if (k := self.at(t)) is not None)
            for word, inner in prepositions(noun):
                if word in ("of", "involving"):
                    near.extend(k for t in joined(inner) if (k := self.at(t)) is not None)
        near = [kind for kind in near if own is None or kind == own or _refines(kind, own)]
        return max(near, key=lambda kind: kind.count("."), default=None)

    def joint(self, kind: str, noun: "Token | None", parties: int) -> str:
        """Return the joint kind of an exercise that two states hold or that is called joint."""
        if not kind.startswith("exercise") or kind.startswith("exercise.joint"):
            return kind
        together = parties > 1 or (noun is not None and any(t.lower_ in _JOINT for t in noun.subtree if t.i <= noun.i))
        if not together:
            return kind
        leaf = kind.rpartition("national.")[2] if "national." in kind else ""
        wanted = f"exercise.joint.{leaf}" if leaf else "exercise.joint"
        return wanted if wanted in self._lexicon.kinds else "exercise.joint"

    def instruments(self, start: int, end: int) -> tuple[Instrument, ...]:
        """Return the weapons, aircraft and ships named in characters `start:end`, each once."""
        found: dict[str, Instrument] = {}
        for mention in self._paragraph.mentions_in(start, end):
            if mention.kind == "weapon" and mention.id is not None and mention.id in self._lexicon.weapon_names:
                name = _as_printed(self._lexicon.weapon_names[mention.id], mention.text)
                found.setdefault(name, Instrument(name, self._lexicon.weapon_classes.get(mention.id)))
        return tuple(found.values())

    def participants(self, start: int, end: int) -> tuple[ActorRef, ...]:
        """Return who usually takes part in the drill series named in characters `start:end`."""
        for mention in self._paragraph.mentions_in(start, end):
            if mention.kind == "drill" and mention.id is not None and mention.id in self._lexicon.drills:
                where = self._paragraph.span(mention.start, mention.end)
                codes = self._lexicon.drills[mention.id][1]
                return tuple(ActorRef(code=code[:3], text=mention.text, span=where) for code in codes)
        return ()

    def place(self, start: int, end: int) -> str | None:
        """Return the first site named in characters `start:end`."""
        for mention in self._paragraph.mentions_in(start, end):
            if mention.kind == "site" and mention.id is not None and mention.id in self._lexicon.sites:
                return self._lexicon.sites[mention.id]
        return None


def _as_printed(name: str, text: str) -> str:
    """Return a weapon's name with the letters of its version as printed ("F-35" and "F-35Bs" → "F-35B")."""
    version = text.partition(" ")[0].removesuffix("s")
    return version if version.startswith(name) else name


def _refines(kind: str, own: str) -> bool:
    """Return whether one kind may say more exactly what another names ("launch" → "test.nuclear")."""
    broad = own in ("launch", "test", "exercise", "arms", "talks", "attack")
    return kind.startswith(f"{own}.") or (broad and kind.split(".", maxsplit=1)[0] in ("launch", "test", own))


def count_of(noun: "Token | None") -> Count | None:
    """Return how many a noun phrase says there were, None when it does not say."""
    if noun is None:
        return None
    for kid in noun.children:
        measure = kid.i + 1 < len(kid.doc) and kid.nbor(1).lower_ in _UNITS  # "600mm launchers" are not six hundred
        if not measure and (kid.dep_ == "nummod" or (kid.tag_ == "CD" and kid.i < noun.i)):
            value = parse_number(kid.text)
            if value is not None:
                return Count(value, _qualifier(kid))
        if kid.lower_ in _SEVERAL and kid.i < noun.i:
            return Count(None, "several")
    above = noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ == "of" else None
    if above is not None and above.lower_ in ("number", "barrage", "series", "salvo", "spate", "flurry", "string"):
        if any(kid.lower_ == "record" for kid in above.children):
            return Count(None, "record")
        return Count(None, "several")
    if noun.lower_ == "number" and any(kid.lower_ == "record" for kid in noun.children):
        return Count(None, "record")
    singular_form = noun.tag_ in ("NN", "NNP")
    if singular_form and any(kid.lower_ in ("a", "an", "another") for kid in noun.children if kid.dep_ == "det"):
        return Count(1)
    return None


def _qualifier(number: "Token") -> CountQualifier:
    words = {kid.lower_ for kid in number.children}
    before = number.nbor(-1).lower_ if number.i > 0 else ""
    words.add(before)
    if words & _LEAST:
        return "at_least"
    if words & _ABOUT:
        return "about"
    return "at_most" if words & {"most", "up"} else "exact"
