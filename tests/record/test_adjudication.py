"""Judging a case moment by moment gives what judging everything anew at each moment would."""

from collections.abc import Sequence
from datetime import datetime

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from record_world import DAWN, LATE, day, firing, fresh_record, hour, pack, reading, row
from test_link_rules import at_dawn, ruled

from foreshock.record.adjudication import Case, TableEvent, judge
from foreshock.record.clusters import cluster_of
from foreshock.record.crowds import ArticleReport, Crowds
from foreshock.record.gatherings import Gathering
from foreshock.record.placing import Place, Scene, place
from foreshock.record.reviews.decisions import decisions_at
from foreshock.record.rules import rules_of
from foreshock.record.versions import Period
from foreshock.terms.reading import ActorRef, Count
from foreshock.terms.record import RecordedEvent
from foreshock.terms.review import Review

RULES = rules_of(ruled())
HOUSES = ("Bay Wire", "Far Wire", "Arvel Agency", "Third Paper")
KINDS = ("launch.cruise", "launch.unknown", "launch.ballistic.srbm")


@st.composite
def reports(draw: st.DrawFn) -> list[ArticleReport]:
    """Reports of neighbouring days, some of them rows of tables, some taken back after a while."""
    made = []
    for number in range(draw(st.integers(1, 9))):
        on = draw(st.integers(0, 2))
        start = draw(st.integers(0, 60))
        item = firing(on=on, kind=draw(st.sampled_from(KINDS)), status=draw(st.sampled_from(["happened", "scheduled"])))
        counted = draw(st.one_of(st.none(), st.integers(1, 3)))
        item = replace(item, count=None if counted is None else Count(value=counted, qualifier="exact"))
        house = draw(st.sampled_from(HOUSES))
        cluster = cluster_of(item)
        assert cluster is not None
        made.append(
            ArticleReport(
                id=f"r{number}",
                source=house,
                item=item,
                cluster=cluster,
                period=Period(hour(start), draw(st.one_of(st.none(), st.integers(0, 70).map(hour)))),
                houses=(house,),
                row=draw(st.booleans()),
            )
        )
    return made


@st.composite
def known(draw: st.DrawFn) -> list[TableEvent]:
    """Events of a table that come, and some of them go."""
    return [
        TableEvent(
            event=draw(st.sampled_from([at_dawn(name, on=on, known=0), row(name, on=on, kind=KINDS[on])])),
            period=Period(hour(draw(st.integers(0, 40))), draw(st.one_of(st.none(), st.integers(41, 70).map(hour)))),
        )
        for on, name in enumerate(draw(st.lists(st.sampled_from("xyz"), max_size=3, unique=True)))
    ]


@st.composite
def pins(draw: st.DrawFn) -> list[Review]:
    """Decisions of a reviewer that tie reports to each other's events."""
    return [
        Review(
            number=number,
            item=f"r{number}",
            sort="link",
            verdict="pin",
            reviewer="eve",
            reason="seen",
            made_at=(moment := hour(draw(st.integers(0, 70)))),
            entered_at=moment,
            event=draw(st.sampled_from(["event:other", "firings:x"])),
            reports=(f"r{number}",),
        )
        for number in range(draw(st.integers(0, 2)))
    ]


def anew(case: Case, moment: datetime) -> tuple[dict[str, Place], dict[str, RecordedEvent]]:
    """Place all that stands at a moment, and make of it the events that it makes."""
    standing = [report for report in case.reports if report.period.holds(moment)]
    table = [item.event for item in case.table if item.period.holds(moment)]
    crowds = Crowds(RULES)
    crowds.replace((), standing)
    scene = Scene(crowds.standing, table, RULES, decisions_at(case.reviews, moment))
    places = {report.id: place(report, scene) for report in standing}
    gatherings: dict[str, Gathering] = {}
    for report in standing:
        name = places[report.id].event_id
        if name not in {event.id for event in table}:
            gatherings.setdefault(name, Gathering(name, RULES)).add(report)
    return places, {name: gathering.event(moment) for name, gathering in gatherings.items()}


def standing_at(spans: Sequence[tuple[Period, object]], moment: datetime) -> list[object]:
    return [item for period, item in spans if period.holds(moment)]


@settings(max_examples=100)
@given(told=reports(), table=known(), reviews=pins())
def test_each_moment_is_as_if_all_were_judged_anew(
    told: list[ArticleReport], table: list[TableEvent], reviews: list[Review]
) -> None:
    case = Case(reports=told, table=table, reviews=reviews)
    judgment = judge(case, RULES)
    for number in range(72):
        moment = hour(number)
        places, events = anew(case, moment)
        shown = [link for link in judgment.links if link.period.holds(moment)]
        assert {link.report_id: Place(link.event_id, link.rule, link.reason, link.review) for link in shown} == places
        assert len(shown) == len(places)
        made = [event for event, end in judgment.events if Period(event.recorded_at, end).holds(moment)]
        assert {event.id: replace(event, recorded_at=moment) for event in made} == events
        assert len(made) == len(events)


@given(told=reports(), table=known())
def test_no_two_versions_in_a_row_say_the_same(told: list[ArticleReport], table: list[TableEvent]) -> None:
    judgment = judge(Case(reports=told, table=table), RULES)
    for (one, end), (other, _) in zip(judgment.events, judgment.events[1:], strict=False):
        if one.id == other.id and end == other.recorded_at:
            assert replace(one, recorded_at=other.recorded_at) != other


def test_a_thousand_reports_of_a_few_houses_make_a_version_for_each_house() -> None:
    item = firing()
    cluster = cluster_of(item)
    assert cluster is not None
    told = [
        ArticleReport(
            id=f"r{number:04}",
            source=HOUSES[number % 4],
            item=item,
            cluster=cluster,
            period=Period(hour(number / 100)),
            houses=(HOUSES[number % 4],),
        )
        for number in range(1000)
    ]
    judgment = judge(Case(reports=told), RULES)
    assert [len(event.sources) for event, _ in judgment.events] == [1, 2, 3, 4]
    assert len(judgment.links) == 1000
    assert DAWN <= judgment.events[-1][0].recorded_at < hour(1)
    assert {event.valid_from for event, _ in judgment.events} == {day(0)}


def test_reports_of_an_event_are_counted_as_of_a_moment() -> None:
    with fresh_record() as record:
        record.add_all([reading(name, published=hour(number)) for number, name in enumerate("abc")])
        (event,) = record.events(known_at=LATE)
        assert record.counted.reports([event.id, "event:none"], known_at=LATE) == {event.id: 3}
        assert record.counted.reports([event.id], known_at=hour(1)) == {event.id: 2}
        assert len(record.versions(event.id)) == 1


def test_a_report_goes_into_a_tables_event_only_if_all_its_actors_took_part() -> None:
    both = replace(row("x"), actors=("ARV", "BRE"))
    for doers, joined in ((("ARV",), True), (("ARV", "BRE"), True), (("ARV", "CAL"), False), (("CAL",), False)):
        item = replace(firing(), actors=tuple(ActorRef(code=code, text=code) for code in doers))
        with fresh_record() as record:
            record.load_pack(pack(), [both])
            record.add(reading("a", events=[item]))
            reports = record.reports_of("firings:x", known_at=LATE)
            assert any(report.id.startswith("sha256:a") for report in reports) is joined, doers
