"""What single items of an article do to the odds, by issuing them again without."""

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


def effects(item: str, without: Outlook, with_it: Outlook) -> tuple[Effect, ...]:
    """Return the forecasts that an item changed by at least half a point, largest change first."""
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
        if abs(f.probability - before[f.target, f.horizon]) >= SMALLEST_CHANGE
    ]
    return tuple(sorted(changed, key=lambda e: -abs(e.with_item - e.without_item)))
