"""Geometry of the timeline: events in lanes, gathered into columns so that any number stays light.

A column holds the events of a lane that began in the same few days. However many events there are,
a drawing has at most one mark a lane and column, and is made from counts alone.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from foreshock.record.counts import DayCount
from foreshock.render.sizes import CHARACTER_WIDTH
from foreshock.terms.record import RecordedEvent
from foreshock.theaters.eras import Succession

COLUMN = 5  # pixels
ERA_HEIGHT, ERA_GAP = 15, 3
LANE_HEIGHT, MARK_HEIGHT, SMALLEST, TOP, TITLE = 58, 34, 7, 22, 16
LABEL_SPACING = 64  # pixels between labelled years, at least
LABEL_ROOM = 34  # pixels a year's label takes
STEPS = (1, 2, 5, 10, 20, 50, 100)
# Roots of the kinds' taxonomy, lane by lane; a kind under none of them goes to the last lane.
LANES = (
    ("statements", "Statements", ("statement",)),
    ("drills", "Drills and deployments", ("exercise", "deployment")),
    ("provocations", "Launches, tests and provocations", (
        "launch", "test", "fire", "incursion", "attack", "provocation",
    )),
    ("diplomacy", "Diplomacy and politics", (
        "talks", "summit", "visit", "letter", "agreement", "sanctions", "arms", "election", "leader_change",
    )),
    ("notices", "Notices and preparations", ("notice", "preparation", "deadline", "anniversary")),
    ("other", "Other", ()),
)  # fmt: skip


@dataclass(frozen=True)
class Mark:
    """The events of one lane that began within one column: a bar as tall as they are many.

    `event_id` is the event when there is only one.
    """

    x: float
    y: float
    height: float
    first: date
    last: date
    count: int
    title: str
    event_id: str | None


@dataclass(frozen=True)
class Lane:
    """One lane: its title's baseline, the line its marks stand on, its marks."""

    name: str
    label: str
    count: int
    title_y: float
    base_y: float
    marks: tuple[Mark, ...]


@dataclass(frozen=True)
class EraBand:
    """One term: its place, the name to write into it (empty where there is no room), and in full."""

    x: float
    y: float
    width: float
    label: str
    title: str


@dataclass(frozen=True)
class Timeline:
    """The whole drawing, in pixels, and the days its edges stand for; `years` are (x, label) of the labelled years."""

    width: int
    height: float
    first: date
    last: date
    lanes: tuple[Lane, ...]
    eras: tuple[EraBand, ...]
    years: tuple[tuple[float, str], ...]


def lane_of(kind: str) -> str:
    """Return the name of a kind's lane."""
    root = kind.split(".", 1)[0]
    return next((name for name, _, roots in LANES if root in roots), LANES[-1][0])


Naming = Callable[[Sequence[str]], Mapping[str, RecordedEvent]]


def roots_of(lanes: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the roots of kinds that lanes hold, and, with the last lane among them, those that any lane holds.

    What belongs to the last lane lies under none of the latter.
    """
    own = tuple(root for name, _, roots in LANES if name in lanes for root in roots)
    every = tuple(root for _, _, roots in LANES for root in roots)
    return own, every if LANES[-1][0] in lanes else ()


def draw_timeline(
    counts: Sequence[DayCount],
    first: date,
    last: date,
    *,
    width: int,
    naming: Naming,
    lines: Sequence[Succession] = (),
) -> Timeline:
    """Return the timeline from `first` to `last` (both included), `width` pixels wide, of events counted by day.

    Events that began before `first` stand in its column. Lanes without an event are left out. Above
    the lanes a row for each of `lines` shows whose term it was. `naming` gives the events of ids:
    those that have a mark of their own.
    """
    days = (last - first).days + 1
    columns = width // COLUMN
    gathered: dict[str, dict[int, list[DayCount]]] = defaultdict(lambda: defaultdict(list))
    for count in counts:
        day = min(max((count.day - first).days, 0), days - 1)
        gathered[lane_of(count.kind)][day * columns // days].append(count)
    held = [found for lane in gathered.values() for found in lane.values()]
    tallest = max(map(_events, held), default=1)
    named = naming([found[0].one for found in held if _events(found) == 1])
    lanes: list[Lane] = []
    eras = tuple(_eras(lines, first, last, width))
    lanes_top = TOP + len({band.y for band in eras}) * (ERA_HEIGHT + ERA_GAP)
    for name, label, _ in LANES:
        if name not in gathered:
            continue
        top = lanes_top + len(lanes) * LANE_HEIGHT
        base = top + TITLE + MARK_HEIGHT
        marks = [
            _mark(found, named, column, base, tallest, _days_of(column, columns, days, first))
            for column, found in sorted(gathered[name].items())
        ]
        lanes.append(Lane(name, label, sum(mark.count for mark in marks), top + TITLE - 5, base, tuple(marks)))
    height = lanes_top + max(1, len(lanes)) * LANE_HEIGHT
    return Timeline(width, height, first, last, tuple(lanes), eras, _years(first, last, width))


def _events(found: Sequence[DayCount]) -> int:
    return sum(count.events for count in found)


def _eras(lines: Sequence[Succession], first: date, last: date, width: int) -> Iterator[EraBand]:
    """Yield the bands of the terms that fall into the days shown; a line without any takes no row."""
    days = (last - first).days + 1
    row = 0
    for line in lines:
        shown = [era for era in line.eras if era.start <= last and (era.end is None or era.end >= first)]
        for era in shown:
            low = (max(era.start, first) - first).days * width / days
            high = ((min(era.end or last, last) - first).days + 1) * width / days
            label = next((name for name in (era.name, era.name.split()[-1]) if _fits(name, high - low)), "")
            yield EraBand(
                x=low,
                y=TOP + row * (ERA_HEIGHT + ERA_GAP),
                width=max(high - low - 1, 1),
                label=label,
                title=f"{line.label}: {era.name}, {era.start} to {era.end or 'now'}",
            )
        row += bool(shown)


def _fits(name: str, width: float) -> bool:
    return len(name) * CHARACTER_WIDTH + 6 <= width


def _mark(
    found: Sequence[DayCount],
    named: Mapping[str, RecordedEvent],
    column: int,
    base: float,
    tallest: int,
    days: tuple[date, date],
) -> Mark:
    # The root keeps single events visible beside crowded months.
    many = _events(found)
    share = (many / tallest) ** 0.5
    height = SMALLEST + (MARK_HEIGHT - SMALLEST) * share if tallest > 1 else SMALLEST
    only = found[0] if many == 1 else None
    if only is None:
        title = f"{days[0]} to {days[1]}: {many:,} events"
    else:
        event = named.get(only.one)
        title = f"{only.day}: {(event.name if event else None) or only.kind}"
    return Mark(
        x=column * COLUMN,
        y=base - height,
        height=height,
        first=min(days[0], *(count.day for count in found)) if only is None else days[0],
        last=days[1],
        count=many,
        title=title,
        event_id=only.one if only else None,
    )


def _days_of(column: int, columns: int, days: int, first: date) -> tuple[date, date]:
    """Return the first and last day that fall into a column: those with day * columns // days == column."""
    low = -(-column * days // columns)
    high = -(-(column + 1) * days // columns) - 1
    return first + timedelta(low), first + timedelta(high)


def _years(first: date, last: date, width: int) -> tuple[tuple[float, str], ...]:
    days = (last - first).days + 1
    years = [year for year in range(first.year, last.year + 1) if date(year, 1, 1) >= first]
    most = max(1, width // LABEL_SPACING)
    step = next((n for n in STEPS if len(years) / n <= most), STEPS[-1])
    placed = [((date(year, 1, 1) - first).days * width / days, str(year)) for year in years if year % step == 0]
    return tuple((x, label if x + LABEL_ROOM <= width else "") for x, label in placed)
