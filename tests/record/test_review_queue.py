"""What wants a look: reviews that fit nothing, disputes, two events that may be one, what the coder was unsure of."""

from msgspec.structs import replace
from record_world import LATE, day, firing, fresh_record, hour, pack, reading, row
from review_world import BY, REPORT, ids

from foreshock.record.reviews.queue import Wanting
from foreshock.record.store import Record
from foreshock.terms.reading import When


def asked(record: Record, limit: int = 20) -> list[tuple[str, str]]:
    return [(item.cause, item.item) for item in record.reviews.next(known_at=LATE, limit=limit)]


def test_a_dispute_comes_before_what_the_coder_was_unsure_of() -> None:
    with fresh_record() as record:
        record.add(reading("a", published=hour(1), events=[replace(firing(), score=0.2)]))
        record.add(reading("b", published=hour(2), agency="Brenn Post", events=[firing(status="denied")]))
        (event,) = ids(record)
        unsure = [("confidence", REPORT), ("confidence", "sha256:a:c1"), ("confidence", "sha256:b:c1")]
        assert asked(record) == [("dispute", event), *unsure]
        assert record.reviews.next(known_at=LATE)[0].why == "Bay Wire against Brenn Post"
        assert asked(record, limit=1) == [("dispute", event)]
        record.review(event, "accept", reviewer="Ann Lee")
        record.review(REPORT, "accept", reviewer="Ann Lee")
        assert asked(record) == unsure[1:]


def test_a_neighbouring_event_of_the_same_kind_may_be_the_same_one() -> None:
    with fresh_record() as record:
        record.load_pack(pack(), [row("x", on=1), row("y", on=5), row("z", on=1, kind="exercise.joint.air")])
        record.add(reading("a"))
        twins = [item for item in record.reviews.next(known_at=LATE) if item.cause == "twin"]
        (own,) = [name for name in ids(record) if name.startswith("event:")]
        assert [(item.item, item.other, item.why) for item in twins] == [
            (own, "firings:x", "may be one with the launch.cruise of 2030-03-02")
        ]
        record.review(own, "merge", event="firings:x", **BY)
        assert [item for item in record.reviews.next(known_at=LATE) if item.cause == "twin"] == []


def test_a_report_of_some_day_in_a_week_may_be_of_the_only_one_in_it() -> None:
    def twins(record: Record) -> list[Wanting]:
        return [item for item in record.reviews.next(known_at=LATE) if item.cause == "twin"]

    week = replace(firing(), when=When(start=day(0), end=day(6), precision="week"))
    with fresh_record() as record:
        record.load_pack(pack("1"), [row("x", on=4)])
        record.add(reading("a", events=[week]))
        assert [(item.other, item.why) for item in twins(record)] == [
            ("firings:x", "may be the launch.cruise of 2030-03-05")
        ]
        record.load_pack(pack("2"), [row("x", on=4), row("y", on=2)])
        assert twins(record) == []


def test_a_record_that_nobody_doubts_asks_for_nothing() -> None:
    with fresh_record() as record:
        record.load_pack(pack(), [row("x")])
        assert record.reviews.next(known_at=LATE) == []
