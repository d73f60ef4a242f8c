"""Words of estimative probability: always beside the number, never instead of it."""

from typing import Literal

Scale = Literal["ICD-203", "PHIA"]

# ICD 203 (2015), Analytic Standards, section D.6.e.(2)(a): upper bounds of each expression.
ICD_203 = (
    (0.05, "almost no chance"),
    (0.20, "very unlikely"),
    (0.45, "unlikely"),
    (0.55, "roughly even chance"),
    (0.80, "likely"),
    (0.95, "very likely"),
    (1.00, "almost certain"),
)
# Professional Head of Intelligence Assessment (UK, 2018) yardstick, whose ranges leave gaps:
# each bound is the middle of a gap.
PHIA = (
    (0.075, "remote chance"),
    (0.225, "highly unlikely"),
    (0.375, "unlikely"),
    (0.525, "realistic possibility"),
    (0.775, "likely or probable"),
    (0.925, "highly likely"),
    (1.00, "almost certain"),
)
SCALES: dict[Scale, tuple[tuple[float, str], ...]] = {"ICD-203": ICD_203, "PHIA": PHIA}


def word_for(probability: float, scale: Scale = "ICD-203") -> str:
    """Return the expression of `scale` for a probability.

    Raises:
        ValueError: the probability is not between 0 and 1.
    """
    if not 0.0 <= probability <= 1.0:
        raise ValueError(f"probability {probability}: expected 0 to 1")
    return next(word for bound, word in SCALES[scale] if probability <= bound)
