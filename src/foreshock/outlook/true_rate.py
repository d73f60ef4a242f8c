"""Histories made by a known self-exciting rate, with the forecasts of somebody who knows it exactly.

What a forecaster who knows the truth scores on a record of the same length is what no honest
forecaster can be expected to better: a calibration error, say, is never 0 on a few hundred
independent windows.
"""

from collections.abc import Iterator

import numpy as np

from foreshock.outlook.hawkes import HawkesFit
from foreshock.panel.days import Floats


def true_rate_hindcasts(
    fit: HawkesFit, *, days: int, since: int, horizon: int, copies: int, seed: int
) -> Iterator[tuple[Floats, Floats]]:
    """Yield for each made history the true probabilities of its windows, and what came of them.

    Args:
        fit: the rate that makes the histories.
        days: of each history.
        since: the first issue day, a position; the last is the last whose window closes.
        horizon: days in a window.
        copies: how many histories.
        seed: of the draws.
    """
    draws = np.random.default_rng(seed).random((days, copies))
    keep = np.exp(-np.array(fit.decay))[:, None]
    excited = np.array(fit.excited)[:, None]
    reach = 1.0 - keep**horizon
    state = np.zeros((keep.size, copies))
    happened = np.zeros((days + 1, copies))
    hazard = np.zeros((days, copies))
    for day in range(days):
        rate = fit.background + (excited * (1.0 - keep) * state).sum(axis=0)
        event = draws[day] < -np.expm1(-rate)
        happened[day + 1] = event
        state = state * keep + event
        hazard[day] = fit.background * horizon + (excited * reach * state).sum(axis=0)
    counts = np.cumsum(happened, axis=0)
    issued = np.arange(since, days - horizon)
    for copy in range(copies):
        inside = counts[issued + horizon + 1, copy] - counts[issued + 1, copy]
        yield -np.expm1(-hazard[issued, copy]), (inside > 0).astype(float)
