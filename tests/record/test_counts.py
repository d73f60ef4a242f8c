"""Counts over events: made by the database, the same on both kinds, as of any moment."""

from datetime import timedelta

import pytest
from msgspec.structs import replace
from record_world import LATE, day, firing, fresh_record, hour, pack, reading, row

from foreshock.record.counts import Citation, DayCount, EventSet
from foreshock.record.store import Record
from foreshock.terms.record import RecordedEvent

SIGHTING = replace(row("s", on=1, kind="incursion.air"), actors=("BRE",))


def _ids(events: list[RecordedEvent]) -> list[str]:
    return [event.id for event in events]


def _loaded(record: Record, *rows: RecordedEvent) -> Record:
    record.load_pack(pack(), rows)
    return record


def test_days_count_each_kind_by_day_and_name_the_first() -> None:
    with fresh_record() as record:
        _loaded(record, row("y"), row("x"), row("z", kind="test.engine"), SIGHTING)
        assert record.counted.days(EventSet(known_at=LATE)) == [
            DayCount(day=day(0), kind="launch.cruise", events=2, one="firings:x"),
            DayCount(day=day(0), kind="test.engine", events=1, one="firings:z"),
            DayCount(day=day(1), kind="incursion.air", events=1, one="firings:s"),
        ]


def test_only_what_was_known_counts() -> None:
    with fresh_record() as record:
        _loaded(record, row("x", known=hour(10)), row("y", known=hour(20)))
        assert record.counted.days(EventSet(known_at=hour(9))) == []
        assert [count.events for count in record.counted.days(EventSet(known_at=hour(10)))] == [1]
        before = EventSet(known_at=LATE, entered_by=LATE - timedelta(microseconds=1))
        assert record.counted.days(before) == []
        at_once = EventSet(known_at=LATE, entered_by=LATE)  # the very instant at which the rows were entered
        assert [count.events for count in record.counted.days(at_once)] == [2]


def test_a_kind_covers_what_lies_below_it_and_no_other_that_begins_alike() -> None:
    kinds = ("launch", "launch.cruise", "launch.cruise.long", "launcher", "launch-pad", "launch0")
    with fresh_record() as record:
        _loaded(record, *(row(str(number), kind=kind) for number, kind in enumerate(kinds)))
        found = {wanted: _ids(list(record.counted.each(EventSet(known_at=LATE, kinds=(wanted,))))) for wanted in kinds}
        assert found["launch"] == ["firings:0", "firings:1", "firings:2"]
        assert found["launch.cruise"] == ["firings:1", "firings:2"]
        assert found["launcher"] == ["firings:3"]


@pytest.mark.parametrize(
    ("limits", "left"),
    [
        ({"since": day(2)}, "bc"),
        ({"since": day(3)}, "bc"),
        ({"since": day(4)}, "c"),
        ({"until": day(0)}, "a"),
        ({"until": day(1)}, "ab"),
        ({"actors": ("ARV",), "since": day(3)}, "b"),
        ({"kinds": ("launch",)}, "a"),
        ({"families": ("launch",)}, "a"),
        ({"families": ("launch",), "beyond": ("launch", "exercise")}, "ac"),
        ({"beyond": ("launch",)}, "bc"),
    ],
)
def test_an_event_is_in_a_set_as_long_as_one_of_its_days_and_its_kind_are(limits: dict[str, object], left: str) -> None:
    drill = replace(row("b", on=1, kind="exercise.joint.air"), valid_to=day(3))
    other = replace(row("c", on=4, kind="incursion.air"), actors=("BRE",))
    with fresh_record() as record:
        _loaded(record, row("a"), drill, other)
        which = EventSet(known_at=LATE, **limits)  # type: ignore[arg-type]
        assert _ids(list(record.counted.each(which))) == [f"firings:{name}" for name in left]


def test_what_only_articles_report_can_be_left_out() -> None:
    with fresh_record() as record:
        _loaded(record, row("x"))
        record.add(reading("a", events=[firing(on=4)]))
        everything = list(record.counted.each(EventSet(known_at=LATE)))
        assert [event.valid_from for event in everything] == [day(0), day(4)]
        assert _ids(list(record.counted.each(EventSet(known_at=LATE, articles=False)))) == ["firings:x"]


def test_the_newest_come_first_and_a_page_goes_on_after_those_skipped() -> None:
    with fresh_record() as record:
        _loaded(record, row("a"), row("b", on=1), row("c", on=1), row("d", on=2))
        which = EventSet(known_at=LATE)
        pages = [record.counted.newest(which, 2, skip) for skip in (0, 2)]
        assert [_ids(page) for page in pages] == [["firings:d", "firings:c"], ["firings:b", "firings:a"]]


def test_events_are_found_by_name_once_known() -> None:
    with fresh_record() as record:
        _loaded(record, row("x", known=hour(10)), row("y", known=hour(20)))
        names = ["firings:x", "firings:y", "firings:none"]
        assert list(record.counted.named(names, known_at=hour(10))) == ["firings:x"]
        assert record.counted.named(names, known_at=LATE).keys() == {"firings:x", "firings:y"}


def test_reports_are_counted_by_event_as_far_as_they_were_in() -> None:
    with fresh_record() as record:
        record.add(reading("a", published=hour(1)))
        record.add(reading("b", published=hour(5), agency="Cape Wire"))
        (event,) = record.counted.each(EventSet(known_at=LATE))
        ids = [event.id, "event:none"]
        assert record.counted.reports(ids, known_at=LATE) == {event.id: 2}
        assert record.counted.reports(ids, known_at=hour(2)) == {event.id: 1}
        assert record.counted.reports(ids, known_at=LATE, entered_by=LATE - timedelta(days=1)) == {}


def test_sources_cited_together_are_counted_with_their_first_and_last_day() -> None:
    both = ("Bay Almanac", 'Röntgen & „Söhne“ "quoted"')
    rows = [
        row("x"),
        row("y", on=3),
        replace(row("z", on=1), sources=both),
        replace(row("w", on=2), sources=both[::-1]),
    ]
    with fresh_record() as record:
        _loaded(record, *rows)
        assert sorted(record.counted.citations(known_at=LATE), key=lambda found: found.sources) == [
            Citation(sources=("Bay Almanac",), events=2, first=day(0), last=day(3)),
            Citation(sources=both, events=1, first=day(1), last=day(1)),
            Citation(sources=both[::-1], events=1, first=day(2), last=day(2)),
        ]
        known = record.counted.citations(known_at=rows[0].recorded_at)
        assert known == [Citation(sources=("Bay Almanac",), events=1, first=day(0), last=day(0))]
        assert record.counted.citations(known_at=LATE, entered_by=LATE - timedelta(days=1)) == []


def test_what_was_learned_is_what_was_not_known_before_the_latest_day_first() -> None:
    with fresh_record() as record:
        _loaded(record, row("x", known=hour(10)), row("y", known=hour(20)), row("z", on=1, known=hour(30)))
        learned = record.counted.learned(hour(10), LATE, 1)
        assert (learned.events, _ids(list(learned.latest))) == (2, ["firings:z"])
        assert record.counted.learned(hour(10), hour(20), 9).events == 1
        assert record.counted.learned(hour(30), LATE, 9).events == 0


def test_what_was_revised_is_given_as_it_was_and_as_it_is() -> None:
    with fresh_record() as record:
        _loaded(record, row("x", known=hour(1)), row("y", known=hour(1)))
        record.add(reading("a", published=hour(40), events=[firing(on=3, status="scheduled")]))
        record.add(reading("b", published=hour(80), events=[firing(on=3)], agency="Cape Wire"))
        ((before, after),) = record.counted.revised(hour(50), LATE)
        assert before.id == after.id
        assert (before.status, after.status) == ("scheduled", "happened")
        assert list(record.counted.revised(hour(90), LATE)) == []
