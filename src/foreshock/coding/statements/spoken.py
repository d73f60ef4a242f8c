"""Which words report a direct quotation: found by position beside the quotation marks.

Parses of quotations are unreliable (they hold several sentences, and end inside the reporter's
one), so this looks at what stands just after the closing mark and just before the opening one.
"""

from bisect import bisect_left
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from foreshock.coding.statements.cues import CueLexicon
from foreshock.coding.statements.quotations import Quotation
from foreshock.coding.statements.sources import find_source, inverted_source, noun_phrase

if TYPE_CHECKING:
    from foreshock.coding.tokens import Doc, Token

_AFTER = 45  # tokens looked at after a closing mark
_BEFORE = 45
_STOPS = frozenset([".", "!", "?", ";"])
_ASIDE = frozenset(["relcl", "advcl", "acl", "pcomp", "csubj"])
_QUOTING = frozenset(
    [
        "ask",
        "call",
        "quote",
        "cite",
        "begin",
        "go_on",
        "joke",
        "chime_in",
        "think",
        "agree",
        "urge",
        "predict",
        "explain",
        "speak",
    ]
)


class Spoken(NamedTuple):
    """A quotation's reporting word and speaker, as tokens."""

    cue: int
    source: tuple[int, int] | None
    rule: str
    score: float


def is_quoting(token: "Token", lexicon: CueLexicon) -> bool:
    """Return whether a verb can introduce or close a direct quotation."""
    if not token.tag_.startswith("VB"):
        return False
    lemma = lexicon.lemma(token)
    return lemma is not None and (lemma in _QUOTING or "say" in lexicon.families.get(lemma, ()))


def token_at(starts: Sequence[int], char: int) -> int:
    """Return the first token that starts at or after a character."""
    return bisect_left(starts, char)


def find_after(
    doc: "Doc", text: str, starts: Sequence[int], quotation: Quotation, next_quote: int, lexicon: CueLexicon
) -> Spoken | None:
    """Return the cue that follows a quotation ("…", X said), or None.

    `text` is the text of `doc`; `next_quote` the character where the next quotation opens (or the text ends).
    """
    inner = text[quotation.start : quotation.end].rstrip("\"”'’ ")
    tail = text[quotation.end : quotation.end + 2].lstrip()[:1]
    comma = inner.endswith((",", "?", "!", "—", "–", "-", "…")) or tail in (",", "-", "—", "–")
    full_stop = inner.endswith((".", "…")) and not comma
    first = token_at(starts, quotation.end)
    seen = 0
    for at in range(first, min(len(doc), first + _AFTER)):
        token = doc[at]
        if token.idx >= next_quote or (token.text in _STOPS and at > first) or token.text == ":":
            return None
        if full_stop and at > first + 4:
            return None
        if token.tag_ == "MD" and not comma:  # the quoted words are the subject of a clause that goes on
            return None
        if not token.tag_.startswith("VB") or token.tag_ == "VB":
            continue
        if (
            is_quoting(token, lexicon)
            and token.tag_ != "VBG"
            and (token.dep_ not in ("relcl", "acl") or at <= first + 2)
        ):
            if not comma and (seen > 0 or doc[first].dep_ == "cc"):
                return None
            if full_stop and at - first > 4:
                return None
            return Spoken(at, _speaker_near(token, first), "statement.quotation_then_cue", 0.95 if comma else 0.75)
        if token.dep_ not in _ASIDE and token.dep_ not in ("aux", "auxpass") and token.tag_ in ("VBD", "VBZ", "VBP"):
            if not comma or seen >= 1:
                return None
            seen += 1
    return None


def find_before(
    doc: "Doc", text: str, starts: Sequence[int], quotation: Quotation, floor: int, lexicon: CueLexicon
) -> Spoken | None:
    """Return the cue that leads into a quotation (X said: "…"), or None.

    `text` is the text of `doc`; `floor` is the character where the previous quotation ended (or 0).
    """
    last = token_at(starts, quotation.start) - 1
    if last < 0:
        return None
    edge = doc[last]
    lead = edge.text
    opened = lead in (":", ",", "—", "–", "-") or edge.lower_ == "that" or edge.tag_.startswith("VB")
    first_letter = text[quotation.start : quotation.end].lstrip("\"“‘'` ")[:1]
    capital = first_letter.isupper()
    for at in range(last, max(-1, last - _BEFORE), -1):
        token = doc[at]
        if token.idx < floor or (token.text in _STOPS and at < last):
            return None
        if not token.tag_.startswith("VB"):
            continue
        if token.dep_ in ("aux", "auxpass"):
            continue
        if is_quoting(token, lexicon):
            near = last - at
            if lead == ":" or near <= 1 or (opened and capital) or (capital and near <= 8):
                if lead not in (":", ",") and near > 8:
                    return None
                return Spoken(at, find_source(token), "statement.cue_then_quotation", 0.92 if opened else 0.75)
            return None
        if token.tag_ in ("VBD", "VBZ", "VBP") and token.dep_ not in _ASIDE and lead != ":":
            return None
    return None


def find_colon_lead(doc: "Doc", lexicon: CueLexicon) -> Spoken | None:
    """Return the speaker of a paragraph that ends in a colon and leads into quoted paragraphs."""
    last = len(doc) - 1
    while last > 0 and (doc[last].is_space or doc[last].text in ('"', "”")):
        last -= 1
    if last < 1 or doc[last].text != ":":
        return None
    best: Token | None = None
    for at in range(last - 1, max(-1, last - _BEFORE), -1):
        token = doc[at]
        if token.text in _STOPS:
            break
        if token.tag_.startswith("VB") and token.dep_ not in ("aux", "auxpass"):
            if is_quoting(token, lexicon):
                return Spoken(at, find_source(token), "statement.colon_lead", 0.85)
            if best is None or token.dep_ == "ROOT":
                best = token
    if best is None:
        return None
    return Spoken(best.i, find_source(best), "statement.colon_lead", 0.6)


def _speaker_near(cue: "Token", first: int) -> tuple[int, int] | None:
    """Return the subject of a cue that closes a quotation, on either side of it."""
    doc = cue.doc
    for kid in cue.children:
        if kid.dep_ in ("nsubj", "nsubjpass") and kid.i >= first:
            return noun_phrase(kid, limit=cue.i if kid.i < cue.i else None, floor=cue.i if kid.i > cue.i else first - 1)
    found = inverted_source(cue)
    if found is not None:
        return found
    for at in range(cue.i - 1, first - 1, -1):
        if doc[at].tag_.startswith("NN") or doc[at].tag_ == "PRP":
            head = doc[at]
            begin, end = noun_phrase(head)
            return max(begin, first), min(end, cue.i - 1)
    for at in range(cue.i + 1, min(len(doc), cue.i + 4)):
        if doc[at].tag_.startswith("NN") or doc[at].tag_ == "PRP":
            return noun_phrase(doc[at], floor=cue.i)
    return find_source(cue)
