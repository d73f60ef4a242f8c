"""Messages and letters: who wrote to whom, and what stands in them."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from foreshock.coding.documents.document import MESSAGE, Document
from foreshock.coding.documents.issuer import issuer_of
from foreshock.coding.parsed import Paragraph
from foreshock.coding.statements.attribution import Attribution, Piece
from foreshock.terms.reading import Speaker

_LONGEST = 900  # characters of a sentence that announces a message
_NOUN = r"(?:message|letter|telegram|cable|greetings|congratulations|condolences)"
_KIND = rf"(?P<kind>(?:[\w-]+\s+){{0,4}}?{_NOUN}(?:\s+of\s+[\w-]+(?:\s+and\s+[\w-]+)?)?)"
_RECEIVED = re.compile(rf"(?P<verb>received|got)\s+{_KIND}\s+(?P<gap>(?:[\w,]+\s+){{0,6}}?)from\s+")
_SENT = re.compile(rf"(?P<verb>sent|conveyed|addressed|cabled)\s+{_KIND}\s+(?P<gap>(?:[\w,]+\s+){{0,6}}?)to\s+")
_REPLIED = re.compile(
    rf"(?P<verb>replied|answered)\s+(?:to\s+)?{_KIND}\s+(?P<gap>(?:[\w,]+\s+){{0,4}}?)(?:sent\s+by|from)\s+"
)
_DATED = re.compile(r",?\s+on\s+(?:[A-Z][\w.]+(?:\s+\d{1,2})?|\d{1,2}\s+[A-Z]\w+)(?:,\s+\d{4})?$")
_END = re.compile(
    r"\s+(?:on\s+(?:the\s+occasion|[A-Z]|\d)|over\s+the|upon\s+(?:his|her|its|their)|after|via|through|as\s+regards|in\s+connection|"
    r"in\s+reply|for\s+(?:his|her|its|their))\b"
)
_FINITE = frozenset(["VBD", "VBP", "VBZ"])
_RELATIVE = frozenset(["relcl", "acl"])
_OF_ITSELF = re.compile(r"\b(?:message|letter|telegram)\b")
# What retells a message, or is one.
_TOLD = re.compile(
    r"\b(?:in|the|this)\s+(?:the\s+)?(?:reply\s+|congratulatory\s+)?(?:message|letter|telegram)\b"
    r"|\b(?:he|she|it|they)\s+(?:\w+\s+)?(?:said|wished|hoped|expressed|extended|stressed|noted)\b"
    r"|\b(?:extended|expressed|wish(?:ed)?|said|hop(?:e|ing))\b|\bYour\s+Excellency\b|\bDear\b",
    re.IGNORECASE,
)
_COURTESY = re.compile(
    r"greeting|congratulat|condolen|sympath|repl(?:y|ied)|replay|thank|gratitude|felicitat|friend|well-wish|consol",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Announced:
    paragraph: int
    end: int  # where its sentence ends
    cue: Piece
    sender: Piece
    receiver: Piece
    courtesy: bool


def find_messages(paragraphs: Sequence[Paragraph], role_offices: Mapping[str, str]) -> tuple[Document, ...]:
    """Return the messages an article reports, each with the text up to the next one.

    `role_offices` names the office of a role. A sentence that only says that one was sent, with
    nothing told of what it says, gives none.
    """
    announced = list(_announcements(paragraphs))
    return tuple(
        document
        for at, one in enumerate(announced)
        if (document := _document(one, announced[at + 1 : at + 2], paragraphs, role_offices)) is not None
    )


def _announcements(paragraphs: Sequence[Paragraph]) -> Iterator[_Announced]:
    for paragraph in paragraphs:
        for sentence in paragraph.doc.sents:
            if len(sentence.text) > _LONGEST:
                continue
            found = _announced(paragraph, sentence.start_char, sentence.end_char)
            if found is not None:
                yield found


def _announced(paragraph: Paragraph, start: int, end: int) -> _Announced | None:
    text = paragraph.text
    for pattern, inverted in ((_RECEIVED, True), (_REPLIED, False), (_SENT, False)):
        match = pattern.search(text, start, end)
        if match is None or not _starts_word(paragraph, match.start()):
            continue
        subject = _trimmed(text, start, match.start())
        other = _trimmed(text, match.end(), _phrase_end(text, match.end(), end))
        if subject is None or other is None or _OF_ITSELF.search(text, *subject) is not None:
            continue
        if _is_clause(paragraph, *subject):
            continue
        near, far = (paragraph.index, *subject), (paragraph.index, *other)
        cue = (paragraph.index, match.start("verb"), match.end("verb"))
        courtesy = _COURTESY.search(match.group()) is not None
        return _Announced(paragraph.index, end, cue, far if inverted else near, near if inverted else far, courtesy)
    return None


def _starts_word(paragraph: Paragraph, at: int) -> bool:
    """Return whether a word starts at a character: after a blank, or glued to a name printed in bold."""
    return at == 0 or not paragraph.text[at - 1].isalnum() or any(m.end == at for m in paragraph.mentions)


def _is_clause(paragraph: Paragraph, start: int, end: int) -> bool:
    """Return whether a would-be subject holds a verb of its own: the message is then told of in passing."""
    span = paragraph.doc.char_span(start, end)
    return span is not None and any(token.tag_ in _FINITE and token.dep_ not in _RELATIVE for token in span)


def _phrase_end(text: str, start: int, end: int) -> int:
    match = _END.search(text, start, end)
    return match.start() if match is not None else end


def _trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Return the characters of a noun phrase without its day, commas and blanks, None when nothing is left."""
    dated = _DATED.search(text[start:end].rstrip())
    if dated is not None:
        end = start + dated.start()
    phrase = text[start:end]
    last = start + len(phrase.rstrip(" ,.:;\n"))
    first = start + len(phrase) - len(phrase.lstrip(" ,\n"))
    return (first, last) if last > first else None


def _document(
    one: _Announced, following: Sequence[_Announced], paragraphs: Sequence[Paragraph], role_offices: Mapping[str, str]
) -> Document | None:
    last = following[0].paragraph if following else len(paragraphs)
    content = tuple(_content(one, last, paragraphs))
    told = " ".join(paragraphs[p].text[start:end] for p, start, end in content[:3])
    paragraph = paragraphs[one.paragraph]
    if not content or _TOLD.search(told) is None:
        return None
    speaker = issuer_of(paragraph, one.sender, role_offices) or Speaker(
        text=paragraph.text[one.sender[1] : one.sender[2]], span=paragraph.span(one.sender[1], one.sender[2])
    )
    receiver = issuer_of(paragraph, one.receiver, role_offices)
    codes: tuple[str, ...] = (receiver.code,) if receiver is not None and receiver.code is not None else ()
    codes = codes or _first_state(paragraph, one.receiver[1], one.end, speaker.code)
    head = paragraph.doc.char_span(one.cue[1], one.cue[2])
    if head is None:
        return None
    attribution = Attribution(one.paragraph, head.root.i, one.cue, one.sender, content, "say", MESSAGE, 0.85)
    return Document(attribution, speaker, tuple(code for code in codes if code != speaker.code), one.courtesy)


def _content(one: _Announced, last: int, paragraphs: Sequence[Paragraph]) -> Iterator[Piece]:
    lead = paragraphs[one.paragraph]
    if lead.text[one.end :].strip():
        yield one.paragraph, one.end + len(lead.text[one.end :]) - len(lead.text[one.end :].lstrip()), len(lead.text)
    for paragraph in paragraphs[one.paragraph + 1 : last]:
        if paragraph.text.strip():
            yield paragraph.index, 0, len(paragraph.text)


def _first_state(paragraph: Paragraph, start: int, end: int, own: str | None) -> tuple[str, ...]:
    """Return the first state named from a receiver's phrase to its sentence's end ("upon her election in …")."""
    found = (m.code for m in paragraph.mentions_in(start, end) if m.code not in (None, own))
    return tuple(code for code in found if code is not None)[:1]
