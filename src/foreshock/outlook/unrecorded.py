"""Days whose events may not be in the record yet: how likely each is to have held one all the same.

A record of events is filled in late. With F(a) the share of earlier event days recorded within a
days and λ the long-run rate, a day of age a that stands empty held an event with chance
λ(1 − F)/(1 − λF) (Bayes; the right-truncation of reporting delays as in Lawless 1994,
doi:10.2307/3315888). Everything is as known at the end of each day.
"""

import numpy as np

from foreshock.panel.days import Days, Floats

LONGEST_DELAY = 60
FEWEST_DELAYS = 8  # recorded event days before delays are known well enough


def unrecorded(at: Days, known: Days, size: int, rate: Floats) -> Floats | None:
    """Return the chance of an event not recorded yet by age of the day: shape (ages, days), row a for day t − a.

    None when every event day was known by its own end.

    Args:
        at: positions of the event days.
        known: positions by whose end each was known.
        size: days on the axis.
        rate: the long-run rate as of the end of each day, between 0 and 1.
    """
    delays = np.clip(known - at, 0, LONGEST_DELAY)
    if not delays.any():
        return None
    seen = np.zeros((size, LONGEST_DELAY + 1))
    np.add.at(seen, (known, delays), 1.0)
    np.cumsum(seen, axis=0, out=seen)
    count = seen.sum(axis=1)
    share = np.cumsum(seen, axis=1, out=seen)
    share /= np.maximum(count, 1.0)[:, None]
    share[count < FEWEST_DELAYS] = 1.0
    recorded = np.full(size, size, dtype=np.int64)
    np.minimum.at(recorded, at, known)
    chance = np.zeros((LONGEST_DELAY, size))
    for age in range(LONGEST_DELAY):
        days = np.arange(age, size)
        within = share[days, age]
        missing = rate[days] * (1.0 - within) / (1.0 - rate[days] * within)
        chance[age, days] = np.where(recorded[days - age] > days, missing, 0.0)
    return chance
