"""From spellings to mentions: whose ministry, which office's spokesperson, what role a person held then."""

import re
from collections.abc import Sequence
from datetime import date

from msgspec.structs import replace

from foreshock.coding.gazetteer import Gazetteer, Hit
from foreshock.coding.mentions import Mention
from foreshock.theaters.schema import Office

STATES = ("country", "demonym", "capital", "body")
MEDIA_SECTOR = "MED"
# Between an owner and what it owns: "South Korea's top", "Chinese", "the North's powerful".
_OWNING = re.compile(
    r"(?:['’]s?)?\s+(?:(?!(?:and|or|to|with|from|in|on|by|of|for|at|the|a|an|said|says|is|was)\b)[\w-]+\s+){0,3}",
    re.IGNORECASE,
)
_LOCATED = re.compile(r",?\s+(?:of|in|for|from|at)\s+(?:the\s+)?(?:[a-z-]+\s+)?", re.IGNORECASE)
_BESIDE = re.compile(
    r"(?:['’]s?)?\s+(?:(?:chief|deputy|top|senior|general|for|of|at|the|vice|first)\s+)*", re.IGNORECASE
)
_POSSESSED = re.compile(r"['’]s?\s+(?:[a-z-]+\s+){0,2}")
_FORMER = re.compile(r"\b(?:former|then|ex)[\s-]*$", re.IGNORECASE)


def find_mentions(text: str, gazetteer: Gazetteer, *, on: date | None) -> tuple[Mention, ...]:
    """Return what a paragraph names, by its own words alone, sorted by start and not overlapping.

    `on` is the day whose holders of offices are meant, normally the publication day.
    """
    hits = gazetteer.hits(text)
    mentions = [_mention(text, hit, gazetteer, on) for hit in hits]
    for at, mention in enumerate(mentions):
        if mention.kind in ("office", "role") and mention.code is None:
            mentions[at] = _owned(text, mentions, at, gazetteer)
    for at, mention in enumerate(mentions):
        if mention.kind == "role":
            mentions[at] = _with_office(text, mentions, at)
    return tuple(mentions)


def _mention(text: str, hit: Hit, gazetteer: Gazetteer, on: date | None) -> Mention:
    entry = hit.entry
    base = Mention(
        start=hit.start, end=hit.end, text=text[hit.start : hit.end], kind=entry.kind, code=entry.code, id=entry.id
    )
    if entry.kind == "person":
        return name_person(
            base, entry.id, gazetteer, on, former=_FORMER.search(text[max(0, hit.start - 40) : hit.start]) is not None
        )
    if entry.kind == "office":
        office = gazetteer.offices[entry.id]
        return replace(base, sector=office.sector, office=office.name)
    if entry.kind == "role":
        word = gazetteer.roles[entry.id]
        of = gazetteer.offices.get(word.office or "")
        return replace(
            base,
            id=None,
            code=of.actor if of is not None else None,
            sector=word.sector,
            role=word.role,
            office=of.name if of is not None else None,
            anonymous=word.anonymous,
        )
    if entry.kind == "outlet":
        outlet = gazetteer.outlets[entry.id]
        return replace(base, name=outlet.name, sector=MEDIA_SECTOR)
    if entry.kind in STATES:
        actor = gazetteer.actors[entry.id]
        return replace(base, sector=actor.sector)
    return replace(base, name=gazetteer.names.get(entry.id))


def name_person(
    base: Mention, person_id: str, gazetteer: Gazetteer, on: date | None, *, former: bool = False
) -> Mention:
    """Return a mention of a person with the role held on a day; a past one is "former …"."""
    person = gazetteer.people[person_id]
    tenure = gazetteer.tenure(person, on)
    if tenure is None:
        return replace(base, id=person.id, name=person.name)
    past = former or (on is not None and tenure.end is not None and tenure.end < on)
    office = gazetteer.offices.get(tenure.office or "")
    return replace(
        base,
        id=person.id,
        name=person.name,
        code=tenure.actor,
        sector=tenure.sector,
        role=f"former {tenure.title}" if past else tenure.title,
        office=office.name if office is not None else None,
    )


def refine(office: str | None, code: str | None, gazetteer: Gazetteer) -> Office | None:
    """Return the state's own row of a general office, None when the pack has none."""
    return gazetteer.refined.get((code, office)) if code is not None and office is not None else None


def give_owner(mention: Mention, code: str, gazetteer: Gazetteer) -> Mention:
    """Return an office or role as that of an actor."""
    office = refine(mention.office, code, gazetteer)
    if office is None:
        return replace(mention, code=code)
    return replace(mention, code=code, sector=mention.sector or office.sector, id=office.id)


def _owned(text: str, mentions: Sequence[Mention], at: int, gazetteer: Gazetteer) -> Mention:
    mention = mentions[at]
    before = mentions[at - 1] if at else None
    if before is not None and before.code is not None and before.kind in (*STATES, "office"):
        between = text[before.end : mention.start]
        if _OWNING.fullmatch(between) and not (before.kind == "office" and mention.kind == "office"):
            return give_owner(mention, before.code, gazetteer)
    if before is not None and before.kind == "person" and _POSSESSED.fullmatch(text[before.end : mention.start]):
        return mention if before.code is None else give_owner(mention, before.code, gazetteer)
    after = mentions[at + 1] if at + 1 < len(mentions) else None
    if after is not None and after.code is not None:
        between = text[mention.end : after.start]
        if after.kind in STATES and _LOCATED.fullmatch(between):
            return give_owner(mention, after.code, gazetteer)
        if mention.kind == "role" and after.kind == "person" and between.strip() == "":
            return give_owner(mention, after.code, gazetteer)
    return mention


def _with_office(text: str, mentions: Sequence[Mention], at: int) -> Mention:
    """Return a role with the office it stands beside: "Foreign Ministry spokesperson", "spokesman for the army"."""
    mention = mentions[at]
    for other, between in (
        (mentions[at - 1] if at else None, "before"),
        (mentions[at + 1] if at + 1 < len(mentions) else None, "after"),
    ):
        if other is None or other.kind != "office":
            continue
        gap = text[other.end : mention.start] if between == "before" else text[mention.end : other.start]
        joined = _BESIDE.fullmatch(gap) if between == "before" else _LOCATED.fullmatch(gap)
        if joined and len(gap) < 60:
            return replace(mention, office=other.office, code=mention.code or other.code, sector=other.sector)
    return mention
