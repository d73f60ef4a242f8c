"""To whom an utterance is directed: the recipient of its reporting word, else the rival it speaks of."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from foreshock.coding.mentions import Mention
from foreshock.coding.parsed import Paragraph
from foreshock.coding.statements.attribution import Attribution, Piece
from foreshock.terms.reading import PloverType, Speaker, Statement

if TYPE_CHECKING:
    from foreshock.coding.tokens import Token

_ACTORS = frozenset(["country", "demonym", "capital", "office", "body", "person", "role", "reference"])
_LONG = 600  # characters; a longer utterance speaks of many, and is directed at those it returns to
_IN_PASSING = 3  # a state named less than a third as often as the most named one is named in passing
_STATES = _ACTORS - {"body"}
_HOSTILE: frozenset[PloverType | None] = frozenset(["REJECT", "THREATEN", "ACCUSE", "REQUEST"])
_DIRECTED: frozenset[PloverType | None] = frozenset(
    ["REJECT", "THREATEN", "ACCUSE", "REQUEST", "SUPPORT", "AGREE", "CONCEDE", "SANCTION", "COERCE"]
)
_TOWARDS = frozenset(["against", "toward", "towards"])
_RECIPIENT_PREPOSITIONS = frozenset(["to", "at", "against", "on", "upon", "with", "toward", "towards"])


def find_addressees(
    attribution: Attribution, kind: PloverType | None, paragraphs: Sequence[Paragraph], speakers: Iterable[str]
) -> tuple[str, ...]:
    """Return the codes of those an utterance is directed at, first mentioned first, never its speakers.

    Those its reporting word is addressed to ("told X") and those it is said to be against. A
    directed utterance (a threat, a refusal, ...) without either is directed at the states it
    speaks of, else at those its sentence does; a plain statement is then directed at no one.
    """
    own = set(speakers)
    paragraph = paragraphs[attribution.paragraph]
    spoken = [
        (paragraphs[p], m) for p, start, end in attribution.content for m in paragraphs[p].mentions_in(start, end)
    ]
    told = list(_recipients(paragraph, attribution))
    against = [m for where, m in spoken if m.kind in _ACTORS and _is_target(where, m)]
    if sum(end - start for _, start, end in attribution.content) > _LONG:
        return _most_named((m for _, m in spoken if m.kind in _STATES), own) if kind in _DIRECTED else ()
    if told and kind == "REQUEST" and not _foreign(told, own) and any(_codes(m) for m in told):
        return ()  # an order to one's own army is directed at nobody else
    found = _foreign([*told, *against], own)
    if found or kind not in _DIRECTED:
        return found
    found = _foreign((m for _, m in spoken if m.kind in _STATES), own)
    if found or kind not in _HOSTILE:
        return found or (_foreign((m for where, m in spoken if m.kind == "deed"), own) if kind == "SUPPORT" else ())
    found = _foreign((m for where, m in spoken if m.kind == "deed"), own)
    if found:
        return found
    sentence = paragraph.doc[attribution.head].sent
    beside = paragraph.mentions_in(sentence.start_char, sentence.end_char)
    return _foreign((m for m in beside if m.kind in _STATES and not _within(attribution.source, m)), own)


def addressees_before(kind: PloverType | None, speaker: Speaker, earlier: Sequence[Statement]) -> tuple[str, ...]:
    """Return whom the speaker last addressed, for a hostile utterance that names no one ("they will pay")."""
    if kind not in _HOSTILE or speaker.code is None:
        return ()
    who = (speaker.code, speaker.office, speaker.name)
    for one in reversed(earlier):
        if (one.speaker.code, one.speaker.office, one.speaker.name) == who and one.addressees:
            return one.addressees
    return ()


def _most_named(mentions: Iterable[Mention], own: set[str]) -> tuple[str, ...]:
    """Return the states a long text speaks of, most often first, those named in passing left out."""
    counts = Counter(code for mention in mentions for code in sorted(_codes(mention)) if code not in own)
    if not counts:
        return ()
    most = max(counts.values())
    return tuple(code for code, times in counts.most_common() if times * _IN_PASSING >= most)


def _foreign(mentions: Iterable[Mention], own: set[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(code for m in mentions for code in sorted(_codes(m)) if code not in own))


def _within(source: Piece | None, mention: Mention) -> bool:
    return source is not None and source[1] <= mention.start < source[2]


def _codes(mention: Mention) -> set[str]:
    return {*mention.codes, *([mention.code] if mention.code is not None else [])}


def _recipients(paragraph: Paragraph, attribution: Attribution) -> Iterator[Mention]:
    """Yield the actors that a reporting word is addressed to: "told X", "urged X to", "a warning to X"."""
    for token in _recipient_tokens(paragraph.doc[attribution.head]):
        for mention in paragraph.mentions_touching(token.idx, token.idx + 1):
            if mention.kind in _ACTORS and not _in_source(attribution, token):
                yield mention


def _recipient_tokens(cue: "Token") -> "Iterator[Token]":
    for kid in cue.children:
        if kid.dep_ in ("dative", "dobj") and kid.i > cue.i:
            yield kid
            yield from (k for k in kid.children if k.dep_ in ("pobj", "poss"))
        elif kid.dep_ == "prep" and kid.lower_ in _RECIPIENT_PREPOSITIONS:
            yield from (k for k in kid.children if k.dep_ == "pobj")
        elif kid.dep_ in ("ccomp", "xcomp") and any(k.dep_ == "aux" and k.lower_ == "to" for k in kid.children):
            yield from (k for k in kid.children if k.dep_ == "nsubj" and k.i > cue.i)


def _in_source(attribution: Attribution, token: "Token") -> bool:
    source: Piece | None = attribution.source
    return source is not None and source[0] == attribution.paragraph and source[1] <= token.idx < source[2]


def _is_target(paragraph: Paragraph, mention: Mention) -> bool:
    """Return whether a mention stands in a phrase that says against whom something is."""
    span = paragraph.doc.char_span(mention.start, mention.end)
    if span is None or not len(span):
        return False
    token = span.root
    for _ in range(4):
        if token.dep_ == "pobj":
            return token.head.lower_ in _TOWARDS
        if token.dep_ not in ("poss", "compound", "amod", "conj", "nmod") or token.head.i == token.i:
            return False
        token = token.head
    return False
