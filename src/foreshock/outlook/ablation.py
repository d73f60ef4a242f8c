"""What each source of information adds: the forecasts again without it, and with copies of it moved in time.

A moved copy (a placebo) keeps a calendar's spans, seasons apart, and its number of rows, and breaks
only its tie to what happened. If the real calendar does no better than its moved copies, what it
seems to add is chance. Probabilities here are those of one target and horizon by itself: before
coefficients are pooled over horizons and before coherence.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from foreshock.outlook.features import recipe_features
from foreshock.outlook.log_odds import either, expit
from foreshock.outlook.notices import replay_notices
from foreshock.outlook.recipe import FEATURES, RECALIBRATION
from foreshock.outlook.replay import TargetReplay
from foreshock.panel.build import Panel
from foreshock.panel.days import Floats
from foreshock.panel.moved import Calendar, moved, without
from foreshock.panel.season import SEASON_FEATURES
from foreshock.terms.kinds import under

EDGE_DAYS = 60  # a copy moved less than this still overlaps the calendar it was made of

MODELS = {"pace of recent months (Poisson–Gamma)": "hawkes", "self-excitation (Hawkes)": "poisson_gamma"}
COLUMNS = {"recalibration": RECALIBRATION, "season": SEASON_FEATURES[:2]}
CALENDARS: dict[str, Calendar] = {
    "drills": "drills",
    "official warnings": "warnings",
    "talks": "talks",
    "launch notices": "notices",
}
SOURCES = (*MODELS, *COLUMNS, *CALENDARS)


@dataclass(frozen=True)
class Ablated:
    """The probabilities of issue days `since` … last: as issued (before coherence), and without one source.

    `placebos` holds those with the source's calendar moved, one copy after another; None for a
    source that is no calendar.
    """

    source: str
    whole: Floats
    without: Floats
    placebos: Iterator[Floats] | None


class Ablation:
    """One target replayed for ablation; models that rest on its own past are computed once."""

    def __init__(self, panel: Panel, target: str, since: int) -> None:
        """Take the first issue day `since` as an ordinal."""
        self._panel = panel
        self._target = next(row for row in panel.targets if row.id == target)
        self._replay = TargetReplay(panel, self._target, panel.first)
        self._since = since - panel.first

    def outcome(self, horizon: int) -> Floats:
        """Return 1.0 or 0.0 for each issue day whose window has closed, nan for the others."""
        series = self._replay.series
        outcome = series.outcomes(horizon).astype(float)
        outcome[max(series.size - horizon, 0) :] = np.nan
        return outcome[self._since :]

    def plain_rates(self, horizon: int) -> dict[str, Floats]:
        """Return the plain rates of the issue days by name."""
        return {name: values[self._since :] for name, values in self._replay.plain_rates(horizon).items()}

    def ablate(self, horizon: int, copies: int) -> Iterator[Ablated]:
        """Yield the forecasts without each of `SOURCES`, with `copies` placebos of each calendar."""
        models = self._replay.stages(horizon)
        both, rate = models["both"], models["rate"]
        whole = self._probability(self._panel, both, rate, horizon)
        for source, left in MODELS.items():
            yield Ablated(source, whole, self._probability(self._panel, models[left], rate, horizon), None)
        for source, names in COLUMNS.items():
            bare = self._probability(self._panel, both, rate, horizon, dropped=names)
            yield Ablated(source, whole, bare, None)
        for source, calendar in CALENDARS.items():
            bare = self._probability(without(self._panel, calendar), both, rate, horizon)

            def placebo(shift: int, calendar: Calendar = calendar) -> Floats:
                return self._probability(moved(self._panel, calendar, shift), both, rate, horizon)

            yield Ablated(source, whole, bare, _each(placebo, self._shifts(copies)))

    def _shifts(self, copies: int) -> list[int]:
        size = self._panel.last - self._panel.first + 1
        return [round(step) for step in np.linspace(EDGE_DAYS, size - EDGE_DAYS, copies)]

    def _probability(
        self, panel: Panel, offset: Floats, rate: Floats, horizon: int, dropped: tuple[str, ...] = ()
    ) -> Floats:
        features = recipe_features(panel, offset, rate, panel.first, horizon)
        features[:, [FEATURES.index(name) for name in dropped]] = 0.0
        log_odds = self._replay.correct(offset, features, horizon, self._since)[self._since :]
        quiet = np.ones(log_odds.size)
        for kind, notices in replay_notices(panel).items():
            if under(kind, self._target.kinds):
                quiet *= 1.0 - notices.chance(horizon, self._since)
        return expit(either(log_odds, quiet))


def _each(make: Callable[[int], Floats], shifts: list[int]) -> Iterator[Floats]:
    return (make(shift) for shift in shifts)
