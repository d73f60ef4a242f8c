"""A made-up theater: eight years of firings in spells, two drills a year, a few launch notices."""

from datetime import UTC, date, datetime, timedelta

import numpy as np

from foreshock.terms.record import RecordedEvent
from foreshock.theaters.schema import Pack, TargetRow, Theater

FIRST, LAST = date(2010, 1, 1), date(2018, 3, 20)


def end_of(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 23, 59, 59, tzinfo=UTC)


def firing(number: int, day: date, kind: str, delay: int) -> RecordedEvent:
    return RecordedEvent(
        id=f"provocations:{number:04d}",
        table="provocations",
        kind=kind,
        valid_from=day,
        valid_to=day,
        actors=("ABC",),
        recorded_at=end_of(day + timedelta(days=delay)),
        recorded_basis="first_seen",
    )


def drill(number: int, start: date, days: int, announced: date) -> RecordedEvent:
    return RecordedEvent(
        id=f"drills:{number:03d}",
        table="drills",
        kind="exercise.joint.command_post",
        valid_from=start,
        valid_to=start + timedelta(days=days - 1),
        actors=("XYZ", "DEF"),
        announced_at=end_of(announced),
        recorded_at=end_of(announced),
        recorded_basis="announced",
        attributes={"end_known_on": str(start + timedelta(days=days - 1)), "later_known": "end"},
    )


def notice(number: int, announced: date, start: date, end: date) -> RecordedEvent:
    return RecordedEvent(
        id=f"notices:{number:02d}",
        table="notices",
        kind="notice.launch",
        valid_from=start,
        valid_to=end,
        actors=("ABC",),
        status="scheduled",
        kinetic=False,
        announced_at=end_of(announced),
        recorded_at=end_of(announced),
        recorded_basis="announced",
        attributes={"window_start": str(start), "window_end": str(end), "rocket": "Carrier"},
    )


def made_pack() -> Pack:
    def target(name: str, *kinds: str) -> TargetRow:
        return TargetRow(id=name, label=name, kinds=kinds, actors=("ABC",), adjudicators=("bureau",), tie_rule="none")

    return Pack(
        theater=Theater(id="made", name="Made", zone="UTC", usual_delay_days=2, counted_from=FIRST, principal=("ABC",)),
        targets=(
            target("missile", "launch.ballistic", "launch.satellite"),
            target("ballistic", "launch.ballistic"),
            target("satellite", "launch.satellite"),
            target("test", "test.nuclear"),
            target("any", "launch", "fire", "test"),
        ),
    )


def made_events() -> tuple[RecordedEvent, ...]:
    chance = np.random.default_rng(7)
    events: list[RecordedEvent] = []
    rate, day, number = 0.02, FIRST, 0
    while day <= LAST:
        if chance.random() < rate:
            kind = ("launch.ballistic.short", "fire.artillery")[int(chance.random() < 0.3)]
            events.append(firing(number, day, kind, int(chance.integers(0, 5))))
            number += 1
            rate += 0.03
        rate = 0.012 + (rate - 0.012) * 0.97
        day += timedelta(days=1)
    for index, year in enumerate(range(2010, 2018)):
        for month in (3, 8):
            start = date(year, month, 5 + index)
            events.append(drill(year * 10 + month, start, 9 + index % 3, start - timedelta(days=7)))
    for index, year in enumerate((2011, 2013, 2015, 2017)):
        start = date(year, 5, 10)
        events.append(notice(year % 100, start - timedelta(days=9), start, start + timedelta(days=6)))
        if index != 1:
            events.append(firing(9000 + index, start + timedelta(days=index), "launch.satellite", 1))
    return tuple(events)
