"""Documents that a state's agency retells: a released white paper, a decision, a newspaper's editorial."""

import re
from collections.abc import Iterator, Mapping, Sequence

from foreshock.coding.documents.document import ARTICLE, RELEASE, Document
from foreshock.coding.documents.issuer import issuer_of
from foreshock.coding.mentions import Mention
from foreshock.coding.parsed import Paragraph
from foreshock.coding.statements.attribution import Attribution, Piece
from foreshock.coding.statements.speakers import MEDIA_SECTOR
from foreshock.terms.reading import Speaker

_LEAD_WITHIN = 4  # paragraphs at the top in which a document is announced
_LONGEST = 900  # characters of its sentence
_DOCUMENT = (
    r"(?P<document>white\s+paper|press\s+statement|statement|decision|resolution|appeal|declaration|communiqu[eé]|memorandum|"
    r"open\s+letter|indictment|bulletin|report|notice|speech)"
)
_RELEASED = re.compile(
    rf"\b(?P<verb>issued|released|published|adopted|made\s+public|made|delivered)\s+(?:an?|the|its|his|her)\s+"
    rf"(?:[\w-]+\s+){{0,4}}?{_DOCUMENT}\b"
)
_PRINTS = re.compile(
    r"\b(?P<verb>in|dedicates?|dedicated|carries|carried|runs|ran|prints|printed|published)\s+(?:an?|its)\s+"
    r"(?:[\w-]+\s+){0,3}?(?:article|editorial|commentary|essay|comment)\b"
)
_DATED = re.compile(
    r",?\s+(?:on\s+)?(?:[A-Z][a-z]+day|(?:on\s+)[A-Z][\w.]+\s+\d{1,2}|on\s+\d{1,2}\s+[A-Z]\w+)(?:\s+(?:morning|afternoon|evening))?$"
)


def find_release(paragraphs: Sequence[Paragraph], role_offices: Mapping[str, str]) -> Document | None:
    """Return the document that an article announces as released and retells after that, None for none.

    `role_offices` names the office of a role.
    """
    for paragraph in paragraphs[:_LEAD_WITHIN]:
        for sentence in paragraph.doc.sents:
            match = _RELEASED.search(paragraph.text, sentence.start_char, sentence.end_char)
            if match is None or len(sentence.text) > _LONGEST:
                continue
            content = tuple(_after(paragraphs, paragraph, sentence.end_char))
            source = _subject(paragraph, sentence.start_char, match.start())
            if source is None or not _refers_to(match["document"], content, paragraphs):
                continue
            cue = (paragraph.index, match.start("verb"), match.end("verb"))
            return _document(paragraph, cue, source, content, RELEASE, issuer_of(paragraph, source, role_offices))
    return None


def find_article(paragraphs: Sequence[Paragraph], state: str) -> Document | None:
    """Return the newspaper article that an agency of `state` retells from its first sentence on, None for none."""
    if not paragraphs:
        return None
    lead = paragraphs[0]
    sentence = lead.sentence_span(0)
    outlet = next((m for m in lead.mentions_in(0, sentence.end) if m.kind == "outlet" and m.code == state), None)
    match = _PRINTS.search(lead.text, 0, sentence.end)
    if outlet is None or match is None:
        return None
    content = tuple((p.index, 0, len(p.text)) for p in paragraphs if p.text.strip())
    source = (0, outlet.start, outlet.end)
    cue = (0, match.start("verb"), match.end("verb"))
    return _document(lead, cue, source, content, ARTICLE, speaker_of_outlet(lead, outlet))


def speaker_of_outlet(paragraph: Paragraph, outlet: Mention) -> Speaker:
    """Return an outlet as the one who speaks."""
    return Speaker(
        code=outlet.code,
        sector=MEDIA_SECTOR,
        role="outlet",
        name=outlet.name,
        text=outlet.text,
        span=paragraph.span(outlet.start, outlet.end),
    )


def _document(
    paragraph: Paragraph, cue: Piece, source: Piece, content: tuple[Piece, ...], rule: str, speaker: Speaker | None
) -> Document | None:
    head = paragraph.doc.char_span(cue[1], cue[2])
    if head is None:
        return None
    return Document(Attribution(paragraph.index, head.root.i, cue, source, content, "say", rule, 0.8), speaker)


def _after(paragraphs: Sequence[Paragraph], paragraph: Paragraph, end: int) -> Iterator[Piece]:
    rest = paragraph.text[end:]
    if rest.strip():
        yield paragraph.index, end + len(rest) - len(rest.lstrip()), len(paragraph.text)
    yield from ((p.index, 0, len(p.text)) for p in paragraphs[paragraph.index + 1 :] if p.text.strip())


def _refers_to(document: str, content: Sequence[Piece], paragraphs: Sequence[Paragraph]) -> bool:
    """Return whether what follows speaks of the document ("the white paper said")."""
    noun = document.rsplit(maxsplit=1)[-1]
    said = re.compile(rf"\bthe\s+(?:[\w-]+\s+){{0,2}}?{re.escape(noun)}\b|^\s*(?:he|she|it)\s+said\s*:", re.IGNORECASE)
    return any(said.search(paragraphs[p].text, start, end) is not None for p, start, end in content)


def _subject(paragraph: Paragraph, start: int, end: int) -> Piece | None:
    """Return the phrase before the verb, without its day and what opens the sentence."""
    phrase = paragraph.text[start:end].rstrip(" ,\n")
    dated = _DATED.search(phrase)
    if dated is not None:
        phrase = phrase[: dated.start()]
    words = phrase.lstrip(" ,\n")
    if not words:
        return None
    first = start + len(phrase) - len(words)
    return paragraph.index, first, first + len(words)
