"""How large a sample it takes to see an effect, and how small an effect a sample can show.

One-sided test at 5 % with power 80 %, normal approximation (Fleiss, Levin and Paik 2003,
Statistical Methods for Rates and Proportions, 3rd ed., ch. 2).
"""

import math

SOUGHT_RATIO = 1.5
_Z_ONE_SIDED_5_PERCENT, _Z_POWER_80_PERCENT = 1.6448536269514722, 0.8416212335729143
_HALVINGS = 40


def needed_occasions(base_rate: float, ratio: float) -> int | None:
    """Return the occasions needed against `ratio` × `base_rate`.

    None when the base rate is 0 or 1, or the effect would exceed certainty.
    """
    raised = base_rate * ratio
    if not 0 < base_rate < 1 or raised >= 1:
        return None
    spread = _Z_ONE_SIDED_5_PERCENT * math.sqrt(base_rate * (1 - base_rate))
    spread += _Z_POWER_80_PERCENT * math.sqrt(raised * (1 - raised))
    return math.ceil((spread / (raised - base_rate)) ** 2)


def detectable_ratio(base_rate: float, n: int) -> float | None:
    """Return the smallest ratio to `base_rate` that `n` occasions would show four times out of five.

    None when even a certain response would not show, or there is no base rate.
    """
    if not 0 < base_rate < 1 or n < 1:
        return None
    low, high = 1.0, 1 / base_rate
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        needed = needed_occasions(base_rate, middle)
        low, high = (low, middle) if needed is not None and needed <= n else (middle, high)
    needed = needed_occasions(base_rate, high)
    return high if needed is not None and needed <= n else None
