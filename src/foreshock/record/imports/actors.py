"""Actors as other tables write them: ISO3 and CAMEO codes, Correlates-of-War numbers."""

from collections.abc import Iterable
from typing import get_args

from foreshock.theaters.schema import Actor, Sector

SECTORS = frozenset(get_args(Sector))
STATE = 3


class ActorCodes:
    """A theater's actors by the codes that other tables use for them."""

    def __init__(self, actors: Iterable[Actor]) -> None:
        actors = tuple(actors)
        self._codes = frozenset(actor.code for actor in actors)
        self._by_cow = {actor.cow.lstrip("0"): actor.code for actor in actors if actor.cow}

    def of_code(self, code: str) -> str | None:
        """Return the actor of a CAMEO or ISO3 code: the longest beginning that the theater lists.

        A code of three capitals that the theater does not know stands for itself.
        """
        for length in range(len(code), STATE - 1, -1):
            if code[:length] in self._codes:
                return code[:length]
        return code if len(code) == STATE and code.isascii() and code.isupper() and code not in SECTORS else None

    def of_cow(self, number: str) -> str | None:
        """Return the state of a Correlates-of-War number ("731")."""
        return self._by_cow.get(number.strip().lstrip("0"))


def sector_of(code: str) -> str | None:
    """Return a PLOVER sector, None for what is none."""
    return code if code in SECTORS else None
