"""Geometry of the 30-day strip: one bar an item, packed into as few lanes as fit."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from foreshock.flow.ahead import STRIP_DAYS, AheadItem
from foreshock.render.sizes import CHARACTER_WIDTH, WIDE

LANE_HEIGHT, TOP = 24, 26
LONGEST_LABEL, SHORTEST_LABEL = 46, 10  # characters
LABEL_SPACING = 100  # pixels between labelled days, at least
LABEL_ROOM = 40  # pixels a day's label takes


@dataclass(frozen=True)
class Bar:
    """One item: pixel position, width, lane and label; `faint` when it is not certain."""

    x: float
    y: float
    width: float
    label: str
    label_x: float
    anchor: str
    source: str
    title: str
    faint: bool


@dataclass(frozen=True)
class Tick:
    """One day mark with its label, empty between labelled days."""

    x: float
    label: str


@dataclass(frozen=True)
class Strip:
    """The whole drawing, in pixels."""

    width: int
    height: int
    bars: tuple[Bar, ...]
    ticks: tuple[Tick, ...]


@dataclass(frozen=True)
class Written:
    """A bar's label: the pixels it takes from `left` on, and which of its ends is fixed."""

    label: str
    left: float
    width: float
    anchor: str


def _written(name: str, x: float, length: float, width: float) -> Written:
    """Return a label right of its bar if it fits there, else left of it, else cut to the roomier side.

    A bar that leaves no room on either side carries its label.
    """
    wanted = min(len(name), LONGEST_LABEL)
    rooms = [int(max(room, 0.0) / CHARACTER_WIDTH) for room in (width - (x + length + 4), x - 4)]
    most = max(rooms)
    side = next((side for side, room in enumerate(rooms) if room >= wanted), rooms.index(most))
    if most < min(SHORTEST_LABEL, wanted):
        label = _cut(name, min(wanted, max(int((width - x - 4) / CHARACTER_WIDTH), 1)))
        return Written(label, x + 4, len(label) * CHARACTER_WIDTH, "start")
    label = _cut(name, min(wanted, rooms[side]))
    taken = len(label) * CHARACTER_WIDTH
    return Written(label, x + length + 4 if side == 0 else x - 4 - taken, taken, "start" if side == 0 else "end")


def _cut(name: str, most: int) -> str:
    return name if len(name) <= most else name[: most - 1].rstrip() + "…"


def draw_strip(items: Sequence[AheadItem], today: date, *, days: int = STRIP_DAYS, width: int = WIDE) -> Strip:
    """Return the strip from `today` for `days` days, `width` pixels wide."""
    step = width / (days + 1)
    every = next(n for n in (5, 10, 15, 30, days + 1) if n * step >= LABEL_SPACING)
    lanes: list[float] = []
    bars = []
    for item in items:
        first = max(0, (item.start - today).days)
        last = min(days, ((item.end or item.start) - today).days)
        x, length = first * step, max(step * (last - first + 1) - 2, 6.0)
        written = _written(item.name, x, length, width)
        left_edge, right_edge = min(x, written.left), max(x + length, written.left + written.width)
        lane = next((i for i, free in enumerate(lanes) if free <= left_edge), len(lanes))
        lanes[lane:] = [right_edge + 6] if lane == len(lanes) else [right_edge + 6, *lanes[lane + 1 :]]
        bars.append(
            Bar(
                x=x,
                y=TOP + lane * LANE_HEIGHT,
                width=length,
                label=written.label,
                label_x=written.left + (written.width if written.anchor == "end" else 0),
                anchor=written.anchor,
                source=item.source,
                title=f"{item.start} to {item.end or 'open'}: {item.name} ({item.status}, {item.source})",
                faint=item.status in {"possible", "threatened"} or item.precision != "day",
            )
        )
    ticks = tuple(
        Tick(i * step, f"{today + timedelta(i):%-d %b}" if i % every == 0 and i * step + LABEL_ROOM <= width else "")
        for i in range(days + 1)
    )
    return Strip(width, TOP + max(1, len(lanes)) * LANE_HEIGHT + 4, tuple(bars), ticks)
