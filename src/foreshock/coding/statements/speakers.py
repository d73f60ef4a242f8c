"""Who speaks: from the noun phrase of a speaker to the contract's `Speaker`."""

from msgspec import structs

from foreshock.coding.mentions import Mention
from foreshock.coding.parsed import Paragraph
from foreshock.coding.statements.anonymity import HIDING_NOUNS, states_anonymity
from foreshock.coding.statements.attribution import Piece
from foreshock.coding.statements.noun_heads import head_of, joined_heads
from foreshock.terms.reading import Speaker

_STATES = ("country", "demonym", "capital")
_GENERIC_MEDIA = frozenset(
    ["newspaper", "paper", "daily", "broadcaster", "magazine", "network", "media", "television", "tv", "radio", "outlet",
     "outlets", "website", "tabloid", "newswire", "newspapers"]
)  # fmt: skip
MEDIA_SECTOR = "MED"


def identify(paragraph: Paragraph, piece: Piece) -> tuple[Speaker, ...]:
    """Return the speakers that a noun phrase names: one, or one per state or office it joins.

    What the mentions do not settle stays None; the phrase itself is always in `text` and `span`.
    """
    _, start, end = piece
    span = paragraph.span(start, end)
    head = head_of(paragraph.doc, start, end)
    if head is None:
        return (Speaker(text=span.text, span=span),)
    mentions = [m for m in paragraph.mentions if m.start < end and m.end > start]
    heads = list(joined_heads(head, end))
    mains = [main for main in (_mention_at(mentions, token.idx) for token in heads) if main is not None]
    codes = {main.code for main in mains if main.code is not None}
    if len(mains) > 1 and len(codes) > 1:
        return tuple(structs.replace(_speaker(main, mentions=[main]), text=span.text, span=span) for main in mains)
    main = _mention_at(mentions, head.idx)
    if main is not None and len(main.codes) > 1:
        return tuple(Speaker(code=code, sector=main.sector, text=span.text, span=span) for code in main.codes)
    speaker = _speaker(main, mentions) if main is not None else _unsettled(paragraph, piece, mentions)
    hidden = speaker.name is None and (
        head.lower_ in HIDING_NOUNS or (main is not None and main.anonymous) or states_anonymity(span.text)
    )
    return (structs.replace(speaker, anonymous=hidden, text=span.text, span=span),)


def outlet_name(paragraph: Paragraph, piece: Piece) -> str | None:
    """Return the outlet a phrase names ("KCNA", "state media"), or None when it names none."""
    _, start, end = piece
    head = head_of(paragraph.doc, start, end)
    if head is None:
        return None
    for mention in paragraph.mentions:
        if (
            mention.kind == "outlet"
            and mention.start < end
            and mention.end > start
            and mention.start <= head.idx < mention.end
        ):
            return mention.name or mention.text
    outlets = [m for m in paragraph.mentions if m.kind == "outlet" and start <= m.start and m.end <= end]
    if outlets and head.lower_ in ("agency", "service", "agencies", *_GENERIC_MEDIA):
        return outlets[0].name or outlets[0].text
    if head.lower_ in _GENERIC_MEDIA:
        words = paragraph.text[start:end]
        return words.removeprefix("The ").removeprefix("the ").removeprefix("a ").removeprefix("A ")
    return None


def _mention_at(mentions: list[Mention], char: int) -> Mention | None:
    return next((m for m in mentions if m.start <= char < m.end), None)


def _speaker(main: Mention, mentions: list[Mention]) -> Speaker:
    """Return the speaker a main mention stands for, completed by the others of its phrase."""
    state = _state_near(main, mentions)
    if main.kind == "outlet":
        return Speaker(code=main.code, sector=main.sector or MEDIA_SECTOR, role="outlet", name=main.name or main.text)
    role = next((m for m in mentions if m.kind == "role" and m is not main), None)
    office = next((m for m in mentions if m.kind in ("office", "body") and m is not main), None)
    person = next((m for m in mentions if m.kind == "person" and m is not main and _beside(main, m)), None)
    if main.kind == "role" and person is not None:
        main, role = person, main
    code = main.code or (office.code if office is not None else None) or (role.code if role is not None else None)
    return Speaker(
        code=code or state,
        sector=main.sector
        or (office.sector if office is not None else None)
        or (role.sector if role is not None else None),
        office=main.office
        or (office.office if office is not None else None)
        or (role.office if role is not None else None),
        role=main.role or (role.role if role is not None and main.kind in ("person", "reference") else None),
        name=main.name if main.kind in ("person", "reference") else None,
    )


def _state_near(main: Mention, mentions: list[Mention]) -> str | None:
    """Return the state of the phrase: before its head ("South Korea's ministry"), else after it."""
    before = [m.code for m in mentions if m.code is not None and m.kind in _STATES and m.start < main.start]
    after = [m.code for m in mentions if m.code is not None and m.start > main.start]
    return before[-1] if before else after[0] if after else None


def _beside(main: Mention, other: Mention) -> bool:
    return 0 <= other.start - main.end <= 3


def _unsettled(paragraph: Paragraph, piece: Piece, mentions: list[Mention]) -> Speaker:
    """Return a speaker whose head word no mention covers, from the rest of the phrase."""
    _, start, end = piece
    head = head_of(paragraph.doc, start, end)
    if head is None:
        return Speaker()
    owned = [m for m in mentions if m.kind in (*_STATES, "office", "body", "reference") and m.code is not None]
    code = owned[0].code if owned else None
    office = next((m for m in mentions if m.kind in ("office", "body")), None)
    role = next((m for m in mentions if m.kind == "role"), None)
    name = None
    if head.tag_ in ("NNP", "NNPS") and not owned:
        first = head
        while first.i > 0 and paragraph.doc[first.i - 1].tag_ == "NNP" and paragraph.doc[first.i - 1].idx >= start:
            first = paragraph.doc[first.i - 1]
        name = paragraph.text[first.idx : head.idx + len(head.text)]
    return Speaker(
        code=code,
        sector=office.sector if office is not None else role.sector if role is not None else None,
        office=office.office if office is not None else None,
        role=role.role if role is not None else head.lower_ if head.lower_ in HIDING_NOUNS else None,
        name=name,
    )
