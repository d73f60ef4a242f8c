"""A self-exciting rate: each event day raises the odds of more, for days and for months.

The daily hazard is λ(t) = μ + Σᵢ aᵢ(1 − e^{−bᵢ}) Σ_{d<t} e^{−bᵢ(t−d−1)} over event days d, with two
exponential kernels (Hawkes 1971, doi:10.1093/biomet/58.1.83, in discrete time as in Kirchner 2017,
doi:10.1080/14697688.2016.1211312). aᵢ is the expected number of further event days one event day
brings on that scale. Fitted by maximum a posteriori with weak log-normal priors and the exact
gradient, a day's log-likelihood halved for every `FORGET_DAYS` it lies back; over h days
P = 1 − exp(−∫λ given no event in between).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from msgspec import Struct

from foreshock.outlook.daily import Daily, Decayed
from foreshock.panel.days import Days, Floats

KERNELS = 2
FEWEST_EVENTS = 8
# Prior medians: background a third of the long-run rate, a quarter of an event excited on each
# scale, scales of 4 and 90 days; standard deviations in natural logarithms.
BACKGROUND_SHARE = 1.0 / 3.0
EXCITED = 0.25
SCALES_DAYS = (4.0, 90.0)
FORGET_DAYS = 3650
PRIOR_SD = np.array([1.0, 1.0, 1.0, 0.5, 0.5])


class HawkesFit(Struct, frozen=True):
    """Background rate a day, event days excited by each kernel, and decay a day of each.

    `fitted` is the position (day) whose knowledge it was fitted on.
    """

    fitted: int
    background: float
    excited: tuple[float, float]
    decay: tuple[float, float]

    def theta(self) -> Floats:
        """Return the parameters as logarithms."""
        return np.asarray(np.log(np.array([self.background, *self.excited, *self.decay])))


def fit_hawkes(series: Daily, fitted: int, start: HawkesFit | None = None) -> HawkesFit | None:
    """Return the fit on the days up to position `fitted` as known at its end.

    None when fewer than `FEWEST_EVENTS` event days are known: too few to tell excitation from
    chance. `start` is where the search begins (an earlier fit); it does not enter the posterior.
    """
    from scipy.optimize import minimize

    happened = series.at[series.known <= fitted]
    if happened.size < FEWEST_EVENTS:
        return None
    days = fitted + 1
    prior = np.log(
        np.array([BACKGROUND_SHARE * happened.size / days, EXCITED, EXCITED, *(1.0 / np.array(SCALES_DAYS))])
    )
    found = minimize(
        _negative_log_posterior,
        prior if start is None else start.theta(),
        args=(happened, days, prior),
        jac=True,
        method="L-BFGS-B",
        bounds=[(-16.0, 0.0), *[(-7.0, 1.0)] * KERNELS, *[(-8.0, 1.5)] * KERNELS],
        options={"maxiter": 200, "ftol": 1e-10, "gtol": 1e-6},
    )
    background, first, second, fast, slow = np.exp(found.x).tolist()
    return HawkesFit(fitted, background, (first, second), (fast, slow))


def _negative_log_posterior(theta: Floats, happened: Days, days: int, prior: Floats) -> tuple[float, Floats]:
    """Return −log posterior and its gradient in the logarithms of the parameters.

    Event days add log(1 − e^{−λ}), all others −λ; weighted λ summed over all days has a closed form,
    its weight ρ^age and the kernel's decay being two geometric series (ρ above any decay allowed).
    """
    rho = 0.5 ** (1.0 / FORGET_DAYS)
    after = days - 1 - happened
    weight = rho**after
    background = float(np.exp(theta[0]))
    hazard = np.full(happened.size, background)
    slopes = np.zeros((5, happened.size))
    slopes[0] = background
    total = background * (1.0 - rho**days) / (1.0 - rho)
    total_slopes = np.zeros(5)
    total_slopes[0] = total
    for kernel in range(KERNELS):
        excited, decay = float(np.exp(theta[1 + kernel])), float(np.exp(theta[3 + kernel]))
        keep = float(np.exp(-decay))
        state, change = _state(happened, keep)
        rise = excited * (1.0 - keep) * state
        hazard += rise
        slopes[1 + kernel] = rise
        slopes[3 + kernel] = decay * keep * excited * (state - (1.0 - keep) * change)
        # Σ over the days after an event day of weight · keep^(lag − 1), and its derivative in keep
        reach = (weight - keep**after) / (rho - keep)
        reach_slope = (reach - after * keep ** np.maximum(after - 1, 0)) / (rho - keep)
        spent = excited * (1.0 - keep) * float(reach.sum())
        total += spent
        total_slopes[1 + kernel] = spent
        total_slopes[3 + kernel] = decay * keep * excited * float(np.sum(reach - (1.0 - keep) * reach_slope))
    chance = -np.expm1(-hazard)
    value = total - weight @ (hazard + np.log(chance))
    gradient = total_slopes - slopes @ (weight * (1.0 + np.exp(-hazard) / chance))
    away = (theta - prior) / PRIOR_SD
    return float(value + 0.5 * (away @ away)), gradient + away / PRIOR_SD


def _state(happened: Days, keep: float) -> tuple[Floats, Floats]:
    """Return Σ keep^(t−d−1) over the event days d before each event day t, and its derivative in keep."""
    gaps = np.diff(happened)
    decays = (keep**gaps).tolist()
    entries = (keep ** (gaps - 1)).tolist()
    decay_slopes = (gaps * keep ** (gaps - 1)).tolist()
    entry_slopes = ((gaps - 1) * keep ** np.maximum(gaps - 2, 0)).tolist()
    state, change = [0.0], [0.0]
    for decayed, entered, decay_slope, entry_slope in zip(decays, entries, decay_slopes, entry_slopes, strict=True):
        change.append(decayed * change[-1] + decay_slope * state[-1] + entry_slope)
        state.append(decayed * state[-1] + entered)
    return np.array(state), np.array(change)


@dataclass(frozen=True)
class HawkesTrack:
    """The fits in force day by day: shape (days,) or (days, kernels); nan before the first fit.

    `state` is Σ e^{−bᵢ(t−d)} over the event days d known by the end of t.
    """

    background: Floats
    excited: Floats
    decay: Floats
    state: Floats

    def since(self, position: int) -> "HawkesTrack":
        """Return the days from `position` on."""
        return HawkesTrack(*(part[position:] for part in (self.background, self.excited, self.decay, self.state)))

    def hazard(self, horizon: int) -> tuple[Floats, Floats]:
        """Return the hazard summed over t+1..t+horizon given no event in between, without and with the fast kernel."""
        parts = self.excited * -np.expm1(-self.decay * horizon) * self.state
        slow = self.background * horizon + parts[:, 1]
        return slow, slow + parts[:, 0]


def track_hawkes(
    fits: Sequence[HawkesFit | None], refits: Sequence[int], series: Daily, decayed: Decayed
) -> HawkesTrack:
    """Return the fits in force day by day: each from the position of its refit to the next."""
    background = np.full(series.size, np.nan)
    excited, decay, state = (np.full((series.size, KERNELS), np.nan) for _ in range(3))
    for day, following, fit in zip(refits, [*refits, series.size][1:], fits, strict=True):
        if fit is None:
            continue
        rows = slice(day, following)
        background[rows], excited[rows], decay[rows] = fit.background, fit.excited, fit.decay
        for kernel in range(KERNELS):
            state[rows, kernel] = decayed(float(np.exp(-fit.decay[kernel])), rows)
    return HawkesTrack(background, excited, decay, state)
