"""Forecasts that agree with one another: a longer window is never less likely, nor a wider target.

Where models disagree with logic, the value that must not be lower is raised; the raise is shown as
a term of its own.
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
    raised: dict[Key, Floats] = {}
    for target in sorted(targets, key=lambda t: sum(within(other, t) for other in targets)):
        inner = [other.id for other in targets if within(other, target)]
        for horizons, ceilings in ((sorted(standard), False), (sorted(others), True)):
            for horizon in horizons:
                shorter = [h for h in (*standard, *others) if h < horizon and (target.id, h) in raised]
                floors = [raised[target.id, h] for h in shorter] + [raised[name, horizon] for name in inner]
                value = np.maximum.reduce([log_odds[target.id, horizon], *floors])
                longer = [raised[target.id, h] for h in standard if h > horizon and ceilings]
                raised[target.id, horizon] = np.minimum.reduce([value, *longer])
    return raised
