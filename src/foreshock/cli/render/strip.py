"""Geometry of the 30-day strip: one bar an item, packed into as few lanes as fit."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from foreshock.flow.ahead import STRIP_DAYS, AheadItem

WIDTH, LANE_HEIGHT, TOP = 760, 24, 26
CHARACTER_WIDTH = 6.1  # of the strip's 11-pixel labels, generous so that labels never collide
LONGEST_LABEL = 46


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


def draw_strip(items: Sequence[AheadItem], today: date, *, days: int = STRIP_DAYS) -> Strip:
    """Return the strip from `today` for `days` days."""
    step = WIDTH / (days + 1)
    lanes: list[float] = []
    bars = []
    for item in items:
        first = max(0, (item.start - today).days)
        last = min(days, ((item.end or item.start) - today).days)
        x, width = first * step, max(step * (last - first + 1) - 2, 6.0)
        label = item.name if len(item.name) <= LONGEST_LABEL else item.name[: LONGEST_LABEL - 1].rstrip() + "…"
        text_width = len(label) * CHARACTER_WIDTH
        right = x + width + 4 + text_width <= WIDTH
        left_edge = x if right else max(0.0, x - 4 - text_width)
        right_edge = x + width + (4 + text_width if right else 0)
        lane = next((i for i, free in enumerate(lanes) if free <= left_edge), len(lanes))
        lanes[lane:] = [right_edge + 6] if lane == len(lanes) else [right_edge + 6, *lanes[lane + 1 :]]
        bars.append(
            Bar(
                x=x,
                y=TOP + lane * LANE_HEIGHT,
                width=width,
                label=label,
                label_x=x + width + 4 if right else max(x - 4, text_width),
                anchor="start" if right else "end",
                source=item.source,
                title=f"{item.start} to {item.end or 'open'}: {item.name} ({item.status}, {item.source})",
                faint=item.status in {"possible", "threatened"} or item.precision != "day",
            )
        )
    ticks = tuple(Tick(i * step, f"{today + timedelta(i):%-d %b}" if i % 5 == 0 else "") for i in range(days + 1))
    return Strip(WIDTH, TOP + max(1, len(lanes)) * LANE_HEIGHT + 4, tuple(bars), ticks)
