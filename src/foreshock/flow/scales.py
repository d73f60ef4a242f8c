"""Words of estimative probability on the scale a reader is used to; the number always comes first."""

from msgspec.structs import replace

from foreshock.outlook.icd203 import SCALES, Scale, word_for
from foreshock.terms.errors import UsageError
from foreshock.terms.forecast import Outlook

__all__ = ["DEFAULT_SCALE", "SCALES", "Scale", "in_scale", "scale_named", "word_for"]

DEFAULT_SCALE: Scale = "ICD-203"


def scale_named(name: str) -> Scale:
    """Return the scale of a name in any case.

    Raises:
        UsageError: there is none.
    """
    for scale in SCALES:
        if scale.casefold() == name.casefold():
            return scale
    raise UsageError(
        f"--scale {name}: no such scale of probability words",
        expected=" or ".join(scale.lower() for scale in SCALES),
        next_step="leave it out for ICD-203",
    )


def in_scale(outlook: Outlook, scale: Scale) -> Outlook:
    """Return the same odds in the words of a scale."""
    return replace(
        outlook,
        forecasts=tuple(
            replace(fcst, word=word_for(fcst.probability, scale), scale=scale) for fcst in outlook.forecasts
        ),
    )
