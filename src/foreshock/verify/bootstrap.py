"""Intervals for skill by resampling blocks of consecutive issue days.

Forecasts for overlapping windows are dependent, and so are quiet and busy spells: single days must
not be resampled as if they were independent (Künsch 1989, doi:10.1214/aos/1176347265; circular
blocks after Politis and Romano 1992).
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

LEVEL = 0.90
BLOCK_DAYS = 180


def skill_interval(
    errors: ArrayLike, reference_errors: ArrayLike, *, seed: int, block: int = BLOCK_DAYS, draws: int = 1000
) -> tuple[float, float] | None:
    """Return the 90 % interval of 1 − mean(errors)/mean(reference_errors) over circular blocks.

    Args:
        errors: squared errors of the forecasts, one an issue day, in order of day.
        reference_errors: those of the reference on the same days.
        seed: of the resampling.
        block: days in a block; at most the whole length.
        draws: number of resamples.

    Returns None when the reference makes no error in some resample, so that skill is undefined there.

    Raises:
        ValueError: the arrays are empty or of different length.
    """
    ours, theirs = np.asarray(errors, dtype=float), np.asarray(reference_errors, dtype=float)
    if ours.shape != theirs.shape or ours.ndim != 1 or ours.size == 0:
        raise ValueError(f"shapes {ours.shape} and {theirs.shape}: expected two arrays of one length, not empty")
    means = block_means(np.stack([ours, theirs], axis=1), seed=seed, block=block, draws=draws)
    if np.any(means[:, 1] == 0):
        return None
    low, high = np.quantile(1 - means[:, 0] / means[:, 1], [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return float(low), float(high)


def block_means(values: NDArray[np.float64], *, seed: int, block: int, draws: int) -> NDArray[np.float64]:
    """Return the mean of each column in each resample of circular blocks of rows: shape (draws, columns).

    Block sums come from one cumulative sum, so it stays fast.
    """
    n = values.shape[0]
    length = min(block, n)
    starts = np.random.default_rng(seed).integers(0, n, size=(draws, -(-n // length)))
    total = np.concatenate([np.zeros((1, values.shape[1])), np.cumsum(np.concatenate([values, values]), axis=0)])
    sums = total[starts + length] - total[starts]
    return np.asarray(sums.sum(axis=1) / (starts.shape[1] * length))
