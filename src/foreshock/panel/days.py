"""Theater-local days as ordinals, so that spans and lags are plain arithmetic."""

from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

Days = NDArray[np.int64]
Flags = NDArray[np.bool_]
Floats = NDArray[np.float64]


def local_day(instant: datetime, zone: ZoneInfo) -> int:
    """Return the ordinal of the local day on which `instant` falls in `zone`."""
    return instant.astimezone(zone).date().toordinal()


def ordinals(days: Sequence[date]) -> Days:
    """Return days as an array of ordinals."""
    return np.array([day.toordinal() for day in days], dtype=np.int64)


def year_starts(days: Days) -> Days:
    """Return for each day (ordinal) the ordinal of the first day of its year."""
    epoch = date(1970, 1, 1).toordinal()
    years = (days - epoch).astype("datetime64[D]").astype("datetime64[Y]")
    return np.asarray(years.astype("datetime64[D]").astype(np.int64) + epoch)


def month_ends(first: int, last: int, months: frozenset[int]) -> list[int]:
    """Return the ordinals within `first`..`last` of the last day of each of these months (1 to 12)."""
    ends = []
    for year in range(date.fromordinal(first).year, date.fromordinal(last).year + 1):
        for month in sorted(months):
            end = date(year + month // 12, month % 12 + 1, 1).toordinal() - 1
            if first <= end <= last:
                ends.append(end)
    return ends
