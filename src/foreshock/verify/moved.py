"""Calendars that mean nothing: the same occasions on other days of their own years."""

from datetime import date

import numpy as np
from numpy.typing import NDArray

Days = NDArray[np.int64]


def moved_calendars(starts: Days, last: int, generator: np.random.Generator, placebos: int) -> Days:
    """Return `starts` (ordinals) moved `placebos` times, a row each.

    Each year's occasions move together by one random number of days, around the end of their year,
    so that what is busy in a year and how close they lie stay as they were. In its last year nothing
    is moved past `last`.
    """
    years = np.array([date.fromordinal(int(day)).year for day in starts])
    moved = np.zeros((placebos, starts.size), dtype=np.int64)
    for year in np.unique(years):
        low = date(int(year), 1, 1).toordinal()
        length = min(date(int(year), 12, 31).toordinal(), last) - low + 1
        here = years == year
        shifts = generator.integers(0, length, size=(placebos, 1))
        moved[:, here] = (starts[here][None, :] - low + shifts) % length + low
    return moved
