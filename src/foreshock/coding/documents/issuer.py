"""Who issues a document, from the phrase that names them: "NAME, vice-minister of OFFICE of STATE"."""

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from foreshock.coding.mentions import Mention
from foreshock.coding.parsed import Paragraph
from foreshock.coding.statements.attribution import Piece
from foreshock.coding.statements.speakers import STATES
from foreshock.terms.reading import Speaker

# A name in capitals before a comma and a title: two to eight words.
_NAMED = re.compile(r"(?:[A-ZÀ-Þ][\w.’'-]*\s+){1,7}[A-ZÀ-Þ][\w.’'-]*(?=\s*,\s)")
_ARTICLE = re.compile(r"(?:[Tt]he|[Aa])\s+|[Aa]n\s+(?=[a-z])")  # "An Myong Ho" is a name
# "president of the Farmers' Party": the title is a body's, not a state's.
_OF_A_SOCIETY = re.compile(
    r"\s+of\s+(?:the\s+)?(?:[\w’'-]+\s+){0,5}?(?:Party|Association|Society|Federation|Union|Board|Forum|League|Front|Club)\b"
)
_HAVING = re.compile(r"[’']s?\s+")
_HEADS = re.compile(
    r"(?:(?:first|vice|deputy|acting)[\s-]+)*(?:chief|director(?:[\s-]general)?|head)\s+of\s+(?:the\s+)?", re.IGNORECASE
)
# Those who met: whose they are is not settled by what their meeting was about.
_GROUP = re.compile(
    r"(?:participants|attendants|attendees|delegates|organi[sz]ers|personages|members)\b", re.IGNORECASE
)
HEAD_OF_DEPARTMENT = "department director"


def issuer_of(paragraph: Paragraph, piece: Piece, role_offices: Mapping[str, str]) -> Speaker | None:
    """Return the speaker a phrase of name and title stands for, None when it has neither name nor office.

    `role_offices` names the office of a role ("foreign minister"). The printed title counts before
    what the pack knows of a person: who issues something as general secretary issues it for the
    party. The state is the person's, else the office's, else the first one the phrase names.
    """
    _, start, end = piece
    text = paragraph.text[start:end]
    mentions = list(paragraph.mentions_in(start, end))
    opening = _ARTICLE.match(text)
    first = start + (opening.end() if opening is not None else 0)
    if _GROUP.match(paragraph.text, first, end) is not None:
        return Speaker(text=text, span=paragraph.span(start, end))
    person = next((m for m in mentions if m.kind == "person" or (m.kind == "reference" and m.name)), None)
    if person is not None and "," in paragraph.text[first : person.start]:
        person = None  # someone in the title: "an aide, Ann Lee's brother"
    printed = _NAMED.match(paragraph.text, first, end)
    name = person.name if person is not None else _unknown(printed, mentions)
    after = person.end if person is not None else printed.end() if printed is not None and name is not None else first
    titles = [
        m for m in mentions if m is not person and (m.start >= after or (person is not None and m.end <= person.start))
    ]
    role = next((m for m in titles if m.kind == "role"), None)
    office = _narrowest([m for m in titles if _names_office(m)], paragraph.text)
    if name is None and role is None and office is None:
        return None
    society = role is not None and _heads_society(paragraph.text, role.end, end, mentions)
    headed = name is None and role is None and _HEADS.match(paragraph.text, first, end) is not None
    return Speaker(
        code=_state(person, office, role, titles),
        sector=next((m.sector for m in (person, office, role) if m is not None and m.sector is not None), None),
        office=_office(
            person,
            office,
            role_offices.get(role.role or "") if role is not None and not society else None,
            society=society,
        ),
        role=HEAD_OF_DEPARTMENT if headed else _role(person, role),
        name=name,
        anonymous=name is None and (headed or (role is not None and role.anonymous)),
        text=text,
        span=paragraph.span(start, end),
    )


def _unknown(printed: re.Match[str] | None, mentions: Sequence[Mention]) -> str | None:
    """Return a name that the pack does not know, when no state or office stands in it."""
    if printed is None or any(m.start < printed.end() and m.end > printed.start() for m in mentions):
        return None
    return printed.group()


def _heads_society(text: str, start: int, end: int, mentions: Sequence[Mention]) -> bool:
    """Return whether a title is of a party or union, not of a state called one ("of the Swiss Federation")."""
    match = _OF_A_SOCIETY.match(text, start, end)
    return match is not None and not any(m.kind in STATES and m.end == match.end() for m in mentions)


def _narrowest(offices: Sequence[Mention], text: str) -> Mention | None:
    """Return the first office, or the one it is said to have ("the ministry's press department")."""
    for office, part in pairwise(offices):
        if not _HAVING.fullmatch(text, office.end, part.start):
            return office
    return offices[-1] if offices else None


def _names_office(mention: Mention) -> bool:
    return mention.kind in ("office", "body") and mention.office is not None


def _state(
    person: Mention | None, office: Mention | None, role: Mention | None, titles: Iterable[Mention]
) -> str | None:
    codes = [m.code for m in (person, office, role) if m is not None and m.code is not None]
    states = [m.code for m in titles if m.kind in STATES and m.code is not None]
    return next(iter([*codes, *states]), None)


def _office(person: Mention | None, office: Mention | None, of_role: str | None, *, society: bool) -> str | None:
    if office is not None or of_role is not None:
        return office.office if office is not None else of_role
    return person.office if person is not None and not society else None


def _role(person: Mention | None, role: Mention | None) -> str | None:
    if person is not None and person.role is not None:
        return person.role
    return role.role if role is not None else None
