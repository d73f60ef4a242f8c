"""The timeline's geometry: every event in one mark, and never more marks than columns."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foreshock.terms.record import RecordedEvent
from foreshock.web.lanes import COLUMN, LANES, Timeline, lane_of, roots_of
from foreshock.web.lanes import draw_timeline as draw_counts
from foreshock.web.timeline import count_days

KINDS = ["launch.cruise", "talks", "statement.party", "notice.launch", "exercise.joint", "weather"]
FIRST = date(1958, 1, 1)


def event(number: int, kind: str, day: date) -> RecordedEvent:
    return RecordedEvent(
        id=f"e{number}",
        kind=kind,
        valid_from=day,
        valid_to=day,
        recorded_at=datetime(2030, 1, 1, tzinfo=UTC),
        recorded_basis="observed",
    )


def draw_timeline(events: list[RecordedEvent], first: date, last: date, *, width: int) -> Timeline:
    """Draw events by their counts, each called by its id where it stands alone."""
    named = {each.id: each for each in events}
    return draw_counts(
        count_days(events), first, last, width=width, naming=lambda ids: {name: named[name] for name in ids}
    )


@given(
    rows=st.lists(st.tuples(st.sampled_from(KINDS), st.integers(0, 25_000)), max_size=60),
    extra=st.integers(0, 400),
    width=st.sampled_from([350, 760]),
)
@settings(max_examples=60, deadline=None)
def test_every_event_stands_in_the_one_mark_whose_days_hold_it(
    rows: list[tuple[str, int]], extra: int, width: int
) -> None:
    events = [event(i, kind, FIRST + timedelta(day)) for i, (kind, day) in enumerate(rows)]
    last = max((each.valid_from for each in events), default=FIRST) + timedelta(extra)
    drawn = draw_timeline(events, FIRST, last, width=width)
    assert sum(lane.count for lane in drawn.lanes) == len(events)
    for lane in drawn.lanes:
        mine = [each for each in events if lane_of(each.kind) == lane.name]
        for mark in lane.marks:
            held = [each for each in mine if mark.first <= each.valid_from <= mark.last]
            assert len(held) == mark.count
            assert (mark.event_id is not None) == (mark.count == 1)
            assert 0 <= mark.x < width
            assert mark.y + mark.height == pytest.approx(lane.base_y)


def test_ten_thousand_events_are_no_more_marks_than_columns() -> None:
    events = [event(i, KINDS[i % len(KINDS)], FIRST + timedelta(i * 2)) for i in range(10_000)]
    drawn = draw_timeline(events, FIRST, events[-1].valid_from, width=760)
    assert sum(len(lane.marks) for lane in drawn.lanes) <= len(LANES) * (760 // COLUMN)


def test_what_began_earlier_stands_at_the_start() -> None:
    drawn = draw_timeline([event(1, "talks", date(1950, 6, 1))] * 2, FIRST, date(1960, 1, 1), width=760)
    assert drawn.lanes[0].marks[0].x == 0
    assert drawn.lanes[0].marks[0].first == date(1950, 6, 1)


def test_a_single_day_can_be_drawn() -> None:
    drawn = draw_timeline([event(1, "talks", FIRST)], FIRST, FIRST, width=350)
    assert drawn.lanes[0].marks[0].event_id == "e1"


def test_no_event_is_no_lane() -> None:
    assert draw_timeline([], FIRST, FIRST, width=350).lanes == ()


def test_a_kind_of_no_lane_goes_to_the_last() -> None:
    assert lane_of("weather.storm") == "other"
    assert lane_of("launch") == lane_of("launch.ballistic.icbm") == "provocations"


def test_the_roots_of_lanes_are_their_own_and_the_last_lane_is_what_lies_under_none() -> None:
    assert roots_of(["drills"]) == (("exercise", "deployment"), ())
    own, every = roots_of(["drills", "other"])
    assert own == ("exercise", "deployment")
    assert {"launch", "statement", "exercise"} <= set(every)
    assert roots_of([]) == ((), ())
