"""Counting sources: copies of one report are one, whatever they are printed on."""

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from record_world import LATE, firing, fresh_record, hour, pack, reading, row

from foreshock.record.independence import Voice, credibility, group_sources, shingles_of
from foreshock.terms.reading import Speaker, Statement, Via

STORY = (
    "Arvel fired a rocket over the bay at dawn on Friday, the Brenn defense ministry said, and fishing boats were told "
    "to return to harbor until noon while officers looked for debris along the northern shore."
)
OTHER = (
    "Residents of the northern shore said they saw a bright trail cross the sky before breakfast, and two schools kept "
    "their pupils indoors as a precaution, according to the mayor of the largest town there."
)


def voice(name: str, house: str, *, text: str = "", carriers: tuple[str, ...] = ()) -> Voice:
    return Voice(report_id=name, house=house, carriers=carriers, shingles=shingles_of(text))


def test_one_house_is_one_source() -> None:
    (group,) = group_sources([voice("1", "Bay Wire", text=STORY), voice("2", "bay wire", text=OTHER)])
    assert group.bases == ("same house",)


def test_a_reprint_under_another_name_is_no_new_source() -> None:
    reprint = f"By our staff. {STORY} Follow us for more."
    (group,) = group_sources([voice("1", "Bay Wire", text=STORY), voice("2", "Brenn Post", text=reprint)])
    assert group.bases == ("same text",)
    assert len(group_sources([voice("1", "Bay Wire", text=STORY), voice("2", "Brenn Post", text=OTHER)])) == 2


def test_passing_on_a_carriers_report_is_no_new_source() -> None:
    voices = [
        voice("1", "Brenn Post", text=OTHER, carriers=("Bay Wire",)),
        voice("2", "Reef Times", text=STORY, carriers=("Bay Wire",)),
        voice("3", "Bay Wire"),
        voice("4", "Cape Radio"),
    ]
    assert [len(group.reports) for group in group_sources(voices)] == [3, 1]


@given(
    st.permutations(
        [("1", "A", ("X",)), ("2", "B", ("X", "Y")), ("3", "C", ("Y",)), ("4", "D", ()), ("5", "E", ("D",))]
    )
)
def test_the_order_of_reports_does_not_matter(order: list[tuple[str, str, tuple[str, ...]]]) -> None:
    groups = group_sources([voice(name, house, carriers=carriers) for name, house, carriers in order])
    assert [group.reports for group in groups] == [("1", "2", "3"), ("4", "5")]


def test_credibility_follows_who_supports_and_who_disputes() -> None:
    assert [credibility(*counts) for counts in ((2, 0), (2, 1), (1, 0), (1, 1), (0, 1), (0, 0))] == [1, 2, 3, 4, 5, 6]


def test_the_record_counts_an_events_sources_as_known_at_a_moment() -> None:
    said = Statement(
        id="s1", speaker=Speaker(code="BRE"), cue=None, content=(), via=(Via(outlet="Bay Wire"),), rule="t", score=1.0
    )
    passed_on = replace(
        reading("b", published=hour(2), agency="Brenn Post", text=OTHER, events=[replace(firing(), statement="s1")]),
        statements=(said,),
    )
    with fresh_record() as record:
        record.add(reading("a", published=hour(1), agency="Bay Wire", text=STORY))
        record.add(passed_on)
        record.add(reading("c", published=hour(3), agency="Cape Radio"))
        event = record.events(known_at=LATE)[0].id
        assert [len(record.sources_of(event, known_at=hour(number))) for number in (1, 2, 3)] == [1, 1, 2]


def test_a_tables_row_speaks_for_each_source_it_cites() -> None:
    with fresh_record() as record:
        record.load_pack(pack(), [replace(row("x"), sources=("Bay Almanac; Reef Register",))])
        houses = [group.houses for group in record.sources_of("firings:x", known_at=LATE)]
        assert houses == [("Bay Almanac",), ("Reef Register",)]
