"""Dates that belong to a reporting word though the parse hangs them on what it reports: "said on Monday it would"."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from foreshock.coding.tokens import Doc

_REPORTING = frozenset(
    ["said", "says", "announced", "warned", "claimed", "confirmed", "insisted", "reported", "declared", "acknowledged",
     "admitted", "stated", "argued", "alleged", "predicted", "estimated", "believed", "reiterated", "stressed"]
)  # fmt: skip
_LEADING = frozenset(["on", "late", "early", "last", "this", "earlier", "later", "in"])


def is_of_report(doc: "Doc", start: int, end: int) -> bool:
    """Return whether a date, `start:end`, stands between a reporting verb and the subject of what it reports.

    "Said on Monday it would" says when it was said; "said Monday's talks", "said Monday would" name the day itself.
    """
    span = doc.char_span(start, end)
    if span is None or not len(span):
        return False
    before = span.start - 1
    while before > 0 and doc[before].lower_ in _LEADING:
        before -= 1
    if before < 0 or doc[before].lower_ not in _REPORTING or not doc[before].tag_.startswith("VB"):
        return False
    after = span[-1].i + 1
    if after >= len(doc):
        return False
    follows = doc[after]
    if follows.lower_ == "that":
        return True
    return follows.tag_ in ("DT", "PRP", "PRP$", "NNP", "NNPS", "NN", "NNS", "JJ", "EX", "CD")
