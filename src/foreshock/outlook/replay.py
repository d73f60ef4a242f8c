"""One target replayed: on every day of its axis, what each model would have said that evening.

The live forecast is the last row of the same replay, so a backtest scores exactly what is issued.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from msgspec import Struct

from foreshock.outlook.daily import FEWEST, Daily, daily
from foreshock.outlook.features import recipe_features
from foreshock.outlook.hawkes import HawkesFit
from foreshock.outlook.horizons import neighbours
from foreshock.outlook.intervals import rate_variance
from foreshock.outlook.log_odds import averaged, logit
from foreshock.outlook.poisson_gamma import GRID, PoissonGamma
from foreshock.outlook.rates import over, rate_names, rates
from foreshock.outlook.recipe import RecipeFit, fit_recipe, pooled
from foreshock.outlook.series_models import BASE_TERMS, SeriesModels
from foreshock.panel.build import Panel
from foreshock.panel.days import Floats, month_ends
from foreshock.panel.drills import DRILL_FEATURES
from foreshock.panel.official_warnings import WARNING_FEATURES
from foreshock.panel.season import SEASON_FEATURES
from foreshock.theaters.schema import TargetRow

RECIPE_REFITS = frozenset({3, 6, 9, 12})

MEMORY = ("event days, discounted", "exposure, days", "half-life, days", "prior strength, event days")
UNSURE_TERM = "uncertainty of the coefficients"
TERMS = (*BASE_TERMS, "recalibration", *DRILL_FEATURES, *WARNING_FEATURES, *SEASON_FEATURES, UNSURE_TERM)
Recipes = tuple[RecipeFit | None, ...]


class TargetFits(Struct, frozen=True):
    """Everything fitted for one target up to a day: Hawkes by half-year, the recipe by horizon."""

    hawkes: tuple[HawkesFit | None, ...]
    recipes: dict[int, RecipeFit | None]


@dataclass(frozen=True)
class Inputs:
    """What the recipe corrects on one horizon, a row a day: g and its terms, and the features."""

    pg: PoissonGamma
    base: Floats
    offset: Floats
    features: Floats


@dataclass(frozen=True)
class Replayed:
    """One target and horizon, one row a day.

    `terms` are additive log-odds, columns as `TERMS`, whose row sum is the logit of the model's
    probability before notices and coherence. `references` are the plain probabilities to beat;
    `variance` that of the log-odds. `features` are the recipe's, columns as its `FEATURES`;
    `memory` is Poisson–Gamma's state, columns as `MEMORY`.
    """

    terms: Floats
    features: Floats
    memory: Floats
    references: dict[str, Floats]
    variance: Floats


class TargetReplay:
    """The replay of one target over a panel, its series and half-yearly Hawkes fits."""

    def __init__(
        self,
        panel: Panel,
        target: TargetRow,
        start: int,
        known: TargetFits | None = None,
        models: SeriesModels | None = None,
    ) -> None:
        self.panel = panel
        self.target = target
        self.series: Daily = daily(panel.series[target.id], start, panel.last, panel.settle_days)
        hawkes = None if known is None else known.hawkes
        same = models is not None and models.serves(self.series, hawkes)
        self.models = models if models is not None and same else SeriesModels(self.series, hawkes)
        self._known = {} if known is None else known.recipes
        self._inputs: dict[int, Inputs] = {}
        self._fitted: dict[tuple[int, int], Recipes] = {}

    def fits(self, recipes: dict[int, RecipeFit | None]) -> TargetFits:
        """Return what was fitted, to keep."""
        return TargetFits(self.models.hawkes, recipes)

    def recipe_days(self) -> list[int]:
        """Return the positions at whose end the recipe is refitted."""
        first = self.series.first
        return [day - first for day in month_ends(first, self.series.last, RECIPE_REFITS)]

    def replay(self, horizon: int, since: int) -> tuple[Replayed, Recipes]:
        """Return the rows of positions `since` … last (earlier rows are not corrected) and the recipe's fits."""
        found = self.inputs_of(horizon)
        fits = self._pooled(horizon, since)
        weights, uncertain = self.applied(fits, found.features, since)
        corrections = found.features * weights
        sums = found.offset + corrections.sum(axis=1)
        unsure = averaged(sums, uncertain) - sums
        terms = np.column_stack([found.base, corrections[:, :2].sum(axis=1), corrections[:, 2:], unsure])
        pg = found.pg
        shape = np.where(self.models.enough, pg.events, self.series.counts(None) + FEWEST)
        memory = np.stack([pg.events, pg.exposure, *np.array(GRID)[pg.cell].T], axis=1)
        variance = uncertain + rate_variance(shape, found.offset)
        return Replayed(terms, found.features, memory, self.models.references(horizon), variance), fits

    def stages(self, horizon: int) -> dict[str, Floats]:
        """Return day by day the log-odds of the long-run rate, of each self-exciting model, and of both together.

        Where a model says nothing yet the one before it in this order stands in.
        """
        base, track = self.models.base(horizon).terms, self.models.track
        rate, forgetting = base[:, 0], base[:, :2].sum(axis=1)
        _, full = track.hazard(horizon)
        exciting = self.models.enough & ~np.isnan(full)
        hawkes = np.where(exciting, logit(-np.expm1(-np.where(exciting, full, 0.0))), forgetting)
        return {"rate": rate, "poisson_gamma": forgetting, "hawkes": hawkes, "both": base.sum(axis=1)}

    def plain_rates(self, horizon: int) -> dict[str, Floats]:
        """Return day by day each plain rate's probability for `horizon` days, by name."""
        return dict(zip(rate_names(), over(rates(self.series), horizon).T, strict=True))

    def correct(self, offset: Floats, features: Floats, horizon: int, since: int) -> Floats:
        """Return the log-odds of g corrected by a recipe of this horizon alone, fitted to these inputs.

        Rows of positions before `since` stay as they are.
        """
        fits = self._fit_recipes(offset, features, horizon, since)
        weights, uncertain = self.applied(fits, features, since)
        return averaged(offset + (features * weights).sum(axis=1), uncertain)

    def inputs_of(self, horizon: int) -> Inputs:
        """Return what the recipe of a horizon corrects, computed once."""
        if horizon not in self._inputs:
            base = self.models.base(horizon)
            offset = base.terms.sum(axis=1)
            features = recipe_features(self.panel, offset, base.terms[:, 0], self.series.first, horizon)
            self._inputs[horizon] = Inputs(base.pg, base.terms, offset, features)
        return self._inputs[horizon]

    def _used(self, since: int) -> list[int]:
        """Return the refits whose recipe is in force on a position from `since` on."""
        refits = self.recipe_days()
        return [
            day for day, following in zip(refits, [*refits, self.series.size][1:], strict=True) if following > since
        ]

    def _pooled(self, horizon: int, since: int) -> Recipes:
        if horizon in self._known:
            return (self._known[horizon],) * len(self._used(since))
        own, *near = (self.own_recipes(each, since) for each in (horizon, *neighbours(horizon)))
        return tuple(pooled(fit, [others[at] for others in near]) for at, fit in enumerate(own))

    def own_recipes(self, horizon: int, since: int) -> Recipes:
        """Return the fits of one horizon in force from position `since` on, before pooling; computed once."""
        if (horizon, since) not in self._fitted:
            found = self.inputs_of(horizon)
            self._fitted[horizon, since] = self._fit_recipes(found.offset, found.features, horizon, since)
        return self._fitted[horizon, since]

    def _fit_recipes(self, offset: Floats, features: Floats, horizon: int, since: int) -> Recipes:
        """Return the recipe fitted at the end of each refit used, on windows settled by then."""
        outcomes = self.series.settled_outcomes(horizon)
        fits = []
        for day in self._used(since):
            rows = slice(max(day + 1 - horizon - self.series.settle, 0))
            fits.append(fit_recipe(offset[rows], features[rows], outcomes[rows], day, horizon))
        return tuple(fits)

    def applied(self, fits: Recipes, features: Floats, since: int) -> tuple[Floats, Floats]:
        """Return the coefficients day by day and the variance of what they add.

        Both are 0 on days before a fit, and while the target has too few events.
        """
        used = self._used(since)
        weights = np.zeros_like(features)
        variance = np.zeros(self.series.size)
        for day, following, fit in zip(used, [*used, self.series.size][1:], fits, strict=True):
            if fit is not None:
                rows = slice(day, following)
                weights[rows] = fit.coefficients
                variance[rows] = np.einsum("ij,jk,ik->i", features[rows], np.array(fit.covariance), features[rows])
        return np.where(self.models.enough[:, None], weights, 0.0), np.where(self.models.enough, variance, 0.0)


def last_refit(panel: Panel) -> int:
    """Return the last day on which anything was refitted, as an ordinal (the day before the panel if none)."""
    ends: Sequence[int] = month_ends(panel.first, panel.last, RECIPE_REFITS)
    return ends[-1] if ends else panel.first - 1
