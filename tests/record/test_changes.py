"""Counting changes, so that a reader can tell cheaply whether answers may differ."""

from datetime import timedelta

import pytest
from ledger_world import issued_after
from record_world import CLOCK, LATE, fresh_place, fresh_record, pack, reading, row

from foreshock.record.changes import Change
from foreshock.record.store import open_record
from foreshock.terms.clock import FixedClock
from foreshock.terms.errors import RecordError, UsageError


def test_each_transaction_that_changes_something_counts_once() -> None:
    with fresh_record() as record:
        assert record.last_change() == Change(0, None)
        record.load_pack(pack(), [row("x"), row("y", on=1)])
        assert record.last_change() == Change(1, LATE)
        record.add_all([reading("a"), reading("b")])
        assert record.last_change().number == 2


def test_what_changes_nothing_does_not_count() -> None:
    with fresh_record() as record:
        record.load_pack(pack(), [row("x")])
        record.add(reading("a"))
        before = record.last_change()
        record.add(reading("a"))
        record.load_pack(pack(), [row("x")])
        record.cache("fit", b"made again at will")
        record.events(known_at=LATE)
        with pytest.raises(UsageError):
            record.search("*", known_at=LATE)
        assert record.last_change() == before


def test_a_change_undone_by_an_error_does_not_count() -> None:
    with fresh_record() as record:
        record.append_issued(lambda rows: issued_after(rows.issued, 2))
        before = record.last_change()
        with pytest.raises(RecordError):
            record.append_issued(lambda rows: [*issued_after(rows.issued, 1), *rows.issued])
        assert record.last_change() == before


def test_the_count_is_the_records_own_and_says_when() -> None:
    later = FixedClock(LATE + timedelta(days=1))
    with fresh_place() as place:
        with open_record(place, clock=CLOCK) as record:
            record.add(reading("a"))
        with open_record(place, clock=later) as record:
            assert record.last_change() == Change(1, LATE)
            record.add(reading("b"))
            assert record.last_change() == Change(2, later.now())
