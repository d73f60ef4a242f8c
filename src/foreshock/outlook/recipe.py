"""The combination: what self-excitation and forgetting say together, corrected by what else is known.

An offset logistic regression: logit p = g + xᵀβ, with g the logit of the geometric mean of the
Poisson–Gamma and Hawkes probabilities. Ridge-penalised towards β = 0, that is, towards g itself.
Three variants — recalibration only; with drills and warnings; with season and talks too — are averaged in
logit space (Satopää et al. 2014, doi:10.1016/j.ijforecast.2013.09.009, without extremising). Half of each
coefficient comes from the neighbouring horizons, which see the same events through other windows.
"""

from collections.abc import Sequence

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from foreshock.outlook.log_odds import expit
from foreshock.panel.days import Flags, Floats
from foreshock.panel.drills import DRILL_FEATURES
from foreshock.panel.official_warnings import WARNING_FEATURES
from foreshock.panel.season import SEASON_FEATURES

RECALIBRATION = ("recalibration (constant)", "recalibration (slope)")
FEATURES = (*RECALIBRATION, *DRILL_FEATURES, *WARNING_FEATURES, *SEASON_FEATURES)
VARIANTS = (len(RECALIBRATION), len(FEATURES) - len(SEASON_FEATURES), len(FEATURES))
# Precision of the normal prior on each coefficient: a standard deviation of about 0.3 log-odds.
RIDGE = 10.0
FEWEST_ROWS = 365
STEPS, TOLERANCE = 50, 1e-9
OWN_SHARE = 0.5  # of a pooled coefficient; the rest is the mean of the neighbouring horizons


class RecipeFit(Struct, frozen=True):
    """Coefficients of the three variants averaged, one for each of `FEATURES`, and their covariance.

    `fitted` is the position (day) whose knowledge they were fitted on; `rows` the issue days used.
    """

    fitted: int
    rows: int
    coefficients: tuple[float, ...]
    covariance: tuple[tuple[float, ...], ...]


def fit_recipe(offset: Floats, features: Floats, outcomes: Flags, fitted: int, horizon: int) -> RecipeFit | None:
    """Return the fit on issue days whose outcomes are all known; None with fewer than `FEWEST_ROWS`.

    Args:
        offset: g of each issue day.
        features: one row an issue day, columns as `FEATURES`.
        outcomes: whether the window after each issue day held an event.
        fitted: the position of the last day known.
        horizon: days in a window; overlapping windows count 1/horizon each, so that a long horizon
            does not pretend to more independent outcomes than there were.
    """
    if outcomes.size < FEWEST_ROWS:
        return None
    coefficients = np.zeros(len(FEATURES))
    covariance = np.zeros((len(FEATURES), len(FEATURES)))
    for width in VARIANTS:
        beta, spread = _ridge_logistic(features[:, :width], outcomes.astype(float), offset, 1.0 / horizon)
        coefficients[:width] += beta / len(VARIANTS)
        # The variants share their data: their errors move together, so spreads average, not shrink.
        covariance[:width, :width] += spread / len(VARIANTS)
    return RecipeFit(fitted, int(outcomes.size), tuple(coefficients.tolist()), tuple(map(tuple, covariance.tolist())))


def pooled(own: RecipeFit | None, near: Sequence[RecipeFit | None]) -> RecipeFit | None:
    """Return a fit with half of each coefficient from `near`, fits of the neighbouring horizons on the same day.

    The covariance stays its own. Neighbours not fitted yet are left out.
    """
    theirs = [fit.coefficients for fit in near if fit is not None]
    if own is None or not theirs:
        return own
    coefficients = OWN_SHARE * np.array(own.coefficients) + (1.0 - OWN_SHARE) * np.mean(theirs, axis=0)
    return replace(own, coefficients=tuple(coefficients.tolist()))


def _ridge_logistic(features: Floats, obs: Floats, offset: Floats, weight: float) -> tuple[Floats, Floats]:
    """Return the posterior mode and its Laplace covariance, by Newton's method."""
    beta = np.zeros(features.shape[1])
    penalty = RIDGE * np.eye(beta.size)
    for _ in range(STEPS):
        fcst = expit(offset + features @ beta)
        slope = weight * (features.T @ (obs - fcst)) - RIDGE * beta
        curvature = (features * (weight * fcst * (1.0 - fcst))[:, None]).T @ features + penalty
        step = np.linalg.solve(curvature, slope)
        beta += step
        if np.abs(step).max() < TOLERANCE:
            break
    return np.asarray(beta), np.asarray(np.linalg.inv(curvature))
