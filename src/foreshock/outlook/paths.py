"""What may happen day by day: simulated event days that agree with the odds.

The first event day of a path is drawn from the distribution the odds imply, one path for each
equal share of it. From then on its hazard is the one the odds imply for days without an event,
raised by each event of the path as the self-exciting model says.
"""

from dataclasses import dataclass, replace

import numpy as np

from foreshock.outlook.hawkes import HawkesFit
from foreshock.panel.days import Flags, Floats

SMALLEST = 1e-12
MOST_SCALED = 5.0  # how far the odds may stretch the self-exciting hazard after an event


@dataclass(frozen=True)
class Ahead:
    """What the odds say of the days ahead at one issue day.

    `within` is the probability of an event within 1 … n days; `own` and `announced` the cumulative
    hazards of the models over the same days, by themselves and of open launch notices; `fit` the
    self-exciting model, None when there is none.
    """

    within: Floats
    own: Floats
    announced: Floats
    fit: HawkesFit | None

    def until(self, days: int) -> "Ahead":
        """Return the first `days` days of it."""
        return replace(self, within=self.within[:days], own=self.own[:days], announced=self.announced[:days])


def simulate(ahead: Ahead, paths: int, seed: int) -> Flags:
    """Return whether each day ahead has an event, on each path: shape (paths, days)."""
    chance = np.random.default_rng(seed)
    days = ahead.within.size
    first = np.searchsorted(ahead.within, (np.arange(paths) + 0.5) / paths, side="left")  # = days: no event
    implied = np.diff(-np.log1p(-np.minimum(ahead.within, 1 - SMALLEST)), prepend=0.0)
    own, announced = np.diff(ahead.own, prepend=0.0), np.diff(ahead.announced, prepend=0.0)
    scale = implied / np.maximum(own + announced, SMALLEST)
    # A launch uses its notice up: what is left after it is the target's own hazard.
    after, stretch = own * scale, np.clip(scale, 0.0, MOST_SCALED)
    excited, decay = ((0.0, 0.0), (1.0, 1.0)) if ahead.fit is None else (ahead.fit.excited, ahead.fit.decay)
    keeps = np.exp(-np.array(decay))
    lift = np.array(excited) * (1.0 - keeps)
    state = np.zeros((len(keeps), paths))
    happened = np.zeros((paths, days), dtype=np.bool_)
    draws = chance.random((days, paths))
    for day in range(days):
        hazard = after[day] + stretch[day] * (lift @ state)
        happened[:, day] = (first == day) | ((first < day) & (draws[day] < -np.expm1(-hazard)))
        state = state * keeps[:, None] + happened[:, day]
    return happened
