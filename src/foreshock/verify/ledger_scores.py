"""Scores of forecasts that were issued before their window opened: the ledger's, never a replay's."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

import numpy as np
from msgspec import Struct
from msgspec.structs import replace
from numpy.typing import NDArray

from foreshock.terms.ledger import Issued, IssuedOdds, Resolution, Settled
from foreshock.verify.bootstrap import skill_interval
from foreshock.verify.calibration import banded_bins
from foreshock.verify.ledger import is_closed, is_late
from foreshock.verify.scores import (
    Bin,
    Floats,
    brier_score,
    calibration_error,
    log_score,
    reliability_bins,
    skill_score,
)

Flags = NDArray[np.bool_]
SEED = 20120101
FEWEST_BLOCKS = 4


class ReferenceScore(Struct, frozen=True, kw_only=True):
    """A reference's Brier score over the `n` scored rows that carry it, and the forecasts' skill over it there.

    `skill` is 1 − Brier/reference's Brier; None when the reference made no error at all. `interval`
    is its 90 % block-bootstrap interval, None while there are too few windows for one.
    """

    n: int
    brier: float
    skill: float | None
    interval: tuple[float, float] | None


class Scored(Struct, frozen=True, kw_only=True):
    """Scores over the `n` settled forecasts of one target and horizon.

    `first` and `last` are the first and last local days the windows cover; `days` counts the
    distinct windows (several forecasts may have been issued for one). `log_score` is in nats,
    `ece` the expected calibration error over up to ten bins of equal count. `brier_interval` holds the
    Brier score at 90 % by block bootstrap, None while there are too few windows for one. The bands of
    `reliability` allow for windows that overlap; they span 0 to 1 while there are too few.
    """

    n: int
    days: int
    first: date
    last: date
    base_rate: float
    brier: float
    brier_interval: tuple[float, float] | None
    log_score: float
    ece: float
    references: dict[str, ReferenceScore]
    reliability: tuple[Bin, ...]

    @property
    def hardest(self) -> tuple[str, ReferenceScore] | None:
        """The reference with the lowest Brier score that every scored row carries, None if there is none."""
        whole = [(name, each) for name, each in self.references.items() if each.n == self.n]
        return min(whole, key=lambda pair: pair[1].brier, default=None)


class LedgerScore(Struct, frozen=True, kw_only=True):
    """What became of the forecasts of one target and horizon.

    Every row `issued` is in exactly one of the other counts: `scored.n`, `open` (the window has not
    passed), `pending` (it has, but the record does not settle it yet), `ahead` (came true past the
    day to which the record's outcomes reach: where no "no" can be settled yet a "yes" is not scored
    either, or the scores would see more of those), `void`, and `late` (written when the window had
    opened: no forecast). `void_rate` is the share of voids among what was settled and not late,
    None before anything was. `scored` is None when n would be 0.
    """

    target: str
    horizon: int
    issued: int
    open: int
    pending: int
    ahead: int
    void: int
    late: int
    void_rate: float | None
    scored: Scored | None


def score_ledger(
    issued: Iterable[Issued | IssuedOdds],
    settled: Mapping[int, Resolution | Settled],
    *,
    covered: date | None,
    now: datetime,
) -> tuple[LedgerScore, ...]:
    """Score one theater's forecasts by target and horizon, in the order in which targets were first issued.

    Args:
        issued: the forecasts, in the order they were issued.
        settled: the resolution that holds for each settled one, by its number.
        covered: the last day the record's outcomes reach to.
        now: windows are open or passed as of this moment.
    """
    grouped: dict[tuple[str, int], list[Issued | IssuedOdds]] = {}
    targets: dict[str, int] = {}
    for row in issued:
        targets.setdefault(row.question.target, len(targets))
        grouped.setdefault((row.question.target, row.horizon), []).append(row)
    return tuple(
        _score(target, horizon, group, settled, covered, now)
        for (target, horizon), group in sorted(grouped.items(), key=lambda item: (targets[item[0][0]], item[0]))
    )


def _score(
    target: str,
    horizon: int,
    rows: Sequence[Issued | IssuedOdds],
    settled: Mapping[int, Resolution | Settled],
    covered: date | None,
    now: datetime,
) -> LedgerScore:
    states = {row.number: _state(row, settled.get(row.number), covered, now) for row in rows}
    counts = Counter(states.values())
    judged = counts["scored"] + counts["ahead"] + counts["void"]
    return LedgerScore(
        target=target,
        horizon=horizon,
        issued=len(rows),
        open=counts["open"],
        pending=counts["pending"],
        ahead=counts["ahead"],
        void=counts["void"],
        late=counts["late"],
        void_rate=counts["void"] / judged if judged else None,
        scored=_scores([row for row in rows if states[row.number] == "scored"], settled) if counts["scored"] else None,
    )


def _state(
    row: Issued | IssuedOdds, resolution: Resolution | Settled | None, covered: date | None, now: datetime
) -> str:
    if is_late(row):
        return "late"
    if resolution is None:
        return "pending" if is_closed(row, now) else "open"
    if resolution.outcome == "void":
        return "void"
    # What was covered when it was settled stays so, also if the record later loses its newest rows.
    reached = any(day is not None and row.question.target_end <= day for day in (covered, resolution.covered_until))
    return "scored" if reached else "ahead"


def _scores(rows: Sequence[Issued | IssuedOdds], settled: Mapping[int, Resolution | Settled]) -> Scored:
    fcst = np.array([row.probability for row in rows])
    obs = np.array([float(settled[row.number].outcome == "yes") for row in rows])
    names = dict.fromkeys(name for row in rows for name in row.references)
    return Scored(
        n=len(rows),
        days=len({row.question.target_start for row in rows}),
        first=min(row.question.target_start for row in rows),
        last=max(row.question.target_end for row in rows),
        base_rate=float(obs.mean()),
        brier=brier_score(fcst, obs),
        brier_interval=_brier_interval(rows, (fcst - obs) ** 2),
        log_score=log_score(fcst, obs),
        ece=calibration_error(fcst, obs),
        references={name: _against(name, rows, fcst, obs) for name in names},
        reliability=_bins(rows, fcst, obs),
    )


def _bins(rows: Sequence[Issued | IssuedOdds], fcst: Floats, obs: Floats) -> tuple[Bin, ...]:
    """Return the bins of a reliability diagram, their bands by resampling blocks that span two horizons.

    With too few windows for that nothing can be said, so a band spans everything.
    """
    starts = np.array([row.question.target_start.toordinal() for row in rows])
    windows, block = np.unique(starts).size, 2 * rows[0].horizon
    if windows < FEWEST_BLOCKS * block:
        return tuple(replace(each, low=0.0, high=1.0) for each in reliability_bins(fcst, obs))
    in_order = np.argsort(starts, kind="stable")
    length = max(1, round(block * len(rows) / windows))  # several forecasts may have been issued for a window
    return banded_bins(fcst[in_order], obs[in_order], seed=SEED, block=length)


def _against(name: str, rows: Sequence[Issued | IssuedOdds], fcst: Floats, obs: Floats) -> ReferenceScore:
    values = np.array([row.references.get(name, np.nan) for row in rows])
    there = ~np.isnan(values)
    return ReferenceScore(
        n=int(there.sum()),
        brier=brier_score(values[there], obs[there]),
        skill=skill_score(fcst[there], values[there], obs[there]),
        interval=_interval(rows, there, (fcst - obs) ** 2, (values - obs) ** 2),
    )


def _interval(
    rows: Sequence[Issued | IssuedOdds], there: Flags, ours: Floats, theirs: Floats
) -> tuple[float, float] | None:
    """Return the interval of the skill, each window counted once with the mean of its forecasts.

    Forecasts of overlapping windows are dependent, so blocks span two horizons; with fewer than
    `FEWEST_BLOCKS` of them an interval would only pretend.
    """
    starts = np.array([row.question.target_start.toordinal() for row in rows])[there]
    windows, index = np.unique(starts, return_inverse=True)
    block = 2 * rows[0].horizon
    if windows.size < FEWEST_BLOCKS * block:
        return None
    counts = np.bincount(index)
    means = [np.bincount(index, weights=errors[there]) / counts for errors in (ours, theirs)]
    return skill_interval(means[0], means[1], seed=SEED, block=block)


def _brier_interval(rows: Sequence[Issued | IssuedOdds], errors: Floats) -> tuple[float, float] | None:
    whole = np.ones(errors.size)
    found = _interval(rows, whole.astype(bool), errors, whole)
    return None if found is None else (1.0 - found[1], 1.0 - found[0])
