"""Coincidence of events: hand-worked counts, and no effect where none was planted."""

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from foreshock.terms.reading import Lag
from foreshock.verify.patterns import measure_coincidence, wilson_interval

NEW_YEAR = date(2020, 1, 1)


def day(n: int) -> date:
    return NEW_YEAR + timedelta(days=n)


def test_counts_are_those_done_by_hand() -> None:
    found = measure_coincidence([day(10), day(50), day(90)], [day(11), day(93)], Lag(0, 2), last_day=day(200), seed=1)
    assert (found.n, found.k, found.followed) == (3, 1, (0,))
    # windows t..t+2 hold day 11 for t = 9, 10, 11 and day 93 for t = 91, 92, 93, of 199 closed days
    assert found.base_rate == pytest.approx(6 / 199)


def test_an_antecedent_whose_window_is_still_open_is_left_out() -> None:
    found = measure_coincidence([day(10), day(99)], [day(11)], Lag(0, 2), last_day=day(100), seed=1)
    assert found.n == 1


def test_what_comes_after_the_last_day_is_not_seen() -> None:
    seen = measure_coincidence([day(5)], [], Lag(0, 3), last_day=day(30), seed=1)
    planted = measure_coincidence([day(5)], [day(31), day(40)], Lag(0, 3), last_day=day(30), seed=1)
    assert seen == planted


def test_a_planted_response_is_found_and_unrelated_dates_give_a_ratio_near_one() -> None:
    generator = np.random.default_rng(7)
    triggers = sorted(day(int(n)) for n in generator.choice(1800, 60, replace=False))
    answers = [t + timedelta(days=1) for t in triggers[::2]]
    noise = sorted(day(int(n)) for n in generator.choice(1800, 90, replace=False))
    planted = measure_coincidence(triggers, answers + noise, Lag(1, 2), last_day=day(1900), seed=3)
    unrelated = measure_coincidence(triggers, noise, Lag(1, 2), last_day=day(1900), seed=3)
    assert planted.interval is not None
    assert planted.interval[0] > 1.5
    assert planted.p_value is not None
    assert planted.p_value < 0.01
    assert unrelated.interval is not None
    assert unrelated.interval[0] < 1 < unrelated.interval[1]


def test_without_a_response_one_in_twenty_is_called_one_even_when_both_come_in_spells() -> None:
    generator = np.random.default_rng(17)
    called = []
    for _ in range(300):
        busy = np.repeat(generator.choice([0.3, 1.7], size=2200 // 40), 40)
        triggers = [day(int(n)) for n in np.flatnonzero(generator.random(2200) < 0.03)]
        answers = [day(int(n)) for n in np.flatnonzero(generator.random(2200) < 0.05 * busy)]
        seed = int(generator.integers(1 << 30))
        found = measure_coincidence(triggers, answers, Lag(1, 3), last_day=day(2199), seed=seed, draws=199)
        assert found.p_value is not None
        called.append(found.p_value <= 0.05)
    assert np.mean(called) == pytest.approx(0.05, abs=0.03)


@pytest.mark.parametrize("seed", range(20))
def test_an_interval_that_no_draw_can_give_is_unknown(seed: int) -> None:
    starts = [day(400 * n) for n in range(5)]
    found = measure_coincidence(starts, [day(3)], Lag(0, 3), last_day=day(2000), seed=seed, draws=1)
    assert found.interval is None or found.interval[0] <= found.interval[1]


def test_nothing_to_measure_is_said_with_none() -> None:
    found = measure_coincidence([], [day(3)], Lag(0, 3), last_day=day(30), seed=1)
    assert (found.n, found.rate, found.ratio, found.p_value) == (0, None, None, None)


def test_a_reversed_lag_is_refused() -> None:
    with pytest.raises(ValueError, match="expected 0 <= min <= max"):
        measure_coincidence([day(1)], [day(2)], Lag(3, 1), last_day=day(30), seed=1)


@given(st.integers(1, 200).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_wilson_holds_the_share_and_stays_in_bounds(k_n: tuple[int, int]) -> None:
    k, n = k_n
    interval = wilson_interval(k, n)
    assert interval is not None
    low, high = interval
    assert 0 <= low <= k / n + 1e-12
    assert k / n - 1e-12 <= high <= 1
