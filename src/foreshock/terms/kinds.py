"""The dotted taxonomy of kinds: "launch.ballistic.srbm" lies below "launch.ballistic" and "launch"."""

from collections.abc import Iterable


def under(kind: str, roots: Iterable[str]) -> bool:
    """Return whether `kind` is one of `roots` or lies below one in the dotted taxonomy."""
    return any(kind == root or kind.startswith(f"{root}.") for root in roots)
