"""Who does what to whom: from the words of a parse to the actors of the pack."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from foreshock.coding.events.grammar import clause_of, is_verb, joined, object_of, prepositions, subject_of
from foreshock.coding.events.voices import FIRST_PERSON, Voice
from foreshock.coding.mentions import Mention
from foreshock.coding.parsed import Paragraph
from foreshock.terms.reading import ActorRef

if TYPE_CHECKING:
    from foreshock.coding.tokens import Token

ACTING = frozenset(["country", "demonym", "capital", "body", "office", "person", "role", "reference"])
_SAYING = frozenset(["said", "says", "say", "announced", "added", "reported", "declared", "told", "vowed", "warned"])
_PRONOUNS = frozenset(["it", "they", "he", "she", "we", "its", "their", "his", "her", "our"])
# How near to the deed a preposition's noun stands: earlier ones are asked first.
_TOWARDS = ("to", "with", "against", "on", "upon", "at", "between", "toward", "towards", "from", "for", "into", "over")
_AIMED = frozenset(["toward", "towards", "against", "at", "over", "into"])
_MISSIONS = frozenset(["embassy", "consulate", "embassies", "consulates"])
_WINDOW = 60  # tokens; what stands farther off belongs to another deed
_AROUND = ("of", "in", "by", "near", "about", "outside", "across", "inside")


class Cast:
    """Finds the actors of one paragraph's tokens."""

    def __init__(self, paragraph: Paragraph, regions: frozenset[str], voices: tuple[Voice, ...] = ()) -> None:
        self._paragraph = paragraph
        self._voices = tuple(voice for voice in voices if voice.paragraph == paragraph.index)
        self._regions = regions
        self._by_token: dict[int, list[Mention]] = {}
        self._deeds: dict[int, Mention] = {}
        for mention in paragraph.mentions:
            if mention.kind == "deed":
                span = paragraph.doc.char_span(mention.start, mention.end)
                self._deeds.update((token.i, mention) for token in (span if span is not None else ()))
            elif mention.kind in ACTING and _codes(mention):
                span = paragraph.doc.char_span(mention.start, mention.end)
                for token in span if span is not None else ():
                    self._by_token.setdefault(token.i, []).append(mention)

    def pointed_to(self, noun: "Token | None") -> tuple[ActorRef, ...]:
        """Return who did the deed that a noun points back to ("the drills"), () when it points to none."""
        mention = self._deeds.get(noun.i) if noun is not None else None
        return _each_once(self._refs(mention)) if mention is not None else ()

    def of_phrase(self, head: "Token | None") -> tuple[ActorRef, ...]:
        """Return the actors a noun phrase stands for, those joined to it included."""
        if head is None:
            return ()
        found: list[ActorRef] = []
        for part in joined(head):
            found.extend(self._of_noun(part))
        return _each_once(found)

    def of_subject(self, verb: "Token") -> tuple[ActorRef, ...]:
        """Return the actors that do what a verb says."""
        subject = subject_of(verb)
        found = self.of_phrase(subject)
        if found or subject is None:
            return found
        if subject.lower_ in _PRONOUNS:
            return self._of_pronoun(subject)
        return ()

    def within(self, tokens: "Iterable[Token]") -> tuple[ActorRef, ...]:
        """Return every actor named by the tokens, in order."""
        return _each_once([ref for token in tokens for ref in self.at(token)])

    def at(self, token: "Token") -> list[ActorRef]:
        """Return the actors a single token names."""
        if self._voices and token.lower_ in FIRST_PERSON:
            return self._of_voice(token)
        return [ref for mention in self._by_token.get(token.i, ()) for ref in self._refs(mention)]

    def _of_voice(self, token: "Token") -> list[ActorRef]:
        """Return the speaker's state for "we", "our", "us" in what is quoted."""
        span = self._paragraph.span(token.idx, token.idx + len(token.text))
        voice = next((one for one in self._voices if one.start <= token.idx < one.end), None)
        return [] if voice is None else [ActorRef(code=voice.code, text=token.text, span=span)]

    def receivers(self, verb: "Token", actors: tuple[ActorRef, ...]) -> tuple[ActorRef, ...]:
        """Return whom a deed is done to: object, prepositions, clause below; never its own actors first."""
        own = {ref.code for ref in actors}
        spare: tuple[ActorRef, ...] = ()
        for group in self._receiving(verb):
            refs = self.within(group)
            others = tuple(ref for ref in refs if ref.code not in own)
            if others:
                return others
            spare = spare or refs
        return spare

    def towards(self, verb: "Token") -> tuple[ActorRef, ...]:
        """Return whom a deed is plainly aimed at: "toward", "against", "at", "over", "into"."""
        heads = [verb, *([target] if (target := object_of(verb)) is not None else [])]
        return _each_once(
            ref
            for head in heads
            for word, inner in prepositions(head)
            if word in _AIMED
            for ref in self.of_phrase(inner)
        )

    def whence(self, noun: "Token") -> tuple[ActorRef, ...]:
        """Return whose land a launch left from: the actor of the place or site that "from" names."""
        verb = noun.head if is_verb(noun.head) else None
        heads = [noun, *([verb] if verb is not None else [])]
        for head in heads:
            for word, inner in prepositions(head):
                if word == "from":
                    found = self.of_phrase(inner) or self._of_site(inner)
                    if found:
                        return found
        return ()

    def _of_site(self, noun: "Token") -> tuple[ActorRef, ...]:
        start, end = noun.left_edge.idx, noun.right_edge.idx + len(noun.right_edge)
        return tuple(
            ActorRef(code=m.code[:3], text=m.text, span=self._paragraph.span(m.start, m.end))
            for m in self._paragraph.mentions_in(start, end)
            if m.kind == "site" and m.code is not None
        )

    def around_noun(self, noun: "Token") -> tuple[tuple[ActorRef, ...], tuple[ActorRef, ...]]:
        """Return the actors and receivers that a noun of doing names itself ("X's talks with Y")."""
        doers: list[ActorRef] = []
        receivers: list[ActorRef] = []
        for kid in noun.children:
            if kid.dep_ in ("poss", "compound", "amod", "nmod") and kid.i < noun.i:
                doers.extend(self.within(_nouns_under(kid)))
        for word, inner in prepositions(noun):
            if word in ("by", "between", "among", "involving", "of") and (word != "of" or not doers):
                (doers if word != "of" else receivers).extend(self.of_phrase(inner))
            elif word in _TOWARDS or word in ("in", "near"):
                receivers.extend(self.of_phrase(inner))
        for kid in noun.children:
            if kid.dep_ == "acl" and kid.i > noun.i and kid.tag_ == "VBN":
                doers.extend(self.of_phrase(next((n for w, n in prepositions(kid) if w == "by"), None)))
        own = {ref.code for ref in doers}
        return _each_once(doers), _each_once(ref for ref in receivers if ref.code not in own)

    def _of_noun(self, noun: "Token") -> list[ActorRef]:
        near = self.at(noun)
        if near:
            held = any(mention.kind in ("role", "office") for mention in self._by_token.get(noun.i, ()))
            members = [n for word, n in prepositions(noun) if word in ("from", "of")] if held else []
            return [ref for n in members for part in joined(n) for ref in self._of_noun(part)] or near
        before = [kid for kid in noun.children if kid.dep_ in ("poss", "compound", "amod", "nmod")]
        near = [ref for kid in before for ref in self.within(_nouns_under(kid))]
        if near:
            return near
        for word, inner in prepositions(noun):
            if word in ("of", "from", "in", "at", "for", "with"):
                near.extend(self.within(_nouns_under(inner)))
            if near:
                return near
        following = [kid for kid in noun.children if kid.dep_ in ("appos", "acl") and kid.i > noun.i]
        return [ref for kid in following[:1] for ref in self.within(_nouns_under(kid))]

    def _of_pronoun(self, pronoun: "Token") -> tuple[ActorRef, ...]:
        """Return who a pronoun repeats: the subject above ("X said it will") or before ("X will, it said")."""
        token = pronoun.head
        below = next(
            (k for kid in token.children if kid.dep_ == "ccomp" for k in kid.children if k.dep_ == "nsubj"), None
        )
        if below is not None and below.i < pronoun.i:
            return self.of_phrase(below)
        for _ in range(6):
            if token.head.i == token.i:
                return ()
            token = token.head
            for kid in token.children:
                if kid.dep_ in ("nsubj", "nsubjpass") and kid.i != pronoun.i:
                    found = self.of_phrase(kid)
                    if found:
                        return found
        return ()

    def _receiving(self, verb: "Token") -> "Iterator[list[Token]]":
        target = object_of(verb)
        owners = [target] if target is not None else []
        if target is not None:
            yield [token for part in joined(target) for token in _core(part)]
        aimed = [*owners, verb] if target is not None and target.lower_ == "sanctions" else [verb, *owners]
        for head in aimed:
            governed = list(prepositions(head))
            for word in dict.fromkeys(_TOWARDS, None) if governed else ():
                yield [t for w, inner in governed if w == word for t in _nouns_under(inner)]
        clause = clause_of(verb)
        if clause is not None:
            yield [t for kid in clause.children if kid.dep_ in ("nsubj", "nsubjpass") for t in _nouns_under(kid)]
            yield from self._receiving_below(clause)
        if target is not None:
            yield _nouns_under(target)
        for head in [verb, *owners]:
            yield [t for w, inner in prepositions(head) if w in _AROUND for t in _nouns_under(inner)]
        if clause is not None:
            yield _nouns_under(clause)
        yield [t for t in self._named_after(verb) if not _inside_speech(t, verb)]

    def _named_after(self, verb: "Token") -> "list[Token]":
        """Return the tokens near after a verb that name an actor."""
        last = min(verb.sent.end, verb.i + _WINDOW)
        return [
            verb.doc[at] for at in range(verb.i + 1, last) if at in self._by_token and not _is_seat(verb.doc[at].head)
        ]

    def _receiving_below(self, clause: "Token") -> "Iterator[list[Token]]":
        target = object_of(clause)
        if target is not None:
            yield _nouns_under(target)
        yield [t for w, inner in prepositions(clause) if w in _TOWARDS for t in _nouns_under(inner)]
        yield [t for kid in clause.children if kid.dep_ == "xcomp" for t in _nouns_under(kid)]

    def _refs(self, mention: Mention) -> Iterator[ActorRef]:
        for code in _codes(mention):
            if code in self._regions:
                continue
            sector = mention.sector or (code[3:6] if len(code) > 3 and code[:3] not in ("IGO", "NGO", "IMG") else None)
            yield ActorRef(
                code=code[:3],
                text=mention.text,
                sector=sector or None,
                office=mention.office,
                name=mention.name,
                span=self._paragraph.span(mention.start, mention.end),
            )


def _codes(mention: Mention) -> tuple[str, ...]:
    return mention.codes or ((mention.code,) if mention.code is not None else ())


def _core(noun: "Token") -> "list[Token]":
    """Return a noun and what stands before it, its owner included."""
    return [t for t in noun.subtree if noun.left_edge.i <= t.i <= noun.i]


def _nouns_under(token: "Token") -> "list[Token]":
    """Return the tokens near and below one, relative and adverbial clauses left out."""
    out: list[Token] = []
    waiting = [token]
    while waiting and len(out) < _WINDOW:
        at = waiting.pop()
        out.append(at)
        waiting.extend(kid for kid in at.children if kid.dep_ not in ("relcl", "advcl") and not _is_seat(kid))
    return sorted(out, key=lambda inner: inner.i)


def _is_seat(word: "Token") -> bool:
    """Return whether a preposition says where an embassy stands: that state is not whose it is."""
    return word.lower_ in ("in", "at") and word.head.lower_ in _MISSIONS


def _inside_speech(token: "Token", verb: "Token") -> bool:
    """Return whether a token lies in a clause that says who reported the deed, or in another deed's clause."""
    at = token
    for _ in range(8):
        if at.i == verb.i:
            return False
        if at.lower_ in _SAYING or (at.dep_ in ("relcl", "advcl", "parataxis", "conj") and is_verb(at)):
            return True
        at = at.head
    return True


def _each_once(refs: Iterable[ActorRef]) -> tuple[ActorRef, ...]:
    found: dict[str, ActorRef] = {}
    for ref in refs:
        found.setdefault(ref.code, ref)
    return tuple(found.values())
