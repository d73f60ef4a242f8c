"""Counting from an anchor: "about a day later" after a coded item's own day."""

from datetime import date

from foreshock.coding.dates.calendar import Days, plus_days
from foreshock.coding.dates.mention import DateMention
from foreshock.terms.reading import Lag, When


def shift_days(days: Days, lag: Lag) -> Days:
    """Return every day that may follow some day of a stretch by the lag."""
    return plus_days(days[0], lag.min_days), plus_days(days[1], lag.max_days)


def resolve_lag(mention: DateMention, anchor: When) -> When | None:
    """Return the days a lag means when it is counted from `anchor`, basis "anchor".

    The earliest day is the anchor's first plus the lag's least, the latest its last plus the
    greatest: from an anchor known to the month the answer is a range too. An open end stays open.
    None when the mention has no lag or the anchor no day at all.
    """
    lag = mention.lag
    if lag is None or (anchor.start is None and anchor.end is None):
        return None

    def moved(day: date | None, count: int) -> date | None:
        return None if day is None else plus_days(day, count)

    start, end = moved(anchor.start, lag.min_days), moved(anchor.end, lag.max_days)
    exact = start is not None and start == end
    return When(start=start, end=end, precision="day" if exact else "range", text=mention.text, basis="anchor")
