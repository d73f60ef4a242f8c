"""Turn CAMEO codes into kinds and types, and kinds into CAMEO codes, as a pack's table says."""

from collections.abc import Iterable

from foreshock.terms.reading import PloverType
from foreshock.theaters.exchange_rows import CameoCode


class Cameo:
    """A pack's CAMEO table, ready to look things up in."""

    def __init__(self, rows: Iterable[CameoCode]) -> None:
        rows = tuple(rows)
        self._rows = {row.code: row for row in rows}
        self._by_kind = {kind: row for row in rows for kind in row.kinds}
        self._by_stance: dict[str, CameoCode] = {stance: row for row in rows for stance in row.stances}
        self._found: dict[str, CameoCode | None] = {}
        meant: dict[tuple[PloverType | None, str | None], set[str | None]] = {}
        for row in rows:
            meant.setdefault((row.type, row.mode), set()).add(row.kind)
        self._by_type = {key: next(iter(kinds)) for key, kinds in meant.items() if len(kinds) == 1}

    def row(self, code: str) -> CameoCode | None:
        """Return the row of a code or of its longest beginning; None if even its root is not listed."""
        if code not in self._found:
            beginnings = (code[:length] for length in range(len(code), 1, -1))
            self._found[code] = next((self._rows[part] for part in beginnings if part in self._rows), None)
        return self._found[code]

    def of_kind(self, kind: str, stance: str | None = None) -> CameoCode | None:
        """Return the code an event is written as: its statement's stance's, else its kind's or the nearest above."""
        above = kind
        while above and above not in self._by_kind:
            above = above.rpartition(".")[0]
        found = self._by_kind.get(above)
        return found if stance is None else self._by_stance.get(stance, found)

    def kind_of_type(self, event_type: PloverType, mode: str | None) -> str | None:
        """Return the kind of a PLOVER type and mode, None where its codes do not settle one."""
        return self._by_type.get((event_type, mode)) or self._by_type.get((event_type, None))
