"""Look at theater packs: which there are, what is in them, what is wrong with them."""

from collections.abc import Mapping
from typing import Any

import msgspec
from msgspec import structs

from foreshock.terms.errors import UsageError
from foreshock.theaters.check import Fault, check_pack
from foreshock.theaters.load import list_packs, load_pack

SINGLE = {"theater", "digest"}


def describe_packs() -> list[tuple[str, str]]:
    """Return each shipped pack's name and what it covers."""
    return [(theater.id, theater.name) for theater in list_packs()]


def describe_pack(name: str) -> dict[str, int | str]:
    """Return a pack's identity and how many rows each table holds, its parents' included."""
    pack = load_pack(name)
    about: dict[str, int | str] = {
        "id": pack.theater.id,
        "name": pack.theater.name,
        "zone": pack.theater.zone,
        "extends": pack.theater.extends or "",
        "digest": pack.digest,
    }
    tables = (field.name for field in structs.fields(pack) if field.name not in SINGLE)
    return about | {table: len(getattr(pack, table)) for table in tables}


def list_rows(name: str, table: str) -> list[dict[str, Any]]:
    """Return the rows of one table of a pack, its parents' included, as plain values.

    Raises:
        UsageError: a pack has no such table.
    """
    pack = load_pack(name)
    tables = [field.name for field in structs.fields(pack) if field.name not in SINGLE]
    if table not in tables:
        raise UsageError(
            f"a theater has no table {table!r}",
            expected=f"one of {', '.join(tables)}",
            next_step=f"foreshock theater show {name} counts the rows of each",
        )
    return [msgspec.to_builtins(row) for row in getattr(pack, table)]


def row_words(row: Mapping[str, Any]) -> tuple[str, str]:
    """Return a row's id and what it is called; for a row without a name, everything it holds."""
    fields = iter(row.items())
    _, first = next(fields)
    for name in ("label", "name", "names", "words"):
        if row.get(name):
            return str(first), _cell(row[name])
    return str(first), "; ".join(_cell(value) for _, value in fields if value not in (None, "", (), [], False))


def _cell(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, (list, tuple)) else str(value)


def find_faults(path: str) -> list[Fault]:
    """Return every fault of a pack, shipped or in a folder; empty when it is sound."""
    return check_pack(path)
