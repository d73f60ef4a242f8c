"""Forecasts that agree with one another: a longer window is never less likely, nor a wider target.

Where models disagree with logic, a longer window is raised to the shorter one, and a narrower target
is lowered to the wider one, which has more events behind it and is the better known of the two. The
change is shown as a term of its own.
"""

from collections.abc import Mapping, Sequence

import numpy as np

from foreshock.panel.days import Floats
from foreshock.panel.occurrences import under
from foreshock.theaters.schema import TargetRow

Key = tuple[str, int]


def within(inner: TargetRow, outer: TargetRow) -> bool:
    """Return whether every event that counts for `inner` counts for `outer` too, and not the same target."""
    return (
        inner.id != outer.id
        and set(inner.actors) <= set(outer.actors)
        and all(under(kind, outer.kinds) for kind in inner.kinds)
    )


def cohere(
    log_odds: Mapping[Key, Floats], targets: Sequence[TargetRow], standard: Sequence[int], others: Sequence[int]
) -> dict[Key, Floats]:
    """Return log-odds, by target and horizon, that break no order.

    Standard horizons are settled among themselves; any `others` are then fitted in between, so that
    asking for one more window changes no standard forecast.
    """
    settled: dict[Key, Floats] = {}
    for target in sorted(targets, key=lambda t: sum(within(t, other) for other in targets)):
        wider = [other.id for other in targets if within(target, other)]
        for horizon in [*sorted(standard), *sorted(others)]:
            done = [h for h in (*standard, *others) if (target.id, h) in settled]
            floors = [settled[target.id, h] for h in done if h < horizon]
            ceilings = [settled[target.id, h] for h in done if h > horizon]
            ceilings += [settled[name, horizon] for name in wider]
            raised = np.maximum.reduce([log_odds[target.id, horizon], *floors])
            settled[target.id, horizon] = np.minimum.reduce([raised, *ceilings])
    return settled
