"""Rules of a pack that link reports which differ: other zones, next days, volleys, kinds left open."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from record_world import DAWN, LATE, Arriving, day, firing, fresh_record, hour, hours, pack, reading, row, view
from review_world import BY, ids, imported, only

from foreshock.record.store import Record
from foreshock.terms.reading import Count, Reading, Via
from foreshock.terms.record import RecordedEvent
from foreshock.theaters.schema import Kind, LinkRule, Outlet, Pack

ZONE = LinkRule(
    id="far_day", label="dated far away", relation="zone", kinds=("launch",), zones=("America/New_York",),
    outlet_actors=("FAR",),
)  # fmt: skip
NEXT = LinkRule(
    id="next_day", label="announced the day after", relation="next_day", kinds=("launch",), standings=("state",),
    outlet_actors=("ARV",),
)  # fmt: skip
VOLLEY = LinkRule(id="volley", label="one of several that day", relation="volley", kinds=("launch",))
OPEN = LinkRule(id="open_kind", label="kind left open", relation="unspecific", kinds=("launch",))
OUTLETS = (
    Outlet(id="arvel", name="Arvel Agency", actor="ARV", aliases=("AAA",), standing="state"),
    Outlet(id="far", name="Far Wire", actor="FAR", standing="agency"),
    Outlet(id="bay", name="Bay Wire", actor="BRE", standing="agency"),
)
KINDS = tuple(Kind(id=name, label=name) for name in ("launch", "launch.unknown", "launch.cruise", "launch.ballistic"))


def ruled(version: str = "rules", rules: Sequence[LinkRule] = (ZONE, NEXT, VOLLEY, OPEN)) -> Pack:
    return replace(pack(version), link_rules=tuple(rules), outlets=OUTLETS, kinds=KINDS)


def at_dawn(name: str, *, on: int, known: int) -> RecordedEvent:
    """A row of a firing an hour into its local day: far away it was still the day before."""
    instant = DAWN + timedelta(days=on, hours=1)
    return replace(row(name, on=on, known=hour(known)), attributes={"instant_utc": f"{instant:%Y-%m-%dT%H:%MZ}"})


def links(record: Record, event: str, moment: datetime = LATE) -> dict[str, str]:
    return {report.id: report.rule for report in record.reports_of(event, known_at=moment)}


def carried(name: str, *, on: int, by: str = "AAA") -> Reading:
    """A wire story of a firing dated to the day of its publication, carried by an agency."""
    told = reading(name, published=hour(24 * on + 3), agency="Third Paper", events=[firing(on=on)])
    said = replace(told.statements[0], via=(Via(outlet=by),))
    return replace(told, statements=(said,), events=(replace(told.events[0], statement="s1"),))


def test_a_day_in_another_zone_is_linked_to_the_local_day() -> None:
    with fresh_record() as record:
        record.load_pack(ruled(), [at_dawn("x", on=2, known=60)])
        record.add(reading("f", published=hour(50), agency="Far Wire", events=[firing(on=1)]))
        assert ids(record, hour(55))[0].startswith("event:")
        assert ids(record) == ["firings:x"]
        assert links(record, "firings:x") == {"pack:bay:firings:x": "own_row", "sha256:f:e1": "far_day"}
        reason = record.reports_of("firings:x", known_at=LATE)[0].reason
        assert reason == "dated far away: 2030-03-02 in America/New_York is the local 2030-03-03"


def test_a_days_event_of_another_kind_gives_way_to_the_neighbouring_days_of_its_own() -> None:
    with fresh_record() as record:
        rows = [row("y", on=1, kind="launch.ballistic.srbm", known=hour(60))]
        rows.append(replace(at_dawn("x", on=2, known=60), kind="launch.ballistic.icbm"))
        record.load_pack(ruled(), rows)
        told = [firing(on=1, kind="launch.ballistic.icbm")]
        record.add(reading("f", published=hour(50), agency="Far Wire", events=told))
        record.add(reading("b", published=hour(50), events=told, agency="Brenn Post"))
        record.review("sha256:b:e1", "reject", made_at=hour(70), **BY)
        assert links(record, "firings:x") == {"pack:bay:firings:x": "own_row", "sha256:f:e1": "far_day"}
        assert links(record, "firings:y") == {"pack:bay:firings:y": "own_row"}
        beside = {"pack:bay:firings:y": "own_row", "sha256:b:e1": "same_day", "sha256:f:e1": "same_day"}
        assert links(record, "firings:y", hour(65)) == beside


def test_a_local_paper_is_taken_at_its_word_and_so_are_others_beside_it() -> None:
    with fresh_record() as record:
        record.load_pack(ruled(), [at_dawn("x", on=2, known=60)])
        record.add(reading("b", published=hour(26), events=[firing(on=1)]))
        record.add(reading("f", published=hour(50), agency="Far Wire", events=[firing(on=1)]))
        own = next(name for name in ids(record) if name.startswith("event:"))
        assert links(record, own) == {"sha256:b:e1": "same_day", "sha256:f:e1": "same_day"}


def test_without_a_known_instant_no_zone_is_repaired() -> None:
    with fresh_record() as record:
        record.load_pack(ruled(), [row("x", on=2, known=hour(60))])
        record.add(reading("f", published=hour(50), agency="Far Wire", events=[firing(on=1)]))
        assert len(ids(record)) == 2


def test_what_its_own_side_announces_the_day_after_is_the_firing_of_the_day_before() -> None:
    with fresh_record() as record:
        record.load_pack(ruled(), [])
        record.add(reading("b", published=hour(5)))
        record.add(carried("k", on=1))
        event = only(record)
        assert event.valid_from == day(0)
        assert links(record, event.id) == {"sha256:b:e1": "same_day", "sha256:k:e1": "next_day"}
        record.add(reading("c", published=hour(40), agency="Brenn Post", events=[firing(on=1)]))
        assert [event.valid_from for event in record.events(known_at=LATE)] == [day(0), day(1)]
        assert len(record.events(known_at=hour(39))) == 1


def test_an_agency_that_is_quoted_itself_carries_its_own_word() -> None:
    with fresh_record() as record:
        record.load_pack(ruled(), [row("x", known=hour(24))])
        told = carried("k", on=1, by="Nobody")
        agency = replace(told.statements[0].speaker, name="Arvel Agency", sector="MED")
        record.add(replace(told, statements=(replace(told.statements[0], via=(), speaker=agency),)))
        assert links(record, "firings:x")["sha256:k:e1"] == "next_day"


def test_a_next_day_announcement_meets_the_tables_row_too() -> None:
    with fresh_record() as record:
        record.load_pack(ruled(), [row("x", known=hour(24))])
        record.add(carried("k", on=1))
        assert links(record, "firings:x") == {"pack:bay:firings:x": "own_row", "sha256:k:e1": "next_day"}


def test_an_announcement_of_an_earlier_day_than_its_own_is_taken_at_its_word() -> None:
    with fresh_record() as record:
        record.load_pack(ruled(), [])
        record.add(reading("b", published=hour(5)))
        late = carried("k", on=2)
        record.add(replace(late, events=(replace(late.events[0], when=firing(on=1).when),)))
        assert [event.valid_from for event in record.events(known_at=LATE)] == [day(0), day(1)]


def test_rows_of_one_table_on_one_day_are_a_volley_whose_counts_add_up() -> None:
    with fresh_record() as record:
        record.load_pack(ruled(), [])
        rows = [imported("1", count=2), imported("2", count=3), imported("3", on=2, count=1)]
        record.imported.keep_copy("import:almanac", rows, seen_at=hour(60))
        record.add(reading("b", published=hour(5), events=[replace(firing(), count=Count(4))]))
        volley, single = record.events(known_at=LATE)
        assert (volley.count, single.count) == (5, 1)
        assert set(links(record, volley.id).values()) == {"volley", "same_day"}
        assert record.reports_of(volley.id, known_at=LATE)[1].reason.endswith("; one of several that day")


def test_a_report_of_a_volley_goes_to_the_row_of_its_kind_and_count() -> None:
    with fresh_record() as record:
        two, five = row("p", count=2, known=hour(24)), row("q", count=5, known=hour(24))
        record.load_pack(ruled(), [two, five])
        record.add(reading("b", published=hour(30), events=[replace(firing(), count=Count(5))]))
        assert links(record, "firings:q")["sha256:b:e1"] == "volley"


def test_a_report_that_leaves_the_kind_open_goes_to_the_only_specific_one() -> None:
    with fresh_record() as record:
        record.load_pack(ruled(), [])
        record.add(reading("u", published=hour(5), events=[firing(kind="launch.unknown")]))
        assert only(record).kind == "launch.unknown"
        record.add(reading("b", published=hour(8), agency="Brenn Post"))
        assert only(record).kind == "launch.cruise"
        assert links(record, only(record).id) == {"sha256:u:e1": "open_kind", "sha256:b:e1": "same_day"}
        record.add(reading("c", published=hour(9), agency="Third Paper", events=[firing(kind="launch.ballistic.srbm")]))
        kinds = [event.kind for event in record.events(known_at=LATE)]
        assert sorted(kinds) == ["launch.ballistic.srbm", "launch.cruise", "launch.unknown"]
        assert [event.kind for event in record.events(known_at=hour(8.5))] == ["launch.cruise"]


def test_new_rules_judge_everything_again_and_without_rules_nothing_is_moved() -> None:
    with fresh_record() as record:
        record.load_pack(pack("1"), [])
        record.add(reading("b", published=hour(5)))
        record.add(carried("k", on=1))
        assert len(ids(record)) == 2
        record.load_pack(ruled("2"), [])
        assert len(ids(record)) == 1
        record.load_pack(ruled("3", rules=()), [])
        assert len(ids(record)) == 2
        assert record.faults() == []


def test_a_coding_with_fewer_events_leaves_no_link_behind() -> None:
    with fresh_record() as record:
        record.add(reading("a", events=[firing("e1"), firing("e2", on=1)]))
        record.add(reading("a", events=[firing("e1")]))
        assert len(ids(record)) == 1
        assert record.faults() == []


def test_what_a_newer_coding_takes_away_leaves_the_event_of_the_day_before() -> None:
    with fresh_record() as record:
        record.load_pack(ruled(), [])
        record.add(reading("b", published=hour(5)))
        announced = carried("k", on=1)
        record.add(announced)
        assert len(record.reports_of(only(record).id, known_at=LATE)) == 2
        record.add(replace(announced, events=()))
        assert len(record.reports_of(only(record).id, known_at=LATE)) == 1
        assert record.faults() == []


houses = st.sampled_from(["Bay Wire", "Far Wire", "Arvel Agency", "Third Paper"])
told_kinds = st.sampled_from(["launch.cruise", "launch.unknown", "launch.ballistic.srbm"])


@st.composite
def stories(draw: st.DrawFn) -> list[Arriving]:
    """Stories of four houses about neighbouring days, most published on the day they tell of."""
    names = draw(st.lists(st.integers(0, 999), min_size=2, max_size=6, unique=True))
    made = []
    for number in names:
        on = draw(st.integers(0, 3))
        published = hour(24 * on + draw(st.integers(0, 30)))
        events = [firing(on=on, kind=draw(told_kinds))]
        made.append(
            Arriving(reading(str(number), published=published, agency=draw(houses), events=events), draw(hours))
        )
    return made


@st.composite
def tables(draw: st.DrawFn) -> list[RecordedEvent]:
    names = draw(st.lists(st.sampled_from("pqrs"), max_size=3, unique=True))
    return [at_dawn(name, on=draw(st.integers(0, 3)), known=draw(st.integers(0, 120))) for name in names]


MOMENTS = [hour(number) for number in range(0, 130, 16)] + [LATE]
few = settings(max_examples=12, deadline=None)


def everything(record: Record) -> list[Any]:
    return [(moment, view(record, moment)) for moment in MOMENTS]


@few
@given(told=stories(), history=tables(), data=st.data())
def test_the_order_of_arrival_does_not_change_the_grouping(
    told: list[Arriving], history: list[RecordedEvent], data: st.DataObject
) -> None:
    order = data.draw(st.permutations(told))
    first = data.draw(st.booleans())
    with fresh_record() as one, fresh_record() as other:
        one.load_pack(ruled(), history)
        for item in told:
            one.add(item.reading, received_at=item.received_at)
        if first:
            other.load_pack(ruled(), history)
        for item in order:
            other.add(item.reading, received_at=item.received_at)
        if not first:
            other.load_pack(ruled(), history)
        assert everything(one) == everything(other)
        assert one.faults() == other.faults() == []


@few
@given(told=stories(), history=tables(), cut=st.integers(0, 6))
def test_going_on_after_any_break_gives_what_one_go_gives(
    told: list[Arriving], history: list[RecordedEvent], cut: int
) -> None:
    with fresh_record() as one, fresh_record() as other:
        one.load_pack(ruled(), history)
        one.add_all([item.reading for item in told], received_at=hour(200))
        other.load_pack(ruled(), history)
        other.add_all([item.reading for item in told[:cut]], received_at=hour(200))
        other.add_all([item.reading for item in told[cut:]], received_at=hour(200))
        assert everything(one) == everything(other)


@few
@given(told=stories(), history=tables(), data=st.data())
def test_reviews_hold_whatever_arrives_before_or_after_them(
    told: list[Arriving], history: list[RecordedEvent], data: st.DataObject
) -> None:
    """Only what a review names has to be there before it; all else may come in any order."""
    first, *rest = sorted(told, key=lambda item: item.reading.article.id)
    report = f"{first.reading.article.id}:e1"
    decide = data.draw(st.sampled_from(["reject", "correct", "pin"]))
    on_day = data.draw(st.integers(0, 3))
    cut = data.draw(st.integers(0, len(rest)))
    asked: dict[str, dict[str, Any]] = {
        "reject": {},
        "correct": {"fields": {"day": day(on_day).isoformat()}},
        "pin": {"event": "firings:z"},
    }
    with fresh_record() as one, fresh_record() as other:
        for record, before in ((one, cut), (other, len(rest))):
            record.load_pack(ruled(), [*history, at_dawn("z", on=9, known=1)])
            for item in (first, *rest[:before]):
                record.add(item.reading, received_at=item.received_at)
            more = asked[decide]
            record.review(report, decide, made_at=hour(200), **more, **BY)  # type: ignore[arg-type]
            for item in rest[before:]:
                record.add(item.reading, received_at=item.received_at)
        assert everything(one) == everything(other)
        assert one.faults() == other.faults() == []
        if decide == "pin":
            assert report in links(one, "firings:z")
        elif decide == "reject":
            assert all(report not in links(one, event.id) for event in one.events(known_at=LATE))


def test_a_clock_of_the_year_one_does_not_upset_the_rules() -> None:
    with fresh_record() as record:
        record.load_pack(ruled(), [])
        early = datetime(1, 1, 1, tzinfo=UTC).date()
        edge = replace(firing(), when=replace(firing().when, start=early, end=early))  # type: ignore[type-var]
        record.add(reading("a", agency="Arvel Agency", events=[edge]))
        assert only(record).valid_from.year == 1
