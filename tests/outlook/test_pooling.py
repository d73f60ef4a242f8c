"""Estimation that learns from neighbours and owns up to what it does not know."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from foreshock.outlook.horizons import HORIZONS, neighbours
from foreshock.outlook.log_odds import averaged, expit
from foreshock.outlook.recipe import RecipeFit, pooled


def fit(*coefficients: float, rows: int = 400) -> RecipeFit:
    spread = tuple(tuple(float(at == to) for at in range(len(coefficients))) for to in range(len(coefficients)))
    return RecipeFit(900, rows, coefficients, spread)


def test_neighbours_are_the_next_shorter_and_longer() -> None:
    assert [neighbours(horizon) for horizon in HORIZONS] == [(3,), (1, 7), (3, 14), (7, 30), (14,)]
    assert neighbours(5) == ()


def test_half_of_a_coefficient_comes_from_the_neighbours() -> None:
    own = fit(1.0, 0.0, rows=500)
    found = pooled(own, [fit(0.0, 0.4), fit(0.2, 0.0)])
    assert found is not None
    assert found.coefficients == pytest.approx((0.55, 0.1))
    assert (found.rows, found.covariance) == (500, own.covariance)


def test_nothing_is_pooled_with_what_was_not_fitted() -> None:
    own = fit(1.0, 0.0)
    assert pooled(own, []) is own
    assert pooled(own, [None]) is own
    assert pooled(None, [own]) is None
    alone = pooled(own, [None, fit(0.0, 1.0)])
    assert alone is not None
    assert alone.coefficients == pytest.approx((0.5, 0.5))


@given(st.floats(-4.0, 4.0), st.floats(0.0, 1.5))
def test_the_mean_over_what_is_not_known_lies_nearer_even_odds(middle: float, variance: float) -> None:
    found = float(averaged(np.array(middle), np.array(variance)))
    assert abs(found) <= abs(middle)
    assert found * middle >= 0
    draws, weights = np.polynomial.hermite_e.hermegauss(61)
    exact = float((weights * expit(middle + draws * variance**0.5)).sum() / weights.sum())
    assert float(expit(np.array(found))) == pytest.approx(exact, abs=0.012)


def test_what_is_known_exactly_stays() -> None:
    assert float(averaged(np.array(1.7), np.array(0.0))) == 1.7
