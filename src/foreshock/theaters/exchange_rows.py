"""How a pack's kinds and actors are written in other people's event tables."""

from typing import Literal

from msgspec import Struct

from foreshock.terms.reading import PloverType

Stance = Literal["accuse", "threaten", "reject", "demand", "offer", "accept"]


class CameoCode(Struct, frozen=True, kw_only=True):
    """One code of the CAMEO codebook, as GDELT and ICEWS use it.

    A code that has no row of its own takes that of its longest beginning: "0231" is read as "023",
    else as "02". `code` keeps its leading zeros. `type` is the PLOVER type it turns into and `mode`
    its mode, both after the crosswalk of the PLOVER project; a plain statement has none. `kind` is
    the kind of an event that arrives with this code, left out where CAMEO does not say what
    happened. `kinds` are the kinds, each with all below it, that are written as this code.
    `stances` are the stances of statements that are written so. `scale` is the code's place on Goldstein's scale of
    conflict and cooperation as adapted to CAMEO, -10 to 10 (Goldstein, Journal of Conflict
    Resolution 36(2), 1992, doi:10.1177/0022002792036002007).
    """

    code: str
    type: PloverType | None = None
    mode: str | None = None
    kind: str | None = None
    kinds: tuple[str, ...] = ()
    stances: tuple[Stance, ...] = ()
    scale: float
