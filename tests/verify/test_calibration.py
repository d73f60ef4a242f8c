"""Calibration error beyond chance: about nothing for the truth, about itself for a known fault."""

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foreshock.outlook.hawkes import HawkesFit
from foreshock.outlook.log_odds import expit, logit
from foreshock.outlook.true_rate import true_rate_hindcasts
from foreshock.verify.calibration import banded_bins, debiased_error
from foreshock.verify.scores import Bin, calibration_error, reliability_bins

EXCITING = HawkesFit(0, 0.005, (0.25, 0.5), (0.17, 0.01))
COPIES = 20


def made(shift: float) -> list[tuple[np.ndarray, np.ndarray, float]]:
    """Return forecasts off by `shift` log-odds, outcomes of overlapping windows, and the true error."""
    found = []
    for truth, obs in true_rate_hindcasts(EXCITING, days=6000, since=1000, horizon=7, copies=COPIES, seed=3):
        said = expit(logit(truth) + shift)
        bins = np.array_split(np.argsort(said, kind="stable"), 10)
        found.append((said, obs, float(np.sqrt(np.mean([(said[b] - truth[b]).mean() ** 2 for b in bins])))))
    return found


def test_for_the_truth_little_is_left_beyond_chance() -> None:
    rows = made(0.0)
    beyond = [debiased_error(said, obs, seed=1) for said, obs, _ in rows]
    plain = np.mean([calibration_error(said, obs) for said, obs, _ in rows])
    assert np.mean([each.value for each in beyond]) < 0.6 * plain
    assert sum(each.low == 0.0 for each in beyond) >= 0.85 * COPIES


def test_a_known_fault_is_found_at_its_size() -> None:
    rows = made(0.5)
    beyond = [debiased_error(said, obs, seed=1) for said, obs, _ in rows]
    truth = float(np.mean([true for *_, true in rows]))
    assert np.mean([each.value for each in beyond]) == pytest.approx(truth, rel=0.15)
    held = sum(each.low <= true <= each.high for each, (*_, true) in zip(beyond, rows, strict=True))
    assert held >= 0.8 * COPIES


def test_windows_that_overlap_are_not_taken_for_independent() -> None:
    said, obs, _ = made(0.0)[0]
    apart, blocks = (debiased_error(said, obs, seed=1, block=block) for block in (1, 180))
    assert blocks.value <= apart.value


def test_bands_hold_the_truths_bins_where_binomial_ones_do_not() -> None:
    def held(bins: Callable[..., tuple[Bin, ...]], **seed: int) -> float:
        found = [each for said, obs, _ in made(0.0) for each in bins(said, obs, **seed)]
        return float(np.mean([each.low <= each.observed <= each.high for each in found]))

    assert 0.8 <= held(banded_bins, seed=1) <= 1.0
    assert held(reliability_bins) < 0.7


@given(st.lists(st.tuples(st.floats(0.0, 1.0), st.booleans()), min_size=1, max_size=60), st.integers(0, 5))
@settings(deadline=None)
def test_it_lies_inside_its_interval_and_in_range(rows: list[tuple[float, bool]], seed: int) -> None:
    found = debiased_error([p for p, _ in rows], [float(y) for _, y in rows], seed=seed)
    assert 0.0 <= found.low <= found.value <= found.high <= 1.5


def test_odds_that_say_exactly_what_comes_have_none() -> None:
    found = debiased_error([0.0, 1.0] * 200, [0.0, 1.0] * 200, seed=1)
    assert (found.value, found.low, found.high) == (0.0, 0.0, 0.0)
