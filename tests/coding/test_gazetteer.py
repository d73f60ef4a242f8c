"""What a text names, by words alone: case, boundaries, owners, roles by date."""

import functools
import itertools
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foreshock.coding.gazetteer import Gazetteer, build_gazetteer, find_mentions
from foreshock.coding.mentions import Mention
from foreshock.theaters.load import load_pack

DAY = date(2023, 2, 2)


@functools.cache
def built() -> Gazetteer:
    return build_gazetteer(load_pack("korea"))


@pytest.fixture
def gazetteer() -> Gazetteer:
    return built()


def named(gazetteer: Gazetteer, text: str, on: date | None = DAY) -> dict[str, Mention]:
    found = find_mentions(text, gazetteer, on=on)
    assert all(text[m.start : m.end] == m.text for m in found)
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))
    return {m.text: m for m in found}


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("They told us that the US-South Korean drills may end in May.", {"US": "USA", "South Korean": "KOR"}),
        ("U.S. and ROK envoys, and one from the U.K., met.", {"U.S.": "USA", "ROK": "KOR", "U.K.": "GBR"}),
        ("Seoul-based groups sent anti-North Korea leaflets.", {"Seoul": "KOR", "North Korea": "PRK"}),
        ("The North\u2019s army and China\u2019s navy met.", {"The North": "PRK", "China": "CHN"}),
        ("NORTH KOREA FIRES A MISSILE", {"NORTH KOREA": "PRK"}),
        ("Japan watched the Sea of Japan and the South China Sea.", {"Japan": "JPN"}),
        ("The North Atlantic pact met the North Wednesday.", {"the North": "PRK"}),
        ("Latin America and American farmers", {"American": "USA"}),
    ],
)
def test_states_are_told_by_case_and_whole_words(gazetteer: Gazetteer, text: str, codes: dict[str, str]) -> None:
    states = {m.text: m.code for m in named(gazetteer, text).values() if m.kind in ("country", "demonym", "capital")}
    assert states == codes


@pytest.mark.parametrize(
    ("text", "office", "code"),
    [
        ("South Korea's Defense Ministry said so.", "defense ministry", "KOR"),
        ("The Defense Ministry in Tokyo said so.", "defense ministry", "JPN"),
        ("Seoul's defense ministry said so.", "defense ministry", "KOR"),
        ("The Chinese Foreign Ministry said so.", "foreign ministry", "CHN"),
        ("The Foreign Ministry of Vietnam said so.", "foreign ministry", "VNM"),
        ("The Pentagon said so.", "defense department", "USA"),
        ("The foreign ministry said so.", "foreign ministry", None),
    ],
)
def test_an_office_belongs_to_the_state_beside_it(
    gazetteer: Gazetteer, text: str, office: str, code: str | None
) -> None:
    found = [m for m in find_mentions(text, gazetteer, on=DAY) if m.kind == "office"]
    assert [(m.office, m.code) for m in found] == [(office, code)]


def test_a_spokesperson_speaks_for_the_office_named_before_or_after(gazetteer: Gazetteer) -> None:
    for text in (
        "a spokesperson for South Korea's Joint Chiefs of Staff",
        "South Korea's Joint Chiefs of Staff spokesperson",
    ):
        role = named(gazetteer, text)["spokesperson"]
        assert (role.code, role.office, role.anonymous) == ("KOR", "joint chiefs of staff", True)


def test_state_role_and_person_are_three_mentions(gazetteer: Gazetteer) -> None:
    found = find_mentions("North Korean leader Kim Jong Un smiled.", gazetteer, on=DAY)
    assert [(m.kind, m.code) for m in found] == [("demonym", "PRK"), ("role", "PRK"), ("person", "PRK")]


@pytest.mark.parametrize(
    ("on", "role", "sector"),
    [
        (date(2016, 5, 1), None, None),
        (date(2019, 6, 30), "president", "GOV"),
        (date(2023, 2, 2), "former president", "ELI"),
        (date(2025, 6, 1), "president", "GOV"),
    ],
)
def test_roles_go_by_date(gazetteer: Gazetteer, on: date, role: str | None, sector: str | None) -> None:
    person = named(gazetteer, "A letter from Donald Trump arrived.", on)["Donald Trump"]
    assert person.code == "USA"
    if role is not None:
        assert (person.role, person.sector) == (role, sector)
    else:
        assert person.role != "president"


def test_the_printed_title_goes_before_the_table(gazetteer: Gazetteer) -> None:
    found = named(gazetteer, "It was halted under former President Donald Trump.", date(2019, 1, 1))
    assert found["Donald Trump"].role == "former president"
    assert found["Donald Trump"].office is None


def test_without_a_day_a_person_of_many_roles_has_none(gazetteer: Gazetteer) -> None:
    person = named(gazetteer, "A letter from Donald Trump arrived.", None)["Donald Trump"]
    assert (person.code, person.role) == ("USA", None)


def test_a_longer_given_name_is_another_person(gazetteer: Gazetteer) -> None:
    assert "Park Jin" not in named(gazetteer, "Park Jin-woo, a professor, disagreed.")
    assert named(gazetteer, "A Park Jin-led ministry disagreed.")["Park Jin"].kind == "person"


def test_given_names_are_read_with_and_without_hyphen(gazetteer: Gazetteer) -> None:
    for name in ("Kim Jong Un", "Kim Jong-un", "Kim Jong-Un"):
        assert named(gazetteer, f"A photo of {name}.")[name].id == "kim-jong-un"


def test_names_that_lost_the_blanks_around_them_are_read(gazetteer: Gazetteer) -> None:
    assert named(gazetteer, "The respected ComradeKim Jong Unvisited a farm.")["Kim Jong Un"].code == "PRK"


def test_things_have_ids(gazetteer: Gazetteer) -> None:
    found = named(gazetteer, "B-1Bs joined Ulchi Freedom Shield after a Hwasong-17, Yonhap reported.")
    assert {m.kind: m.id for m in found.values()} == {
        "weapon": "hwasong-17",
        "drill": "ulchi-freedom-shield",
        "outlet": "yonhap",
    }
    assert found["B-1Bs"].id == "b-1b"


def test_two_states_of_one_name_are_both_meant(gazetteer: Gazetteer) -> None:
    for text in ("the two Koreas", "inter-Korean"):
        assert set(find_mentions(f"On {text} talks.", gazetteer, on=DAY)[0].codes) == {"PRK", "KOR"}


def test_officials_of_two_states_speak_for_both(gazetteer: Gazetteer) -> None:
    assert set(named(gazetteer, "US and South Korean officials met.")["officials"].codes) == {"USA", "KOR"}


@given(
    st.lists(
        st.sampled_from(
            ["North Korea", "US", "us", "the", "Foreign Ministry", "'s", "\u2019s", "spokesman", "for", "in", "Seoul",
             "Kim Jong Un", "President", "U.S.", "-", ",", "and", "\u00a0", "\u0130", "F-35s", "KCNA", "former", "of"]
        ),
        max_size=30,
    )
)  # fmt: skip
def test_offsets_are_exact_and_nothing_overlaps(words: list[str]) -> None:
    text = " ".join(words)
    found = find_mentions(text, built(), on=DAY)
    assert all(text[m.start : m.end] == m.text for m in found)
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))
