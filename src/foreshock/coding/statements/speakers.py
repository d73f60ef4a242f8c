"""Who speaks: from the noun phrase of a speaker to the contract's `Speaker`."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from msgspec import structs

from foreshock.coding.mentions import Mention
from foreshock.coding.parsed import Paragraph
from foreshock.coding.statements.anonymity import HIDING_NOUNS, states_anonymity
from foreshock.coding.statements.attribution import Piece
from foreshock.coding.statements.noun_heads import head_of, is_surname, joined_heads, relative_start
from foreshock.coding.statements.outlets import GENERIC_MEDIA
from foreshock.coding.statements.sources import WRITINGS
from foreshock.terms.reading import Speaker

if TYPE_CHECKING:
    from foreshock.coding.tokens import Token

STATES = ("country", "demonym", "capital")
MEDIA_SECTOR = "MED"


def identify(
    paragraph: Paragraph, piece: Piece, *, earlier: Sequence[Speaker] = (), carries_for: str | None = None
) -> tuple[Speaker, ...]:
    """Return the speakers that a noun phrase names: one, or one per state or office it joins.

    `earlier` are the speakers before it in the article, latest last: "the spokesman" is the last
    one of that role. `carries_for` is the state whose official word the carrier passes on: the
    speaker's, when nothing else settles it. What stays open is None; the phrase is always in
    `text` and `span`.
    """
    _, start, end = piece
    span = paragraph.span(start, end)
    head = head_of(paragraph.doc, start, end)
    if head is None:
        return (Speaker(text=span.text, span=span),)
    limit = relative_start(head, end)
    mentions = list(paragraph.mentions_touching(start, limit))
    mains = [main for token in joined_heads(head, end) if (main := _mention_at(mentions, token.idx)) is not None]
    if len(mains) > 1 and len({main.code for main in mains if main.code is not None}) > 1:
        return tuple(structs.replace(_speaker(main, [main]), text=span.text, span=span) for main in mains)
    main = _mention_at(mentions, head.idx)
    if main is not None and main.kind == "demonym" and is_surname(head):
        mentions = [m for m in mentions if m is not main]
        main = None
    if main is not None and len(main.codes) > 1:
        return tuple(Speaker(code=code, sector=main.sector, text=span.text, span=span) for code in main.codes)
    speaker = _speaker(main, mentions) if main is not None else _unsettled(paragraph, piece, mentions)
    if main is None or main.kind == "role":
        speaker = _same_as_before(speaker, mentions, earlier, definite=span.text[:4].lower() == "the ")
    if speaker.code is None and carries_for is not None and (speaker.role or head.lower_ in HIDING_NOUNS):
        speaker = structs.replace(speaker, code=carries_for)
    hidden = speaker.name is None and (
        head.lower_ in HIDING_NOUNS or (main is not None and main.anonymous) or states_anonymity(span.text)
    )
    return (structs.replace(speaker, anonymous=hidden, text=span.text, span=span),)


def _mention_at(mentions: list[Mention], char: int) -> Mention | None:
    return next((m for m in mentions if m.start <= char < m.end), None)


def _same_as_before(
    speaker: Speaker, mentions: list[Mention], earlier: Sequence[Speaker], *, definite: bool
) -> Speaker:
    """Return "the spokesman" as the last speaker of that role, unless the phrase says whose."""
    owned = any(m.kind in (*STATES, "office", "body") or (m.kind == "reference" and m.office) for m in mentions)
    if not definite or owned or speaker.name is not None or speaker.role is None:
        return speaker
    same = next((one for one in reversed(earlier) if one.role == speaker.role and one.code is not None), None)
    if same is None:
        return speaker
    return structs.replace(speaker, code=same.code, sector=same.sector, office=same.office, name=same.name)


def _speaker(main: Mention, mentions: list[Mention]) -> Speaker:
    """Return the speaker a main mention stands for, completed by the others of its phrase."""
    if main.kind == "outlet":
        return Speaker(code=main.code, sector=main.sector or MEDIA_SECTOR, role="outlet", name=main.name or main.text)
    others = [m for m in mentions if m is not main]
    person = next((m for m in others if _is_person(m) and 0 <= m.start - main.end <= 3), None)
    if main.kind == "role" and person is not None:
        main, others = person, [main, *(m for m in others if m is not person)]
    role = main if main.kind == "role" else next((m for m in others if m.kind == "role"), None)
    office = next((m for m in others if _is_office(m)), None)
    apart = office is None or office.code is None  # an office's own state wins over a looser tie
    return Speaker(
        code=(None if main.kind == "role" and not apart else main.code)
        or (office.code if office is not None else None)
        or _state_near(main, others)
        or (role.code if role is not None else None)
        or next((m.code for m in others if _is_person(m) and m.code is not None), None),
        sector=main.sector if main.kind != "role" or office is None else office.sector or main.sector,
        office=(office.office if main.kind == "role" and office is not None else None)
        or main.office
        or (office.office if office is not None else None)
        or (role.office if role is not None else None),
        role=main.role or (role.role if role is not None and _is_person(main) else None),
        name=main.name if _is_person(main) else None,
    )


def _is_person(mention: Mention) -> bool:
    return mention.kind == "person" or (mention.kind == "reference" and mention.name is not None)


def _is_office(mention: Mention) -> bool:
    if mention.kind in ("office", "body"):
        return True
    return mention.kind == "reference" and mention.office is not None and mention.name is None


def _state_near(main: Mention, others: list[Mention]) -> str | None:
    """Return the state of the phrase: before its head ("South Korea's ministry"), else after it."""
    states = [m for m in others if m.code is not None and m.kind in (*STATES, "reference")]
    before = [m.code for m in states if m.start < main.start]
    after = [m.code for m in states if m.start > main.start]
    return before[-1] if before else after[0] if after else None


def _unlisted_role(start: int, head: "Token") -> str | None:
    """Return the role a head word says itself: a hiding noun, or an outlet by its sort ("state broadcaster XYZ")."""
    if head.lower_ in HIDING_NOUNS:
        return head.lower_
    before = head.nbor(-1) if head.i > 0 else head
    named = head.tag_.startswith("NNP") and before.lower_ in GENERIC_MEDIA and before.idx >= start
    return "outlet" if named else None


def _unsettled(paragraph: Paragraph, piece: Piece, mentions: list[Mention]) -> Speaker:
    """Return a speaker whose head word no mention covers, from the rest of the phrase."""
    _, start, end = piece
    head = head_of(paragraph.doc, start, end)
    if head is None:
        return Speaker()
    writer = next((m for m in mentions if m.start < head.idx and m.kind != "role"), None)
    if head.lower_ in WRITINGS and writer is not None:
        return _speaker(writer, mentions)  # "the minister's statement said"
    owned = [m for m in mentions if m.kind in (*STATES, "office", "body", "reference") and m.code is not None]
    office = next((m for m in mentions if _is_office(m)), None)
    role = next((m for m in mentions if m.kind == "role"), None)
    near = [m for m in mentions if _is_person(m) and m.code is not None and m.start < head.idx]
    whose = owned or (near if head.dep_ != "conj" else [])  # "Duda's office", "Duda's government"
    code = (office.code if office is not None else None) or (whose[0].code if whose else None)
    name = None
    if head.tag_ in ("NNP", "NNPS") and not any(m.start <= head.idx < m.end for m in owned):
        first = head
        while first.i > 0 and paragraph.doc[first.i - 1].tag_ == "NNP" and paragraph.doc[first.i - 1].idx >= start:
            first = paragraph.doc[first.i - 1]
        if not any(m.start < head.idx and first.idx < m.end for m in mentions):
            name = paragraph.text[first.idx : head.idx + len(head.text)]
    return Speaker(
        code=code,
        sector=office.sector if office is not None else role.sector if role is not None else None,
        office=office.office if office is not None else None,
        role=role.role if role is not None else _unlisted_role(start, head),
        name=name,
    )
