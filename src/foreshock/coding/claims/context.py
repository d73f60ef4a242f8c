"""What claim rules look up: kinds named in a stretch, who acts, and what "such tests" refers to."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from foreshock.coding.kinds import KindMention, KindPhrases, is_kind
from foreshock.coding.mentions import Mention
from foreshock.coding.parsed import Paragraph, ParsedArticle
from foreshock.terms.reading import Event, Side
from foreshock.theaters.schema import Pack

if TYPE_CHECKING:
    from foreshock.coding.tokens import Token, Tokens

POINTING_SENTENCES = 3  # how far back "such tests" looks when nothing before it was coded
POINTING = frozenset(["such", "these", "those", "the", "this", "that", "its", "their", "previous", "similar"])
_BACK = frozenset(["such", "these", "those", "similar", "previous", "the", "this", "that", "another"])
# Nouns that point back, with the kinds they can point to; () stands for anything.
POINTERS: dict[str, tuple[str, ...]] = {
    "test": ("launch", "test", "arms.test"), "tests": ("launch", "test", "arms.test"),
    "launch": ("launch",), "launches": ("launch",), "firing": ("launch", "fire"), "firings": ("launch", "fire"),
    "drill": ("exercise",), "drills": ("exercise",), "exercise": ("exercise",), "exercises": ("exercise",),
    "maneuvers": ("exercise",), "manoeuvres": ("exercise",),
    "statement": ("statement",), "statements": ("statement",), "warning": ("statement",), "warnings": ("statement",),
    "talks": ("talks", "summit"), "meeting": ("talks", "summit", "visit"), "meetings": ("talks", "summit", "visit"),
    "attempt": ("launch", "test"), "attempts": ("launch", "test"), "incursion": ("incursion",),
    "incursions": ("incursion",), "visit": ("visit",), "visits": ("visit",), "notice": ("notice",),
    "notices": ("notice",),
    "sanctions": ("sanctions",), "move": (), "moves": (), "event": (), "one": (), "ones": (), "it": (),
    "them": (), "action": (), "actions": (), "measure": ("sanctions",), "measures": ("sanctions",),
}  # fmt: skip
POSSESSIVES = frozenset(["its", "their", "his", "her", "our", "whose"])
ACTING = ("country", "demonym", "capital", "office", "body", "person", "role", "reference")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a paragraph, with the kinds its text names."""

    paragraph: Paragraph
    tokens: "Tokens"
    kinds: tuple[KindMention, ...]
    published: date | None = None

    def kinds_in(self, start: int, end: int) -> list[KindMention]:
        """Return the kinds named inside characters `start:end` of the paragraph."""
        return [kind for kind in self.kinds if start <= kind.start and kind.end <= end]


@dataclass(frozen=True, slots=True)
class Context:
    """What claim rules may look back to: the article's events and its sentences, in reading order."""

    events: tuple[Event, ...]
    sentences: tuple[Sentence, ...]

    def pointed_to(self, sentence: Sentence, families: tuple[str, ...]) -> Side | None:
        """Return what a noun that points back stands for: an event coded before it, else a kind named."""
        event = self.earlier(sentence, families)
        if event is not None and event.kind is not None:
            # "such statements" are those of the actor, not only those of one rank of speaker
            kind = "statement" if is_kind(event.kind, "statement") else event.kind
            return Side(kind, tuple(actor.code for actor in event.actors))
        here = (sentence.paragraph.index, sentence.tokens.start_char)
        before = [s for s in self.sentences if (s.paragraph.index, s.tokens.start_char) < here]
        for one in reversed(before[-POINTING_SENTENCES:]):
            for named in one.kinds:
                if not families or is_kind(named.kind, *families):
                    return Side(named.kind, agents_of(one.paragraph, one.tokens.root))
        return Side(families[0]) if len(families) == 1 else None

    def earlier(self, sentence: Sentence, families: tuple[str, ...]) -> Event | None:
        """Return the latest event coded before a sentence whose kind is of `families`."""
        paragraph, start = sentence.paragraph.index, sentence.tokens.start_char
        found = None
        for event in self.events:
            spans = event.evidence
            if not spans or event.kind is None or (spans[0].paragraph, spans[0].start) >= (paragraph, start):
                continue
            if spans[0].paragraph < paragraph - 1:
                continue
            if not families or is_kind(event.kind, *families):
                found = event
        return found


def _sentences(
    paragraph: Paragraph, kinds: KindPhrases, by_id: dict[str, str], published: date | None
) -> Iterator[Sentence]:
    """Yield a paragraph's sentences with the kinds they name, weapons and named drills included."""
    named = [
        KindMention(m.start, m.end, m.text, by_id[m.id])
        for m in paragraph.mentions
        if m.kind in ("weapon", "drill") and m.id in by_id
    ]
    found = [*kinds.find(paragraph.text), *named]
    found.sort(key=lambda kind: (kind.start, -kind.end))
    for tokens in paragraph.doc.sents:
        start, end = tokens.start_char, tokens.end_char
        near = found[bisect_left(found, start, key=_start) : bisect_right(found, end, key=_start)]
        yield Sentence(paragraph, tokens, tuple(kind for kind in near if kind.end <= end), published)


def _start(kind: KindMention) -> int:
    return kind.start


def build_context(parsed: ParsedArticle, events: tuple[Event, ...], pack: Pack, kinds: KindPhrases) -> Context:
    """Return the context of one article's claims."""
    by_id = {weapon.id: weapon.kind for weapon in pack.weapons if weapon.kind is not None}
    by_id |= {drill.id: drill.kind for drill in pack.named_drills}
    found = tuple(
        one for paragraph in parsed.paragraphs for one in _sentences(paragraph, kinds, by_id, parsed.published)
    )
    return Context(events, found)


def find_side(
    sentence: Sentence, start: int, end: int, context: Context, *, actors: tuple[str, ...] = ()
) -> Side | None:
    """Return what characters `start:end` speak of, or None when they name no kind of happening.

    Actors named in the stretch go before `actors`. A noun that points back ("such tests") takes
    kind and actors from the latest thing coded before that it can point to.
    """
    own = actors_in(sentence.paragraph, start, end)
    pointed = _pointed(sentence, start, end, context)
    if pointed is not None:
        return Side(pointed.kind, own or pointed.actors or actors)
    named = sentence.kinds_in(start, end)
    if not named:
        return None
    return Side(named[0].kind, own or actors)


def _pointed(sentence: Sentence, start: int, end: int, context: Context) -> Side | None:
    doc = sentence.paragraph.doc
    for token in sentence.tokens:
        if not start <= token.idx < end or token.lower_ not in POINTERS:
            continue
        families = POINTERS[token.lower_]
        before = {kid.lower_ for kid in token.children if kid.i < token.i}
        bare = token.lower_ in ("one", "ones", "it", "them")
        if not bare and not before & _BACK:
            continue
        if not bare and any(
            doc[kid].dep_ in ("compound", "amod") for kid in _premodifiers(token) if _telling(doc[kid])
        ):
            continue
        found = context.pointed_to(sentence, families)
        if found is not None:
            return found
    return None


def _premodifiers(token: "Token") -> list[int]:
    return [kid.i for kid in token.children if kid.i < token.i]


def _telling(token: "Token") -> bool:
    """Return whether a word before a noun says what kind it is, so that it needs no pointing back."""
    return token.lower_ not in POINTING and token.tag_ not in ("DT", "PRP$", "CD")


def actors_in(paragraph: Paragraph, start: int, end: int) -> tuple[str, ...]:
    """Return the codes of the actors named in characters `start:end`, in order, each once.

    A possessive pronoun names the actor only when nothing else does: "its neighbor" is the neighbor.
    """
    named: dict[str, None] = {}
    owning: dict[str, None] = {}
    for mention in paragraph.mentions_in(start, end):
        into = owning if mention.text.lower() in POSSESSIVES else named
        into |= dict.fromkeys(codes_of(mention))
    return tuple(named or owning)


def codes_of(mention: Mention) -> tuple[str, ...]:
    """Return the actor codes a mention stands for, () for things and unsettled references."""
    if mention.kind not in ACTING:
        return ()
    return mention.codes or ((mention.code,) if mention.code is not None else ())


def subject_of(verb: "Token") -> "Token | None":
    """Return the subject of a verb, climbing through infinitives, participles and joined verbs."""
    token = verb
    for _ in range(6):
        for kid in token.children:
            if kid.dep_ in ("nsubj", "nsubjpass") and kid.tag_ not in ("WDT", "WP"):
                return kid
        if token.dep_ == "relcl":
            return token.head
        if token.head.i == token.i:
            return None
        token = token.head
    return None


def agents_of(paragraph: Paragraph, verb: "Token") -> tuple[str, ...]:
    """Return the codes of who does what a verb says: its subject, joined ones included."""
    subject = subject_of(verb)
    if subject is None:
        return ()
    first, last = subject.left_edge, subject.right_edge
    end = last.idx + len(last)
    relative = next((kid.left_edge.idx for kid in subject.children if kid.dep_ in ("relcl", "acl", "appos")), end)
    return actors_in(paragraph, first.idx, min(end, relative))


def phrase(token: "Token") -> tuple[int, int]:
    """Return the characters of a token's whole phrase."""
    return token.left_edge.idx, token.right_edge.idx + len(token.right_edge)


def verb_above(token: "Token") -> "Token | None":
    """Return the nearest verb that governs a token, None when it hangs on none."""
    while token.head.i != token.i:
        token = token.head
        if token.tag_.startswith("VB"):
            return token
    return None
