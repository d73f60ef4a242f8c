"""Calibration error without the part that chance alone makes.

Even perfectly calibrated odds show a calibration error on a few hundred outcomes: in every bin the
share that came true strays from the mean forecast. The squared differences are too large by just
the variance of that straying, so it is taken off (Bröcker 2012, doi:10.1007/s00382-011-1191-1; the
debiased estimator of Kumar, Liang and Ma 2019, arXiv:1909.10155). Windows overlap and events come
in spells, so the variance is that of resampled blocks of days, not of independent outcomes.
"""

import numpy as np
from msgspec import Struct
from numpy.typing import ArrayLike

from foreshock.verify.bootstrap import BLOCK_DAYS, LEVEL, block_means
from foreshock.verify.scores import checked

BINS = 10
DRAWS = 1000


class DebiasedError(Struct, frozen=True, kw_only=True):
    """The root of the mean squared calibration error, less what chance makes of it, and its 90 % interval.

    In probability, 0 where chance explains everything. A root mean square is never below the mean
    absolute error, so it can be held against an aim set for that.
    """

    value: float
    low: float
    high: float


def debiased_error(
    fcst: ArrayLike, obs: ArrayLike, *, seed: int, bins: int = BINS, block: int = BLOCK_DAYS
) -> DebiasedError:
    """Return the calibration error over bins of equal count, freed of chance.

    Args:
        fcst: probabilities, one an issue day, in order of day.
        obs: outcomes, 0 or 1.
        seed: of the resampling.
        bins: how many; fewer when forecasts are few.
        block: days in a resampled block.

    Raises:
        ValueError: the arrays are empty, of different length or out of range.
    """
    p, y = checked(fcst, obs)
    groups = np.array_split(np.argsort(p, kind="stable"), min(bins, p.size))
    errors = np.zeros((p.size, len(groups)))
    for number, group in enumerate(groups):
        errors[group, number] = p[group] - y[group]
    share = np.array([group.size / p.size for group in groups])
    resampled = block_means(errors, seed=seed, block=block, draws=DRAWS)
    chance = float((resampled.var(axis=0) / share).sum())
    found = float((errors.mean(axis=0) ** 2 / share).sum()) - chance
    # A resample strays from this record as this record strayed from the truth: its bias is twice as large.
    spread = (resampled**2 / share).sum(axis=1) - 2.0 * chance
    low, high = np.quantile(spread, [(1 - LEVEL) / 2, (1 + LEVEL) / 2]).tolist()
    return DebiasedError(value=_root(found), low=_root(min(low, found)), high=_root(max(high, found)))


def _root(square: float) -> float:
    return float(np.sqrt(max(square, 0.0)))
