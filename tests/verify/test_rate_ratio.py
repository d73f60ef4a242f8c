"""Rates inside and outside exposed days: hand-worked counts, size under no effect, a planted effect found."""

from datetime import date, timedelta

import numpy as np
import pytest

from foreshock.verify.rate_ratio import measure_rate_ratio

START = date(2010, 1, 1)
LAST = date(2015, 12, 31)
LENGTH = (LAST - START).days + 1


def day(n: int) -> date:
    return START + timedelta(days=n)


def span(n: int, length: int) -> tuple[date, date]:
    return day(n), day(n + length - 1)


def test_counts_and_the_ratio_of_one_year_are_those_done_by_hand() -> None:
    last = date(2010, 12, 31)
    found = measure_rate_ratio(
        [span(10, 20), span(15, 10)], [day(12), day(29), day(30), day(200)], first_day=START, last_day=last, seed=1
    )
    assert (found.inside, found.outside, found.exposed, found.unexposed) == (2, 2, 20, 345)
    assert found.ratio == pytest.approx((2 / 20) / (2 / 345))


def test_years_are_strata_so_a_busy_year_with_more_exposure_is_no_effect() -> None:
    # each year has one rate inside and outside; the busy year is exposed for longer
    events = [day(n) for n in range(0, 365, 73)] + [day(365 + n) for n in range(0, 365, 5)]
    spans = [span(0, 73), span(365, 292)]
    found = measure_rate_ratio(spans, events, first_day=START, last_day=date(2011, 12, 31), seed=1)
    assert found.ratio == pytest.approx(1, abs=0.1)
    assert found.rate is not None
    assert found.base_rate is not None
    assert found.rate / found.base_rate > 1.5  # what the unstratified ratio would have said


def test_nothing_outside_gives_no_ratio() -> None:
    found = measure_rate_ratio([span(0, 10)], [day(3)], first_day=START, last_day=day(100), seed=1)
    assert (found.ratio, found.interval, found.p_value) == (None, None, None)


def simulated(generator: np.random.Generator, factor: float) -> float:
    """Return the p-value on one simulated history; spells of events, exposure multiplied by `factor`."""
    starts = generator.choice(LENGTH - 20, 30, replace=False)
    exposed = np.zeros(LENGTH, dtype=bool)
    for start in starts:
        exposed[start : start + 10] = True
    busy = np.repeat(generator.choice([0.5, 1.5], size=LENGTH // 30 + 1), 30)[:LENGTH]
    happened = np.flatnonzero(generator.random(LENGTH) < 0.04 * busy * np.where(exposed, factor, 1.0))
    found = measure_rate_ratio(
        [span(int(s), 10) for s in starts],
        [day(int(n)) for n in happened],
        first_day=START,
        last_day=LAST,
        seed=int(generator.integers(1 << 30)),
        draws=199,
    )
    assert found.p_value is not None
    return found.p_value


def test_without_an_effect_one_in_twenty_is_called_one_and_a_threefold_rate_is_found() -> None:
    generator = np.random.default_rng(5)
    none = [simulated(generator, 1.0) for _ in range(300)]
    assert np.mean(np.array(none) <= 0.05) == pytest.approx(0.05, abs=0.03)
    planted = [simulated(generator, 3.0) for _ in range(40)]
    assert np.mean(np.array(planted) <= 0.05) > 0.8
