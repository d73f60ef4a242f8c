"""A launch notice in an article enters the odds as news of that moment."""

from datetime import UTC, date, datetime, timedelta

import pytest
from msgspec.structs import replace

from foreshock.flow.noticed import told_notices
from foreshock.terms.article import Article
from foreshock.terms.reading import ActorRef, Event, Reading, When
from foreshock.terms.record import RecordedEvent

NOW = datetime(2030, 5, 1, 3, tzinfo=UTC)
TODAY = date(2030, 5, 1)
ZONE = "Asia/Tokyo"


def reading(start: date | None, end: date | None, *, actor: str = "AAA", kind: str = "notice.launch") -> Reading:
    event = Event(
        id="e7", type=None, kind=kind, actors=(ActorRef(code=actor, text="Aland"),), status="happened",
        when=When(start=start, end=end, precision="range"), rule="calendar.notice", score=0.85,
    )  # fmt: skip
    return Reading(article=Article(id="sha256:1", headline="Aland gives notice"), events=(event,))


def told(read: Reading, recorded: tuple[RecordedEvent, ...] = ()) -> tuple[RecordedEvent, ...]:
    return told_notices(read, recorded, as_of=NOW, zone=ZONE, principal=("AAA",))


def test_a_window_ahead_becomes_a_row_known_from_the_article() -> None:
    (row,) = told(reading(TODAY, TODAY + timedelta(8)))
    assert (row.id, row.recorded_at, row.kinetic, row.status) == ("reading:e7", NOW, False, "scheduled")
    assert (row.attributes["window_start"], row.attributes["window_end"]) == ("2030-05-01", "2030-05-09")


@pytest.mark.parametrize(
    "read",
    [
        reading(TODAY - timedelta(9), TODAY - timedelta(1)),
        reading(TODAY, None),
        reading(TODAY, TODAY + timedelta(90)),
        reading(TODAY, TODAY + timedelta(8), actor="BBB"),
        reading(TODAY, TODAY + timedelta(8), kind="notice.closure"),
    ],
    ids=["already past", "no end", "no window at all", "another actor", "another kind"],
)
def test_what_is_no_notice_of_a_launch_ahead_changes_nothing(read: Reading) -> None:
    assert told(read) == ()


def test_a_notice_the_record_holds_is_not_counted_twice() -> None:
    (row,) = told(reading(TODAY, TODAY + timedelta(8)))
    held = replace(row, id="notices:1", table="notices")
    assert told(reading(TODAY + timedelta(2), TODAY + timedelta(8)), (held,)) == ()
    assert told(reading(TODAY + timedelta(20), TODAY + timedelta(28)), (held,))
