"""What is computed from a target's event days alone: its rate, Poisson–Gamma, Hawkes, and the plain references."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from foreshock.outlook.daily import Daily
from foreshock.outlook.hawkes import FEWEST_EVENTS, HawkesFit, fit_hawkes, track_hawkes
from foreshock.outlook.log_odds import logit
from foreshock.outlook.notices import NoticeReplay
from foreshock.outlook.poisson_gamma import Grid, PoissonGamma, grid, poisson_gamma
from foreshock.outlook.rates import over, rate_table
from foreshock.outlook.shape import HazardShape
from foreshock.panel.days import Floats, month_ends

HAWKES_REFITS = frozenset({6, 12})
BASE_TERMS = ("long-run rate", "pace of recent months", "self-excitation over months", "self-excitation over days")


@dataclass(frozen=True)
class BaseRows:
    """The models of one horizon before the recipe corrects them, a row a day; columns of `terms` as `BASE_TERMS`."""

    pg: PoissonGamma
    terms: Floats


class SeriesModels:
    """The models of one target's event days, day by day, for any horizon; each horizon is computed once.

    Whatever else is known, of drills, notices or words, changes nothing here: odds issued again with
    another such row can use the same.
    """

    def __init__(self, series: Daily, hawkes: Sequence[HawkesFit | None] | None = None) -> None:
        self.series = series
        refits = [day - series.first for day in month_ends(series.first, series.last, HAWKES_REFITS)]
        self.hawkes = _fit_hawkes(series, refits) if hawkes is None else tuple(hawkes)
        self.rate = series.long_run()
        # Until then a target gets only its rate, with the wide band of a Gamma prior.
        self.enough = series.counts(None) >= FEWEST_EVENTS
        decayed = series.decayed()
        self.track = track_hawkes(self.hawkes, refits, series, decayed)
        self._grid: Grid = grid(series, decayed)
        self._base: dict[int, BaseRows] = {}
        self._references: dict[int, dict[str, Floats]] = {}

    def serves(self, series: Daily, hawkes: Sequence[HawkesFit | None] | None) -> bool:
        """True if these are the models of just such event days and fits."""
        mine = self.series
        return (
            (mine.first, mine.last, mine.settle) == (series.first, series.last, series.settle)
            and np.array_equal(mine.at, series.at)
            and np.array_equal(mine.known, series.known)
            and (hawkes is None or tuple(hawkes) == self.hawkes)
        )

    def base(self, horizon: int) -> BaseRows:
        """Return the models of a horizon: telescoping terms from the long-run rate to g."""
        if horizon not in self._base:
            pg = poisson_gamma(self._grid, self.series, horizon)
            self._base[horizon] = BaseRows(pg, self._terms(pg, horizon))
        return self._base[horizon]

    def references(self, horizon: int) -> dict[str, Floats]:
        """Return day by day the plain probabilities to beat, by name."""
        if horizon not in self._references:
            self._references[horizon] = rate_table(self.series, horizon) | {
                "poisson_gamma": self.base(horizon).pg.probability,
                "hawkes": self._hawkes_probability(horizon),
            }
        return self._references[horizon]

    def shape(self, notices: Sequence[NoticeReplay], since: int) -> HazardShape:
        """Return how the odds spread over the days ahead, `notices` being those of the target's kinds."""
        return HazardShape(self.track, self.rate, tuple(notices), since)

    def rate_terms(self, horizon: int) -> Floats:
        """Return day by day the log-odds of the long-run rate over `horizon` days."""
        return logit(over(self.rate, horizon))

    def _hawkes_probability(self, horizon: int) -> Floats:
        _, full = self.track.hazard(horizon)
        rate = over(self.rate, horizon)
        return np.where(np.isnan(full), rate, -np.expm1(-full))

    def _terms(self, pg: PoissonGamma, horizon: int) -> Floats:
        rate = self.rate_terms(horizon)
        forgetting = np.where(self.enough, logit(pg.probability), rate)
        slow, full = self.track.hazard(horizon)
        with_slow = logit(np.sqrt(pg.probability * -np.expm1(-slow)))
        with_both = logit(np.sqrt(pg.probability * -np.expm1(-full)))
        exciting = self.enough & ~np.isnan(full)
        with_slow = np.where(exciting, with_slow, forgetting)
        with_both = np.where(exciting, with_both, forgetting)
        return np.stack([rate, forgetting - rate, with_slow - forgetting, with_both - with_slow], axis=1)


def _fit_hawkes(series: Daily, refits: Sequence[int]) -> tuple[HawkesFit | None, ...]:
    fits: list[HawkesFit | None] = []
    for day in refits:
        fits.append(fit_hawkes(series, day, fits[-1] if fits else None))
    return tuple(fits)
