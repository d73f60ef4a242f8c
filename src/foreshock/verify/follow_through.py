"""How often undertakings are kept, by who made them, against how often the deed came anyway."""

from collections.abc import Sequence
from typing import Literal

import numpy as np
from msgspec import Struct

from foreshock.verify.patterns import wilson_interval
from foreshock.verify.undertakings import Followed

By = Literal["level", "form", "actor", "speaker"]
UNKNOWN = "unknown"


class FollowThrough(Struct, frozen=True, kw_only=True):
    """One group: `n` closed with a deed due, `kept` of them; `rate` with Wilson's interval at 90 %.

    `chance` is the mean share that the calendar alone would have kept, `p_value` the chance of at
    least `kept` by it (Poisson binomial), None where no chance could be reckoned. `never_met`,
    `waiting` (open or armed) and `unsettled` are counted apart.
    """

    name: str
    n: int
    kept: int
    rate: float | None
    interval: tuple[float, float] | None
    chance: float | None
    p_value: float | None
    never_met: int
    waiting: int
    unsettled: int


def follow_through(followed: Sequence[Followed], by: By) -> tuple[FollowThrough, ...]:
    """Return the rates of each group, most closed first, and of all together last."""
    groups: dict[str, list[Followed]] = {}
    for one in followed:
        groups.setdefault(getattr(one.undertaking, by) or UNKNOWN, []).append(one)
    rates = [_rate(name, group) for name, group in groups.items()]
    return (*sorted(rates, key=lambda rate: (-rate.n, rate.name)), _rate("all", followed))


def _rate(name: str, group: Sequence[Followed]) -> FollowThrough:
    closed = [one for one in group if one.state in {"kept", "not_kept"}]
    kept = sum(one.state == "kept" for one in closed)
    chances = [one.chance for one in closed if one.chance is not None]
    known = len(chances) == len(closed) > 0
    return FollowThrough(
        name=name,
        n=len(closed),
        kept=kept,
        rate=kept / len(closed) if closed else None,
        interval=wilson_interval(kept, len(closed)),
        chance=sum(chances) / len(chances) if chances else None,
        p_value=at_least(kept, chances) if known else None,
        never_met=sum(one.state == "never_met" for one in group),
        waiting=sum(one.state in {"open", "armed"} for one in group),
        unsettled=sum(one.state == "unsettled" for one in group),
    )


def at_least(k: int, chances: Sequence[float]) -> float:
    """Return the probability of at least `k` successes in independent trials with these chances."""
    spread = np.array([1.0])
    for chance in chances:
        spread = np.convolve(spread, [1 - chance, chance])
    return float(min(1.0, spread[k:].sum()))
