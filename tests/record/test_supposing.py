"""Supposing that an article was added shows what adding it does, and writes nothing."""

from datetime import datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from record_world import LATE, Arriving, arrivals, firing, fresh_record, histories, hour, pack, reading

from foreshock.record.supposing import without
from foreshock.terms.record import RecordedEvent


class Turning:
    """A clock that a test turns on."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def now(self) -> datetime:
        return self.moment


@settings(max_examples=60, deadline=None)
@given(coming=arrivals(), history=histories(), kinds=st.sampled_from([(), ("launch",), ("exercise",)]))
def test_it_shows_the_events_that_adding_makes(
    coming: list[Arriving], history: list[RecordedEvent], kinds: tuple[str, ...]
) -> None:
    *earlier, last = coming
    with fresh_record() as record:
        record.load_pack(pack(), history)
        for item in earlier:
            record.add(item.reading, received_at=item.received_at)
        before = record.digest(known_at=LATE)
        supposed = record.suppose(last.reading, moment=LATE)
        rows = supposed.among(record.events(known_at=LATE, kinds=kinds), known_at=LATE, kinds=kinds)
        assert record.digest(known_at=LATE) == before
        record.add(last.reading, received_at=LATE)
        assert sorted(rows, key=lambda row: (row.valid_from, row.id)) == record.events(known_at=LATE, kinds=kinds)


def test_an_article_that_is_there_counts_as_it_is_there() -> None:
    with fresh_record() as record:
        record.load_pack(pack(), [])
        told = reading("1", events=[firing()])
        record.add(told, received_at=LATE)
        record.review("sha256:1:e1", "reject", reviewer="Ann", reason="misread", made_at=LATE)
        supposed = record.suppose(told, moment=LATE)
        assert supposed.held
        assert supposed.among([], known_at=LATE) == []


def test_it_names_the_items_that_tell_of_an_event_and_whether_others_do_too() -> None:
    with fresh_record() as record:
        record.load_pack(pack(), [])
        record.add(reading("1", events=[firing()]), received_at=LATE)
        supposed = record.suppose(reading("2", events=[firing("e4"), firing("e5", on=2)]), moment=LATE)
        assert sorted(supposed.made_by.values()) == [("e4",), ("e5",)]
        (own,) = supposed.own
        assert supposed.made_by[own] == ("e5",)


@settings(max_examples=30, deadline=None)
@given(coming=arrivals(), history=histories(), moment=st.sampled_from([LATE, hour(60)]))
def test_an_article_that_is_there_lacks_an_item_as_if_it_had_been_added_without(
    coming: list[Arriving], history: list[RecordedEvent], moment: datetime
) -> None:
    chosen = coming[-1].reading
    shown = []
    for lacking in (False, True):
        with fresh_record() as record:
            record.load_pack(pack(), history)
            for item in coming:
                told = without(item.reading, "e1") if lacking and item.reading == chosen else item.reading
                record.add(told, received_at=item.received_at)
            rows = record.events(known_at=moment)
            if not lacking:
                rows = record.suppose(chosen, moment=moment, lacking="e1").among(rows, known_at=moment)
            shown.append(sorted(rows, key=lambda row: (row.valid_from, row.id)))
    assert shown[0] == shown[1]


@settings(max_examples=30, deadline=None)
@given(coming=arrivals(), history=histories(), held=st.integers(0, 6))
def test_asked_of_an_earlier_day_it_speaks_from_what_the_file_held_then(
    coming: list[Arriving], history: list[RecordedEvent], held: int
) -> None:
    *others, last = coming
    shown = []
    for whole in (True, False):
        clock = Turning(LATE - timedelta(days=1))
        with fresh_record(clock) as record:
            record.load_pack(pack(), history)
            for number, item in enumerate(others):
                if whole or number < held:
                    clock.moment = LATE + timedelta(days=number)
                    record.add(item.reading, received_at=item.received_at)
            asked = LATE + timedelta(days=held, hours=-1) if whole else None
            supposed = record.suppose(last.reading, moment=LATE, received_at=LATE, entered_by=asked)
            rows = record.events(known_at=LATE, entered_by=asked)
            found = supposed.among(rows, known_at=LATE, entered_by=asked)
            shown.append(sorted(found, key=lambda row: (row.valid_from, row.id)))
    assert shown[0] == shown[1]


def test_it_names_the_items_of_an_article_that_is_there() -> None:
    with fresh_record() as record:
        record.load_pack(pack(), [])
        told = reading("1", events=[firing("e4"), firing("e5", on=2)])
        record.add(told, received_at=LATE)
        supposed = record.suppose(told, moment=LATE)
        assert sorted(supposed.made_by.values()) == [("e4",), ("e5",)]


def test_an_article_without_a_date_counts_from_when_it_reaches_us() -> None:
    undated = reading("1", published=None)
    with fresh_record() as record:
        record.load_pack(pack(), [])
        supposed = record.suppose(undated, moment=hour(90))
        assert (supposed.counts, supposed.counted_from) == (False, LATE)
        assert supposed.events == ()
        assert record.suppose(undated, moment=LATE).counts


def test_an_article_of_a_day_counts_on_that_day_whether_it_is_there_or_not() -> None:
    told = reading("1")
    told = replace(told, article=replace(told.article, published_precision="day"))
    with fresh_record() as record:
        record.load_pack(pack(), [])
        before = record.suppose(told, moment=hour(15))
        record.add(told, received_at=LATE)
        after = record.suppose(told, moment=hour(15))
        assert before.counts
        assert len(before.events) == 1
        assert (after.counts, after.events, after.made_by) == (before.counts, before.events, before.made_by)
        assert not record.suppose(told, moment=hour(-1)).counts
