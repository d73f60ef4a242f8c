"""Compare what two tables in the record say happened."""

from collections.abc import Sequence
from datetime import date, datetime

from msgspec import Struct

from foreshock.flow.desk import DeskSettings, open_desk
from foreshock.record.compare import Comparison, compare
from foreshock.record.origins import Origin
from foreshock.terms.errors import UsageError


class TablesCompared(Struct, frozen=True, kw_only=True):
    """Two tables of the record compared as known at a moment."""

    as_of: datetime
    first: str
    second: str
    comparison: Comparison


def compare_tables(
    settings: DeskSettings,
    first: str,
    second: str,
    *,
    kinds: Sequence[str] = (),
    since: date | None = None,
    until: date | None = None,
) -> TablesCompared:
    """Compare two tables by their names ("csis", "pack:korea", or a theater's id for its own).

    Raises:
        UsageError: the record holds no such table.
    """
    with open_desk(settings) as desk:
        moment = desk.moment()
        origins = desk.record.imported.origins()
        names = _origin(first, origins), _origin(second, origins)
        one, other = (desk.record.imported.rows_of(name, known_at=moment) for name in names)
    found = compare(one, other, kinds=kinds, since=since, until=until)
    return TablesCompared(as_of=moment, first=names[0], second=names[1], comparison=found)


def _origin(name: str, origins: Sequence[Origin]) -> str:
    held = [origin.name for origin in origins]
    for full in (name, f"import:{name}", f"pack:{name}"):
        if full in held:
            return full
    raise UsageError(
        f"the record holds no table {name!r}",
        expected="one of " + ", ".join(full.partition(":")[2] for full in held),
        next_step="bring it in with `foreshock record import FILE --as …`",
    )
