"""One pattern question asked over several windows, with what keeps it honest.

The windows' p-values are adjusted for their number (Holm 1979), the calendar is shifted to dates
that cannot matter (placebos), and where nothing shows the table says how many occasions it would
have taken to see an effect worth having.
"""

import math
from collections.abc import Sequence
from datetime import date, timedelta

from msgspec import Struct

from foreshock.terms.reading import Lag
from foreshock.verify.patterns import Coincidence, measure_coincidence

PLACEBO_SHIFTS = tuple(range(-105, -44, 2)) + tuple(range(45, 104, 2))  # days; 60 or so copies, clear of any window
SOUGHT_RATIO = 1.5
_Z_ONE_SIDED_5_PERCENT, _Z_POWER_80_PERCENT = 1.6448536269514722, 0.8416212335729143


class Placebos(Struct, frozen=True, kw_only=True):
    """The same question on shifted calendars: `n` copies, their median ratio, the share at or above ours."""

    n: int
    median_ratio: float | None
    share_at_least: float | None


class PatternLine(Struct, frozen=True, kw_only=True):
    """One window's answer. `adjusted_p` is the p-value corrected for the windows asked.

    `needed_n` is how many occasions a test at 5 % (one-sided) needs to find a ratio of
    `SOUGHT_RATIO` four times out of five, given the base rate; None without a base rate.
    """

    lag: Lag
    found: Coincidence
    adjusted_p: float | None
    placebos: Placebos
    needed_n: int | None


def pattern_table(
    antecedents: Sequence[date], consequents: Sequence[date], lags: Sequence[Lag], *, last_day: date, seed: int
) -> tuple[PatternLine, ...]:
    """Return one line a lag window; see `measure_coincidence` for what each measures.

    Raises:
        ValueError: a lag is negative or reversed.
    """
    found = [measure_coincidence(antecedents, consequents, lag, last_day=last_day, seed=seed) for lag in lags]
    adjusted = holm([each.p_value for each in found])
    return tuple(
        PatternLine(
            lag=lag,
            found=each,
            adjusted_p=p,
            placebos=_placebos(antecedents, consequents, lag, each, last_day=last_day, seed=seed),
            needed_n=None if each.base_rate is None else needed_occasions(each.base_rate, SOUGHT_RATIO),
        )
        for lag, each, p in zip(lags, found, adjusted, strict=True)
    )


def holm(p_values: Sequence[float | None]) -> list[float | None]:
    """Return Holm's step-down adjustment; None stays None and is not counted as a test.

    Reference: Holm 1979, Scandinavian Journal of Statistics 6, 65–70.
    """
    known = sorted((p, at) for at, p in enumerate(p_values) if p is not None)
    adjusted: list[float | None] = [None] * len(p_values)
    highest = 0.0
    for rank, (p, at) in enumerate(known):
        highest = max(highest, min(1.0, p * (len(known) - rank)))
        adjusted[at] = highest
    return adjusted


def needed_occasions(base_rate: float, ratio: float) -> int | None:
    """Return the occasions a one-sided 5 % test needs for 80 % power against `ratio` × `base_rate`.

    Normal approximation (Fleiss, Levin and Paik 2003, Statistical Methods for Rates and Proportions,
    ch. 2). None when the base rate is 0, or the effect would exceed certainty.
    """
    raised = base_rate * ratio
    if not 0 < base_rate < 1 or raised >= 1:
        return None
    spread = _Z_ONE_SIDED_5_PERCENT * math.sqrt(base_rate * (1 - base_rate))
    spread += _Z_POWER_80_PERCENT * math.sqrt(raised * (1 - raised))
    return math.ceil((spread / (raised - base_rate)) ** 2)


def _placebos(
    antecedents: Sequence[date],
    consequents: Sequence[date],
    lag: Lag,
    found: Coincidence,
    *,
    last_day: date,
    seed: int,
) -> Placebos:
    ratios = []
    for shift in PLACEBO_SHIFTS:
        moved = [day + timedelta(days=shift) for day in antecedents]
        ratio = measure_coincidence(moved, consequents, lag, last_day=last_day, seed=seed, draws=1).ratio
        if ratio is not None:
            ratios.append(ratio)
    if not ratios or found.ratio is None:
        return Placebos(n=len(ratios), median_ratio=None, share_at_least=None)
    ratios.sort()
    return Placebos(
        n=len(ratios),
        median_ratio=ratios[len(ratios) // 2],
        share_at_least=sum(ratio >= found.ratio for ratio in ratios) / len(ratios),
    )
