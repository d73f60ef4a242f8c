"""Reading many events without holding them all."""

import tracemalloc
from datetime import date
from itertools import islice

from msgspec.structs import replace
from record_world import LATE, day, fresh_record, hour, pack, row

MANY = 5000


def test_a_stream_gives_what_the_list_gives_in_its_order() -> None:
    with fresh_record() as record:
        record.load_pack(pack(), [row(name, on=on) for name, on in (("b", 1), ("a", 1), ("c", 0), ("d", 40))])
        for known in (LATE, hour(30)):
            assert list(record.each_event(known_at=known)) == record.events(known_at=known)
        assert [event.id for event in record.each_event(known_at=LATE, kinds=["fire"])] == []


def test_a_month_of_an_actors_events_holds_long_ones_that_began_before() -> None:
    drill = replace(row("drill", on=0), valid_to=day(200), attributes={})
    with fresh_record() as record:
        record.load_pack(pack(), [drill, row("before", on=90), row("on", on=110), row("after", on=140)])
        for since, until, found in (
            (day(100), day(130), ["drill", "on"]),
            (day(100), None, ["drill", "on", "after"]),
            (None, day(100), ["drill", "before"]),
            (day(90), day(90), ["drill", "before"]),
            (day(201), None, []),
        ):
            asked = record.events(known_at=LATE, actors=["ARV"], since=since, until=until)
            assert [event.id for event in asked] == [f"firings:{name}" for name in found]
        assert record.events(known_at=LATE, actors=["ARV"], since=date.min) == record.events(known_at=LATE)


def test_events_that_name_a_code_are_found_by_whoever_it_is_of_them() -> None:
    with fresh_record() as record:
        to = replace(row("to", on=1), actors=("CAP",), recipients=("A%V",))
        longer = replace(row("longer", on=2), actors=("ARVX",))
        record.load_pack(pack(), [row("by", on=0), to, longer])

        def named(*codes: str) -> list[str]:
            return [event.id for event in record.events(known_at=LATE, naming=codes)]

        assert named("ARV") == ["firings:by"]
        assert named("A%V") == ["firings:to"]
        assert named("ARV", "CAP") == ["firings:by", "firings:to"]
        assert named("arv") == []
        assert len(named()) == 3


def test_a_stream_may_be_left_and_the_record_written_after() -> None:
    with fresh_record() as record:
        record.load_pack(pack(), [row(str(number), on=number) for number in range(50)])
        stream = record.each_event(known_at=LATE)
        assert len(list(islice(stream, 3))) == 3
        stream.close()  # type: ignore[attr-defined]
        record.load_pack(pack("2"), [])


def test_a_stream_holds_few_events_at_a_time() -> None:
    with fresh_record() as record:
        record.load_pack(pack(), [row(str(number), on=number, known=hour(0)) for number in range(MANY)])

        def peak(action: object) -> int:
            tracemalloc.start()
            action()  # type: ignore[operator]
            most = tracemalloc.get_traced_memory()[1]
            tracemalloc.stop()
            return most

        listed = peak(lambda: record.events(known_at=LATE))
        streamed = peak(lambda: sum(1 for _ in record.each_event(known_at=LATE)))
        assert streamed < listed / 4
