"""What a row learned later stays out of earlier views."""

from datetime import UTC, date, datetime

from foreshock.flow.seen import as_seen
from foreshock.terms.record import RecordedEvent

DRILL = RecordedEvent(
    id="drills:x",
    kind="exercise.joint.air",
    valid_from=date(2030, 3, 1),
    valid_to=date(2030, 3, 9),
    recorded_at=datetime(2030, 3, 1, 23, 59, 59, tzinfo=UTC),
    recorded_basis="announced",
    attributes={
        "later_known": "changed;end;outcome",
        "changed": "scaled_down",
        "changed_known_on": "2030-03-04",
        "end_known_on": "2030-03-09",
        "outcome": "no day on record",
        "scale": "large",
    },
)


def at(day: int) -> datetime:
    return datetime(2030, 3, day, 23, 59, 59, tzinfo=UTC)


def test_each_field_shows_from_the_day_it_became_known() -> None:
    first, middle, last = (as_seen(DRILL, at(day), "UTC") for day in (3, 4, 9))
    assert (first.valid_to, first.attributes) == (date(2030, 3, 1), {"scale": "large", "end_unknown": "True"})
    assert middle.attributes["changed"] == "scaled_down"
    assert middle.valid_to == date(2030, 3, 1)
    assert last.valid_to == date(2030, 3, 9)
    assert "outcome" not in last.attributes


def test_an_event_without_later_knowledge_is_itself() -> None:
    plain = RecordedEvent(
        id="x", kind="summit", valid_from=DRILL.valid_from, valid_to=DRILL.valid_to,
        recorded_at=DRILL.recorded_at, recorded_basis="observed",
    )  # fmt: skip
    assert as_seen(plain, at(1), "UTC") is plain
