"""At whom a whole document is directed: the states that act in it, not those that are acted upon."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from foreshock.coding.mentions import Mention
from foreshock.coding.parsed import Paragraph
from foreshock.coding.statements.attribution import Piece
from foreshock.coding.utterances.phrases import PhraseList, split_words

if TYPE_CHECKING:
    from foreshock.coding.tokens import Token

_NAMED = frozenset(["country", "demonym", "capital", "office", "body", "person", "role", "reference"])
_DOING, _OWNING, _NAMED_ONLY = 3.0, 1.0, 0.5  # a state that acts, whose thing is meant, merely named
_OPENING, _AT_FIRST = 0.2, 3.0  # the share of a text that says what it is about, and the weight of its doers
_AGENT = frozenset(["nsubj", "agent"])
_MODIFIES = frozenset(["amod", "compound", "nmod", "poss", "conj", "appos"])
_SUFFERS = frozenset(["against", "toward", "towards"])
# Who is only quoted is a witness.
_TELLS = frozenset(["said", "says", "stated", "declared", "commented", "noted", "disclosed", "reported"])
_AND = re.compile(r"(?:\s*[,/–-]\s*|,?\s+(?:and|as well as)\s+)(?:the\s+)?")
_LONGEST_CLIMB = 5
_SHARE = 0.45  # of the weight of the first, below which a state is named in passing
_DENSITY = 0.7  # weight per 1,000 characters, below which a text is not about another state
_IN_ONE_BREATH = 3  # times named together with the first, from which a state is meant as well
_MOST = 3


def find_targets(
    content: Sequence[Piece], paragraphs: Sequence[Paragraph], own: Iterable[str], support: PhraseList
) -> tuple[str, ...]:
    """Return the codes of those a document speaks against, the heaviest first, at most three.

    In each sentence a state or body that is not the issuer's own counts by the part it plays:
    doer, owner of something, merely named. Doers count more where the text opens; sentences of
    support (`support` has its phrases) do not count. One that is named together with the first
    again and again is meant with it.
    """
    ours, weights = set(own), defaultdict[str, float](float)
    joined: Counter[frozenset[str]] = Counter()
    length = sum(end - start for _, start, end in content)
    passed = 0
    for number, start, end in content:
        paragraph = paragraphs[number]
        for sentence in paragraph.doc.sents:
            if not start <= sentence.start_char < end or support.found_in(split_words(sentence.text)):
                continue
            named = [m for m in paragraph.mentions_in(sentence.start_char, sentence.end_char) if m.kind in _NAMED]
            opening = passed + sentence.start_char - start < _OPENING * length
            for code, weight in _weights(named, paragraph).items():
                weights[code] += weight * (_AT_FIRST if opening and weight == _DOING else 1.0)
            joined.update(_joined(named, paragraph))
        passed += end - start
    found = sorted(((weight, code) for code, weight in weights.items() if code not in ours), reverse=True)
    if not found or found[0][0] * 1000 < _DENSITY * length:
        return ()
    most, first = found[0]
    return tuple(
        code
        for weight, code in found[:_MOST]
        if weight >= _SHARE * most or joined[frozenset([first, code])] >= _IN_ONE_BREATH
    )


def _weights(named: Sequence[Mention], paragraph: Paragraph) -> dict[str, float]:
    """Return the most that each actor does in a sentence, by code."""
    weights: dict[str, float] = {}
    for mention in named:
        part = _part_played(paragraph, mention)
        for code in _codes(mention):
            weights[code] = max(part, weights.get(code, 0.0))
    return weights


def _joined(named: Sequence[Mention], paragraph: Paragraph) -> Iterator[frozenset[str]]:
    """Yield the pairs of actors named in one breath: "Oslo and Rome", "the Oslo-Rome treaty"."""
    for one, other in pairwise(named):
        if _AND.fullmatch(paragraph.text, one.end, other.start):
            yield from (frozenset([a, b]) for a in _codes(one) for b in _codes(other) if a != b)


def _codes(mention: Mention) -> frozenset[str]:
    return frozenset([*mention.codes, *([mention.code] if mention.code is not None else [])])


def _part_played(paragraph: Paragraph, mention: Mention) -> float:
    span = paragraph.doc.char_span(mention.start, mention.end)
    if span is None or not len(span):
        return 0.0
    token: Token = span.root
    owning = False
    for _ in range(_LONGEST_CLIMB):
        if token.dep_ == "nsubj" and token.head.lower_ in _TELLS:
            return _NAMED_ONLY
        if token.dep_ in _AGENT or (token.dep_ == "pobj" and token.head.lower_ == "by"):
            return _DOING
        if token.dep_ == "pobj" and token.head.lower_ in _SUFFERS:
            return 0.0
        if token.dep_ not in _MODIFIES or token.head is token:
            break
        owning = owning or token.dep_ == "poss"
        token = token.head
    return _OWNING if owning else _NAMED_ONLY
