"""The words that stand for a speaker beside the reporting word: a relative pronoun, or a phrase without asides."""

from typing import TYPE_CHECKING

from foreshock.coding.statements.attribution import Piece
from foreshock.coding.statements.noun_heads import head_of, tokens_in

if TYPE_CHECKING:
    from foreshock.coding.tokens import Doc, Token

_LONGEST_CLIMB = 6
_ASIDES = frozenset([",", "(", "—", "–", "-", "--", ";", ":"])
_RELATIVES = frozenset(["WP", "WDT", "WP$"])
_LINKS = frozenset(["of", "for", "from"])


def speaker_span(doc: "Doc", cue: "Token | None", source: Piece) -> Piece:
    """Return the characters of the speaker as the subject of `cue`, None when that is elsewhere.

    For "the envoy, who said" this is "who"; for "Ann Lee, 51, an envoy, said" it is "Ann Lee".
    The whole of `source` when speakers are joined ("Oslo, Rome and Bern said").
    """
    pronoun = _relative_subject(cue) if cue is not None else None
    if pronoun is not None:
        return source[0], pronoun.idx, pronoun.idx + len(pronoun)
    tokens = tokens_in(doc, source[1], source[2])
    head = head_of(doc, source[1], source[2])
    if head is None or any(token.dep_ == "conj" and token.head.i <= head.i for token in tokens):
        return source
    first = tokens[0].i
    while (
        first < head.i and (doc[first].dep_ == "advmod" or doc[first].text in _ASIDES) and doc[first].head.i >= head.i
    ):
        first += 1
    last = head.i
    named = head.tag_.startswith("NNP")
    while last < tokens[-1].i:
        after = doc[last + 1]
        if after.text in _ASIDES or after.tag_ in _RELATIVES:
            break
        if named and after.dep_ == "prep" and after.lower_ not in _LINKS:
            break
        last += 1
    return source[0], doc[first].idx, doc[last].idx + len(doc[last])


def _relative_subject(cue: "Token") -> "Token | None":
    """Return the relative pronoun that is the subject of the reporting word or of what governs it."""
    token = cue
    for _ in range(_LONGEST_CLIMB):
        for kid in token.children:
            if kid.dep_ in ("nsubj", "nsubjpass"):
                return kid if kid.tag_ in _RELATIVES and kid.lower_ != "that" and kid.i < token.i else None
        if token.dep_ not in ("xcomp", "conj", "advcl", "ccomp", "pcomp", "prep") or token.head.i == token.i:
            return None
        token = token.head
    return None
