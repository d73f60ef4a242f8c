"""Documents an agency prints in full: "X issued the following statement:", then X's own words to the end."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from foreshock.coding.parsed import Paragraph
from foreshock.coding.statements.attribution import Attribution, Piece
from foreshock.coding.statements.noun_heads import head_of
from foreshock.coding.statements.sources import find_source
from foreshock.terms.article import Article
from foreshock.theaters.schema import Pack

if TYPE_CHECKING:
    from foreshock.coding.tokens import Token

RULE = "statement.printed"
_LEAD_WITHIN = 3  # paragraphs at the top in which a document is announced
_DOCUMENT = (
    r"(?:statement|declaration|communiqu[eé]|answer|article|speech|address|message|letter|release|appeal|memorandum|report|"
    r"commentary|notice|warning|talk|remarks?|paper)"
)
_WHICH = r"(?:an?\s+|the\s+)?(?:[\w’'-]+\s+){0,8}?"
_FOLLOWING = re.compile(
    rf"\b(?:the\s+)?following\b(?:\s+[\w’'-]+){{0,3}}?\s+{_DOCUMENT}\b"
    rf"|\b(?:the\s+)?following\s+is\s+(?:the\s+)?(?:full\s+)?(?:text\s+of\s+)?{_WHICH}{_DOCUMENT}\b"
    rf"|\bfull\s+text\s+of\s+{_WHICH}{_DOCUMENT}\s+(?:is|reads|follows)\b",
    re.IGNORECASE,
)
_READS = re.compile(
    rf"\b{_DOCUMENT}\s+(?:said|says|reads?|follows|went\s+on|added)\s*(?:as\s+follows)?\s*:\s*$", re.IGNORECASE
)
# An agency that heads an item "Statement of …" prints the statement, whether or not it says "the following".
_HEADED = re.compile(rf"(?:press\s+|joint\s+)?{_DOCUMENT}\s+(?:of|by|from)\b", re.IGNORECASE)
_ISSUED = re.compile(rf"\b(?:issued|released|published|made\s+public)\s+{_WHICH}{_DOCUMENT}\b", re.IGNORECASE)
# What an official agency leaves to the speaker from a colon on.
_SPEAKS = re.compile(r"\b(?:(?:said|says|stated|declared)(?:\s+(?:on\s+)?[A-Z]\w+(?:\s+\d+)?)?|as\s+follows)\s*:\s*$")
_ISSUE = frozenset(
    ["issued", "released", "published", "made", "gave", "delivered", "sent", "posted", "circulated", "distributed",
     "read", "printed", "put", "wrote", "carried", "unveiled", "announced"]
)  # fmt: skip
_END_MARK = re.compile(r"\s*(?:-\s*0\s*-|#{3}|-{3,})\s*$")
_LONGEST_LEAD = 700  # characters


def find_printed(paragraphs: Sequence[Paragraph], article: Article, pack: Pack) -> Attribution | None:
    """Return the document an article prints after announcing it, None when it announces none.

    The article's agency, when the pack knows it, is the document's carrier.
    """
    official = any(o.carries_for is not None and article.agency in (o.name, *o.aliases) for o in pack.outlets)
    for paragraph in paragraphs[:_LEAD_WITHIN]:
        if len(paragraph.text) > _LONGEST_LEAD or paragraph.index + 1 >= len(paragraphs):
            continue
        match = _FOLLOWING.search(paragraph.text) or _READS.search(paragraph.text)
        if match is None and article.agency is not None and _HEADED.match(article.headline or ""):
            match = _ISSUED.search(paragraph.text)
        speaks = _SPEAKS.search(paragraph.text) if match is None and official else None
        if match is not None:
            cue = _issuing(paragraph, match.start(), match.end())
        elif speaks is not None:
            cue = paragraph.sentence_of(speaks.start()).root
        else:
            continue
        source = _source(paragraph, cue)
        if source is None or _is_document(paragraph, source):
            source = _owner(paragraph, cue) or _earlier_sender(paragraphs[: paragraph.index]) or source
        content = tuple(piece for later in paragraphs[paragraph.index + 1 :] if (piece := _body(later)) is not None)
        if not content or source is None:
            continue
        at = (paragraph.index, cue.idx, cue.idx + len(cue))
        return Attribution(
            paragraph.index, cue.i, at, source, content, "say", RULE, 0.9, outlets=_agency(article, pack)
        )
    return None


def _agency(article: Article, pack: Pack) -> tuple[str, ...]:
    names = {name: outlet.name for outlet in pack.outlets for name in (outlet.name, *outlet.aliases)}
    return (names[article.agency],) if article.agency in names else ()


def _issuing(paragraph: Paragraph, start: int, end: int) -> "Token":
    """Return the verb that issues the document, else the last word of its announcement."""
    sentence = paragraph.sentence_of(start)
    verbs = [token for token in sentence if token.lower_ in _ISSUE and token.tag_.startswith("VB")]
    before = [token for token in verbs if token.idx < start]
    if before or verbs:
        return before[-1] if before else verbs[0]
    inside = [token for token in paragraph.doc if start <= token.idx < end]
    saying = [token for token in inside if token.tag_.startswith("VB")]
    return (saying or inside)[-1]


def _source(paragraph: Paragraph, cue: "Token") -> Piece | None:
    """Return the phrase of who issues: up to the verb, from the start of its sentence past a dateline."""
    found = find_source(cue)
    if found is None:
        return _owner(paragraph, cue)
    first, last = found
    start = cue.sent.start
    if last < cue.i:  # the parser often drops a long apposition: take all from the name to the verb
        while last + 1 < cue.i and paragraph.doc[last + 1].dep_ not in ("aux", "npadvmod", "advmod"):
            last += 1
        while last > first and (paragraph.doc[last].is_punct or paragraph.doc[last].is_space):
            last -= 1
    while first > start and paragraph.doc[first - 1].tag_.startswith("NNP"):
        first -= 1
    return paragraph.index, paragraph.doc[first].idx, paragraph.doc[last].idx + len(paragraph.doc[last])


def _is_document(paragraph: Paragraph, source: Piece) -> bool:
    """Return whether a phrase names the document and not who speaks in it ("the message", "the following")."""
    head = head_of(paragraph.doc, source[1], source[2])
    return head is None or head.lower_ == "following" or re.fullmatch(_DOCUMENT, head.lower_) is not None


def _owner(paragraph: Paragraph, cue: "Token") -> Piece | None:
    """Return whose document it is: "a statement by X", "X's statement"."""
    for token in cue.sent:
        of = token.head
        if token.dep_ == "pobj" and of.lower_ in ("by", "of", "from") and re.fullmatch(_DOCUMENT, of.head.lower_):
            last = token.right_edge
            return paragraph.index, token.left_edge.idx, last.idx + len(last)
        if token.dep_ == "poss" and re.fullmatch(_DOCUMENT, token.head.lower_):
            return paragraph.index, token.left_edge.idx, token.idx + len(token)
    return None


def _earlier_sender(paragraphs: Sequence[Paragraph]) -> Piece | None:
    """Return the sender a first paragraph names ("X sent a message to Y"; "… received a message from X")."""
    for paragraph in paragraphs:
        for token in paragraph.doc:
            if token.lower_ == "from" and token.head.lower_ in ("message", "letter", "messages", "letters", "received"):
                sender = next((kid for kid in token.children if kid.dep_ == "pobj"), None)
                if sender is not None:
                    last = sender.right_edge
                    return paragraph.index, sender.left_edge.idx, last.idx + len(last)
            if token.lower_ in ("sent", "sends") and (found := find_source(token)) is not None:
                last = paragraph.doc[found[1]]
                return paragraph.index, paragraph.doc[found[0]].idx, last.idx + len(last)
    return None


def _body(paragraph: Paragraph) -> Piece | None:
    text = _END_MARK.sub("", paragraph.text)
    start = len(text) - len(text.lstrip())
    end = len(text.rstrip())
    return (paragraph.index, start, end) if end > start else None
