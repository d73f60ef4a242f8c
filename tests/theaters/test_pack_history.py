"""The history tables: counted as measured, and never known before they could be."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from foreshock.terms.record import RecordedEvent
from foreshock.theaters.history import pack_history
from foreshock.theaters.load import load_pack
from foreshock.theaters.schema import Pack

ZONE = ZoneInfo("Asia/Seoul")


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load_pack("korea")


@pytest.fixture(scope="module")
def events(pack: Pack) -> tuple[RecordedEvent, ...]:
    return pack_history(pack)


def named(events: tuple[RecordedEvent, ...], id_: str) -> RecordedEvent:
    return next(event for event in events if event.id == id_)


@pytest.mark.parametrize(
    ("target", "days"),
    [
        ("any_missile", 193),
        ("ballistic", 153),
        ("icbm_or_satellite", 22),
        ("nuclear_test", 4),
        ("any_provocation", 290),
    ],
)
def test_targets_have_the_measured_event_days(
    pack: Pack, events: tuple[RecordedEvent, ...], target: str, days: int
) -> None:
    row = next(row for row in pack.targets if row.id == target)
    found = {
        event.valid_from
        for event in events
        if event.kinetic
        and event.table == "provocations"
        and set(event.actors) & set(row.actors)
        and any(event.kind == kind or event.kind.startswith(f"{kind}.") for kind in row.kinds)
        and event.valid_from >= date(2012, 1, 1)
    }
    assert len(found) == days
    assert not [day for day in found if day.year == 2018]


def test_every_history_row_becomes_one_event(pack: Pack, events: tuple[RecordedEvent, ...]) -> None:
    tables = Counter(event.table for event in events)
    assert tables == {
        name: len(getattr(pack, name))
        for name in ("provocations", "drills", "diplomacy", "statements", "notices", "preparations")
    }
    assert len({event.id for event in events}) == len(events)
    assert all(event.sources for event in events)


def test_nothing_is_known_before_it_happens_unless_announced(events: tuple[RecordedEvent, ...]) -> None:
    for event in events:
        assert event.recorded_at.tzinfo is UTC
        known_on = event.recorded_at.astimezone(ZONE).date()
        if event.announced_at is None:
            assert known_on >= event.valid_from, event.id
        else:
            assert event.recorded_at >= event.announced_at, event.id


def test_a_provocation_without_a_first_seen_day_is_known_after_the_usual_delay(
    pack: Pack, events: tuple[RecordedEvent, ...]
) -> None:
    for event in events:
        if event.table == "provocations" and event.recorded_basis == "assumed_delay":
            known_on = event.recorded_at.astimezone(ZONE).date()
            assert known_on - event.valid_from == timedelta(days=pack.theater.usual_delay_days)


def test_knowing_is_dated_to_the_end_of_the_local_day(events: tuple[RecordedEvent, ...]) -> None:
    launch = named(events, "provocations:20170903-nuclear_test")
    assert launch.recorded_at == datetime(2017, 9, 5, 14, 59, 59, tzinfo=UTC)


def test_a_drill_called_off_is_not_kinetic_and_shows_only_from_then(events: tuple[RecordedEvent, ...]) -> None:
    flying = named(events, "drills:2019-11-18-combined-flying-training-event-2019")
    assert (flying.status, flying.kinetic) == ("cancelled", False)
    assert flying.recorded_at.astimezone(ZONE).date() == date(2019, 11, 17)


def test_a_window_that_closes_at_midnight_ends_the_day_before(events: tuple[RecordedEvent, ...]) -> None:
    notice = named(events, "notices:2023-11-21-satellite")
    assert (notice.valid_from, notice.valid_to) == (date(2023, 11, 22), date(2023, 11, 30))
    assert notice.attributes["closes"] == "2023-12-01T00:00"
    assert notice.attributes["later_known"] == "launched_on"


def test_visits_have_a_visitor_and_a_host_and_talks_have_equals(events: tuple[RecordedEvent, ...]) -> None:
    visit = named(events, "diplomacy:2019-08-20-stephen-biegun-in-seoul")
    assert (visit.actors, visit.recipients) == (("USA",), ("KOR",))
    talks = named(events, "diplomacy:2019-10-04-us-dprk-stockholm-working-talks")
    assert (set(talks.actors), talks.recipients) == ({"USA", "PRK"}, ())


def test_a_statement_carried_later_is_known_later(events: tuple[RecordedEvent, ...]) -> None:
    carried = [event for event in events if event.table == "statements" and event.recorded_basis == "first_seen"]
    assert len(carried) > 40
    assert all(event.recorded_at.astimezone(ZONE).date() > event.valid_from for event in carried)
