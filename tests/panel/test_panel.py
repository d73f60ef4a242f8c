"""The panel: what it counts, when it lets anything be known, and that nothing later leaks in."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from foreshock.panel.build import Panel, build_panel
from foreshock.panel.drills import drill_evidence, drill_features
from foreshock.panel.occurrences import occurrences
from foreshock.panel.season import season_features
from foreshock.terms.record import RecordedEvent
from foreshock.theaters.schema import Pack, TargetRow, Theater

FIRST = date(2015, 1, 1)
KNOWN_AT = datetime(2016, 6, 30, 14, 59, 59, tzinfo=UTC)  # the end of 30 June at UTC+9
PACK = Pack(
    theater=Theater(id="made", name="Made", zone="Asia/Tokyo", counted_from=FIRST, principal=("ABC",)),
    targets=(TargetRow(id="missile", label="", kinds=("launch",), actors=("ABC",), adjudicators=(), tie_rule=""),),
)
KINDS = ("launch.ballistic", "exercise.joint.command_post", "exercise.joint.air", "talks.working", "notice.launch")


def happening(number: int, kind: str, day: date, known: datetime, length: int = 0) -> RecordedEvent:
    return RecordedEvent(
        id=f"row:{number}",
        kind=kind,
        valid_from=day,
        valid_to=day + timedelta(days=length),
        actors=("ABC",),
        table="provocations" if kind.startswith("launch") else "",
        kinetic=kind.startswith(("launch", "exercise")),
        recorded_at=known,
        recorded_basis="observed",
        attributes={"window_start": str(day), "window_end": str(day + timedelta(days=length))},
    )


def end_of(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 14, 59, 59, tzinfo=UTC)


rows = st.lists(
    st.builds(
        lambda kind, offset, delay, length: (kind, FIRST + timedelta(days=offset), delay, length),
        st.sampled_from(KINDS),
        st.integers(0, 500),
        st.integers(-10, 12),
        st.integers(0, 15),
    ),
    max_size=12,
)


def built(found: list[tuple[str, date, int, int]]) -> list[RecordedEvent]:
    return [
        happening(number, kind, day, end_of(day + timedelta(days=delay)), length)
        for number, (kind, day, delay, length) in enumerate(found)
    ]


def same(one: Panel, other: Panel) -> bool:
    return (
        one.digest() == other.digest()
        and one.drills == other.drills
        and one.talks == other.talks
        and one.notices == other.notices
        and all(np.array_equal(one.series[name].days, other.series[name].days) for name in one.series)
    )


@given(rows, rows)
@settings(max_examples=60, deadline=None)
def test_rows_recorded_later_change_nothing(
    known: list[tuple[str, date, int, int]], later: list[tuple[str, date, int, int]]
) -> None:
    base = [event for event in built(known) if event.recorded_at <= KNOWN_AT]
    planted = [
        happening(100 + number, kind, day, KNOWN_AT + timedelta(seconds=1 + delay**2), length)
        for number, (kind, day, delay, length) in enumerate(later)
    ]
    assert same(build_panel(base, PACK, KNOWN_AT), build_panel([*planted, *base], PACK, KNOWN_AT))


@given(rows, st.integers(0, 540), st.sampled_from([1, 7, 30]))
@settings(max_examples=60, deadline=None)
def test_a_day_looks_the_same_from_later_on(found: list[tuple[str, date, int, int]], offset: int, horizon: int) -> None:
    day = FIRST + timedelta(days=offset)
    events = built(found)
    then, now = build_panel(events, PACK, end_of(day)), build_panel(events, PACK, KNOWN_AT)
    first, last = then.first, then.last
    for features, argument in ((drill_features, "drills"), (season_features, "talks")):
        early = features(getattr(then, argument), first, last, horizon)
        late = features(getattr(now, argument), first, last, horizon)
        assert np.array_equal(early, late)
    assert then.digest() == now.digest(last)


def test_only_kinetic_rows_of_the_outcome_table_by_the_targets_actors_count() -> None:
    day = date(2015, 3, 1)
    launch = happening(1, "launch.ballistic", day, end_of(day))
    others = [
        replace(launch, kinetic=False),
        replace(launch, table="statements"),
        replace(launch, actors=("XYZ",)),
        replace(launch, kind="launcher.parade"),
    ]
    target = PACK.targets[0]
    assert build_panel([], PACK, KNOWN_AT).series["missile"].days.size == 0
    found = occurrences([launch, *others], target.kinds, target.actors, ZoneInfo("Asia/Tokyo"))
    assert found.days.tolist() == [day.toordinal()]
    assert found.rows == (("row:1",),)


def test_two_rows_of_a_day_are_one_event_day_known_from_the_earlier_row() -> None:
    day = date(2015, 3, 1)
    events = [
        happening(1, "launch.ballistic", day, end_of(day + timedelta(days=9))),
        happening(2, "launch.cruise", day, end_of(day + timedelta(days=1))),
    ]
    found = build_panel(events, PACK, KNOWN_AT).series["missile"]
    assert found.days.tolist() == [day.toordinal()]
    assert found.known.tolist() == [day.toordinal() + 1]
    assert found.rows_between(day.toordinal(), day.toordinal()) == ("row:1", "row:2")


def test_days_are_the_theaters_own() -> None:
    evening_utc = datetime(2015, 3, 1, 16, 0, tzinfo=UTC)  # already 2 March at UTC+9
    found = build_panel([happening(1, "launch.cruise", date(2015, 3, 1), evening_utc)], PACK, KNOWN_AT)
    assert found.series["missile"].known.tolist() == [date(2015, 3, 2).toordinal()]


def test_the_final_record_knows_outcomes_from_their_own_day_and_drills_from_their_announcement() -> None:
    day = date(2015, 3, 10)
    events = [
        happening(1, "launch.ballistic", day, end_of(day + timedelta(days=5))),
        happening(2, "exercise.joint.air", day, end_of(day - timedelta(days=3)), 4),
    ]
    final = build_panel(events, PACK, KNOWN_AT).final()
    assert final.series["missile"].known.tolist() == [day.toordinal()]
    assert final.settle_days == 0
    assert final.drills[0].known == day.toordinal() - 3


def test_a_drill_is_on_between_its_days_and_ahead_only_from_its_announcement() -> None:
    first, start = date(2016, 1, 1), date(2016, 1, 20)
    earlier = happening(1, "exercise.joint.command_post", date(2015, 6, 1), end_of(date(2015, 6, 1)), 9)
    events = [earlier, happening(2, "exercise.joint.command_post", start, end_of(start - timedelta(days=5)), 9)]
    rows = build_panel(events, PACK, KNOWN_AT).drills
    found = drill_features(rows, first.toordinal(), date(2016, 2, 10).toordinal(), 7)
    at = {day: found[(date(2016, 1, day) - first).days] for day in range(1, 32)}
    assert at[14][3] == 0.0  # not yet announced
    assert at[15].tolist() == [0, 0, 0, 3 / 7]
    assert at[19].tolist() == [0, 0, 0, 1.0]
    assert at[20].tolist() == [1, 1, 1, 1.0]
    assert at[27].tolist() == [1, 1, 0, 2 / 7]  # seven days ahead, the usual length of ten days leaves two
    assert at[30].tolist() == [0, 0, 0, 0]
    assert drill_evidence(rows, date(2016, 1, 20).toordinal(), 7) == (("row:2",),) * 4
    assert drill_evidence(rows, date(2016, 1, 15).toordinal(), 7)[3] == ("row:2",)


def test_what_became_known_later_is_no_event_day_yet() -> None:
    day = date(2015, 3, 1)
    events = [
        happening(1, "launch.ballistic", day, end_of(day)),
        happening(2, "launch.cruise", day + timedelta(days=1), end_of(day + timedelta(days=5))),
    ]
    target = PACK.targets[0]
    found = occurrences(events, target.kinds, target.actors, ZoneInfo("Asia/Tokyo"))
    assert found.known_by(day.toordinal() - 1).rows == ()
    assert found.known_by(day.toordinal() + 4).rows == (("row:1",),)
    assert found.known_by(day.toordinal() + 5).rows == (("row:1",), ("row:2",))


def test_a_drill_that_was_cancelled_or_is_known_to_the_month_only_is_none() -> None:
    drill = happening(1, "exercise.joint.air", date(2015, 6, 1), end_of(date(2015, 6, 1)), 9)
    assert build_panel([drill], PACK, KNOWN_AT).drills
    for other in (replace(drill, status="cancelled"), replace(drill, precision="month")):
        assert build_panel([other], PACK, KNOWN_AT).drills == ()


def test_talks_count_from_when_they_were_known_not_from_when_they_were_held() -> None:
    held = date(2015, 6, 1)
    late = happening(1, "talks.working", held, end_of(held + timedelta(days=4)))
    early = happening(1, "talks.working", held, end_of(held - timedelta(days=4)))
    for row, first in ((late, 4), (early, 0)):
        rows = build_panel([row], PACK, KNOWN_AT).talks
        found = season_features(rows, held.toordinal() - 5, held.toordinal() + 40, 7)[:, 2]
        assert np.flatnonzero(found).tolist() == list(range(5 + first, 5 + 30))
