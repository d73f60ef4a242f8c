"""Scores of replayed forecasts: over all days, against every reference, by year and by regime."""

from collections.abc import Iterable, Sequence
from datetime import date

import numpy as np
from msgspec import Struct

from foreshock.verify.bootstrap import skill_interval
from foreshock.verify.calibration import DebiasedError, banded_bins, debiased_error
from foreshock.verify.replay import Floats, Replay
from foreshock.verify.scores import (
    Bin,
    Decomposition,
    area_under_roc,
    brier_score,
    calibration_error,
    decompose_brier,
    log_score,
    murphy_curve,
    roc_curve,
    skill_score,
)

SEED = 20120101
QUIET_DAYS = 30
SPELL_DAYS = 7
CURVE_POINTS = 51


class AgainstReference(Struct, frozen=True, kw_only=True):
    """Brier score of one reference and the forecasts' skill over it, with its 90 % interval."""

    brier: float
    skill: float | None
    interval: tuple[float, float] | None


class Slice(Struct, frozen=True, kw_only=True):
    """Scores over part of the days; `skill` is against the hindsight-best reference of all days."""

    name: str
    n: int
    events: int
    mean_forecast: float
    brier: float
    skill: float | None
    auc: float | None


class Spread(Struct, frozen=True, kw_only=True):
    """Where a number lies from one made history to another: its 10th, 50th and 90th percentile."""

    low: float
    median: float
    high: float


class Curves(Struct, frozen=True, kw_only=True):
    """What charts are drawn of, thinned to some tens of points.

    `roc` holds (false alarms as a share of the noes, hits as a share of the yesses) from (0, 0) to
    (1, 1); `murphy` the mean elementary score at each of `thresholds`, `murphy_reference` that of the
    hindsight-best plain rate.
    """

    roc: tuple[tuple[float, float], ...]
    thresholds: tuple[float, ...]
    murphy: tuple[float, ...]
    murphy_reference: tuple[float, ...]


class BacktestLine(Struct, frozen=True, kw_only=True):
    """How good the replayed forecasts of one target and horizon were.

    `n` forecasts over windows closed by the end; `base_rate` the share that came true.
    `hindsight_best` names the plain rate (all history or a trailing window) with the lowest Brier
    score, chosen knowing the outcomes: the hardest of them. `ece` is the expected calibration
    error over ten bins of equal count, `ece_debiased` the same in root mean square without what chance
    makes of it; `ece_of_truth` what `ece` would be for somebody who knows the true rate exactly, over
    made histories of the same length, and `ece_p` the share of these histories, this one counted in, in
    which it would be at least as large (both None where no rate could be fitted).
    """

    target: str
    horizon: int
    first: date
    last: date
    n: int
    base_rate: float
    brier: float
    log_score: float
    ece: float
    ece_debiased: DebiasedError
    ece_of_truth: Spread | None
    ece_p: float | None
    auc: float | None
    decomposition: Decomposition
    references: dict[str, AgainstReference]
    hindsight_best: str
    reliability: tuple[Bin, ...]
    by_year: tuple[Slice, ...]
    by_regime: tuple[Slice, ...]
    curves: Curves


def score_replay(replay: Replay, *, seed: int = SEED, truths: Iterable[tuple[Floats, Floats]] = ()) -> BacktestLine:
    """Score one target and horizon; `truths` are forecasts by the true rate of made histories, and outcomes.

    Raises:
        ValueError: the replay holds no forecast, or no plain rate to compare with.
    """
    errors = _errors(replay.probability, replay.outcome)
    against = {
        name: AgainstReference(
            brier=brier_score(values, replay.outcome),
            skill=skill_score(replay.probability, values, replay.outcome),
            interval=skill_interval(errors, _errors(values, replay.outcome), seed=seed),
        )
        for name, values in replay.references.items()
    }
    ece = calibration_error(replay.probability, replay.outcome)
    true_errors = [calibration_error(fcst, obs) for fcst, obs in truths]
    best = min(filter(is_plain_rate, against), key=lambda name: against[name].brier)
    return BacktestLine(
        target=replay.target,
        horizon=replay.horizon,
        first=date.fromordinal(int(replay.issued[0])),
        last=date.fromordinal(int(replay.issued[-1])),
        n=replay.size,
        base_rate=float(replay.outcome.mean()),
        brier=brier_score(replay.probability, replay.outcome),
        log_score=log_score(replay.probability, replay.outcome),
        ece=ece,
        ece_debiased=debiased_error(replay.probability, replay.outcome, seed=seed),
        ece_of_truth=_spread(true_errors),
        ece_p=_as_large(ece, true_errors),
        auc=area_under_roc(replay.probability, replay.outcome),
        decomposition=decompose_brier(replay.probability, replay.outcome),
        references=against,
        hindsight_best=best,
        reliability=banded_bins(replay.probability, replay.outcome, seed=seed),
        by_year=_by_year(replay, best),
        by_regime=_by_regime(replay, best),
        curves=_curves(replay, best),
    )


def _spread(values: Sequence[float]) -> Spread | None:
    if not values:
        return None
    low, median, high = np.quantile(values, [0.1, 0.5, 0.9]).tolist()
    return Spread(low=low, median=median, high=high)


def _as_large(value: float, others: Sequence[float]) -> float | None:
    """Return the share of `others` and `value` itself that are at least `value` (Phipson and Smyth 2010)."""
    return (1 + sum(other >= value for other in others)) / (1 + len(others)) if others else None


def _curves(replay: Replay, best: str) -> Curves:
    roc = roc_curve(replay.probability, replay.outcome)
    kept = np.unique(np.linspace(0, len(roc) - 1, CURVE_POINTS).round().astype(int))
    thresholds = np.linspace(0.0, 1.0, CURVE_POINTS)
    return Curves(
        roc=tuple(roc[at] for at in kept.tolist()),
        thresholds=tuple(thresholds.tolist()),
        murphy=murphy_curve(replay.probability, replay.outcome, thresholds),
        murphy_reference=murphy_curve(replay.references[best], replay.outcome, thresholds),
    )


def is_plain_rate(name: str) -> bool:
    """Return whether a reference is a rate anyone could compute by counting, not a model."""
    return name == "all_history" or name.startswith("trailing_")


def _by_year(replay: Replay, best: str) -> tuple[Slice, ...]:
    years = years_of(replay)
    return tuple(_slice(str(year), replay.where(years == year), best) for year in np.unique(years))


def _by_regime(replay: Replay, best: str) -> tuple[Slice, ...]:
    parts = {
        f"after {QUIET_DAYS} quiet days": replay.quiet_days >= QUIET_DAYS,
        f"within {SPELL_DAYS} days of the last": replay.quiet_days < SPELL_DAYS,
    }
    return tuple(_slice(name, replay.where(keep), best) for name, keep in parts.items() if keep.any())


def _slice(name: str, part: Replay, best: str) -> Slice:
    return Slice(
        name=name,
        n=part.size,
        events=int(part.outcome.sum()),
        mean_forecast=float(part.probability.mean()),
        brier=brier_score(part.probability, part.outcome),
        skill=skill_score(part.probability, part.references[best], part.outcome),
        auc=area_under_roc(part.probability, part.outcome),
    )


def years_of(replay: Replay) -> "np.ndarray[tuple[int], np.dtype[np.int64]]":
    """Return the calendar year of each issue day."""
    return np.array([date.fromordinal(int(day)).year for day in replay.issued], dtype=np.int64)


def _errors(fcst: Floats, obs: Floats) -> Floats:
    return np.asarray((fcst - obs) ** 2)
