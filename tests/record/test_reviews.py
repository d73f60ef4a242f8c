"""Reviews: they override from when they are made, in every view, and nothing automatic undoes them."""

from datetime import timedelta
from pathlib import Path

import pytest
from record_world import CLOCK, LATE, changed_by_hand, day, fresh_place, fresh_record, hour, pack, reading, row
from review_world import BY, REPORT, Ticking, ids, imported, only

from foreshock.record.store import open_record
from foreshock.terms.errors import UsageError


def test_a_rejected_report_is_gone_from_when_it_is_rejected() -> None:
    with fresh_record() as record:
        record.add(reading("a"))
        record.review(REPORT, "reject", made_at=hour(10), **BY)
        assert ids(record, hour(10)) == []
        assert len(ids(record, hour(9.9))) == 1
        after = record.reading("sha256:a", known_at=hour(10))
        before = record.reading("sha256:a", known_at=hour(9))
        assert after is not None
        assert after.events == ()
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


def test_what_this_file_held_before_the_review_stays_answerable() -> None:
    clock = Ticking(hour(100))
    with fresh_record(clock) as record:
        record.add(reading("a"))
        clock.moment = hour(200)
        record.review(REPORT, "reject", **BY)
        assert ids(record, hour(300)) == []
        assert len(record.events(known_at=hour(300), entered_by=hour(150))) == 1
        assert record.reviews.all(entered_by=hour(150)) == []
        assert record.faults() == []


def test_statements_and_claims_are_reviewed_too() -> None:
    with fresh_record() as record:
        record.add(reading("a"))
        record.review("sha256:a:s1", "correct", fields={"speaker": "ARV", "type": "REJECT"}, made_at=hour(10), **BY)
        record.review("sha256:a:c1", "reject", made_at=hour(10), **BY)
        after = record.reading("sha256:a", known_at=LATE)
        assert after is not None
        assert (after.statements[0].speaker.code, after.statements[0].type) == ("ARV", "REJECT")
        assert after.claims == ()
        assert record.reading("sha256:a", known_at=hour(9)) == reading("a")
        record.review("sha256:a:s1", "reject", made_at=hour(20), **BY)
        assert record.search("rocket", known_at=hour(15), kinds=["statement"]) != []
        assert record.search("rocket", known_at=LATE, kinds=["statement"]) == []


def test_an_event_made_of_reports_is_rejected_and_stays_so_when_more_reports_come() -> None:
    with fresh_record() as record:
        record.add(reading("a"))
        event = only(record).id
        record.review(event, "reject", made_at=hour(10), **BY)
        record.add(reading("b", published=hour(20), agency="Brenn Post"))
        assert ids(record) == []
        record.review(event, "accept", made_at=hour(30), reviewer="Ann Lee")
        assert ids(record) == [event]
        assert len(record.reports_of(event, known_at=LATE)) == 2
        assert record.faults() == []


def test_accepting_what_was_rejected_brings_it_back_and_changes_nothing_else() -> None:
    with fresh_record() as record:
        record.add(reading("a"))
        record.review(REPORT, "accept", made_at=hour(5), reviewer="Ann Lee")
        assert record.events(known_at=hour(4)) == record.events(known_at=hour(6))
        record.review(REPORT, "reject", made_at=hour(10), **BY)
        record.review(REPORT, "accept", made_at=hour(20), reviewer="Bo Ek")
        assert (len(ids(record, hour(15))), len(ids(record, hour(25)))) == (0, 1)


def test_of_two_corrections_the_later_holds_field_by_field() -> None:
    with fresh_record() as record:
        record.load_pack(pack(), [row("x", count=1)])
        record.review("firings:x", "correct", fields={"count": "2", "place": "the bay"}, made_at=hour(50), **BY)
        record.review("firings:x", "correct", fields={"count": "none"}, made_at=hour(60), **BY)
        assert (only(record).count, only(record).place) == (None, "the bay")


def test_the_undo_of_an_undo_holds_again() -> None:
    with fresh_record() as record:
        record.add(reading("a"))
        first = record.review(REPORT, "reject", made_at=hour(10), **BY).number
        second = record.review(str(first), "undo", made_at=hour(20), **BY).number
        record.review(str(second), "undo", made_at=hour(30), **BY)
        assert [len(ids(record, hour(at))) for at in (5, 15, 25, 35)] == [1, 0, 1, 0]
        assert [seen.state for seen in record.reviews.all()] == ["holds", "undone", "holds"]
        assert [seen.state for seen in record.reviews.all(known_at=hour(25))] == ["undone", "holds"]
        with pytest.raises(UsageError, match="undone"):
            record.review(str(second), "undo", **BY)


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"colour": "red"}, "no field"),
        ({"day": "soon"}, "isoformat"),
        ({"status": "maybe"}, "maybe"),
        ({"count": "-1"}, "whole number"),
        ({"end": "2029-01-01"}, "before"),
    ],
)
def test_a_value_a_field_cannot_have_is_refused_and_nothing_is_kept(fields: dict[str, str], why: str) -> None:
    with fresh_record() as record:
        record.load_pack(pack(), [row("x")])
        with pytest.raises(UsageError, match=why):
            record.review("firings:x", "correct", fields=fields, **BY)
        assert record.reviews.all() == []


def test_what_was_not_known_yet_cannot_be_reviewed() -> None:
    with fresh_record() as record:
        record.add(reading("a", published=hour(5)))
        with pytest.raises(UsageError, match="nothing"):
            record.review(REPORT, "reject", made_at=hour(4), **BY)
        with pytest.raises(UsageError, match="still to come"):
            record.review(REPORT, "reject", made_at=LATE + timedelta(days=1), **BY)


def test_a_review_of_an_imported_row_survives_the_next_copy_of_the_table() -> None:
    with fresh_record() as record:
        record.imported.keep_copy("import:almanac", [imported("1"), imported("2", on=3)], seen_at=hour(10))
        record.review("import:almanac:1", "correct", fields={"count": "5"}, made_at=hour(20), **BY)
        record.review("import:almanac:2", "reject", made_at=hour(20), **BY)
        assert [event.count for event in record.events(known_at=LATE)] == [5]
        again = record.imported.keep_copy("import:almanac", [imported("1"), imported("2", on=3)], seen_at=hour(30))
        assert (again.new, again.changed, again.unchanged) == (0, 0, 2)
        record.imported.keep_copy("import:almanac", [imported("1", on=1), imported("2", on=3)], seen_at=hour(40))
        assert [(event.valid_from, event.count) for event in record.events(known_at=LATE)] == [(day(1), 5)]
        assert [event.valid_from for event in record.events(known_at=hour(15))] == [day(0), day(3)]
        assert record.faults() == []


def test_an_archive_carries_reviews(tmp_path: Path) -> None:
    with fresh_record() as record, fresh_record() as copy:
        record.add(reading("a"))
        number = record.review(REPORT, "reject", made_at=hour(10), **BY).number
        record.export_archive(tmp_path / "all.gz")
        copy.import_archive(tmp_path / "all.gz")
        assert ids(copy) == []
        assert copy.reviews.all() == record.reviews.all()
        copy.review(str(number), "undo", **BY)
        assert len(ids(copy)) == 1


def test_reviews_are_found_by_all_they_are_about() -> None:
    with fresh_record() as record:
        record.add(reading("a"))
        event = only(record).id
        record.review(REPORT, "accept", reviewer="Ann Lee", made_at=hour(5))
        record.review(event, "correct", fields={"place": "the bay"}, made_at=hour(6), **BY)
        record.review(REPORT, "reject", event=event, made_at=hour(7), **BY)
        assert [seen.review.number for seen in record.reviews_of(event)] == [2, 3]
        assert [seen.review.number for seen in record.reviews_of(REPORT)] == [1, 3]
        assert [seen.review.number for seen in record.reviews_of(event, known_at=hour(6))] == [2]


def test_the_database_itself_refuses_to_change_a_review() -> None:
    with fresh_place() as place:
        with open_record(place, clock=CLOCK) as record:
            record.add(reading("a"))
            record.review(REPORT, "reject", made_at=hour(10), **BY)
        for statement in ("UPDATE review SET verdict = 'accept'", "DELETE FROM review"):
            with pytest.raises(Exception, match="never changed"), changed_by_hand(place) as run:
                run(statement)
