"""The shipped packs: complete, sound, and true to the lists they rest on."""

import unicodedata
from collections import Counter
from datetime import date
from itertools import pairwise

import pycountry
import pytest

from foreshock.theaters.check import check_pack
from foreshock.theaters.load import list_packs, load_pack
from foreshock.theaters.schema import Actor, Pack, Tenure

PACKS = ("world", "korea")


@pytest.fixture(scope="module")
def world() -> Pack:
    return load_pack("world")


@pytest.fixture(scope="module")
def korea() -> Pack:
    return load_pack("korea")


def actor_of(pack: Pack, text: str) -> str | None:
    """The code of the actor that a name, demonym, capital or abbreviation stands for."""
    found = [a.code for a in pack.actors if text in (*a.names, *a.demonyms, *a.capitals, *a.short)]
    assert len(found) <= 1, f"{text} stands for {found}"
    return found[0] if found else None


def roles(pack: Pack, name: str, on: date) -> set[str]:
    return {
        tenure.title
        for person in pack.people
        if name in (person.name, *person.aliases)
        for tenure in person.tenures
        if holds(tenure, on)
    }


def holds(tenure: Tenure, on: date) -> bool:
    return tenure.start is not None and tenure.start <= on and (tenure.end is None or on <= tenure.end)


@pytest.mark.parametrize("name", PACKS)
def test_shipped_packs_have_no_faults(name: str) -> None:
    assert [fault.line() for fault in check_pack(name)] == []


def test_every_shipped_pack_is_listed() -> None:
    assert {theater.id for theater in list_packs()} >= set(PACKS)


def test_every_iso_country_has_its_number_and_a_name_iso_knows(world: Pack) -> None:
    states = {actor.code: actor for actor in world.actors if actor.kind == "country"}
    for country in pycountry.countries:
        actor = states.pop(country.alpha_3)
        assert actor.iso_numeric == country.numeric
        assert shares_a_word(actor, country.name), f"{country.name}: {actor.names}"
    assert set(states) == {"XKX"}  # Kosovo: in use, not in ISO 3166


def shares_a_word(actor: Actor, official: str) -> bool:
    words = {word for name in actor.names for word in plain(name).split()}
    return bool(words & set(plain(official).replace(",", " ").replace("(", " ").replace(")", " ").split()))


def plain(text: str) -> str:
    folded = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return folded.lower().replace("-", " ")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Burma", "MMR"),
        ("Ivory Coast", "CIV"),
        ("Holland", "NLD"),
        ("Britain", "GBR"),
        ("U.K.", "GBR"),
        ("US", "USA"),
        ("U.S.", "USA"),
        ("USA", "USA"),
        ("UAE", "ARE"),
        ("Gaza", "PSE"),
        ("West Bank", "PSE"),
        ("Kosovo", "XKX"),
        ("Taipei", "TWN"),
        ("Hong Kong", "HKG"),
        ("Soviet", "RUS"),
        ("Yugoslavia", "SRB"),
        ("Moscow", "RUS"),
        ("Turkey", "TUR"),
        ("Türkiye", "TUR"),
        ("Chad", "TCD"),
        ("Congo", "COD"),
        ("Georgia", "GEO"),
        ("Filipinos", "PHL"),
        ("Dutch", "NLD"),
        ("Poles", "POL"),
        ("United Nations", "UNO"),
        ("NATO", "IGONAT"),
        ("Hamas", "PSEREBHMS"),
        ("Chechen", "RUSCHE"),
        ("Latin America", "LAM"),
        ("Ruritania", None),
    ],
)
def test_names_demonyms_capitals_and_short_forms_lead_to_one_actor(world: Pack, text: str, code: str | None) -> None:
    assert actor_of(world, text) == code


def test_sovereign_states_have_demonyms_and_capitals(world: Pack) -> None:
    sovereign = [actor for actor in world.actors if actor.kind == "country" and actor.cow]
    assert len(sovereign) > 190
    assert [actor.code for actor in sovereign if not actor.demonyms] == ["COG", "DMA"]
    # Left out where the name stands for something else too ("Kingston", "San Jose") or for the state.
    assert sum(not actor.capitals for actor in sovereign) < 20


def test_codes_of_groups_say_whose_they_are_and_what(world: Pack) -> None:
    states = {actor.code for actor in world.actors if actor.kind == "country"}
    for actor in world.actors:
        if actor.kind == "group":
            assert actor.sector is not None
            assert actor.code[:3] in states or actor.code.startswith("IMG"), actor.code
        if actor.kind == "body":
            assert actor.sector in ("IGO", "NGO")


def test_every_count_the_theater_promises_is_met(korea: Pack) -> None:
    own = {person.id for person in korea.people} - {person.id for person in load_pack("world").people}
    assert len(own) >= 130
    assert sum(weapon.owners == ("PRK",) for weapon in korea.weapons) >= 50
    assert sum(not weapon.generic for weapon in korea.weapons) >= 120
    assert len(korea.sites) >= 60
    assert len(korea.named_drills) >= 30


def test_named_roles_hold_on_their_days(korea: Pack) -> None:
    assert "foreign minister" in roles(korea, "Ri Su Yong", date(2015, 9, 1))
    assert "foreign minister" in roles(korea, "Choi Son-hui", date(2023, 1, 1))
    assert "president" in roles(korea, "Moon Jae-in", date(2018, 4, 27))
    assert "president" not in roles(korea, "Moon Jae-in", date(2022, 6, 1))
    assert "defense secretary" in roles(korea, "Lloyd Austin", date(2023, 1, 31))
    assert "commander of us forces korea" in roles(korea, "Vincent Brooks", date(2017, 11, 29))


def test_one_office_of_state_has_one_holder_a_day(korea: Pack) -> None:
    """A president, a defense minister, ... of one actor never serve on the same day as another."""
    single = {"president", "defense minister", "foreign minister", "unification minister", "secretary of state"}
    held: dict[tuple[str, str], list[tuple[date, date, str]]] = {}
    for person in korea.people:
        for tenure in person.tenures:
            if tenure.title in single and tenure.start and len(tenure.actor) == 3:
                span = (tenure.start, tenure.end or date.max, person.id)
                held.setdefault((tenure.actor, tenure.title), []).append(span)
    for (actor, title), spans in held.items():
        spans.sort()
        for (_, end, first), (start, _, second) in pairwise(spans):
            # Hand-overs share a day; a holder re-elected by another organ may overlap a few weeks.
            assert (end - start).days <= 45, f"{actor} {title}: {first} and {second}"


def test_titles_are_plain_lower_case_words(korea: Pack) -> None:
    for person in korea.people:
        for tenure in person.tenures:
            assert tenure.title == tenure.title.lower()


def test_statement_ranks_lead_from_speakers_offices_roles_and_outlets(korea: Pack) -> None:
    by_id = {office.id: office for office in korea.offices}
    people = {person.id: person for person in korea.people}
    assert people["kim-yo-jong"].tenures[0].rank == "kim_yo_jong"
    assert people["kim-jong-un"].tenures[0].rank == "head_of_state"
    assert by_id["prk_foreign_ministry"].rank == "foreign_ministry_statement"
    assert by_id["prk_foreign_ministry"].spokesperson_rank == "foreign_ministry_spokesperson"
    assert {outlet.rank for outlet in korea.outlets if outlet.carries_for == "PRK"} == {"commentary"}


def test_general_offices_list_their_own_name(world: Pack) -> None:
    for office in world.offices:
        if office.actor is None:
            known = {alias.lower() for alias in office.aliases}
            assert office.name in known or office.id in known | {office.name}, office.id


def test_history_names_only_weapons_the_pack_has_with_the_kind_it_gives_them(korea: Pack) -> None:
    weapons = {weapon.id: weapon for weapon in korea.weapons}
    odd = Counter(
        (weapon, row.kind)
        for row in korea.provocations
        for weapon in (row.weapon or "").split("+")
        if weapon and "+" not in (row.weapon or "") and weapons[weapon].kind != row.kind
    )
    assert odd == {}


def test_generic_weapon_words_have_no_owner_and_no_kind(world: Pack) -> None:
    generic = [weapon for weapon in world.weapons if weapon.generic]
    assert len(generic) >= 20
    assert not any(weapon.owners or weapon.kind for weapon in generic)


def test_a_pack_seen_twice_is_the_same_pack(korea: Pack) -> None:
    again = load_pack("korea")
    assert again.digest == korea.digest
    assert again == korea
    assert again.digest != load_pack("world").digest
