"""Reviews: they override from when they are made, in every view, and nothing automatic undoes them."""

import pytest
from record_world import CLOCK, LATE, day, firing, fresh_record, hour, pack, reading, row

from foreshock.record.store import Record
from foreshock.terms.errors import UsageError
from foreshock.terms.record import RecordedEvent

BY = {"reviewer": "Ann Lee", "reason": "the ministry withdrew it"}
REPORT = "sha256:a:e1"


def ids(record: Record, moment: object = LATE) -> list[str]:
    return [event.id for event in record.events(known_at=moment)]  # type: ignore[arg-type]


def only(record: Record, moment: object = LATE) -> RecordedEvent:
    (event,) = record.events(known_at=moment)  # type: ignore[arg-type]
    return event


def test_a_rejected_report_is_gone_from_when_it_is_rejected() -> None:
    with fresh_record() as record:
        record.add(reading("a"))
        record.review(REPORT, "reject", made_at=hour(10), **BY)
        assert ids(record, hour(10)) == []
        assert len(ids(record, hour(9.9))) == 1
        after = record.reading("sha256:a", known_at=hour(10))
        before = record.reading("sha256:a", known_at=hour(9))
        assert after is not None and after.events == ()
        assert before == reading("a")
        assert record.faults() == []


def test_a_corrected_report_moves_to_the_event_of_its_corrected_day() -> None:
    with fresh_record() as record:
        record.add(reading("a"))
        first = only(record)
        record.review(REPORT, "correct", fields={"start": day(1).isoformat(), "count": "3"}, made_at=hour(30), **BY)
        after = only(record)
        assert (after.valid_from, after.valid_to, after.count) == (day(1), day(1), 3)
        assert after.id != first.id
        assert only(record, hour(29)) == first
        assert record.faults() == []


def test_what_is_undone_is_as_before() -> None:
    with fresh_record() as record:
        record.add(reading("a"))
        before = only(record)
        number = record.review(REPORT, "reject", made_at=hour(10), **BY).number
        record.review(str(number), "undo", made_at=hour(20), **BY)
        assert ids(record, hour(15)) == []
        assert only(record).id == before.id
        assert record.faults() == []


def test_a_tables_event_is_corrected_and_survives_a_change_of_its_row() -> None:
    with fresh_record() as record:
        record.load_pack(pack("1"), [row("x", count=1)])
        record.review("firings:x", "correct", fields={"count": "4"}, made_at=hour(50), **BY)
        assert only(record, hour(49)).count == 1
        assert only(record, hour(50)).count == 4
        record.load_pack(pack("2"), [row("x", count=2, kind="launch.unknown")])
        assert (only(record).count, only(record).kind) == (4, "launch.unknown")
        record.load_pack(pack("3"), [])
        assert ids(record) == []
        assert record.faults() == []


def test_a_review_made_twice_changes_nothing_the_second_time() -> None:
    with fresh_record() as record:
        record.add(reading("a"))
        record.review(REPORT, "reject", made_at=hour(10), **BY)
        digest = record.digest(known_at=LATE)
        record.review(REPORT, "reject", made_at=hour(11), **BY)
        assert record.digest(known_at=LATE) == digest


def test_a_review_needs_a_name_and_a_reason() -> None:
    with fresh_record() as record:
        record.add(reading("a"))
        with pytest.raises(UsageError, match="name"):
            record.review(REPORT, "reject", reviewer=" ", reason="why")
        with pytest.raises(UsageError, match="reason"):
            record.review(REPORT, "reject", reviewer="Ann Lee")
        assert record.reviews.all() == []
        assert CLOCK.now() == LATE


