"""What an export looks up in a theater: kinds, actors, places and their codes elsewhere."""

from msgspec import Struct

from foreshock.terms.reading import PloverType
from foreshock.theaters.cameo import Cameo
from foreshock.theaters.exchange_rows import CameoCode
from foreshock.theaters.schema import Actor, Kind, Pack, Site

STANCE = "stance"


class Coding(Struct, frozen=True, kw_only=True):
    """What an event is in PLOVER's terms."""

    type: PloverType
    mode: str | None
    contexts: tuple[str, ...]


class Codebook:
    """A theater's tables, ready to look things up in."""

    def __init__(self, pack: Pack) -> None:
        self._kinds = {kind.id: kind for kind in pack.kinds}
        self._actors = {actor.code: actor for actor in pack.actors}
        self._sites = {name: site for site in reversed(pack.sites) for name in (*site.aliases, site.name)}
        self._cameo = Cameo(pack.cameo)

    def coding(self, kind: str, stance: str | None = None) -> Coding | None:
        """Return the PLOVER coding of a kind: its own or the nearest above it; a statement's by its stance."""
        contexts = next((found.contexts for found in self._lineage(kind) if found.contexts), ())
        typed = next((found for found in self._lineage(kind) if found.type is not None), None)
        if typed is not None and typed.type is not None:
            return Coding(type=typed.type, mode=typed.mode, contexts=typed.contexts or contexts)
        row = self._cameo.of_kind(kind, stance) if stance is not None else None
        if row is None or row.type is None:
            return None
        return Coding(type=row.type, mode=row.mode, contexts=contexts)

    def cameo(self, kind: str, stance: str | None = None) -> CameoCode | None:
        """Return the CAMEO code a kind is written as, None if there is none."""
        return self._cameo.of_kind(kind, stance)

    def actor(self, code: str) -> Actor | None:
        """Return the actor of a code."""
        return self._actors.get(code)

    def state_of(self, code: str) -> Actor | None:
        """Return the state an actor is or belongs to, None for bodies and regions of the world."""
        state = self._actors.get(code[:3])
        return state if state is not None and state.kind == "country" else None

    def site(self, name: str | None) -> Site | None:
        """Return the place of a name or alias."""
        return self._sites.get(name) if name else None

    def _lineage(self, kind: str) -> list[Kind]:
        line = []
        while kind:
            if kind in self._kinds:
                line.append(self._kinds[kind])
            kind = kind.rpartition(".")[0]
        return line
