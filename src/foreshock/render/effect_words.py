"""Items of an article that the odds rest on without an effect worth listing, in words."""

from collections.abc import Sequence

from foreshock.flow.effects import NoEffect

SHOWN = 0.05  # points; less would be written as none


def without_effect(items: Sequence[NoEffect]) -> list[str]:
    """Return a sentence for each reason why items are not listed; none when all are."""
    small = [each for each in items if each.reason == "small"]
    twice = ", ".join(each.item for each in items if each.reason == "told_twice")
    found = []
    if small:
        names = ", ".join(each.item for each in small)
        most = 100 * max(each.largest for each in small)
        at_most = f"at most {most:.1f} points" if most >= SHOWN else "next to nothing"
        found.append(f"Not listed, less than half a point on every forecast: {names} ({at_most}).")
    if twice:
        found.append(f"Not listed, told by another item or source as well, so no odds change without it: {twice}.")
    return found
