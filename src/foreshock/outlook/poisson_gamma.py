"""Poisson–Gamma with forgetting: a rate that remembers the recent past more than the distant one.

Discounted event days A and exposure B give P = 1 − (B/(B + h))^A over h days (the Gamma-mixed
Poisson of West & Harrison 1997, Bayesian Forecasting and Dynamic Models, ch. 10, with the discount
of Smith 1979, doi:10.1111/j.2517-6161.1979.tb01090.x). The prior's mean is the all-history rate.
"""

from dataclasses import dataclass
from itertools import product

import numpy as np

from foreshock.outlook.daily import Daily
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
    """Discounted event days and exposure of every grid cell, shape (days, cells)."""

    events: Floats
    exposure: Floats


def grid(series: Daily) -> Grid:
    """Return the state of every half-life and prior strength at the end of each day."""
    days = np.arange(1, series.size + 1, dtype=float)
    mean = series.long_run()
    events, exposure = [], []
    for half_life in HALF_LIVES:
        keep = 0.5 ** (1.0 / half_life)
        counted = series.decayed(keep)
        seen = (1.0 - keep**days) / (1.0 - keep)
        for strength in STRENGTHS:
            events.append(strength + counted)
            exposure.append(strength / mean + seen)
    return Grid(np.stack(events, axis=1), np.stack(exposure, axis=1))


def poisson_gamma(state: Grid, series: Daily, horizon: int) -> PoissonGamma:
    """Return the forecasts for `horizon` days of the cell with the best past log score."""
    table = 1.0 - (state.exposure / (state.exposure + horizon)) ** state.events
    chosen, cell = chosen_online(table, series.settled_outcomes(horizon), horizon + series.settle)
    rows = np.arange(cell.size)
    return PoissonGamma(chosen, state.events[rows, cell], state.exposure[rows, cell], cell)
