"""The standard horizons, in days, and which stand next to each other."""

HORIZONS = (1, 3, 7, 14, 30)


def neighbours(horizon: int) -> tuple[int, ...]:
    """Return the next shorter and the next longer standard horizon, of those there are; none of any other window."""
    if horizon not in HORIZONS:
        return ()
    at = HORIZONS.index(horizon)
    return (*HORIZONS[max(at - 1, 0) : at], *HORIZONS[at + 1 : at + 2])
