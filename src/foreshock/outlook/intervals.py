"""How well a probability is known: a normal band in log-odds around it.

Two things are not known: the rate itself, a Gamma variable of shape A whose logarithm has variance
ψ′(A), and the recipe's coefficients (their Laplace covariance). A change of the log hazard H over
the window moves the log-odds by H/p with p = 1 − e^{−H}. The band speaks of the probability, not of
whether the event happens.
"""

import numpy as np

from foreshock.outlook.log_odds import expit, logit
from foreshock.panel.days import Floats
from foreshock.terms.forecast import ForecastInterval

LEVEL = 0.80
# Standard normal quantile of the band's upper end.
REACH = 1.2815515655446004
_SHIFT = 6


def rate_variance(shape: Floats, log_odds: Floats) -> Floats:
    """Return the variance of the log-odds from not knowing the rate.

    Args:
        shape: of the Gamma variable, in event days, above 0.
        log_odds: of the probability the rate gives over the window.
    """
    hazard = np.logaddexp(0.0, log_odds)
    return np.asarray(trigamma(shape) * (hazard / -np.expm1(-hazard)) ** 2)


def trigamma(x: Floats) -> Floats:
    """Return ψ′(x) for x > 0: recurrence, then the asymptotic series (Abramowitz & Stegun 1964, 6.4.6 and 6.4.12)."""
    shifted = x + _SHIFT
    inverse = 1.0 / shifted
    square = inverse * inverse
    series = inverse * (1.0 + inverse / 2.0 + square * (1 / 6 - square * (1 / 30 - square * (1 / 42 - square / 30))))
    return np.asarray(series + sum(1.0 / (x + step) ** 2 for step in range(_SHIFT)))


def band(probability: float, variance: float) -> ForecastInterval:
    """Return the interval of level `LEVEL` around a probability whose log-odds have this variance."""
    reach = REACH * variance**0.5
    middle = logit(np.array(probability))
    return ForecastInterval(LEVEL, float(expit(middle - reach)), float(expit(middle + reach)))
