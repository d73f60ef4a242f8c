"""Geometry of the odds picture: each forecast against its plain rates, on one 0–100 % scale."""

from collections.abc import Sequence
from dataclasses import dataclass

from foreshock.cli.render.words import percent
from foreshock.terms.forecast import Forecast

LEFT, PLOT_WIDTH, RIGHT = 50, 640, 70
ROW_HEIGHT, GROUP_GAP, TITLE_HEIGHT, TOP = 18, 12, 18, 24


@dataclass(frozen=True)
class Row:
    """One forecast: pixel positions of its interval, value and base rate.

    `target` is the group's title, on the first row of a group only; it stands at `title_y`.
    """

    y: float
    title_y: float
    target: str
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


def draw_odds(forecasts: Sequence[Forecast], labels: dict[str, str]) -> OddsChart:
    """Return the picture of `forecasts`, grouped by target in their order."""
    rows = []
    y = float(TOP)
    previous = None
    for fcst in forecasts:
        first = fcst.target != previous
        if first and previous is not None:
            y += GROUP_GAP
        previous = fcst.target
        title_y = y + TITLE_HEIGHT - 5
        y += TITLE_HEIGHT if first else 0
        base = fcst.references["all_history"]
        rows.append(
            Row(
                y=y + ROW_HEIGHT / 2,
                title_y=title_y,
                target=labels.get(fcst.target, fcst.target) if first else "",
                horizon=f"{fcst.horizon} d",
                low=_x(fcst.interval.low),
                high=_x(fcst.interval.high),
                value=_x(fcst.probability),
                base=_x(base),
                label=percent(fcst.probability),
                title=f"{labels.get(fcst.target, fcst.target)}, {fcst.horizon} days: {percent(fcst.probability)} "
                f"({fcst.word}); all-history rate {percent(base)}",
            )
        )
        y += ROW_HEIGHT
    grid = tuple((_x(share), f"{share:.0%}") for share in (0, 0.25, 0.5, 0.75, 1))
    return OddsChart(LEFT + PLOT_WIDTH + RIGHT, y + 8, tuple(rows), grid)


def _x(probability: float) -> float:
    return LEFT + PLOT_WIDTH * min(1.0, max(0.0, probability))
