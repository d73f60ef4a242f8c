"""What single items of an article do to the odds, by issuing them again without."""

from collections.abc import Iterable
from typing import Literal

from msgspec import Struct

from foreshock.terms.forecast import Outlook

SMALLEST_CHANGE = 0.005


class Effect(Struct, frozen=True, kw_only=True):
    """What one item of the article does to one forecast, by computing it again without.

    `item` is the id of a coded event or statement in the reading.
    """

    item: str
    target: str
    horizon: int
    without_item: float
    with_item: float

    @property
    def size(self) -> float:
        """How far the item moves the probability, up or down."""
        return abs(self.with_item - self.without_item)


class NoEffect(Struct, frozen=True, kw_only=True):
    """An item that the odds rest on and that no listed effect is of, and why.

    `told_twice`: another item or another source tells of the same, so the odds are the same without this
    one. `small`: it moves every forecast by less than half a point, `largest` at most (0 to 1).
    """

    item: str
    reason: Literal["told_twice", "small"]
    largest: float = 0.0


class Effects(Struct, frozen=True, kw_only=True):
    """The effects of all items of an article, the largest first, and the items without one."""

    listed: tuple[Effect, ...] = ()
    none: tuple[NoEffect, ...] = ()


def told_twice(item: str) -> Effects:
    """Return that an item changes nothing, since something else tells of the same."""
    return Effects(none=(NoEffect(item=item, reason="told_twice"),))


def effects_of(item: str, without: Outlook, with_it: Outlook) -> Effects:
    """Return what an item changes, nothing if no forecast moves at all; `without` is the outlook without it."""
    before = {(f.target, f.horizon): f.probability for f in without.forecasts}
    changed = [
        Effect(
            item=item,
            target=f.target,
            horizon=f.horizon,
            without_item=before[f.target, f.horizon],
            with_item=f.probability,
        )
        for f in with_it.forecasts
    ]
    listed = tuple(effect for effect in changed if effect.size >= SMALLEST_CHANGE)
    if listed:
        return Effects(listed=listed)
    largest = max((effect.size for effect in changed), default=0.0)
    return Effects(none=(NoEffect(item=item, reason="small", largest=largest),) if largest else ())


def in_order(found: Iterable[Effects]) -> Effects:
    """Return the effects of several items as one list, the largest change first."""
    several = list(found)
    return Effects(
        listed=tuple(sorted((e for each in several for e in each.listed), key=lambda effect: -effect.size)),
        none=tuple(each for every in several for each in every.none),
    )
