"""How much better forecasts are with one source of information than without, and than with moved copies of it."""

from collections.abc import Iterable

import numpy as np
from msgspec import Struct

from foreshock.verify.bootstrap import skill_interval
from foreshock.verify.replay import Floats
from foreshock.verify.scores import brier_score, skill_score


class Placebo(Struct, frozen=True, kw_only=True):
    """What `copies` of the calendar, each moved in time, would have gained.

    `mean` and `high` (95 % lie below) are of their gains; `p` is the share of copies, the real
    calendar among them, that gain at least what it does (Phipson and Smyth 2010,
    doi:10.2202/1544-6115.1585).
    """

    copies: int
    mean: float
    high: float
    p: float


class AblationLine(Struct, frozen=True, kw_only=True):
    """What one source adds to the forecasts of one target and horizon.

    `skill` is that of the forecasts without the source, against `reference`, the best plain rate in
    hindsight; `skill_whole` that with it. `gain` is 1 − Brier with / Brier without (above 0: the
    source helps), with its 90 % block-bootstrap interval. `placebo` is None for a source that is no
    calendar or when no copies were asked for.
    """

    target: str
    horizon: int
    source: str
    n: int
    reference: str
    skill_whole: float | None
    skill: float | None
    gain: float
    interval: tuple[float, float] | None
    placebo: Placebo | None


def ablation_line(
    target: str,
    horizon: int,
    source: str,
    *,
    whole: Floats,
    without: Floats,
    placebos: Iterable[Floats],
    outcome: Floats,
    reference: tuple[str, Floats],
    seed: int,
) -> AblationLine:
    """Score forecasts with and without one source over the same closed windows, arrays of one length.

    Raises:
        ValueError: the arrays are empty, of different length or out of range.
    """
    errors = (without - outcome) ** 2
    gain = 1.0 - brier_score(whole, outcome) / brier_score(without, outcome)
    name, rate = reference
    return AblationLine(
        target=target,
        horizon=horizon,
        source=source,
        n=int(outcome.size),
        reference=name,
        skill_whole=skill_score(whole, rate, outcome),
        skill=skill_score(without, rate, outcome),
        gain=gain,
        interval=skill_interval((whole - outcome) ** 2, errors, seed=seed),
        placebo=_placebo(gain, [1.0 - brier_score(copy, outcome) / float(errors.mean()) for copy in placebos]),
    )


def _placebo(gain: float, gains: list[float]) -> Placebo | None:
    if not gains:
        return None
    values = np.array(gains)
    return Placebo(
        copies=len(gains),
        mean=float(values.mean()),
        high=float(np.quantile(values, 0.95)),
        p=float((1 + np.sum(values >= gain)) / (1 + values.size)),
    )
