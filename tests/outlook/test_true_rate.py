"""Made histories: the true rate's forecasts are calibrated as well as chance allows."""

import numpy as np
import pytest

from foreshock.outlook.hawkes import HawkesFit
from foreshock.outlook.true_rate import true_rate_hindcasts

STEADY = HawkesFit(0, 0.05, (1e-9, 1e-9), (0.2, 0.02))
EXCITING = HawkesFit(0, 0.01, (0.3, 0.3), (0.2, 0.02))


@pytest.mark.parametrize("fit", [STEADY, EXCITING])
def test_what_the_true_rate_says_comes_true_as_often(fit: HawkesFit) -> None:
    found = list(true_rate_hindcasts(fit, days=3000, since=500, horizon=7, copies=40, seed=1))
    said = np.mean([fcst.mean() for fcst, _ in found])
    came = np.mean([obs.mean() for _, obs in found])
    assert came == pytest.approx(said, rel=0.05)
    assert all(fcst.size == obs.size == 3000 - 7 - 500 for fcst, obs in found)


def test_a_steady_rate_is_forecast_alike_every_day() -> None:
    fcst, _ = next(iter(true_rate_hindcasts(STEADY, days=900, since=0, horizon=3, copies=1, seed=1)))
    assert np.allclose(fcst, 1 - np.exp(-0.15), atol=1e-6)


def test_after_an_event_an_exciting_rate_says_more() -> None:
    fcst, _ = next(iter(true_rate_hindcasts(EXCITING, days=2000, since=0, horizon=3, copies=1, seed=1)))
    assert fcst.max() > 2 * fcst.min()
