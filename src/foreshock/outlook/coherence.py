"""Forecasts that agree with one another: a longer window is never less likely, nor a wider target.

Where models disagree with logic, a longer window is raised to the shorter one, and a narrower target
is lowered to the wider one, which has more events behind it and is the better known of the two. The
change is shown as a term of its own.
"""

from collections.abc import Mapping, Sequence

import numpy as np

from foreshock.panel.days import Floats
from foreshock.terms.kinds import under
from foreshock.theaters.schema import TargetRow

Key = tuple[str, int]


def within(inner: TargetRow, outer: TargetRow) -> bool:
    """Return whether every event that counts for `inner` counts for `outer` too, and not the same target."""
    return (
        inner.id != outer.id
        and set(inner.actors) <= set(outer.actors)
        and all(under(kind, outer.kinds) for kind in inner.kinds)
    )


def cohere(log_odds: Mapping[Key, Floats], targets: Sequence[TargetRow], horizons: Sequence[int]) -> dict[Key, Floats]:
    """Return log-odds, by target and horizon, that break no order."""
    settled: dict[Key, Floats] = {}
    for target in widest_first(targets):
        wider = [other.id for other in targets if within(target, other)]
        floor = np.full(1, -np.inf)
        for horizon in sorted(horizons):
            raised = np.maximum(log_odds[target.id, horizon], floor)
            floor = np.minimum.reduce([raised, *(settled[name, horizon] for name in wider)])
            settled[target.id, horizon] = floor
    return settled


def widest_first(targets: Sequence[TargetRow]) -> list[TargetRow]:
    """Return targets so that each stands after those it lies within."""
    return sorted(targets, key=lambda t: sum(within(t, other) for other in targets))
