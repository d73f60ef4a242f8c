"""Counting from an anchor: "about a day later" after another day of the text."""

from foreshock.coding.dates.calendar import Days, plus_days
from foreshock.terms.reading import Lag


def shift_days(days: Days, lag: Lag) -> Days:
    """Return every day that may follow some day of a stretch by the lag."""
    return plus_days(days[0], lag.min_days), plus_days(days[1], lag.max_days)
