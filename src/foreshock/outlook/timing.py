"""When the next event falls and how many to expect, in windows of any days: all from one walk."""

from collections.abc import Sequence
from datetime import date

import numpy as np

from foreshock.outlook.coherence import within
from foreshock.outlook.horizons import HORIZONS
from foreshock.outlook.paths import Ahead, simulate
from foreshock.outlook.walk import Walk, first_days
from foreshock.panel.days import Flags, Floats
from foreshock.terms.forecast import CountBand, DateBand, DayChance, Timing, WindowForecast

LEVELS = (0.5, 0.8, 0.95)
DAYS = 366
PATHS = 10_000
Span = tuple[int, int]  # first and last day ahead, 1 being the day after the issue day


def aheads(walk: Walk, rows: Sequence[int], days: int) -> dict[str, list[Ahead]]:
    """Return for each target of a walk what the odds of some issue days (by position) say of the days ahead."""
    within_days = first_days(walk, days)
    found = {}
    for target in walk.targets:
        shape = walk.shapes[target.id]
        own, announced = shape.own(days), shape.announced(days)
        found[target.id] = [
            Ahead(
                within=within_days[target.id][row],
                own=own[row],
                announced=announced[row],
                fit=shape.fit(row),
            )
            for row in rows
        ]
    return found


def timings(walk: Walk, windows: Sequence[Span], *, seed: int, days: int = DAYS) -> tuple[Timing, ...]:
    """Return the timing of every target at the walk's last issue day, the widest targets first.

    Args:
        walk: over all standard horizons.
        windows: further windows besides the standard horizons.
        seed: of the simulation.
        days: how many days ahead the distribution of the next event's date is given for.
    """
    spans = [*((1, horizon) for horizon in HORIZONS), *windows]
    reach = max(days, *(last for _, last in spans))
    issued = int(next(iter(walk.nodes.values())).issued[-1])
    known = aheads(walk, [-1], reach)
    found: dict[str, Timing] = {}
    for target in walk.targets:
        (ahead,) = known[target.id]
        paths = simulate(ahead.until(max(last for _, last in spans)), PATHS, seed)
        wider = [found[other.id].windows for other in walk.targets if within(target, other)]
        forecasts = tuple(
            _window(paths, ahead.within, span, issued, [rows[number] for rows in wider])
            for number, span in enumerate(spans)
        )
        found[target.id] = _timing(target.id, ahead.within[:days], forecasts, issued)
    return tuple(found.values())


def quantile_day(within_days: Floats, share: float) -> int | None:
    """Return the day ahead by which the next event has fallen with chance `share`; None past the days given."""
    day = int(np.searchsorted(within_days, share)) + 1
    return day if day <= within_days.size else None


def count_band(counts: "np.ndarray", level: float) -> tuple[int, int]:
    """Return the smallest count with at most (1 − level)/2 below it, and the like above."""
    low, high = np.quantile(counts, [(1.0 - level) / 2.0, (1.0 + level) / 2.0], method="inverted_cdf")
    return int(low), int(high)


def _window(
    paths: Flags, within_days: Floats, span: Span, issued: int, wider: Sequence[WindowForecast]
) -> WindowForecast:
    inside = paths[:, span[0] - 1 : span[1]]
    counts = inside.sum(axis=1)
    # From tomorrow on it is the forecast itself; later windows need to know what may come before them.
    probability = float(within_days[span[1] - 1]) if span[0] == 1 else float(inside.any(axis=1).mean())
    bands = []
    for number, level in enumerate(LEVELS):
        low, high = count_band(counts, level)
        caps = [row.bands[number] for row in wider]
        bands.append(CountBand(level, min([low, *(c.low for c in caps)]), min([high, *(c.high for c in caps)])))
    return WindowForecast(
        target_start=date.fromordinal(issued + span[0]),
        target_end=date.fromordinal(issued + span[1]),
        probability=min([probability, *(row.probability for row in wider)]),
        expected=min([max(float(counts.mean()), probability), *(row.expected for row in wider)]),
        bands=tuple(bands),
    )


def _timing(name: str, within_days: Floats, windows: tuple[WindowForecast, ...], issued: int) -> Timing:
    def day_of(share: float) -> date | None:
        day = quantile_day(within_days, share)
        return None if day is None else date.fromordinal(issued + day)

    on = np.diff(within_days, prepend=0.0)
    return Timing(
        target=name,
        median=day_of(0.5),
        bands=tuple(DateBand(level, day_of((1.0 - level) / 2.0), day_of((1.0 + level) / 2.0)) for level in LEVELS),
        beyond=float(1.0 - within_days[-1]),
        days=tuple(
            DayChance(date.fromordinal(issued + 1 + day), float(on[day]), float(within_days[day]))
            for day in range(within_days.size)
        ),
        windows=windows,
    )
