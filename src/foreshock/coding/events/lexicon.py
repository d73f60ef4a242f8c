"""The event lexicon: verbs and nouns in English, kinds and weapons from the theater pack."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from importlib import resources
from typing import cast

from foreshock.coding.events.grammar import singular, verb_forms
from foreshock.coding.kinds import KindPhrases, build_kind_phrases
from foreshock.coding.statements.levels import Levels, build_levels
from foreshock.terms.reading import PloverType, Status
from foreshock.theaters.schema import Kind, Pack


@dataclass(frozen=True, slots=True)
class Frame:
    """One rule of verbs.toml: what a verb or noun says was done.

    `swap` ones have the receiver as subject.
    """

    id: str
    meaning: str
    type: PloverType | None = None
    mode: str | None = None
    kind: str | None = None
    future: PloverType | None = None
    operator: str | None = None
    civic: bool = False
    swap: bool = False
    adjectives: frozenset[str] = frozenset()
    parts: frozenset[str] = frozenset(["verb"])


@dataclass(frozen=True, slots=True)
class Pattern:
    """A verb with the conditions it must meet; `prepositions` empty means any.

    `practice` ones say how often or how much something is done, on no day.
    """

    frame: Frame
    particle: str | None = None
    object: frozenset[str] | None = None
    prepositions: frozenset[str] = frozenset()
    governed: frozenset[str] | None = None
    clause: str | None = None
    practice: bool = False

    @property
    def weight(self) -> int:
        """How many conditions the pattern has."""
        return (
            2 * (self.object is not None)
            + bool(self.prepositions)
            + 2 * (self.governed is not None)
            + (self.clause is not None)
            + 2 * (self.particle is not None)
        )


@dataclass(frozen=True, slots=True)
class EventLexicon:
    """Everything the event rules look up. Built once for a pack."""

    verbs: Mapping[str, tuple[Pattern, ...]]
    adjectives: Mapping[str, Frame]
    nouns: Mapping[str, Frame]
    frames: Mapping[str, Frame]
    classes: Mapping[str, frozenset[str]]
    forms: Mapping[str, str]
    operators: Mapping[str, frozenset[Status | str]]
    kinds: Mapping[str, Kind]
    phrases: KindPhrases
    weapon_kinds: Mapping[str, str]
    weapon_classes: Mapping[str, str]
    weapon_names: Mapping[str, str]
    recurring: Mapping[str, tuple[int, int, str]]
    sites: Mapping[str, str]
    drills: Mapping[str, tuple[str, tuple[str, ...]]]
    levels: Levels
    regions: frozenset[str] = field(default_factory=frozenset)

    def lemma(self, form: str) -> str | None:
        """Return the lemma of a verb form of the lexicon, None when it is not in it."""
        return self.forms.get(form)


def load_frames() -> tuple[Frame, ...]:
    """Return the frames of verbs.toml: the rules for verbs, nouns and adjectives."""
    return tuple(frame for frame, _ in _frames(_toml("verbs.toml")))


def build_event_lexicon(pack: Pack) -> EventLexicon:
    """Build the lexicon for a theater."""
    table = _toml("verbs.toml")
    nouns = _toml("nouns.toml")
    verbs: dict[str, list[Pattern]] = {}
    adjectives: dict[str, Frame] = {}
    frames: dict[str, Frame] = {}
    for frame, row in _frames(table):
        frames[frame.id] = frame
        for text in filter(None, (part.strip() for part in str(row.get("verbs", "")).split(";"))):
            verb, pattern = _pattern(text, frame)
            verbs.setdefault(verb, []).append(pattern)
        for word in filter(None, (part.strip() for part in str(row.get("adjectives", "")).split(";"))):
            adjectives[word] = frame
    operators = {
        name: frozenset(part.strip() for part in words.split(";")) for name, words in table["operators"].items()
    }
    lemmas = set(verbs) | {word.split("+")[0].split()[0] for words in operators.values() for word in words}
    return EventLexicon(
        verbs={verb: tuple(sorted(rows, key=lambda p: -p.weight)) for verb, rows in verbs.items()},
        adjectives=adjectives,
        nouns={noun: frames[name] for name, words in nouns["nouns"].items() for noun in words.split()},
        frames=frames,
        classes={name: frozenset(words.split()) for name, words in nouns["classes"].items()},
        forms=verb_forms(lemmas | set(_PASSING)),
        operators=cast("Mapping[str, frozenset[Status | str]]", operators),
        kinds={kind.id: kind for kind in pack.kinds},
        phrases=build_kind_phrases(pack),
        weapon_kinds={row.id: row.kind for row in pack.weapons if row.kind is not None},
        weapon_classes={row.id: row.class_ for row in pack.weapons},
        weapon_names={row.id: row.name for row in pack.weapons if not row.generic},
        recurring={row.id: (row.month, row.day, row.actor) for row in pack.recurring_days},
        sites={row.id: row.name for row in pack.sites},
        drills={row.id: (row.kind, row.participants) for row in pack.named_drills},
        levels=build_levels(pack),
        regions=frozenset(actor.code for actor in pack.actors if actor.kind == "region"),
    )


# Verbs that only carry what stands under them; their own lemma is never a trigger.
_PASSING = ("say", "tell", "report", "announce", "confirm", "detect", "note", "add", "state", "take", "occur", "happen")


def _frames(table: Mapping[str, object]) -> Iterator[tuple[Frame, Mapping[str, object]]]:
    named = set(_toml("nouns.toml")["nouns"])
    for row in cast("list[dict[str, object]]", table["frames"]):
        values = {key: value for key, value in row.items() if key not in ("verbs", "adjectives")}
        parts = {"noun"} if values["id"] in named else set()
        parts |= {part for part, key in (("verb", "verbs"), ("adjective", "adjectives")) if key in row}
        words = frozenset(part.strip() for part in str(row.get("adjectives", "")).split(";"))
        yield Frame(**values, adjectives=words, parts=frozenset(parts)), row  # type: ignore[arg-type]


def _pattern(text: str, frame: Frame) -> tuple[str, Pattern]:
    head, *rest = text.split()
    verb, _, particle = head.partition("+")
    wanted: frozenset[str] | None = None
    words: frozenset[str] = frozenset()
    governed: frozenset[str] | None = None
    clause: str | None = None
    practice = False
    for part in rest:
        if part == "~":
            practice = True
        elif part.startswith(">"):
            clause = part[1:]
        elif part.startswith("@"):
            classes = frozenset(part[1:].split("|"))
            if words:
                governed = classes
            else:
                wanted = classes
        else:
            words = frozenset(part.split("|"))
    return verb, Pattern(frame, particle or None, wanted, words, governed, clause, practice)


def _toml(name: str) -> dict[str, dict[str, str]]:
    return tomllib.loads(resources.files(__package__).joinpath(name).read_text(encoding="utf-8"))


def in_class(noun: str, classes: frozenset[str], lexicon: EventLexicon) -> bool:
    """Return whether the head noun of a phrase is in one of the classes."""
    word = singular(noun)
    return any(word in lexicon.classes[name] for name in classes)
