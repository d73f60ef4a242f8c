"""Poisson–Gamma with forgetting: a rate that remembers the recent past more than the distant one.

Discounted event days A and exposure B give P = 1 − (B/(B + h))^A over h days (the Gamma-mixed
Poisson of West & Harrison 1997, Bayesian Forecasting and Dynamic Models, ch. 10, with the discount
of Smith 1979, doi:10.1111/j.2517-6161.1979.tb01090.x). The prior's mean is the all-history rate.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

import numpy as np

from foreshock.outlook.daily import EVERY_DAY, Daily, Decayed
from foreshock.outlook.rates import chosen_online
from foreshock.panel.days import Days, Floats

HALF_LIVES = (15, 30, 60, 90, 180, 365, 730)
STRENGTHS = (0.5, 1.0, 2.0, 4.0, 8.0)
GRID = tuple(product(HALF_LIVES, STRENGTHS))


@dataclass(frozen=True)
class PoissonGamma:
    """Probabilities of one horizon, day by day, and the state behind them.

    `events` (A) and `exposure` (B, days) are those of the chosen grid cell; `cell` indexes `GRID`.
    """

    probability: Floats
    events: Floats
    exposure: Floats
    cell: Days


@dataclass(frozen=True)
class Grid:
    """What the state of every grid cell is made of at the end of each day.

    `counted` and `seen` are discounted event days and days by half-life, shape (half-lives, days);
    `mean` is the prior's daily rate.
    """

    counted: Floats
    seen: Floats
    mean: Floats

    def cells(self) -> Iterator[tuple[Floats, Floats]]:
        """Yield event days (A) and exposure (B) of each cell, in the order of `GRID`."""
        for counted, seen in zip(self.counted, self.seen, strict=True):
            for strength in STRENGTHS:
                yield strength + counted, strength / self.mean + seen

    def at(self, cell: Days) -> tuple[Floats, Floats]:
        """Return event days and exposure day by day, of that day's cell."""
        half_life, strength = np.divmod(cell, len(STRENGTHS))
        rows, strengths = np.arange(cell.size), np.array(STRENGTHS)[strength]
        return strengths + self.counted[half_life, rows], strengths / self.mean + self.seen[half_life, rows]


def grid(series: Daily, decayed: Decayed) -> Grid:
    """Return what every half-life and prior strength is made of; `decayed` is the series' own."""
    days = np.arange(1, series.size + 1, dtype=float)
    keeps = [0.5 ** (1.0 / half_life) for half_life in HALF_LIVES]
    seen = [(1.0 - keep**days) / (1.0 - keep) for keep in keeps]
    return Grid(np.stack([decayed(keep, EVERY_DAY) for keep in keeps]), np.stack(seen), series.long_run())


def poisson_gamma(state: Grid, series: Daily, horizon: int) -> PoissonGamma:
    """Return the forecasts for `horizon` days of the cell with the best past log score."""
    table = (1.0 - (exposure / (exposure + horizon)) ** events for events, exposure in state.cells())
    chosen, cell = chosen_online(table, series.settled_outcomes(horizon), horizon + series.settle)
    events, exposure = state.at(cell)
    return PoissonGamma(chosen, events, exposure, cell)
