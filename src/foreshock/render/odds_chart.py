"""Geometry of the odds picture: each forecast against its plain rates, on one 0–100 % scale."""

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap

from foreshock.render.sizes import CHARACTER_WIDTH, WIDE
from foreshock.render.words import percent
from foreshock.terms.forecast import Forecast

LEFT, RIGHT = 50, 70
ROW_HEIGHT, GROUP_GAP, TITLE_HEIGHT, TOP = 18, 12, 18, 24


@dataclass(frozen=True)
class Row:
    """One forecast: pixel positions of its interval, value and base rate.

    `titles` are the lines of the group's title with their y, on the first row of a group only.
    """

    y: float
    titles: tuple[tuple[float, str], ...]
    horizon: str
    low: float
    high: float
    value: float
    base: float
    label: str
    title: str


@dataclass(frozen=True)
class OddsChart:
    """The whole drawing, in pixels; `grid` are (x, label) of the scale's lines."""

    width: int
    height: float
    rows: tuple[Row, ...]
    grid: tuple[tuple[float, str], ...]


def draw_odds(forecasts: Sequence[Forecast], labels: dict[str, str], *, width: int = WIDE) -> OddsChart:
    """Return the picture of `forecasts`, grouped by target in their order, `width` pixels wide."""

    def x_of(probability: float) -> float:
        return LEFT + (width - LEFT - RIGHT) * min(1.0, max(0.0, probability))

    rows = []
    y = float(TOP)
    previous = None
    for fcst in forecasts:
        label = labels.get(fcst.target, fcst.target)
        titles = []
        if fcst.target != previous:
            y += GROUP_GAP if previous is not None else 0
            for line in wrap(label, int(width / CHARACTER_WIDTH)):
                titles.append((y + TITLE_HEIGHT - 5, line))
                y += TITLE_HEIGHT
        previous = fcst.target
        base = fcst.references["all_history"]
        rows.append(
            Row(
                y=y + ROW_HEIGHT / 2,
                titles=tuple(titles),
                horizon=f"{fcst.horizon} d",
                low=x_of(fcst.interval.low),
                high=x_of(fcst.interval.high),
                value=x_of(fcst.probability),
                base=x_of(base),
                label=percent(fcst.probability),
                title=f"{label}, {fcst.horizon} days: {percent(fcst.probability)} "
                f"({fcst.word}); all-history rate {percent(base)}",
            )
        )
        y += ROW_HEIGHT
    grid = tuple((x_of(share), f"{share:.0%}") for share in (0, 0.25, 0.5, 0.75, 1))
    return OddsChart(width, y + 8, tuple(rows), grid)
