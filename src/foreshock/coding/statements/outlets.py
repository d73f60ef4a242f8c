"""Which phrases name a news outlet."""

import re

from foreshock.coding.parsed import Paragraph
from foreshock.coding.statements.attribution import Piece
from foreshock.coding.statements.noun_heads import head_of

GENERIC_MEDIA = frozenset(
    ["newspaper", "paper", "daily", "broadcaster", "magazine", "network", "media", "television", "tv", "radio",
     "outlet", "outlets", "website", "tabloid", "newswire", "newspapers", "agency", "service", "agencies"]
)  # fmt: skip
_NAMED = frozenset(
    ["news", "times", "post", "daily", "herald", "tribune", "journal", "gazette", "tv", "radio", "television",
     "press", "newspaper", "weekly", "online", "broadcasting", "telegraph", "guardian", "observer", "chronicle",
     "review"]
)  # fmt: skip
_MEDIA = frozenset(["agency", "service", "agencies"])
_ARTICLE = re.compile(r"^(?:the|an?)\s+", re.IGNORECASE)


def outlet_name(paragraph: Paragraph, piece: Piece) -> str | None:
    """Return the outlet a phrase names ("KCNA", "state media"), or None when it names none.

    The pack's name where the pack knows it, else the words of the phrase.
    """
    _, start, end = piece
    head = head_of(paragraph.doc, start, end)
    if head is None:
        return None
    # the parser may leave the name outside its phrase: "the state agency" + "Example"
    outlets = [m for m in paragraph.mentions_touching(start, end + 2) if m.kind == "outlet"]
    at_head = [m for m in outlets if m.start <= head.idx < m.end]
    if at_head or (outlets and head.lower_ in GENERIC_MEDIA):
        named = [m for m in outlets if m.text[:1].isupper()]  # "state agency Example": the name, not the sort
        chosen = (named or at_head or outlets)[-1]
        return chosen.name or chosen.text
    words = _ARTICLE.sub("", paragraph.text[start:end])
    if head.lower_ in GENERIC_MEDIA - _MEDIA:
        return words
    lower = {word.lower() for word in words.split()}
    if head.tag_.startswith("NNP") and (head.lower_ in _NAMED or (head.lower_ in _MEDIA and "news" in lower)):
        return words
    return words if head.lower_ in _MEDIA and "news" in lower else None
