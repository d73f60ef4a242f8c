"""Ask the record how long it takes from one kind of thing to the next of another."""

from collections.abc import Sequence
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from msgspec import Struct

from foreshock.flow.desk import DeskSettings, open_desk
from foreshock.flow.doors import parse_dyad, told_of_doors
from foreshock.flow.selecting import covered_until, rows_to_choose, select_rows
from foreshock.panel.doors import STATES, DoorSeries, door_series
from foreshock.terms.errors import UsageError
from foreshock.terms.record import RecordedEvent
from foreshock.verify.claims import SEED
from foreshock.verify.lead_times import LeadGroup, LeadTimes, PlaceboCurve, measure_lead_times
from foreshock.verify.pattern_table import holm
from foreshock.verify.selection import within
from foreshock.verify.survival import CurveTest, SurvivalCurve

__all__ = [
    "CurveTest",
    "LeadAnswer",
    "LeadGroup",
    "LeadTimes",
    "PlaceboCurve",
    "SurvivalCurve",
    "ask_lead_times",
    "holm",
]

USUAL_HORIZON = 90
LONGEST_HORIZON = 730
MOST_GROUPS = 24
EVERYTHING = "all"
DOOR = "door:"
DOOR_DAYS = 28
UNKNOWN = "unknown"
_NAMED = {"rank": "level"}  # what users call an attribute that rows hold under another name


class LeadAnswer(Struct, frozen=True, kw_only=True):
    """A question of lead times and its answer, from the record as known then.

    `by` is the attribute the occasions are grouped by, None for all together; `rows` are the record
    ids of the occasions of each group.
    """

    schema: str = "foreshock.lead-times/1"
    theater: str
    antecedent: str
    consequent: str
    by: str | None
    first: date
    last: date
    found: LeadTimes
    rows: dict[str, tuple[str, ...]]


def ask_lead_times(
    settings: DeskSettings,
    antecedent: str,
    consequent: str,
    *,
    by: str | None = None,
    start: date | None = None,
    end: date | None = None,
    horizon: int = USUAL_HORIZON,
) -> LeadAnswer:
    """Return the waits from each `antecedent` to the next `consequent` on a later day.

    Sides are selections of `select_rows`. `by` is "rank", "stance", "kind", "actor", "year", any
    attribute of the rows, or "door:AAA-BBB": how the door between two stood four weeks before, as
    known then. Groups come in the order of their size, ranks in the order of the ladder.

    Raises:
        UsageError: a side or `by` names nothing, or the horizon is none.
    """
    if not 1 <= horizon <= LONGEST_HORIZON:
        raise UsageError(
            f"--horizon {horizon}: not a number of days to look ahead",
            expected=f"1 to {LONGEST_HORIZON}",
            next_step=f"leave it out for {USUAL_HORIZON}",
        )
    with open_desk(settings) as desk:
        events, _ = rows_to_choose(desk, (antecedent, consequent))
        last = min(end or date.max, covered_until(desk, events))
        before = within(select_rows(desk, antecedent, events), start, last)
        after = within(select_rows(desk, consequent, events), None, last)
        ladder = [level.id for level in sorted(desk.pack.levels, key=lambda level: level.rank)]
        zone = ZoneInfo(desk.pack.theater.zone)
        pair = parse_dyad(desk.pack, by.removeprefix(DOOR), "--by door:") if by and by.startswith(DOOR) else None
        groups = _by_door(before, door_series(told_of_doors(desk, desk.moment(), pair), pair, zone)) if pair else None
    groups = groups if groups is not None else _grouped(before, by, ladder)
    return LeadAnswer(
        theater=desk.pack.theater.id,
        antecedent=antecedent,
        consequent=consequent,
        by=by,
        first=start or min((event.valid_from for event in before), default=last),
        last=last,
        found=measure_lead_times(
            {name: [event.valid_from for event in rows] for name, rows in groups.items()},
            [event.valid_from for event in after],
            last_day=last,
            horizon=horizon,
            seed=SEED,
        ),
        rows={name: tuple(event.id for event in rows) for name, rows in groups.items()},
    )


def _grouped(rows: Sequence[RecordedEvent], by: str | None, ladder: Sequence[str]) -> dict[str, list[RecordedEvent]]:
    groups: dict[str, list[RecordedEvent]] = {}
    for row in rows:
        groups.setdefault(EVERYTHING if by is None else _value(row, by), []).append(row)
    if by is not None and rows and set(groups) == {UNKNOWN}:
        known = sorted({"actor", "kind", "rank", "year"} | {name for row in rows for name in row.attributes})
        raise UsageError(
            f"--by {by}: no row has it",
            expected="one of " + ", ".join(name for name in known if name not in {"note", "later_known"}),
            next_step="`foreshock record show ID` lists a row's attributes",
        )
    if len(groups) > MOST_GROUPS:
        raise UsageError(
            f"--by {by}: {len(groups)} groups",
            expected=f"at most {MOST_GROUPS}",
            next_step="group by something with fewer values, or narrow the selection",
        )
    order = {name: place for place, name in enumerate(ladder)}
    if by == "year":
        return dict(sorted(groups.items()))
    return dict(sorted(groups.items(), key=lambda item: (order.get(item[0], len(order)), -len(item[1]), item[0])))


def _by_door(rows: Sequence[RecordedEvent], doors: DoorSeries) -> dict[str, list[RecordedEvent]]:
    """Group rows by the state of a door four weeks before each, so that the occasion itself did not move it."""
    groups: dict[str, list[RecordedEvent]] = {state: [] for state in STATES}
    for row in rows:
        change = doors.state_on(row.valid_from - timedelta(days=DOOR_DAYS))
        groups.setdefault(UNKNOWN if change is None else change.state, []).append(row)
    return {name: found for name, found in groups.items() if found}


def _value(row: RecordedEvent, by: str) -> str:
    if by == "kind":
        return row.kind
    if by == "actor":
        return ";".join(row.actors) or UNKNOWN
    if by == "year":
        return str(row.valid_from.year)
    return row.attributes.get(_NAMED.get(by, by), UNKNOWN)
