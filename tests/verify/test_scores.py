"""Scores: worked by hand, by identity, and against a second implementation."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from foreshock.verify.bootstrap import skill_interval
from foreshock.verify.scores import (
    area_under_roc,
    brier_score,
    calibration_error,
    decompose_brier,
    log_score,
    murphy_curve,
    reliability_bins,
    roc_curve,
    skill_score,
)

PAIRS = st.lists(st.tuples(st.integers(0, 20).map(lambda n: n / 20), st.integers(0, 1)), min_size=1, max_size=60)


def split(pairs: list[tuple[float, int]]) -> tuple[list[float], list[int]]:
    return [p for p, _ in pairs], [y for _, y in pairs]


def test_brier_and_log_scores_are_those_done_by_hand() -> None:
    assert brier_score([0.8, 0.3], [1, 0]) == pytest.approx((0.04 + 0.09) / 2)
    assert log_score([0.5, 0.25], [1, 0]) == pytest.approx((np.log(2) - np.log(0.75)) / 2)
    assert skill_score([0.8, 0.3], [0.5, 0.5], [1, 0]) == pytest.approx(1 - 0.065 / 0.25)


def test_a_perfect_reference_leaves_no_skill_to_have() -> None:
    assert skill_score([0.5], [1.0], [1]) is None


@given(PAIRS)
def test_the_decomposition_adds_up_to_the_brier_score(pairs: list[tuple[float, int]]) -> None:
    p, y = split(pairs)
    parts = decompose_brier(p, y)
    assert parts.reliability - parts.resolution + parts.uncertainty == pytest.approx(brier_score(p, y), abs=1e-12)


@given(PAIRS)
def test_the_area_under_the_curve_is_the_chance_to_rank_a_yes_above_a_no(pairs: list[tuple[float, int]]) -> None:
    p, y = split(pairs)
    yes, no = [a for a, b in pairs if b], [a for a, b in pairs if not b]
    area = area_under_roc(p, y)
    if not yes or not no:
        assert area is None
        return
    wins = sum((a > b) + 0.5 * (a == b) for a in yes for b in no) / (len(yes) * len(no))
    assert area == pytest.approx(wins)
    points = np.array(roc_curve(p, y))
    assert np.trapezoid(points[:, 1], points[:, 0]) == pytest.approx(wins)


@given(PAIRS)
def test_scores_stay_in_bounds(pairs: list[tuple[float, int]]) -> None:
    p, y = split(pairs)
    assert 0 <= brier_score(p, y) <= 1
    assert log_score(p, y) >= 0
    assert 0 <= calibration_error(p, y) <= 1
    assert sum(each.n for each in reliability_bins(p, y)) == len(p)


@given(PAIRS)
def test_the_murphy_curve_integrates_to_the_brier_score(pairs: list[tuple[float, int]]) -> None:
    p, y = split(pairs)
    middles = (np.arange(2000) + 0.5) / 2000
    assert np.mean(murphy_curve(p, y, middles)) == pytest.approx(brier_score(p, y), abs=2e-3)


def test_the_truth_itself_is_calibrated_and_shifted_odds_are_not() -> None:
    generator = np.random.default_rng(5)
    truth = generator.uniform(0.05, 0.6, 20_000)
    outcome = (generator.uniform(size=truth.size) < truth).astype(int)
    assert calibration_error(truth, outcome) < 0.02
    assert calibration_error(np.clip(truth + 0.2, 0, 1), outcome) > 0.15
    inside = [each.low <= each.observed <= each.high for each in reliability_bins(truth, outcome)]
    assert sum(inside) >= 7


@pytest.mark.parametrize(
    ("p", "y", "words"),
    [
        ([], [], "not empty"),
        ([0.1, 0.2], [1], "one length"),
        ([1.2], [1], "outside"),
        ([float("nan")], [1], "outside"),
        ([0.2], [2], "neither"),
    ],
)
def test_what_cannot_be_scored_is_refused(p: list[float], y: list[int], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        brier_score(p, y)


def test_skill_intervals_hold_the_skill_and_repeat_with_the_seed() -> None:
    generator = np.random.default_rng(2)
    theirs = generator.uniform(0.1, 0.3, 900)
    ours = theirs * 0.9
    interval = skill_interval(ours, theirs, seed=1)
    assert interval == skill_interval(ours, theirs, seed=1)
    assert interval is not None
    assert list(interval) == pytest.approx([0.1, 0.1])
    noisy = skill_interval(generator.uniform(0.1, 0.3, 900), theirs, seed=1)
    assert noisy is not None
    assert noisy[0] < 0 < noisy[1]


def test_skill_against_a_faultless_reference_has_no_interval() -> None:
    assert skill_interval([0.1, 0.2], [0.0, 0.0], seed=1) is None
