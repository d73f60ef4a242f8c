"""Reviews of links: pins, splits, merges and links that do not hold; automatic runs respect them."""

import pytest
from msgspec.structs import replace
from record_world import LATE, day, firing, fresh_record, hour, pack, reading, row
from review_world import BY, ids, imported, only

from foreshock.record.store import Record
from foreshock.terms.errors import UsageError


def linked(record: Record, event: str) -> list[str]:
    return [report.id for report in record.reports_of(event, known_at=LATE)]


def two_days(record: Record) -> tuple[str, str]:
    """Two papers about two days; return the events they make."""
    record.add(reading("a", published=hour(1)))
    record.add(reading("b", published=hour(30), agency="Brenn Post", events=[firing(on=1)]))
    first, second = ids(record)
    return first, second


def test_a_pinned_report_stays_with_its_event_whatever_comes() -> None:
    with fresh_record() as record:
        first, second = two_days(record)
        record.review("sha256:b:e1", "pin", event=first, made_at=hour(40), **BY)
        assert linked(record, first) == ["sha256:a:e1", "sha256:b:e1"]
        assert ids(record) == [first]
        assert ids(record, hour(39)) == [first, second]
        record.load_pack(pack(), [row("x", on=1, known=hour(50))])
        assert linked(record, first) == ["sha256:a:e1", "sha256:b:e1"]
        assert linked(record, "firings:x") == ["pack:bay:firings:x"]
        report = record.reports_of(first, known_at=LATE)[1]
        assert (report.rule, report.review) == ("review", 1)
        assert report.reason == "pinned by Ann Lee (review 1): the ministry withdrew it"
        assert record.faults() == []


def test_a_split_leaves_two_events_and_later_reports_go_to_the_old_one() -> None:
    with fresh_record() as record:
        record.add(reading("a", published=hour(1)))
        record.add(reading("b", published=hour(2), agency="Brenn Post"))
        old = only(record).id
        made = record.review(old, "split", reports=["sha256:b:e1"], made_at=hour(10), **BY).event
        assert made is not None
        assert (linked(record, old), linked(record, made)) == (["sha256:a:e1"], ["sha256:b:e1"])
        record.add(reading("c", published=hour(20), agency="Third Paper"))
        assert linked(record, old) == ["sha256:a:e1", "sha256:c:e1"]
        record.review("1", "undo", made_at=hour(30), **BY)
        assert linked(record, old) == ["sha256:a:e1", "sha256:b:e1", "sha256:c:e1"]
        assert ids(record, hour(25)) == sorted([old, made])
        assert ids(record) == [old]
        assert record.faults() == []


def test_merged_events_are_one_and_so_are_reports_to_come() -> None:
    with fresh_record() as record:
        first, second = two_days(record)
        record.review(second, "merge", event=first, made_at=hour(40), **BY)
        assert ids(record) == [first]
        record.add(reading("c", published=hour(60), agency="Third Paper", events=[firing(on=1)]))
        assert linked(record, first) == ["sha256:a:e1", "sha256:b:e1", "sha256:c:e1"]
        assert "merged by Ann Lee (review 1)" in record.reports_of(first, known_at=LATE)[2].reason
        record.review("1", "undo", made_at=hour(70), **BY)
        assert ids(record) == [first, second]
        assert linked(record, second) == ["sha256:b:e1", "sha256:c:e1"]
        assert record.faults() == []


def test_two_rows_of_a_table_that_are_one_launch_are_merged() -> None:
    with fresh_record() as record:
        record.load_pack(pack("1"), [row("x", known=hour(24)), row("y", on=1, known=hour(48))])
        record.review("firings:y", "merge", event="firings:x", made_at=hour(50), **BY)
        assert ids(record) == ["firings:x"]
        assert ids(record, hour(49)) == ["firings:x", "firings:y"]
        assert linked(record, "firings:x") == ["pack:bay:firings:x", "pack:bay:firings:y"]
        record.add(reading("a", published=hour(60), events=[firing(on=1)]))
        assert len(linked(record, "firings:x")) == 3
        record.load_pack(pack("2"), [row("x", known=hour(24)), row("y", on=1, known=hour(48), count=2)])
        assert ids(record) == ["firings:x"]
        record.review("1", "undo", made_at=hour(70), **BY)
        assert ids(record) == ["firings:x", "firings:y"]
        assert record.faults() == []


def test_an_event_made_of_reports_goes_into_the_tables_whichever_way_it_is_asked() -> None:
    with fresh_record() as record:
        record.load_pack(pack(), [row("x", on=1, known=hour(48))])
        record.add(reading("a", published=hour(1)))
        own = next(name for name in ids(record) if name.startswith("event:"))
        review = record.review("firings:x", "merge", event=own, made_at=hour(60), **BY)
        assert (review.item, review.event) == (own, "firings:x")
        assert ids(record) == ["firings:x"]
        assert "sha256:a:e1" in linked(record, "firings:x")


def test_a_rejected_link_sends_the_report_to_the_next_best_event() -> None:
    with fresh_record() as record:
        record.load_pack(pack(), [row("x", known=hour(24)), row("y", known=hour(24))])
        record.add(reading("a", published=hour(30)))
        assert linked(record, "firings:x") == ["pack:bay:firings:x", "sha256:a:e1"]
        record.review("sha256:a:e1", "reject", event="firings:x", made_at=hour(40), **BY)
        assert linked(record, "firings:y") == ["pack:bay:firings:y", "sha256:a:e1"]
        record.review("sha256:a:e1", "reject", event="firings:y", made_at=hour(41), **BY)
        own = next(name for name in ids(record) if name.startswith("event:"))
        record.review("sha256:a:e1", "reject", event=own, made_at=hour(42), **BY)
        alone = next(name for name in ids(record) if name.startswith("event:"))
        assert alone != own
        assert linked(record, alone) == ["sha256:a:e1"]
        record.review("sha256:a:e1", "accept", event="firings:y", made_at=hour(43), reviewer="Bo Ek")
        assert linked(record, "firings:y") == ["pack:bay:firings:y", "sha256:a:e1"]
        assert record.faults() == []


def test_a_pin_falls_back_while_its_event_is_not_there() -> None:
    with fresh_record() as record:
        record.load_pack(pack("1"), [row("x", on=2, known=hour(24))])
        record.add(reading("a", published=hour(1)))
        record.review("sha256:a:e1", "pin", event="firings:x", made_at=hour(50), **BY)
        assert ids(record) == ["firings:x"]
        record.load_pack(pack("2"), [])
        assert [seen.state for seen in record.reviews.all()] == ["matches nothing"]
        assert "no longer in the record" in record.reviews.all()[0].note
        assert [name[:6] for name in ids(record)] == ["event:"]
        assert record.faults() == []


def test_what_cannot_be_split_merged_or_pinned_is_said() -> None:
    with fresh_record() as record:
        record.load_pack(pack(), [row("x", known=hour(24)), row("y", on=3)])
        record.add(reading("a", published=hour(1)))
        for item, verdict, more, why in (
            ("firings:x", "split", {"reports": ["pack:bay:firings:x"]}, "no report that can be split off"),
            ("firings:x", "split", {"reports": []}, "no report is named"),
            ("firings:x", "merge", {"event": "firings:x"}, "is one event"),
            ("firings:x", "merge", {"event": "firings:z"}, "no event"),
            ("sha256:a:e1", "merge", {"event": "firings:x"}, "not an event"),
            ("firings:x", "pin", {"event": "firings:y"}, "has no link"),
            ("sha256:a:e1", "reject", {"event": "firings:y"}, "not linked"),
            ("sha256:a:s1", "pin", {"event": "firings:x"}, "has no link"),
        ):
            with pytest.raises(UsageError, match=why):
                record.review(item, verdict, **more, **BY)  # type: ignore[arg-type]
        record.review("firings:y", "merge", event="firings:x", **BY)
        with pytest.raises(UsageError, match="no event"):
            record.review("firings:x", "merge", event="firings:y", made_at=LATE, **BY)
        assert len(record.reviews.all()) == 1


def test_an_undated_report_cannot_be_pinned_before_its_day_is_corrected() -> None:
    with fresh_record() as record:
        record.load_pack(pack(), [row("x")])
        record.add(reading("a", events=[replace(firing(), when=None)]))
        with pytest.raises(UsageError, match="leaves open"):
            record.review("sha256:a:e1", "pin", event="firings:x", **BY)
        record.review("sha256:a:e1", "correct", fields={"day": day(0).isoformat()}, made_at=hour(60), **BY)
        assert "sha256:a:e1" in linked(record, "firings:x")
        assert record.faults() == []


def test_imported_rows_are_pinned_like_reports() -> None:
    with fresh_record() as record:
        record.add(reading("a", published=hour(1)))
        first = only(record).id
        record.imported.keep_copy("import:almanac", [imported("1", on=2)], seen_at=hour(10))
        record.review("import:almanac:1", "pin", event=first, made_at=hour(20), **BY)
        record.imported.keep_copy("import:almanac", [imported("1", on=2)], seen_at=hour(30))
        assert linked(record, first) == ["sha256:a:e1", "import:almanac:1"]
        assert record.faults() == []


def test_merges_of_merges_lead_to_the_last_event_for_every_row() -> None:
    with fresh_record() as record:
        record.load_pack(pack(), [row("x", known=hour(10)), row("y", known=hour(11)), row("z", known=hour(12))])
        record.review("firings:z", "merge", event="firings:y", made_at=hour(50), **BY)
        record.review("firings:y", "merge", event="firings:x", made_at=hour(60), **BY)
        assert ids(record) == ["firings:x"]
        assert linked(record, "firings:x") == ["pack:bay:firings:x", "pack:bay:firings:y", "pack:bay:firings:z"]
        assert record.faults() == []
        record.review("2", "undo", made_at=hour(70), **BY)
        assert ids(record) == ["firings:x", "firings:y"]
        assert linked(record, "firings:y") == ["pack:bay:firings:y", "pack:bay:firings:z"]
