"""The outcome series on a daily axis, replayed with each day's own knowledge."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from foreshock.outlook.unrecorded import LONGEST_DELAY, unrecorded
from foreshock.panel.days import Days, Flags, Floats
from foreshock.panel.occurrences import Occurrences

Decayed = Callable[[float, slice], Floats]
EVERY_DAY = slice(None)

# Half an event added over all history keeps a rate from being 0 or 1.
FEWEST = 0.5


@dataclass(frozen=True)
class Daily:
    """A target's event days on the axis `first`..`last` (ordinals of local days).

    `at` and `known` are positions on that axis of each event day and of the day by whose end it
    was known; `settle` is how many days after a window's close its outcome counts as known.
    """

    first: int
    last: int
    at: Days
    known: Days
    settle: int

    @property
    def size(self) -> int:
        """The number of days on the axis."""
        return self.last - self.first + 1

    def long_run(self) -> Floats:
        """Return the all-history daily rate as of the end of each day, above 0 and below 1."""
        days = np.arange(1, self.size + 1, dtype=float)
        return (self.counts(None) + FEWEST) / (days + 2 * FEWEST)

    def decayed(self) -> Decayed:
        """Return what gives, of the share kept each day, Σ keep^(t−d) over the event days d known by t's end.

        It takes that share and the days t asked for. An event learned late enters already decayed. A day too
        recent to be surely recorded counts by its chance of having held an event all the same; those chances
        live as long as the function.
        """
        hidden = unrecorded(self.at, self.known, self.size, self.long_run())
        if hidden is None:
            return self._known_decayed
        ages = np.arange(LONGEST_DELAY)
        return lambda keep, days: self._known_decayed(keep, days) + keep**ages @ hidden[:, days]

    def _known_decayed(self, keep: float, asked: slice) -> Floats:
        order = np.argsort(self.known, kind="stable")
        entered = [0, *self.known[order].tolist()]
        lateness = [0, *(self.known - self.at)[order].tolist()]
        levels = [0.0]
        for previous, now, late in zip(entered, entered[1:], lateness[1:], strict=False):
            levels.append(levels[-1] * keep ** (now - previous) + keep**late)
        days = np.arange(self.size)[asked]
        latest = np.searchsorted(np.array(entered[1:]), days, side="right")
        return np.asarray(np.array(levels)[latest] * keep ** (days - np.array(entered)[latest]))

    def counts(self, window: int | None) -> Floats:
        """Return the event days known by the end of t among the last `window` days (None: among all), for every t."""
        steps = np.zeros(self.size + 1)
        np.add.at(steps, self.known, 1.0)
        if window is not None:
            gone = np.maximum(self.at + window, self.known)
            np.add.at(steps, np.minimum(gone, self.size), -1.0)
        return np.cumsum(steps)[:-1]

    def quiet_days(self) -> Days:
        """Return for every t how many days have passed since the latest event day known by its end.

        0 on an event day; before the first event the days since the axis began.
        """
        latest = np.full(self.size, -1, dtype=np.int64)
        np.maximum.at(latest, self.known, self.at)
        return np.arange(self.size) - np.maximum.accumulate(latest)

    def outcomes(self, horizon: int) -> Flags:
        """Return for every t whether an event fell on t+1..t+horizon, as known by the end of the axis."""
        return self.window_flags(self.at, horizon)

    def settled_outcomes(self, horizon: int) -> Flags:
        """Return for every t whether an event fell on t+1..t+horizon, as known when that window settled.

        Defined for positions up to `size` − 1 − horizon − settle; later ones may still change.
        """
        return self.window_flags(self.at, horizon, late=self.known - self.settle)

    def window_flags(self, at: Days, horizon: int, late: Days | None = None) -> Flags:
        """Return for every t whether one of `at` lies in t+1..t+horizon; with `late`, and t+horizon >= late."""
        flags = np.zeros(self.size, dtype=np.bool_)
        since = at if late is None else np.maximum(at, late)
        for day, from_day in zip(at.tolist(), since.tolist(), strict=True):
            flags[max(from_day - horizon, day - horizon, 0) : max(day, 0)] = True
        return flags


def daily(series: Occurrences, first: int, last: int, settle: int) -> Daily:
    """Return `series` on the axis `first`..`last`; event days outside it, or learned after it, are left out."""
    keep = (series.days >= first) & (series.days <= last) & (series.known <= last)
    return Daily(first, last, series.days[keep] - first, series.known[keep] - first, settle)
