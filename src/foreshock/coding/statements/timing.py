"""When an utterance was made: a date beside its reporting word, an address of a known day, or the report's own day."""

import re
from datetime import date
from typing import TYPE_CHECKING

from foreshock.coding.dates.mention import DateMention
from foreshock.coding.parsed import Paragraph, ParsedArticle
from foreshock.coding.statements.attribution import Attribution
from foreshock.terms.reading import When

if TYPE_CHECKING:
    from foreshock.coding.tokens import Token

_NEW_YEAR = re.compile(
    r"\bnew\s+year(?:[’']?s)?(?:\s+day)?\s+(?:address|speech|message|greeting|editorial)\b", re.IGNORECASE
)
_CARRYING = frozenset(["carried", "published", "released", "issued", "aired", "broadcast", "posted", "reported"])
_FAR = 40  # tokens between a reporting word and a date that is its own


def find_when(attribution: Attribution, parsed: ParsedArticle) -> When | None:
    """Return the days of an utterance, None when the text does not settle them."""
    paragraph = parsed.paragraphs[attribution.paragraph]
    cue = paragraph.doc[attribution.head]
    stated = _stated(attribution, paragraph, cue)
    sentence = paragraph.sentence_span(attribution.cue[1])
    match = _NEW_YEAR.search(sentence.text)
    inside = match is not None and (stated is None or match.start() <= stated.start - sentence.start < match.end())
    if stated is not None and not inside:
        return stated.when()
    given = _given(attribution, paragraph, parsed.published)
    if stated is None and given is not None:
        return given.when()
    if match is not None and inside and parsed.published is not None:
        day = date(parsed.published.year, 1, 1)
        return When(start=day, end=day, precision="day", text=match.group(), basis="anchor")
    if parsed.published is None or not _is_current(cue):
        return None
    return When(start=parsed.published, end=parsed.published, precision="day", basis="published")


def _stated(attribution: Attribution, paragraph: Paragraph, cue: "Token") -> DateMention | None:
    """Return the date expression nearest the reporting word in its sentence and outside the content."""
    sentence = cue.sent
    best: tuple[int, DateMention] | None = None
    for mention in paragraph.dates_in(sentence.start_char, sentence.end_char):
        if mention.kind != "date" or _in_content(attribution, mention.start):
            continue
        span = paragraph.doc.char_span(mention.start, mention.end)
        if span is None or abs(span.start - cue.i) > _FAR or not _belongs(span.root, cue):
            continue
        far = abs(span.start - cue.i)
        if best is None or far < best[0]:
            best = far, mention
    return best[1] if best is not None else None


def _given(attribution: Attribution, paragraph: Paragraph, published: date | None) -> DateMention | None:
    """Return the past day on which something still to be done was promised.

    What one promises to do lies ahead of the promise: a day before publication inside such content
    ("promised to restart talks … during their June 30 meeting") is the day of the promise.
    """
    if attribution.rule != "statement.infinitive" or published is None:
        return None
    for number, start, end in attribution.content:
        if number != attribution.paragraph:
            continue
        for mention in paragraph.dates_in(start, end):
            past = mention.kind == "date" and mention.precision == "day" and mention.to is not None
            if past and mention.to is not None and mention.to < published:
                return mention
    return None


def _belongs(token: "Token", cue: "Token") -> bool:
    """Return whether a date hangs on the reporting word itself or just beside it."""
    if abs(token.i - cue.i) <= 3:
        return True
    at = token
    for _ in range(6):
        if at.head.i == at.i:
            return False
        at = at.head
        if at.i == cue.i:
            return True
        if at.lower_ in _CARRYING and at.dep_ == "acl":
            continue  # "said in a statement published on Friday"
        if at.dep_ in ("relcl", "acl", "ccomp") or at.tag_.startswith("VB"):
            return False
    return False


def _in_content(attribution: Attribution, char: int) -> bool:
    return any(p == attribution.paragraph and start <= char < end for p, start, end in attribution.content)


def _is_current(cue: "Token") -> bool:
    """Return whether the form of a reporting word reports today's news: not "had said", "has long said"."""
    if cue.tag_.startswith("NN"):
        return False
    auxiliaries = {kid.lower_ for kid in cue.children if kid.dep_ == "aux"}
    if cue.tag_ in ("VBD", "VBZ", "VBP"):
        return True
    if cue.tag_ == "VBN":
        return not auxiliaries & {"had", "’d", "'d", "has", "have", "’s", "'s", "’ve", "'ve"}
    return cue.tag_ in ("VBG", "IN", "VB") and not auxiliaries
