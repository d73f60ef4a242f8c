"""Log-odds, the scale on which everything adds up."""

import numpy as np

from foreshock.panel.days import Floats

SMALLEST = 1e-6


def logit(probability: Floats) -> Floats:
    """Return log(p/(1 − p)), p kept at least `SMALLEST` from 0 and 1."""
    inside = np.clip(probability, SMALLEST, 1.0 - SMALLEST)
    return np.asarray(np.log(inside) - np.log1p(-inside))


def expit(log_odds: Floats) -> Floats:
    """Return 1/(1 + e^−x), the inverse of `logit`."""
    return np.asarray(np.exp(-np.logaddexp(0.0, -log_odds)))


def either(log_odds: Floats, quiet: Floats) -> Floats:
    """Return the log-odds of 1 − (1 − p)·q, p given by its log-odds: p or an independent event of chance 1 − q.

    Exact where q is 1; p is not clipped, so that the step from p has its full precision.
    """
    neither = expit(-log_odds) * quiet
    return np.where(quiet < 1.0, np.log1p(-neither) - np.log(np.maximum(neither, SMALLEST)), log_odds)


def averaged(log_odds: Floats, variance: Floats) -> Floats:
    """Return the log-odds of the mean probability when log-odds are only known to within a normal `variance`.

    x/√(1 + πv/8), nearer to even odds the less is known (MacKay 1992, doi:10.1162/neco.1992.4.5.720).
    """
    return np.asarray(log_odds / np.sqrt(1.0 + np.pi * variance / 8.0))
