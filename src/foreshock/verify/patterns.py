"""Do events of one kind follow events of another more often than their own rate explains?

Event coincidence analysis with a lag window (Donges et al. 2016, doi:10.1140/epjst/e2015-50233-y),
stratified by calendar year so that busy years with many of both kinds do not look like a response,
with a permutation test that keeps each year's antecedents together and moves them by a common
random number of days within the year.
"""

from collections.abc import Sequence
from datetime import date

import numpy as np
from msgspec import Struct

from foreshock.terms.reading import Lag

LEVEL = 0.90
SMALLEST_SAMPLE = 5
BLOCK_DAYS = 91  # antecedents closer than this are drawn together, so that one busy spell counts once


class Coincidence(Struct, frozen=True, kw_only=True):
    """How often a consequent fell inside the lag window after an antecedent.

    `n` antecedents whose window is closed, `k` of them followed, `rate` = k/n; `base_rate` the mean
    share of days in the antecedents' own years whose window held a consequent; `ratio` =
    rate/base_rate with its block-bootstrap `interval` at `LEVEL` (None when n < `SMALLEST_SAMPLE` or
    no base), antecedents of one quarter drawn together; `p_value` one-sided: the share of permutations
    with at least `k` followed. `rate_interval` is Wilson's. `followed` are the indices of the
    antecedents that were followed.
    """

    n: int
    k: int
    rate: float | None
    base_rate: float | None
    ratio: float | None
    interval: tuple[float, float] | None
    rate_interval: tuple[float, float] | None
    p_value: float | None
    followed: tuple[int, ...]


def measure_coincidence(
    antecedents: Sequence[date],
    consequents: Sequence[date],
    lag: Lag,
    *,
    last_day: date,
    seed: int,
    draws: int = 2000,
) -> Coincidence:
    """Test whether consequents follow antecedents within `lag` (days, both ends included).

    Args:
        antecedents: days; those whose window reaches past `last_day` are left out.
        consequents: days known by `last_day`; later ones are ignored.
        lag: `min_days` >= 0 and `max_days` >= `min_days`.
        last_day: the last day the record can speak for.
        seed: of the bootstrap and the permutations.
        draws: number of bootstrap samples and of permutations.

    Raises:
        ValueError: the lag is negative or reversed.
    """
    if lag.min_days < 0 or lag.max_days < lag.min_days:
        raise ValueError(f"lag {lag.min_days}..{lag.max_days} days: expected 0 <= min <= max")
    end = last_day.toordinal()
    starts = np.array([d.toordinal() for d in antecedents if d.toordinal() + lag.max_days <= end], dtype=int)
    if starts.size == 0:
        return _nothing()
    first = min(date.fromordinal(int(starts.min())).replace(month=1, day=1).toordinal(), int(starts.min()))
    hit = _window_hits(first, end, consequents, lag)
    years = np.array([date.fromordinal(int(s)).year for s in starts])
    shares, spans = _shares_by_year(first, end - lag.max_days, hit, sorted(set(years.tolist())))
    expected = np.array([shares[int(y)] for y in years])
    followed = hit[starts - first]
    n, k = int(starts.size), int(followed.sum())
    base = float(expected.mean())
    generator = np.random.default_rng(seed)
    return Coincidence(
        n=n,
        k=k,
        rate=k / n,
        base_rate=base,
        ratio=(k / n) / base if base > 0 else None,
        interval=_ratio_interval(starts, followed, expected, generator, draws),
        rate_interval=wilson_interval(k, n),
        p_value=_permutation_p(starts, years, spans, hit, first, k, generator, draws),
        followed=tuple(int(i) for i in np.flatnonzero(followed)),
    )


def wilson_interval(k: int, n: int) -> tuple[float, float] | None:
    """Return Wilson's interval for a proportion at `LEVEL` (doi:10.1080/01621459.1927.10502953)."""
    if n == 0:
        return None
    z = 1.6448536269514722  # two-sided 90 %
    centre = (k + z * z / 2) / (n + z * z)
    half = z / (n + z * z) * float(np.sqrt(k * (n - k) / n + z * z / 4))
    return max(0.0, centre - half), min(1.0, centre + half)


def _window_hits(first: int, end: int, consequents: Sequence[date], lag: Lag) -> "np.ndarray":
    """Return for each day whether a consequent falls inside its lag window."""
    happened = np.zeros(end - first + 1 + lag.max_days, dtype=int)
    for day in consequents:
        offset = day.toordinal() - first
        if 0 <= offset <= end - first:
            happened[offset] = 1
    total = np.concatenate([[0], np.cumsum(happened)])
    days = np.arange(end - first + 1)
    return np.asarray(total[days + lag.max_days + 1] - total[days + lag.min_days] > 0)


def _shares_by_year(
    first: int, last: int, hit: "np.ndarray", years: Sequence[int]
) -> tuple[dict[int, float], dict[int, tuple[int, int]]]:
    shares, spans = {}, {}
    for year in years:
        low = max(date(year, 1, 1).toordinal(), first)
        high = min(date(year, 12, 31).toordinal(), last)
        spans[year] = (low, high - low + 1)
        shares[year] = float(hit[low - first : high - first + 1].mean())
    return shares, spans


def _ratio_interval(
    starts: "np.ndarray",
    followed: "np.ndarray",
    expected: "np.ndarray",
    generator: np.random.Generator,
    draws: int,
) -> tuple[float, float] | None:
    if followed.size < SMALLEST_SAMPLE or expected.mean() <= 0:
        return None
    _, block = np.unique(starts // BLOCK_DAYS, return_inverse=True)
    n = int(block.max()) + 1
    hits, base = np.bincount(block, weights=followed), np.bincount(block, weights=expected)
    weights = generator.multinomial(n, np.full(n, 1 / n), size=draws)
    below = weights @ base
    ratios = (weights @ hits)[below > 0] / below[below > 0]
    if ratios.size == 0:
        return None
    low, high = np.quantile(ratios, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return float(low), float(high)


def _permutation_p(
    starts: "np.ndarray",
    years: "np.ndarray",
    spans: dict[int, tuple[int, int]],
    hit: "np.ndarray",
    first: int,
    k: int,
    generator: np.random.Generator,
    draws: int,
) -> float:
    totals = np.zeros(draws, dtype=int)
    for year, (low, length) in spans.items():
        offsets = starts[years == year] - low
        shifts = generator.integers(0, length, size=(draws, 1))
        totals += hit[(offsets[None, :] + shifts) % length + low - first].sum(axis=1)
    return float((np.sum(totals >= k) + 1) / (draws + 1))


def _nothing() -> Coincidence:
    return Coincidence(
        n=0, k=0, rate=None, base_rate=None, ratio=None, interval=None, rate_interval=None,
        p_value=None, followed=(),
    )  # fmt: skip
