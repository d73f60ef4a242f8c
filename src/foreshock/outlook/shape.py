"""How a model's odds spread over the days ahead: its hazard day by day while nothing happens.

The recipe speaks for five horizons. Between them the cumulative hazard −log(1 − P) grows in the
proportions of the self-exciting hazard and of the open launch notices; past the longest horizon it
goes on at the ratio it has reached there. So every window and the whole distribution of the next
event's day follow from the same five forecasts and cannot contradict them.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from foreshock.outlook.hawkes import HawkesFit, HawkesTrack
from foreshock.outlook.notices import NoticeReplay
from foreshock.panel.days import Floats

SMALLEST = 1e-12


@dataclass(frozen=True)
class HazardShape:
    """The hazard ahead of one target on the issue days from position `since`; `rate` is the long-run daily rate."""

    track: HawkesTrack
    rate: Floats
    notices: tuple[NoticeReplay, ...]
    since: int

    def own(self, days: int) -> Floats:
        """Return the cumulative hazard of the target itself over 1 … `days` days: shape (issue days, days)."""
        rows = self.track.since(self.since)
        rate = np.log1p(-self.rate[self.since :])
        columns = []
        for day in range(1, days + 1):
            _, full = rows.hazard(day)
            columns.append(np.where(np.isnan(full), -day * rate, full))
        return np.stack(columns, axis=1)

    def fit(self, row: int) -> HawkesFit | None:
        """Return the self-exciting model in force on an issue day (by position), None before the first."""
        at = row if row < 0 else row + self.since
        if np.isnan(self.track.background[at]):
            return None
        excited, decay = self.track.excited[at].tolist(), self.track.decay[at].tolist()
        return HawkesFit(-1, float(self.track.background[at]), tuple(excited), tuple(decay))

    def announced(self, days: int) -> Floats:
        """Return the cumulative hazard of launches that open notices announce, in the same shape."""
        total = np.zeros((self.rate.size - self.since, days))
        for notice in self.notices:
            total -= np.log1p(-np.minimum(notice.chances(days, self.since), 1.0 - SMALLEST))
        return total


def spread(nodes: Mapping[int, Floats], shape: Floats) -> Floats:
    """Return the probability of an event within 1 … n days: shape (issue days, n), rising along a row.

    Args:
        nodes: probabilities by horizon, each one an issue day, rising with the horizon.
        shape: cumulative hazard of 1 … n days, n at least the longest horizon.
    """
    base = np.concatenate([np.zeros((shape.shape[0], 1)), shape], axis=1)
    found = np.zeros_like(base)
    before, low = 0, np.zeros(shape.shape[0])
    for horizon in sorted(nodes):
        high = -np.log1p(-np.minimum(nodes[horizon], 1.0 - SMALLEST))
        inside = base[:, before : horizon + 1] - base[:, [before]]
        share = inside / np.maximum(inside[:, [-1]], SMALLEST)
        found[:, before : horizon + 1] = low[:, None] + np.maximum(high - low, 0.0)[:, None] * share
        before, low = horizon, np.maximum(high, low)
    ratio = low / np.maximum(base[:, before], SMALLEST)
    found[:, before:] = low[:, None] + ratio[:, None] * (base[:, before:] - base[:, [before]])
    return np.asarray(-np.expm1(-found[:, 1:]))
