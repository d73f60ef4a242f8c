"""Proper scores of probabilities of yes/no outcomes, their decomposition, and discrimination.

Arrays are one-dimensional and of one length: `fcst` probabilities in [0, 1], `obs` outcomes (0 or 1).
Empty arrays are refused: a score of nothing is not a number worth printing.
"""

import numpy as np
from msgspec import Struct
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
CLAMP = 1e-4  # a forecast of exactly 0 or 1 that fails would score minus infinity


def brier_score(fcst: ArrayLike, obs: ArrayLike) -> float:
    """Return the mean squared error of the probabilities; lower is better, 0 is perfect.

    Reference: Brier 1950, doi:10.1175/1520-0493(1950)078<0001:VOFEIT>2.0.CO;2.

    Raises:
        ValueError: the arrays are empty, of different length or out of range.
    """
    p, y = checked(fcst, obs)
    return float(np.mean((p - y) ** 2))


def log_score(fcst: ArrayLike, obs: ArrayLike) -> float:
    """Return the mean negative log-likelihood in nats; lower is better.

    Probabilities are kept `CLAMP` away from 0 and 1. Reference: Good 1952,
    doi:10.1111/j.2517-6161.1952.tb00104.x.

    Raises:
        ValueError: as for `brier_score`.
    """
    p, y = checked(fcst, obs)
    p = np.clip(p, CLAMP, 1 - CLAMP)
    return float(-np.mean(y * np.log(p) + (1 - y) * np.log1p(-p)))


def skill_score(fcst: ArrayLike, reference: ArrayLike, obs: ArrayLike) -> float | None:
    """Return 1 − Brier(fcst)/Brier(reference): above 0 beats the reference, 1 is perfect.

    None when the reference makes no error at all, so that nothing could be better.

    Raises:
        ValueError: as for `brier_score`.
    """
    base = brier_score(reference, obs)
    return None if base == 0 else 1 - brier_score(fcst, obs) / base


class Decomposition(Struct, frozen=True, kw_only=True):
    """Brier score = `reliability` − `resolution` + `uncertainty`, exact over distinct forecast values.

    Lower `reliability` is better calibrated, higher `resolution` separates better; `uncertainty` is
    the outcome's own variance.
    """

    reliability: float
    resolution: float
    uncertainty: float


def decompose_brier(fcst: ArrayLike, obs: ArrayLike) -> Decomposition:
    """Split the Brier score (Murphy 1973, doi:10.1175/1520-0450(1973)012<0595:ANVPOT>2.0.CO;2).

    Every distinct forecast value is its own bin, so the identity is exact.

    Raises:
        ValueError: as for `brier_score`.
    """
    p, y = checked(fcst, obs)
    values, index = np.unique(p, return_inverse=True)
    counts = np.bincount(index)
    rates = np.bincount(index, weights=y) / counts
    base = y.mean()
    return Decomposition(
        reliability=float(np.sum(counts * (values - rates) ** 2) / y.size),
        resolution=float(np.sum(counts * (rates - base) ** 2) / y.size),
        uncertainty=float(base * (1 - base)),
    )


class Bin(Struct, frozen=True, kw_only=True):
    """One bin of a reliability diagram: `n` forecasts, their mean, the share that came true, its band.

    `low` and `high` bound the share at 90 % if the forecasts were perfectly calibrated.
    """

    n: int
    forecast: float
    observed: float
    low: float
    high: float


def reliability_bins(fcst: ArrayLike, obs: ArrayLike, *, bins: int = 10) -> tuple[Bin, ...]:
    """Return bins of equal count, lowest forecasts first; fewer when forecasts are few.

    The consistency band is the binomial one of Bröcker and Smith 2007, doi:10.1175/WAF993.1, in its
    normal approximation.

    Raises:
        ValueError: as for `brier_score`, or `bins` < 1.
    """
    if bins < 1:
        raise ValueError(f"bins = {bins}: expected at least 1")
    p, y = checked(fcst, obs)
    found = []
    for part in np.array_split(np.argsort(p, kind="stable"), min(bins, p.size)):
        mean, n = float(p[part].mean()), int(part.size)
        half = 1.6448536269514722 * float(np.sqrt(np.sum(p[part] * (1 - p[part])))) / n
        found.append(
            Bin(
                n=n,
                forecast=mean,
                observed=float(y[part].mean()),
                low=max(0.0, mean - half),
                high=min(1.0, mean + half),
            )
        )
    return tuple(found)


def calibration_error(fcst: ArrayLike, obs: ArrayLike, *, bins: int = 10) -> float:
    """Return the expected calibration error over bins of equal count: 0 is perfect, 1 the worst.

    Reference: Naeini et al. 2015 (AAAI), with equal-count bins.

    Raises:
        ValueError: as for `reliability_bins`.
    """
    found = reliability_bins(fcst, obs, bins=bins)
    total = sum(each.n for each in found)
    return sum(each.n * abs(each.forecast - each.observed) for each in found) / total


def area_under_roc(fcst: ArrayLike, obs: ArrayLike) -> float | None:
    """Return the chance that a random yes was given a higher probability than a random no.

    0.5 does not discriminate, 1 does perfectly; ties count half. None when all outcomes are alike.
    Reference: Mason and Graham 2002, doi:10.1256/003590002320603584.

    Raises:
        ValueError: as for `brier_score`.
    """
    p, y = checked(fcst, obs)
    yes = int(y.sum())
    if yes in (0, y.size):
        return None
    _, index, counts = np.unique(p, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(counts) - (counts - 1) / 2)[index]
    return float((ranks[y == 1].sum() - yes * (yes + 1) / 2) / (yes * (y.size - yes)))


def roc_curve(fcst: ArrayLike, obs: ArrayLike) -> tuple[tuple[float, float], ...]:
    """Return (probability of false detection, probability of detection) for every threshold, from (0, 0).

    Raises:
        ValueError: as for `brier_score`.
    """
    p, y = checked(fcst, obs)
    order = np.argsort(-p, kind="stable")
    last = np.flatnonzero(np.append(np.diff(p[order]) != 0, True))
    hits, false = np.cumsum(y[order])[last], np.cumsum(1 - y[order])[last]
    yes, no = max(1.0, float(y.sum())), max(1.0, float((1 - y).sum()))
    return ((0.0, 0.0), *((float(f / no), float(h / yes)) for f, h in zip(false, hits, strict=True)))


def murphy_curve(fcst: ArrayLike, obs: ArrayLike, thresholds: ArrayLike) -> tuple[float, ...]:
    """Return the mean elementary score at each threshold: a forecast below another's curve everywhere is
    better for every user, whatever the cost of a false alarm against that of a miss.

    Reference: Ehm et al. 2016, doi:10.1111/rssb.12154 (for probabilities, scaled so that the area is
    the Brier score).

    Raises:
        ValueError: as for `brier_score`.
    """
    p, y = checked(fcst, obs)
    found = []
    for cut in np.asarray(thresholds, dtype=float):
        miss = np.where((p <= cut) & (y == 1), 1 - cut, 0.0)
        alarm = np.where((p > cut) & (y == 0), cut, 0.0)
        found.append(float(2 * np.mean(miss + alarm)))
    return tuple(found)


def checked(fcst: ArrayLike, obs: ArrayLike) -> tuple[Floats, Floats]:
    """Return both as float arrays.

    Raises:
        ValueError: they are empty, of different length, or out of range.
    """
    p, y = np.asarray(fcst, dtype=float), np.asarray(obs, dtype=float)
    if p.ndim != 1 or p.shape != y.shape or p.size == 0:
        raise ValueError(f"shapes {p.shape} and {y.shape}: expected two arrays of one length, not empty")
    if not (np.all(p >= 0) and np.all(p <= 1)):
        raise ValueError("a forecast lies outside 0..1 or is not a number")
    if not np.all((y == 0) | (y == 1)):
        raise ValueError("an outcome is neither 0 nor 1")
    return p, y
