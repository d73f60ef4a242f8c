"""When, around an occasion, the other thing happens: day by day before and after, against moved calendars.

The share of occasions with an event so many days from them, in a window of three days so that single
days do not flicker. What rises before the occasion as much as after it is a busy season, or an answer
the other way round. Superposed epoch analysis (Chree 1913, doi:10.1098/rsta.1913.0003) with the
calendar of the same years moved as its null.
"""

from collections.abc import Sequence
from datetime import date

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from foreshock.verify.moved import moved_calendars

REACH = 30
HALF_WINDOW = 1
PLACEBOS = 400
BAND = (0.05, 0.95)

Shares = NDArray[np.float64]


class LagProfile(Struct, frozen=True, kw_only=True):
    """For each of `days` (negative: before), the share of `n` occasions with an event within a day of it.

    `mean`, `low` and `high` are those of the moved calendars: the mean and the band nine in ten lie in.
    """

    n: int
    days: tuple[int, ...]
    share: tuple[float, ...]
    mean: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]


def lag_profile(
    occasions: Sequence[date],
    events: Sequence[date],
    *,
    last_day: date,
    seed: int,
    reach: int = REACH,
    placebos: int = PLACEBOS,
) -> LagProfile | None:
    """Return the profile of occasions whose whole neighbourhood the record covers; None without any.

    Args:
        occasions: days; several on a day count once.
        events: event days; those after `last_day` are not looked at.
        last_day: the last day the record can speak for.
        seed: of the moved calendars.
        reach: days before and after.
        placebos: how many moved calendars.
    """
    end = last_day.toordinal()
    starts = np.unique(np.array([day.toordinal() for day in occasions], dtype=np.int64))
    starts = starts[starts <= end - reach - HALF_WINDOW]
    if starts.size == 0:
        return None
    low = date(date.fromordinal(int(starts.min())).year, 1, 1).toordinal() - reach - HALF_WINDOW
    near = np.zeros(end - low + 2, dtype=np.int64)
    for day in events:
        at = day.toordinal() - low
        if 0 <= at <= end - low:
            near[max(at - HALF_WINDOW, 0) : at + HALF_WINDOW + 1] = 1
    lags = np.arange(-reach, reach + 1)
    moved = moved_calendars(starts, end - reach - HALF_WINDOW, np.random.default_rng(seed), placebos)
    found = np.stack([near[moved - low + lag].mean(axis=1) for lag in lags], axis=1)
    below, above = np.quantile(found, BAND, axis=0)
    return LagProfile(
        n=int(starts.size),
        days=tuple(int(lag) for lag in lags),
        share=_rounded(np.array([near[starts - low + lag].mean() for lag in lags])),
        mean=_rounded(found.mean(axis=0)),
        low=_rounded(below),
        high=_rounded(above),
    )


def _rounded(values: Shares) -> tuple[float, ...]:
    return tuple(round(float(value), 6) for value in values)
