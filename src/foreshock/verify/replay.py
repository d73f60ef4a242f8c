"""Forecasts replayed day by day, beside their references and what came of them."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Replay:
    """The forecasts of one target and horizon, one an issue day, in order; every window has closed.

    `issued` are ordinals of local issue days, `outcome` 1.0 where the target happened within the
    window, `references` the plain rates on the same days, `quiet_days` how many days had passed
    without the target at issue.
    """

    target: str
    horizon: int
    issued: NDArray[np.int64]
    probability: Floats
    references: Mapping[str, Floats]
    outcome: Floats
    quiet_days: NDArray[np.int64]

    @property
    def size(self) -> int:
        """The number of forecasts."""
        return int(self.issued.size)

    def where(self, keep: NDArray[np.bool_]) -> "Replay":
        """Return only the forecasts for which `keep` is true."""
        return Replay(
            target=self.target,
            horizon=self.horizon,
            issued=self.issued[keep],
            probability=self.probability[keep],
            references={name: values[keep] for name, values in self.references.items()},
            outcome=self.outcome[keep],
            quiet_days=self.quiet_days[keep],
        )
