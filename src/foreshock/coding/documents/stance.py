"""What a whole document does: its issuer's own performative words first, else what most of its sentences do.

A document that says "we reject" is a refusal, and one that closes on "we warn" a threat, whatever
else it complains of: the complaint is the reason given.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING

from foreshock.coding.parsed import Paragraph
from foreshock.coding.statements.attribution import Piece
from foreshock.coding.statements.inflection import inflect
from foreshock.coding.utterances.classify import UtteranceWords, load_utterance_words
from foreshock.coding.utterances.phrases import split_words
from foreshock.terms.reading import PloverType

if TYPE_CHECKING:
    from foreshock.coding.tokens import Token, Tokens

_SPOKEN = 4.0  # weight of "we denounce" against that of a sentence that only sounds like it
_CLOSING = 2.0  # weight of a sentence in the last fifth, where documents conclude
_CLOSING_THREAT = 6.0  # the same for a threat by one who can carry it out
_LAST = 0.8  # where the last fifth begins
_FIRST_PERSON = frozenset(["we", "i"])
_PRESENT = frozenset(["VBP", "VBZ", "VB", "VBG"])
_GIVING = frozenset(["express", "extend", "give", "send", "convey", "issue", "offer", "serve"])
_GIFTS: Mapping[str, PloverType] = {
    "thanks": "SUPPORT", "gratitude": "SUPPORT", "congratulations": "SUPPORT", "condolences": "SUPPORT",
    "sympathy": "SUPPORT", "solidarity": "SUPPORT", "support": "SUPPORT", "contempt": "ACCUSE", "warning": "THREATEN",
    "condemnation": "ACCUSE", "denunciation": "ACCUSE", "protest": "ACCUSE",
}  # fmt: skip
_ORDER: tuple[PloverType, ...] = ("REJECT", "THREATEN", "ACCUSE", "REQUEST", "SUPPORT", "AGREE", "CONCEDE")


def type_of_document(
    content: Sequence[Piece],
    paragraphs: Sequence[Paragraph],
    words: UtteranceWords,
    own: str | None,
    *,
    acting: bool = True,
) -> PloverType | None:
    """Return what a document does as a whole, None when it does nothing by its words.

    `own` is its issuer's state: "we denounce" and "the Ministry denounces" are performed, not told.
    `acting` is whether the issuer can carry out a threat: a commentator cannot.
    """
    weights: defaultdict[PloverType, float] = defaultdict(float)
    settled: set[PloverType] = set()
    for sentence, paragraph, at in _sentences(content, paragraphs):
        for kind in _performed(sentence, paragraph, own):
            weights[kind] += _SPOKEN
            if kind == "REJECT" or (kind == "THREATEN" and acting and at >= _LAST):
                settled.add(kind)
        spoken = split_words(sentence.text)
        for kind, phrases in words.strong.items():
            if phrases.found_in(spoken):
                closing = _CLOSING_THREAT if acting and kind == "THREATEN" else _CLOSING
                weights[kind] += closing if at >= _LAST else 1.0
    if settled or not weights:
        return next((kind for kind in _ORDER if kind in settled), None)
    most = max(weights.values())
    return next((kind for kind in _ORDER if weights[kind] == most), None)


def _sentences(
    content: Sequence[Piece], paragraphs: Sequence[Paragraph]
) -> "Iterator[tuple[Tokens, Paragraph, float]]":
    """Yield each sentence of a text with its place in it, from 0 at the start to 1."""
    total = sum(end - start for _, start, end in content)
    passed = 0
    for number, start, end in content:
        paragraph = paragraphs[number]
        for sentence in paragraph.doc.sents:
            if start <= sentence.start_char < end:
                yield sentence, paragraph, (passed + sentence.end_char - start) / total
        passed += end - start


@cache
def _present_forms() -> Mapping[str, PloverType]:
    """Return the forms with which one performs an act by saying so, by form: "denounce", "denounces"."""
    cues = load_utterance_words().cues
    return {form: kind for lemma, kind in cues.items() if "_" not in lemma for form in (lemma, inflect(lemma, {})[1])}


@cache
def _giving_forms() -> frozenset[str]:
    return frozenset(form for lemma in _GIVING for form in (lemma, inflect(lemma, {})[1]))


def _performed(sentence: "Tokens", paragraph: Paragraph, own: str | None) -> Iterator[PloverType]:
    """Yield what the issuer does by saying so: a speech verb in the present whose subject is the issuer."""
    for token in sentence:
        if token.tag_ not in _PRESENT or any(kid.dep_ == "neg" for kid in token.children):
            continue
        kind = _present_forms().get(token.lower_) or _given(token)
        if kind is not None and _is_the_issuers(token, paragraph, own):
            yield kind


def _given(token: "Token") -> PloverType | None:
    """Return what giving something does: "express thanks", "give a warning"."""
    if token.lower_ not in _giving_forms():
        return None
    given = (_GIFTS.get(kid.lower_) for kid in token.children if kid.dep_ == "dobj")
    return next((kind for kind in given if kind is not None), None)


def _is_the_issuers(token: "Token", paragraph: Paragraph, own: str | None) -> bool:
    verb = token
    while verb.dep_ in ("conj", "xcomp") and verb.head.i != verb.i:
        verb = verb.head
    return any(
        kid.dep_ == "nsubj" and (kid.lower_ in _FIRST_PERSON or _is_own(kid.idx, paragraph, own))
        for kid in verb.children
    )


def _is_own(char: int, paragraph: Paragraph, own: str | None) -> bool:
    return own is not None and any(m.start <= char < m.end and m.code == own for m in paragraph.mentions)
