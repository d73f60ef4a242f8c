"""Supposing that an article was added shows what adding it does, and writes nothing."""

from hypothesis import given, settings
from hypothesis import strategies as st
from record_world import LATE, Arriving, arrivals, firing, fresh_record, histories, pack, reading

from foreshock.terms.record import RecordedEvent


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
        assert supposed.known is None
        assert supposed.among([], known_at=LATE) == []


def test_it_names_the_items_that_tell_of_an_event_and_whether_others_do_too() -> None:
    with fresh_record() as record:
        record.load_pack(pack(), [])
        record.add(reading("1", events=[firing()]), received_at=LATE)
        supposed = record.suppose(reading("2", events=[firing("e4"), firing("e5", on=2)]), moment=LATE)
        assert sorted(supposed.made_by.values()) == [("e4",), ("e5",)]
        (own,) = supposed.own
        assert supposed.made_by[own] == ("e5",)
