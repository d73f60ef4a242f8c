"""Scores of forecast days and counts: the continuous ranked probability score and what intervals covered.

CRPS is the integral of (F(x) − 1{x >= outcome})² over x (Gneiting and Raftery 2007,
doi:10.1198/016214506000001437): 0 is perfect, lower is better, in days for a date and in event days
for a count. Over whole days it is the sum of the Brier scores of all windows up to the last day.
Whether the distributions are calibrated shows in where outcomes fall in them (the probability
integral transform): in each tenth as often as in any other.
"""

from collections.abc import Mapping
from datetime import date

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from foreshock.verify.bootstrap import LEVEL, block_means, skill_interval
from foreshock.verify.replay import Floats

Ints = NDArray[np.int64]
TENTHS = 10
TINY = 1e-12
DRAWS = 1000


class CrpsAgainst(Struct, frozen=True, kw_only=True):
    """CRPS of one reference, and the forecasts' skill over it with its 90 % interval."""

    crps: float
    skill: float
    interval: tuple[float, float] | None


class TimingYear(Struct, frozen=True, kw_only=True):
    """The year's mean CRPS of the forecasts issued in it, and of the hindsight-best plain rate."""

    year: int
    n: int
    crps: float
    reference: float


class Tenth(Struct, frozen=True, kw_only=True):
    """The share of outcomes in one tenth of their forecast distributions (.1 if calibrated), and its 90 % interval."""

    share: float
    low: float
    high: float


class TimingLine(Struct, frozen=True, kw_only=True):
    """How good the distributions of one target were.

    `what` is "next event, days" or "event days in N days"; `n` forecasts; `crps` their mean score;
    `references` the plain rates' scores, `hindsight_best` the lowest of them. `covered` is the share
    of outcomes inside the central interval of each level, "0.8" and the like: about the level, or more
    where outcomes are whole numbers. `tenths` says where in their distributions outcomes fell, earliest
    or fewest first.
    """

    target: str
    what: str
    n: int
    crps: float
    references: dict[str, CrpsAgainst]
    hindsight_best: str
    covered: dict[str, float]
    tenths: tuple[Tenth, ...]
    by_year: tuple[TimingYear, ...]


def crps(distribution: Floats, outcome: Ints) -> Floats:
    """Return the score of each forecast.

    Args:
        distribution: probability of at most 0, 1, 2 … (columns), one forecast a row.
        outcome: what came, in columns; one past the last column for anything beyond.
    """
    reached = np.arange(distribution.shape[1]) >= outcome[:, None]
    return np.asarray(((distribution - reached) ** 2).sum(axis=1))


def covered(distribution: Floats, outcome: Ints, level: float) -> float:
    """Return the share of outcomes from the lower to the upper quantile of the central interval, both included."""
    low = (distribution < (1.0 - level) / 2.0).sum(axis=1)
    high = (distribution < (1.0 + level) / 2.0).sum(axis=1)
    return float(np.mean((outcome >= low) & (outcome <= high)))


def fell_in(distribution: Floats, outcome: Ints, parts: int = TENTHS) -> Floats:
    """Return each outcome's place in its own distribution, as shares of equal parts of it: shape (forecasts, parts).

    A whole day or count takes up the stretch of the distribution from the one before it, and is shared
    out over it evenly, without drawing at random (Czado, Gneiting and Held 2009,
    doi:10.1111/j.1541-0420.2009.01191.x); anything beyond the last column, what is left above it.
    """
    rows = np.arange(outcome.size)
    full = np.concatenate([np.zeros((outcome.size, 1)), distribution, np.ones((outcome.size, 1))], axis=1)
    low, high = full[rows, outcome], full[rows, outcome + 1]
    edges = np.linspace(0.0, 1.0, parts + 1)
    reached = np.clip((edges[None, :] - low[:, None]) / np.maximum(high - low, TINY)[:, None], 0.0, 1.0)
    return np.asarray(np.diff(reached, axis=1))


def timing_line(
    target: str,
    what: str,
    distribution: Floats,
    references: Mapping[str, Floats],
    outcome: Ints,
    *,
    issued: Ints,
    levels: tuple[float, ...],
    block: int,
    seed: int,
) -> TimingLine:
    """Score forecasts against references of the same shape.

    `issued` are the ordinals of their issue days; `block` is that of the bootstrap, in forecasts.
    """
    errors = crps(distribution, outcome)
    against, each = {}, {}
    for name, other in references.items():
        each[name] = theirs = crps(other, outcome)
        against[name] = CrpsAgainst(
            crps=float(theirs.mean()),
            skill=float(1.0 - errors.mean() / theirs.mean()),
            interval=skill_interval(errors, theirs, seed=seed, block=block),
        )
    best = min(against, key=lambda name: against[name].crps)
    return TimingLine(
        target=target,
        what=what,
        n=int(outcome.size),
        crps=float(errors.mean()),
        references=against,
        hindsight_best=best,
        covered={str(level): covered(distribution, outcome, level) for level in levels},
        tenths=_tenths(fell_in(distribution, outcome), block, seed),
        by_year=_by_year(issued, errors, each[best]),
    )


def _tenths(places: Floats, block: int, seed: int) -> tuple[Tenth, ...]:
    resampled = block_means(places, seed=seed, block=block, draws=DRAWS)
    low, high = np.quantile(resampled, [(1 - LEVEL) / 2, (1 + LEVEL) / 2], axis=0)
    shares = places.mean(axis=0)
    return tuple(
        Tenth(share=share, low=bottom, high=top)
        for share, bottom, top in zip(shares.tolist(), low.tolist(), high.tolist(), strict=True)
    )


def _by_year(issued: Ints, errors: Floats, reference: Floats) -> tuple[TimingYear, ...]:
    years = np.array([date.fromordinal(day).year for day in issued.tolist()])
    return tuple(
        TimingYear(
            year=year,
            n=int(np.sum(years == year)),
            crps=float(errors[years == year].mean()),
            reference=float(reference[years == year].mean()),
        )
        for year in np.unique(years).tolist()
    )
