"""The head of a noun phrase given by its characters, and what it is joined with."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from foreshock.coding.tokens import Doc, Token


_HYPHENS = frozenset(["-", "–", "‑"])


def tokens_in(doc: "Doc", start: int, end: int) -> "list[Token]":
    """Return the tokens that touch characters `start:end`."""
    span = doc.char_span(start, end)
    return list(span) if span is not None else []


def head_of(doc: "Doc", start: int, end: int) -> "Token | None":
    """Return the head word of the phrase at characters `start:end`, or None when it is empty."""
    tokens = tokens_in(doc, start, end)
    if not tokens:
        return None
    inside = {token.i for token in tokens}
    root = next((t for t in tokens if t.head.i not in inside), tokens[-1])
    if root.i > 0 and doc[root.i - 1].text in _HYPHENS and not doc[root.i - 1].whitespace_:
        return root  # the last part of a hyphened name, whatever the tagger takes it for
    nouns = [t for t in tokens if t.tag_.startswith("NN") or t.tag_ in ("PRP", "CD", "DT", "WP")]
    for token in nouns or tokens:
        if token.head.i not in inside or token.head.i == token.i:
            return token
    return (nouns or tokens)[0]


def joined_heads(head: "Token", end: int) -> "Iterator[Token]":
    """Yield a head and the nouns joined to it ("the US, Japan and South Korea") before character `end`."""
    token: Token | None = head
    while token is not None and token.idx < end:
        yield token
        token = next((kid for kid in token.children if kid.dep_ == "conj" and kid.tag_.startswith("NN")), None)


def relative_start(head: "Token", end: int) -> int:
    """Return where the relative clause of a head begins, or `end` when it has none before that."""
    starts = [kid.left_edge.idx for kid in head.children if kid.dep_ == "relcl" and kid.i > head.i]
    return min([end, *(start for start in starts if start > head.idx)])


def is_surname(head: "Token") -> bool:
    """Return whether a proper noun ends a person's name ("Ana German"): another stands just before it."""
    before = head.nbor(-1) if head.i > 0 else None
    return head.tag_ == "NNP" and before is not None and before.tag_ == "NNP" and before.head.i == head.i
