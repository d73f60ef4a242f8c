"""Plain rates: the share of days with an event, over all history or a trailing window.

For horizon h and a daily rate r, P = 1 − (1 − r)^h. They are the references every forecast has to
beat; a short window is a weak one, so all-history and the online choice always stand beside it.
"""

from collections.abc import Iterable, Sequence

import numpy as np

from foreshock.outlook.daily import FEWEST, Daily
from foreshock.panel.days import Days, Flags, Floats

TRAILING_DAYS = (90, 180, 365, 730, 1825)
CLOSEST = 1e-12  # to 0 and 1, when probabilities are scored


def rate_names() -> tuple[str, ...]:
    """Return the names of the plain rates, in the order of `rates`."""
    return ("all_history", *(f"trailing_{days}d" for days in TRAILING_DAYS))


def rates(series: Daily) -> Floats:
    """Return the daily rate as of the end of each day: shape (days, rates), each above 0 and below 1.

    A trailing rate over w days is plainly n/w for n event days; an empty window gets the rate of
    `FEWEST` events in all history, a full one as little below 1.
    """
    days = np.arange(1, series.size + 1, dtype=float)
    least = FEWEST / days
    columns = [series.long_run()]
    for window in TRAILING_DAYS:
        share = series.counts(window) / np.minimum(days, window)
        columns.append(np.clip(share, least, 1.0 - least))
    return np.stack(columns, axis=1)


def over(rate: Floats, horizon: int) -> Floats:
    """Return the probability of at least one event in `horizon` days at a daily rate."""
    return 1.0 - (1.0 - rate) ** horizon


def chosen_online(candidates: Iterable[Floats], outcomes: Flags, lag: int) -> tuple[Floats, Days]:
    """Return the candidate with the best log score so far, day by day, and its number.

    Args:
        candidates: the probabilities of each, a row a day; looked at one after the other.
        outcomes: the verified outcome of each issue day.
        lag: days after issue by which an outcome is known, at least 1; the choice at t uses issues up to t − lag.
    """
    chosen, best = np.empty(outcomes.size), np.zeros(outcomes.size, dtype=np.int64)
    highest = np.full(outcomes.size, -np.inf)
    for number, candidate in enumerate(candidates):
        # Over a long window a busy rate rounds to certainty; its score must stay finite to be compared.
        sure = np.clip(candidate, CLOSEST, 1.0 - CLOSEST)
        past = np.zeros(outcomes.size)
        past[lag:] = np.cumsum(np.log(np.where(outcomes, sure, 1.0 - sure)))[:-lag]
        better = past > highest
        chosen[better], best[better], highest[better] = candidate[better], number, past[better]
    return chosen, best


def rate_table(series: Daily, horizon: int) -> dict[str, Floats]:
    """Return each plain rate's probability for `horizon` days, by name, the online choice included."""
    table = over(rates(series), horizon)
    online, _ = chosen_online(table.T, series.settled_outcomes(horizon), horizon + series.settle)
    named: Sequence[Floats] = [*table.T, online]
    return dict(zip((*rate_names(), "online_rate"), named, strict=True))
