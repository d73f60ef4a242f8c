"""Scores of forecast days and counts: the continuous ranked probability score and what intervals covered.

CRPS is the integral of (F(x) − 1{x >= outcome})² over x (Gneiting and Raftery 2007,
doi:10.1198/016214506000001437): 0 is perfect, lower is better, in days for a date and in event days
for a count. Over whole days it is the sum of the Brier scores of all windows up to the last day.
"""

from collections.abc import Mapping

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from foreshock.verify.bootstrap import skill_interval
from foreshock.verify.replay import Floats

Ints = NDArray[np.int64]


class CrpsAgainst(Struct, frozen=True, kw_only=True):
    """CRPS of one reference, and the forecasts' skill over it with its 90 % interval."""

    crps: float
    skill: float
    interval: tuple[float, float] | None


class TimingLine(Struct, frozen=True, kw_only=True):
    """How good the distributions of one target were.

    `what` is "next event, days" or "event days in N days"; `n` forecasts; `crps` their mean score;
    `references` the plain rates' scores, `hindsight_best` the lowest of them. `covered` is the share
    of outcomes inside the central interval of each level, "0.8" and the like: about the level, or more
    where outcomes are whole numbers.
    """

    target: str
    what: str
    n: int
    crps: float
    references: dict[str, CrpsAgainst]
    hindsight_best: str
    covered: dict[str, float]


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


def timing_line(
    target: str,
    what: str,
    distribution: Floats,
    references: Mapping[str, Floats],
    outcome: Ints,
    *,
    levels: tuple[float, ...],
    block: int,
    seed: int,
) -> TimingLine:
    """Score forecasts against references of the same shape; `block` is that of the bootstrap, in forecasts."""
    errors = crps(distribution, outcome)
    against = {}
    for name, other in references.items():
        theirs = crps(other, outcome)
        against[name] = CrpsAgainst(
            crps=float(theirs.mean()),
            skill=float(1.0 - errors.mean() / theirs.mean()),
            interval=skill_interval(errors, theirs, seed=seed, block=block),
        )
    return TimingLine(
        target=target,
        what=what,
        n=int(outcome.size),
        crps=float(errors.mean()),
        references=against,
        hindsight_best=min(against, key=lambda name: against[name].crps),
        covered={str(level): covered(distribution, outcome, level) for level in levels},
    )
