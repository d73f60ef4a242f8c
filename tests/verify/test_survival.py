"""Survival curves against tables worked by hand, comparisons against published and simulated ones."""

import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from foreshock.verify.survival import compare_curves, kaplan_meier

# Freireich et al. 1963, weeks of remission under treatment and placebo, the textbook example.
TREATED = [6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35]
TREATED_SEEN = [True, True, True, False, True, False, True, False, False, True, True, False, False, False, True, True,
                False, False, False, False, False]  # fmt: skip
PLACEBO = [1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23]


def test_the_product_limit_table_is_that_done_by_hand() -> None:
    # five occasions: ends on days 2, 3, 3, one lost on day 4, one end on day 6
    curve = kaplan_meier([2, 3, 3, 4, 6], [True, True, True, False, True])
    assert [(s.day, s.at_risk, s.events, s.censored) for s in curve.steps] == [
        (2, 5, 1, 0), (3, 4, 2, 0), (4, 2, 0, 1), (6, 1, 1, 0),
    ]  # fmt: skip
    assert [s.survival for s in curve.steps] == pytest.approx([4 / 5, 2 / 5, 2 / 5, 0])
    assert curve.median == 3
    greenwood = 1 / (5 * 4) + 2 / (4 * 2)
    reach = 1.6448536269514722 * math.sqrt(greenwood) / math.log(0.4)
    low, high = sorted([0.4 ** math.exp(reach), 0.4 ** math.exp(-reach)])
    assert (curve.steps[1].low, curve.steps[1].high) == pytest.approx((low, high))


def test_the_remission_curve_is_the_published_one() -> None:
    curve = kaplan_meier(TREATED, TREATED_SEEN)
    published = {6: 0.857, 7: 0.807, 10: 0.753, 13: 0.690, 16: 0.627, 22: 0.538, 23: 0.448}
    assert {day: round(step.survival, 3) for day in published if (step := curve.at(day))} == published
    assert curve.median == 23
    assert curve.at(5) is None


def test_the_log_rank_of_the_remission_trial_is_the_published_one() -> None:
    found = compare_curves([(TREATED, TREATED_SEEN), (PLACEBO, [True] * 21)])
    assert found is not None
    assert found.statistic == pytest.approx(16.79, abs=0.01)
    assert found.df == 1
    peto = compare_curves([(TREATED, TREATED_SEEN), (PLACEBO, [True] * 21)], "peto")
    assert peto is not None
    assert peto.p_value < 0.001


def test_equal_samples_do_not_differ_and_one_sample_is_not_compared() -> None:
    sample = ([1, 2, 5], [True, True, False])
    same = compare_curves([sample, sample])
    assert same is not None
    assert same.statistic == pytest.approx(0, abs=1e-12)
    assert compare_curves([sample, ([], [])]) is None
    assert compare_curves([([3], [False]), ([4], [False])]) is None


def test_without_a_difference_one_in_twenty_is_called_one() -> None:
    generator = np.random.default_rng(2)
    called = []
    for _ in range(400):
        times = generator.geometric(0.1, 80)
        seen = generator.random(80) < 0.8
        halves = [(times[:40].tolist(), seen[:40].tolist()), (times[40:].tolist(), seen[40:].tolist())]
        found = compare_curves(halves)
        assert found is not None
        called.append(found.p_value <= 0.05)
    assert np.mean(called) == pytest.approx(0.05, abs=0.03)


@given(st.lists(st.tuples(st.integers(0, 60), st.booleans()), min_size=1, max_size=40))
def test_curves_fall_within_their_limits(waits: list[tuple[int, bool]]) -> None:
    curve = kaplan_meier([time for time, _ in waits], [seen for _, seen in waits])
    shares = [1.0, *(step.survival for step in curve.steps)]
    assert all(later <= earlier + 1e-12 for earlier, later in pairwise(shares))
    assert all(0 <= s.low <= s.survival + 1e-12 and s.survival - 1e-12 <= s.high <= 1 for s in curve.steps)
    assert sum(s.events for s in curve.steps) == curve.events


def test_negative_and_uneven_input_is_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        kaplan_meier([-1], [True])
    with pytest.raises(ValueError, match="one mark a time"):
        kaplan_meier([1, 2], [True])
