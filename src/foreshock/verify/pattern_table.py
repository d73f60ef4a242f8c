"""One pattern question asked over several windows, with what keeps it honest.

Each window is tested twice: how many occasions were followed (event coincidence) and at what rate
events came inside the windows (rate ratio). All p-values are adjusted for the number of tests (Holm
1979), the calendar is shifted to dates that cannot matter (placebos), and where nothing shows the
table says how many occasions it would have taken to see an effect worth having.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from msgspec import Struct

from foreshock.terms.reading import Lag
from foreshock.verify.patterns import Coincidence, measure_coincidence
from foreshock.verify.power import SOUGHT_RATIO, detectable_ratio, needed_occasions
from foreshock.verify.rate_ratio import RateRatio, Span, measure_rate_ratio

PLACEBO_SHIFTS = tuple(range(-105, -44, 2)) + tuple(range(45, 104, 2))  # days; 60 or so copies, clear of any window


class Placebos(Struct, frozen=True, kw_only=True):
    """The same question on shifted calendars: `n` copies, their median ratio, the share at or above ours."""

    n: int
    median_ratio: float | None
    share_at_least: float | None


class PatternLine(Struct, frozen=True, kw_only=True):
    """One window's answer. `adjusted_p` and `adjusted_rate_p` are corrected for all tests run.

    `found` counts occasions followed, `rates` compares event days inside and outside the windows;
    with `during`, a window runs from the lag's first day after an occasion began to its last day
    after the occasion ended, and `found` still counts from the beginning.

    `needed_n` is how many occasions a test at 5 % (one-sided) needs to find a ratio of
    `SOUGHT_RATIO` four times out of five, given the base rate, and `detectable` the smallest ratio
    that the occasions at hand would show as often; None without a base rate.
    """

    lag: Lag
    found: Coincidence
    rates: RateRatio
    adjusted_p: float | None
    adjusted_rate_p: float | None
    placebos: Placebos
    needed_n: int | None
    detectable: float | None


def pattern_table(
    occasions: Sequence[Span],
    consequents: Sequence[date],
    lags: Sequence[Lag],
    *,
    first_day: date,
    last_day: date,
    seed: int,
    during: bool = False,
    tests: int = 0,
) -> tuple[PatternLine, ...]:
    """Return one line a lag window; see `measure_coincidence` and `measure_rate_ratio`.

    Args:
        occasions: first and last day of each antecedent.
        consequents: days of what may follow.
        lags: windows in days after.
        first_day: from which event days are compared.
        last_day: the last day the record can speak for.
        seed: of the resampling.
        during: count the days an antecedent lasted as exposed too.
        tests: how many tests the inquiry ran in all, when more than those of this table.

    Raises:
        ValueError: a lag is negative or reversed, or the last day is before the first.
    """
    days = sorted({start for start, _ in occasions})
    found = [measure_coincidence(days, consequents, lag, last_day=last_day, seed=seed) for lag in lags]
    rates = [
        measure_rate_ratio(
            windows(occasions, lag, during=during), consequents, first_day=first_day, last_day=last_day, seed=seed
        )
        for lag in lags
    ]
    adjusted = holm([*(each.p_value for each in found), *(each.p_value for each in rates)], tests=tests)
    return tuple(
        PatternLine(
            lag=lag,
            found=one,
            rates=rate,
            adjusted_p=adjusted[at],
            adjusted_rate_p=adjusted[at + len(lags)],
            placebos=_placebos(days, consequents, lag, one, last_day=last_day, seed=seed),
            needed_n=None if one.base_rate is None else needed_occasions(one.base_rate, SOUGHT_RATIO),
            detectable=None if one.base_rate is None else detectable_ratio(one.base_rate, one.n),
        )
        for at, (lag, one, rate) in enumerate(zip(lags, found, rates, strict=True))
    )


def windows(occasions: Sequence[Span], lag: Lag, *, during: bool) -> list[Span]:
    """Return the exposed stretch of each occasion: the lag after its first day, or up to after its last."""
    low, high = timedelta(days=lag.min_days), timedelta(days=lag.max_days)
    return [(start + low, max(end if during else start, start) + high) for start, end in occasions]


def holm(p_values: Sequence[float | None], *, tests: int = 0) -> list[float | None]:
    """Return Holm's step-down adjustment; None stays None and is not counted as a test.

    `tests` is how many were run in all, when more than are given: those left out are taken to have
    had larger p-values, which is the cautious side.

    Reference: Holm 1979, Scandinavian Journal of Statistics 6, 65–70.
    """
    known = sorted((p, at) for at, p in enumerate(p_values) if p is not None)
    adjusted: list[float | None] = [None] * len(p_values)
    highest = 0.0
    for rank, (p, at) in enumerate(known):
        highest = max(highest, min(1.0, p * (max(tests, len(known)) - rank)))
        adjusted[at] = highest
    return adjusted


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
