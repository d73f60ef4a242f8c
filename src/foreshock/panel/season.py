"""Season and talks: the calendar features of the combination's third variant."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

import numpy as np

from foreshock.panel.days import Days, Floats, local_day, year_starts
from foreshock.terms.kinds import under
from foreshock.terms.record import RecordedEvent

SEASON_FEATURES = ("season (sine)", "season (cosine)", "talks in the last 30 days")
TALKS = ("talks", "summit")
TALKS_DAYS = 30
YEAR_DAYS = 365.2425


def talks(
    events: Sequence[RecordedEvent], principal: Sequence[str], zone: ZoneInfo
) -> tuple[tuple[int, int, str], ...]:
    """Return (day, known, row id) of talks and summits with the theater's principal, by day."""
    found = []
    for event in events:
        if under(event.kind, TALKS) and event.precision == "day" and not set(event.actors).isdisjoint(principal):
            day = event.valid_from.toordinal()
            found.append((day, max(day, local_day(event.recorded_at, zone)), event.id))
    return tuple(sorted(found))


def season_features(held: Sequence[tuple[int, int, str]], first: int, last: int, horizon: int) -> Floats:
    """Return one row a day from `first` to `last`, one column for each of `SEASON_FEATURES`.

    Season is that of the window's middle day.
    """
    days: Days = np.arange(first, last + 1)
    angle = 2 * np.pi * (days - year_starts(days) + (horizon + 1) / 2) / YEAR_DAYS
    features = np.zeros((days.size, len(SEASON_FEATURES)))
    features[:, 0], features[:, 1] = np.sin(angle), np.cos(angle)
    for day, known, _ in held:
        features[max(known - first, 0) : max(day + TALKS_DAYS - first, 0), 2] = 1.0
    return features


def season_evidence(held: Sequence[tuple[int, int, str]], day: int) -> tuple[tuple[str, ...], ...]:
    """Return for each of `SEASON_FEATURES` the record ids behind its value on `day`."""
    return ((), (), tuple(row for on, known, row in held if known <= day < on + TALKS_DAYS))
