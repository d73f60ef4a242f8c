"""How a pack's rows are printed: every alias with the mention it makes and its case rule."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from foreshock.coding.mentions import Mention, MentionKind
from foreshock.theaters.schema import Actor, Office, Outlet, Pack, Person, RoleWord

OFFICIAL_MEDIA = "state media"  # the general office whose holders are outlets
_SPLIT_GIVEN_NAME = re.compile(r"([A-Z][a-z]+) ([A-Z][a-z]+) ([A-Z][a-z]+)$")
_PAIR = re.compile(r"(?:the )?(?:(?:two|both|rival) (?=\w+s$)|\w+ and (?=\w+ )\w+ |(?=\w+s$))(\w+?)s?$")
_LEADING = re.compile(r"^[Tt]he (?:official )?")
_BETWEEN = re.compile(r"[Ii]nter-(\w+)$")


class Name(NamedTuple):
    """One way a pack row is printed. `any_case` words match however they are capitalised."""

    printed: str
    any_case: bool
    mention: Mention
    person: Person | None = None


def all_names(pack: Pack, states: frozenset[str]) -> Iterator[Name]:
    """Yield every way a pack's rows are printed; `states` are the codes of its states."""
    for actor in pack.actors:
        yield from _actor_names(actor, pack.actors, states)
    general = {alias.lower() for office in pack.offices if office.actor is None for alias in office.aliases}
    owners = tuple(
        f"{printed}{link}"
        for actor in pack.actors
        if actor.kind == "country"
        for printed in (*actor.names, *actor.demonyms, *actor.capitals, *actor.short)
        for link in (" ", "'s ")
    )
    for office in pack.offices:
        yield from _office_names(office, general, owners)
    for role in pack.role_words:
        yield from _role_names(role)
    for person in pack.people:
        yield from _person_names(person)
    for outlet in pack.outlets:
        yield from _outlet_names(outlet)
    for weapon in pack.weapons:
        yield from _thing("weapon", weapon.id, weapon.name, weapon.aliases)
    for site in pack.sites:
        yield from _thing("site", site.id, site.name, site.aliases, code=site.actor)
    for drill in pack.named_drills:
        yield from _thing("drill", drill.id, drill.name, drill.aliases, codes=drill.participants)
    for day in pack.recurring_days:
        yield from _thing("recurring_day", day.id, day.name, day.aliases, code=day.actor)


def _actor_names(actor: Actor, actors: tuple[Actor, ...], states: frozenset[str]) -> Iterator[Name]:
    place: MentionKind = "body" if actor.kind in ("body", "group") else "country"
    code: str | None = actor.code if actor.kind in ("country", "body") else None
    if code is None and actor.code[:3] in states:
        code = actor.code[:3]
    elif code is None and actor.kind == "group":
        code = actor.code
    kinds: tuple[tuple[MentionKind, tuple[str, ...]], ...] = (
        (place, actor.names), ("demonym", actor.demonyms), ("capital", actor.capitals), (place, actor.short),
    )  # fmt: skip
    for kind, printed in kinds:
        for alias in printed:
            codes = _pair(alias, actors) if code is None else ()
            yield _name(
                alias,
                Mention(start=0, end=0, text="", kind=kind, code=code, codes=codes, id=actor.code, sector=actor.sector),
            )


def _pair(alias: str, actors: tuple[Actor, ...]) -> tuple[str, ...]:
    """Return the two states that "both Xs" or "inter-X" joins: those whose names end in X."""
    match = _PAIR.match(alias) or _BETWEEN.match(alias)
    if match is None:
        return ()
    ending = f" {match.group(1)}"
    found = [
        a.code for a in actors if a.kind == "country" and any(n.endswith(ending) for n in (a.names[0], *a.demonyms))
    ]
    return tuple(found) if len(found) == 2 else ()


def _office_names(office: Office, general: set[str], owners: tuple[str, ...]) -> Iterator[Name]:
    kind: MentionKind = "outlet" if office.name == OFFICIAL_MEDIA else "office"
    mention = Mention(
        start=0, end=0, text="", kind=kind, id=office.id, code=office.actor, office=office.name, sector=office.sector,
        name=OFFICIAL_MEDIA if kind == "outlet" else None,
    )  # fmt: skip
    for alias in dict.fromkeys((*office.aliases, *(() if office.actor else (office.name,)))):
        owner = next((o for o in owners if alias.startswith(o)), None) if alias.startswith(owners) else None
        if owner is None or alias[len(owner) :].lower() not in general:
            yield Name(alias, office.actor is None, mention)


def _role_names(role: RoleWord) -> Iterator[Name]:
    mention = Mention(
        start=0,
        end=0,
        text="",
        kind="role",
        role=role.role,
        sector=role.sector,
        id=role.office,
        anonymous=role.anonymous,
    )
    for word in role.words:
        if word.isupper() or word in ("MP", "MPs"):
            yield Name(word, False, mention)
        else:
            yield Name(word, True, mention)


def _person_names(person: Person) -> Iterator[Name]:
    mention = Mention(start=0, end=0, text="", kind="person", id=person.id, name=person.name)
    for alias in dict.fromkeys((person.name, *person.aliases)):
        yield Name(alias, False, mention, person)
        match = _SPLIT_GIVEN_NAME.match(alias)
        if match is not None:
            family, first, second = match.groups()
            yield Name(f"{family} {first}-{second.lower()}", False, mention, person)
            yield Name(f"{family} {first}-{second}", False, mention, person)


def _outlet_names(outlet: Outlet) -> Iterator[Name]:
    mention = Mention(start=0, end=0, text="", kind="outlet", id=outlet.id, name=outlet.name, code=outlet.actor)
    for alias in dict.fromkeys((outlet.name, *outlet.aliases)):
        if _LEADING.sub("", alias) != alias and _LEADING.sub("", alias) in (outlet.name, *outlet.aliases):
            continue
        yield Name(alias, False, mention)


def _thing(
    kind: MentionKind,
    id_: str,
    name: str,
    aliases: tuple[str, ...],
    *,
    code: str | None = None,
    codes: tuple[str, ...] = (),
) -> Iterator[Name]:
    mention = Mention(start=0, end=0, text="", kind=kind, id=id_, name=name, code=code, codes=codes)
    for alias in dict.fromkeys((name, *aliases)):
        yield _name(alias, mention)


def _name(alias: str, mention: Mention) -> Name:
    return Name(alias.replace("’", "'"), False, mention)


_SECOND_SYLLABLE = re.compile(r"-([a-z]{2,6})\b")
_HYPHENED = frozenset(["led", "era", "style", "backed", "run", "born", "linked", "aged", "chosen", "picked", "named"])


def goes_on(plain: str, end: int, name: Name) -> bool:
    """Return whether a given name of one syllable has a second that makes another person of it ("Kim Yong-tae").

    `end` is the character after the name; `plain` has every hyphen as "-".
    """
    if name.person is None:
        return False
    words = name.printed.split()
    second = _SECOND_SYLLABLE.match(plain, end)
    return len(words) == 2 and words[0] == name.person.surname and second is not None and second[1] not in _HYPHENED
