"""Geometry of the 30-day strip: one bar an item, packed into as few lanes as fit."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from foreshock.flow.ahead import STRIP_DAYS, AheadItem
from foreshock.render.sizes import CHARACTER_WIDTH, WIDE

LANE_HEIGHT, TOP = 24, 26
LONGEST_LABEL = 46
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
        label = item.name if len(item.name) <= LONGEST_LABEL else item.name[: LONGEST_LABEL - 1].rstrip() + "…"
        text_width = len(label) * CHARACTER_WIDTH
        right = x + length + 4 + text_width <= width
        left_edge = x if right else max(0.0, x - 4 - text_width)
        right_edge = x + length + (4 + text_width if right else 0)
        lane = next((i for i, free in enumerate(lanes) if free <= left_edge), len(lanes))
        lanes[lane:] = [right_edge + 6] if lane == len(lanes) else [right_edge + 6, *lanes[lane + 1 :]]
        bars.append(
            Bar(
                x=x,
                y=TOP + lane * LANE_HEIGHT,
                width=length,
                label=label,
                label_x=x + length + 4 if right else max(x - 4, text_width),
                anchor="start" if right else "end",
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
