"""At whom a whole document is directed: the states that act in it, not those that are acted upon."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from foreshock.coding.mentions import Mention
from foreshock.coding.parsed import Paragraph
from foreshock.coding.statements.attribution import Piece
from foreshock.coding.utterances.phrases import PhraseList, split_words

if TYPE_CHECKING:
    from spacy.tokens import Token

_NAMED = frozenset(["country", "demonym", "capital", "office", "body", "person", "role", "reference"])
_DOING, _OWNING, _NAMED_ONLY = 3.0, 1.0, 0.5  # a state that acts, whose thing is meant, merely named
_OPENING, _AT_FIRST = 0.2, 3.0  # the share of a text that says what it is about, and the weight of its doers
_AGENT = frozenset(["nsubj", "agent"])
_MODIFIES = frozenset(["amod", "compound", "nmod", "poss", "conj", "appos"])
_SUFFERS = frozenset(["against", "toward", "towards"])
_LONGEST_CLIMB = 5
_SHARE = 0.45  # of the weight of the first, below which a state is named in passing
_DENSITY = 0.7  # weight per 1,000 characters, below which a text is not about another state
_MOST = 3


def find_targets(
    content: Sequence[Piece], paragraphs: Sequence[Paragraph], own: Iterable[str], support: PhraseList
) -> tuple[str, ...]:
    """Return the codes of those a document speaks against, the heaviest first, at most three.

    Each mention of a state or body that is not the issuer's own counts by the part it plays: doer
    of its sentence, owner of something, merely named. Doers count more where the text opens, and
    those in a sentence of support (`support` has its phrases) do not count.
    """
    ours, weights = set(own), defaultdict[str, float](float)
    length = sum(end - start for _, start, end in content)
    passed = 0
    for number, start, end in content:
        paragraph = paragraphs[number]
        friendly = [(s.start_char, s.end_char) for s in paragraph.doc.sents if support.found_in(split_words(s.text))]
        for mention in paragraph.mentions_in(start, end):
            if mention.kind in _NAMED and not any(first <= mention.start < last for first, last in friendly):
                weight = _part_played(paragraph, mention)
                if weight == _DOING and passed + mention.start - start < _OPENING * length:
                    weight *= _AT_FIRST
                for code in _codes(mention):
                    weights[code] += weight
        passed += end - start
    found = sorted(((weight, code) for code, weight in weights.items() if code not in ours), reverse=True)
    if not found or found[0][0] * 1000 < _DENSITY * length:
        return ()
    return tuple(code for weight, code in found[:_MOST] if weight >= _SHARE * found[0][0])


def _codes(mention: Mention) -> frozenset[str]:
    return frozenset([*mention.codes, *([mention.code] if mention.code is not None else [])])


def _part_played(paragraph: Paragraph, mention: Mention) -> float:
    span = paragraph.doc.char_span(mention.start, mention.end, alignment_mode="expand")
    if span is None or not len(span):
        return 0.0
    token: Token = span.root
    owning = False
    for _ in range(_LONGEST_CLIMB):
        if token.dep_ in _AGENT or (token.dep_ == "pobj" and token.head.lower_ == "by"):
            return _DOING
        if token.dep_ == "pobj" and token.head.lower_ in _SUFFERS:
            return 0.0
        if token.dep_ not in _MODIFIES or token.head is token:
            break
        owning = owning or token.dep_ == "poss"
        token = token.head
    return _OWNING if owning else _NAMED_ONLY
