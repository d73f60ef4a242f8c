"""Look at theater packs: which there are, what is in them, what is wrong with them."""

from msgspec import structs

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


def find_faults(path: str) -> list[Fault]:
    """Return every fault of a pack, shipped or in a folder; empty when it is sound."""
    return check_pack(path)
