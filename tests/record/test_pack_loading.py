"""Loading a theater's history: once per change, corrections visible from when they came."""

from datetime import timedelta

import pytest
from msgspec.structs import replace
from record_world import LATE, firing, fresh_record, hour, pack, reading, row

from foreshock.terms.errors import RecordError


def test_the_same_pack_is_loaded_once() -> None:
    with fresh_record() as record:
        first = record.load_pack(pack(), [row("x")])
        again = record.load_pack(pack(), [row("x")])
        assert (first.loaded, first.new) == (True, 1)
        assert not again.loaded
        assert record.holds_pack(pack())
        assert not record.holds_pack(pack("2"))


def test_a_pack_that_changed_elsewhere_is_noted_without_a_load() -> None:
    with fresh_record() as record:
        record.load_pack(pack("1"), [row("x")])
        assert not record.load_pack(pack("2"), [row("x")]).loaded
        assert record.holds_pack(pack("2"))


def test_a_corrected_row_is_known_from_now_on_and_the_old_wording_stays_in_the_past() -> None:
    with fresh_record() as record:
        record.load_pack(pack("1"), [row("x", count=1)])
        report = record.load_pack(pack("2"), [row("x", count=3)])
        assert report.changed == 1
        assert [event.count for event in record.events(known_at=LATE - timedelta(seconds=1))] == [1]
        assert [event.count for event in record.events(known_at=LATE)] == [3]
        assert len(record.versions("firings:x")) == 3


def test_a_row_that_vanished_ends_now() -> None:
    with fresh_record() as record:
        record.load_pack(pack("1"), [row("x"), row("y", on=1)])
        report = record.load_pack(pack("2"), [row("x")])
        assert (report.vanished, report.unchanged) == (1, 1)
        assert [event.id for event in record.events(known_at=LATE)] == ["firings:x"]
        assert len(record.events(known_at=LATE - timedelta(seconds=1))) == 2


def test_a_row_that_came_back_is_known_again_only_from_then() -> None:
    with fresh_record() as record:
        record.load_pack(pack("1"), [row("x")])
        record.load_pack(pack("2"), [])
        record.load_pack(pack("3"), [row("x")])
        (event,) = record.events(known_at=LATE)
        assert event.recorded_at == LATE
        assert record.events(known_at=LATE - timedelta(seconds=1))[0].recorded_at == hour(24)


def test_a_row_that_only_moved_to_another_id_leaves_no_double() -> None:
    with fresh_record() as record:
        record.load_pack(pack("1"), [row("x")])
        report = record.load_pack(pack("2"), [replace(row("x"), id="firings:renamed")])
        assert (report.changed, report.new, report.vanished) == (1, 0, 0)
        for moment in (hour(24), LATE):
            assert [event.id for event in record.events(known_at=moment)] == ["firings:renamed"]


def test_a_better_known_knowledge_time_replaces_the_old_outright() -> None:
    with fresh_record() as record:
        record.load_pack(pack("1"), [row("x", known=hour(90))])
        record.load_pack(pack("2"), [row("x", known=hour(30))])
        assert len(record.events(known_at=hour(30))) == 1


def test_articles_follow_a_row_that_came_and_went() -> None:
    with fresh_record() as record:
        record.add(reading("a", published=hour(1), events=[firing(on=0)]))
        record.load_pack(pack("1"), [row("x", on=0)])
        assert [event.id for event in record.events(known_at=LATE)] == ["firings:x"]
        record.load_pack(pack("2"), [])
        (event,) = record.events(known_at=LATE)
        assert event.table == "articles"


def test_two_rows_with_one_id_are_refused() -> None:
    with fresh_record() as record:
        with pytest.raises(RecordError, match="two events with the id 'firings:x'"):
            record.load_pack(pack(), [row("x"), row("x", on=1)])
        assert record.events(known_at=LATE) == []


def test_an_id_of_another_theater_is_refused() -> None:
    with fresh_record() as record:
        record.load_pack(pack(), [row("x")])
        other = replace(pack("9"), theater=replace(pack().theater, id="reef"))
        with pytest.raises(RecordError, match="is taken by pack:bay"):
            record.load_pack(other, [row("x")])
