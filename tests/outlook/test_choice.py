"""The choice among rates by past score."""

import numpy as np

from foreshock.outlook.rates import chosen_online


def test_a_rate_that_rounds_to_certainty_is_compared_and_loses_when_it_fails() -> None:
    candidates = np.full((2, 6), [[1.0], [0.6]])
    outcomes = np.array([True, False, True, True, True, True])
    _, best = chosen_online(candidates, outcomes, 1)
    assert best.tolist() == [0, 0, 1, 1, 1, 1]
