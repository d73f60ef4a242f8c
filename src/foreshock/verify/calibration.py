"""Calibration error without the part that chance alone makes.

Even perfectly calibrated odds show a calibration error on a few hundred outcomes: in every bin the
share that came true strays from the mean forecast. The squared differences are too large by just
the variance of that straying, so it is taken off (Bröcker 2012, doi:10.1007/s00382-011-1191-1; the
debiased estimator of Kumar, Liang and Ma 2019, arXiv:1909.10155). Windows overlap and events come
in spells, so the variance is that of resampled blocks of days, not of independent outcomes.
"""

import numpy as np
from msgspec import Struct
from msgspec.structs import replace
from numpy.typing import ArrayLike

from foreshock.verify.bootstrap import BLOCK_DAYS, LEVEL, block_means
from foreshock.verify.scores import Bin, Floats, checked, reliability_bins

BINS = 10
DRAWS = 1000
REACH = 1.6448536269514722  # standard normal quantile of a 90 % band's upper end


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
    errors, share = _errors(p, y, bins)
    resampled = block_means(errors, seed=seed, block=block, draws=DRAWS)
    chance = float((resampled.var(axis=0) / share).sum())
    found = float((errors.mean(axis=0) ** 2 / share).sum()) - chance
    # A resample strays from this record as this record strayed from the truth: its bias is twice as large.
    spread = (resampled**2 / share).sum(axis=1) - 2.0 * chance
    low, high = np.quantile(spread, [(1 - LEVEL) / 2, (1 + LEVEL) / 2]).tolist()
    return DebiasedError(value=_root(found), low=_root(min(low, found)), high=_root(max(high, found)))


def banded_bins(
    fcst: ArrayLike, obs: ArrayLike, *, seed: int, bins: int = BINS, block: int = BLOCK_DAYS
) -> tuple[Bin, ...]:
    """Return the bins of a reliability diagram with bands that allow for windows that overlap.

    As `reliability_bins`, but the band's width is that of resampled blocks of days: where thousands of
    forecasts hold a few hundred independent windows, the binomial one is several times too narrow.
    Arguments as for `debiased_error`.

    Raises:
        ValueError: the arrays are empty, of different length or out of range.
    """
    p, y = checked(fcst, obs)
    errors, share = _errors(p, y, bins)
    half = REACH * block_means(errors, seed=seed, block=block, draws=DRAWS).std(axis=0) / share
    return tuple(
        replace(each, low=max(0.0, each.forecast - width), high=min(1.0, each.forecast + width))
        for each, width in zip(reliability_bins(p, y, bins=bins), half.tolist(), strict=True)
    )


def _errors(p: Floats, y: Floats, bins: int) -> tuple[Floats, Floats]:
    """Return forecast − outcome in the column of each forecast's bin, 0 in the others, and each bin's share."""
    groups = np.array_split(np.argsort(p, kind="stable"), min(bins, p.size))
    errors = np.zeros((p.size, len(groups)))
    for number, group in enumerate(groups):
        errors[group, number] = p[group] - y[group]
    return errors, np.array([group.size / p.size for group in groups])


def _root(square: float) -> float:
    return float(np.sqrt(max(square, 0.0)))
