"""What was known when: nothing leaks back, and the way there does not matter."""

from datetime import datetime

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from record_world import (
    CLOCK,
    LATE,
    Arriving,
    arrivals,
    fresh_place,
    fresh_record,
    histories,
    hour,
    hours,
    pack,
    view,
)

from foreshock.record.articles import known_from
from foreshock.record.store import open_record
from foreshock.terms.clock import FixedClock
from foreshock.terms.record import RecordedEvent

MOMENTS = [hour(number) for number in range(0, 130, 16)] + [LATE]
few = settings(max_examples=15, deadline=None)


@few
@given(articles=arrivals(), history=histories())
def test_no_moment_shows_what_became_known_later(articles: list[Arriving], history: list[RecordedEvent]) -> None:
    with fresh_record() as record:
        record.load_pack(pack(), history)
        for item in articles:
            record.add(item.reading, received_at=item.received_at)
        for moment in MOMENTS:
            for event in record.events(known_at=moment):
                assert event.recorded_at <= moment
                reports = record.reports_of(event.id, known_at=moment)
                assert reports
                assert all(report.recorded_at <= moment for report in reports)


@few
@given(articles=arrivals(), history=histories(), cut=hours)
def test_what_came_later_leaves_an_earlier_view_as_it_was(
    articles: list[Arriving], history: list[RecordedEvent], cut: datetime
) -> None:
    with fresh_record() as whole, fresh_record() as early:
        whole.load_pack(pack(), history)
        early.load_pack(pack(), [event for event in history if event.recorded_at <= cut])
        for item in articles:
            whole.add(item.reading, received_at=item.received_at)
            if known_from(item.reading.article, item.received_at) <= cut:
                early.add(item.reading, received_at=item.received_at)
        for moment in MOMENTS:
            if moment <= cut:
                assert view(whole, moment) == view(early, moment)
        assert view(whole, cut) == view(early, cut)


@few
@given(articles=arrivals(), history=histories(), data=st.data())
def test_replay_in_any_order_gives_the_same_record(
    articles: list[Arriving], history: list[RecordedEvent], data: st.DataObject
) -> None:
    shuffled = data.draw(st.permutations(articles))
    late = data.draw(st.integers(0, len(shuffled)))
    with fresh_record() as one, fresh_record() as other:
        one.load_pack(pack(), history)
        for item in articles:
            one.add(item.reading, received_at=item.received_at)
        for item in shuffled[:late]:
            other.add(item.reading, received_at=item.received_at)
        other.load_pack(pack(), data.draw(st.permutations(history)))
        for item in shuffled[late:]:
            other.add(item.reading, received_at=item.received_at)
        for moment in MOMENTS:
            assert view(one, moment) == view(other, moment)
            assert one.digest(known_at=moment) == other.digest(known_at=moment)


@few
@given(articles=arrivals(), history=histories(), cut=st.integers(0, 6))
def test_stopping_and_going_on_equals_doing_it_in_one_go(
    articles: list[Arriving], history: list[RecordedEvent], cut: int
) -> None:
    with fresh_record() as one, fresh_place() as place:
        one.load_pack(pack(), history)
        for item in articles:
            one.add(item.reading, received_at=item.received_at)
        for part in (articles[:cut], articles[cut:]):
            with open_record(place, clock=CLOCK) as record:
                record.load_pack(pack(), history)
                for item in part:
                    record.add(item.reading, received_at=item.received_at)
        with open_record(place, clock=CLOCK) as record:
            for moment in MOMENTS:
                assert view(one, moment) == view(record, moment)


@few
@given(articles=arrivals(), history=histories(), again=st.lists(st.integers(0, 5), max_size=4))
def test_many_articles_in_one_go_equal_one_after_the_other(
    articles: list[Arriving], history: list[RecordedEvent], again: list[int]
) -> None:
    coming = [item.reading for item in articles]
    coming += [replace(coming[at % len(coming)], claims=()) for at in again]
    with fresh_record() as one, fresh_record() as other:
        one.load_pack(pack(), history)
        other.load_pack(pack(), history)
        for part in (coming, coming[::2]):
            apart = [one.add(reading, received_at=LATE) for reading in part]
            together = other.add_all(part, received_at=LATE)
            assert [report.state for report in together] == [report.state for report in apart]
            assert [report.recorded_at for report in together] == [report.recorded_at for report in apart]
        for moment in MOMENTS:
            assert view(one, moment) == view(other, moment)
            assert all(
                one.reading(reading.article.id, known_at=moment) == other.reading(reading.article.id, known_at=moment)
                for reading in coming
            )
        assert other.faults() == []


@few
@given(articles=arrivals(), history=histories(), later=histories())
def test_a_past_answer_can_be_given_again(
    articles: list[Arriving], history: list[RecordedEvent], later: list[RecordedEvent]
) -> None:
    with fresh_place() as place:
        with open_record(place, clock=FixedClock(hour(200))) as record:
            record.load_pack(pack("1"), history)
            before = [record.digest(known_at=moment) for moment in MOMENTS]
        with open_record(place, clock=FixedClock(hour(300))) as record:
            for item in articles:
                record.add(item.reading, received_at=item.received_at)
            record.load_pack(pack("2"), later)
            again = [record.digest(known_at=moment, entered_by=hour(250)) for moment in MOMENTS]
    assert again == before
