"""Names that stand for two things: whoever reads the text could not tell which is meant."""

from collections.abc import Iterator, Mapping

from foreshock.theaters.check_rows import Located
from foreshock.theaters.faults import Fault

# The fields of each table that hold what is looked for in text.
_NAMES: dict[str, tuple[str, ...]] = {
    "actors": ("names", "demonyms", "capitals", "short"),
    "offices": ("aliases",),
    "role_words": ("words",),
    "people": ("name", "aliases"),
    "outlets": ("name", "aliases"),
    "weapons": ("name", "aliases"),
    "sites": ("name", "aliases"),
    "named_drills": ("name", "aliases"),
}
_KEYS = {"actors": "code", "role_words": "role"}


def check_names(
    table: str, own: list[Located], inherited: list[Located], codes: Mapping[str, frozenset[str]]
) -> Iterator[Fault]:
    """Faults of own rows that share a name with another row of the table.

    `codes` gives the actors each person has spoken for. Two people may share a name while both
    speak for one actor: their dates tell them apart. A general office may share a name with the
    office of one state, which refines it.
    """
    key = _KEYS.get(table, "id")
    owners: dict[str, list[Located]] = {}
    replaced = {row.values.get(key) for row in own}
    for row in inherited:
        if row.values.get(key) not in replaced:
            for _, name in _names(table, row):
                owners.setdefault(name, []).append(row)
    for row in own:
        for field, name in _names(table, row):
            others = owners.setdefault(name, [])
            for other in others:
                if _clash(table, row, other, key, codes):
                    theirs = other.values.get(key)
                    parents = " of the pack this one extends: a row with that key replaces it"
                    yield row.fault(field, f"{name!r} is also {theirs!r}{parents if other in inherited else ''}")
            others.append(row)


def _names(table: str, row: Located) -> Iterator[tuple[str, str]]:
    """Each field that holds names, with each name in it."""
    for field in _NAMES.get(table, ()):
        value = row.values.get(field)
        for name in value if isinstance(value, tuple) else () if value is None else (value,):
            yield field, name


def _clash(table: str, row: Located, other: Located, key: str, codes: Mapping[str, frozenset[str]]) -> bool:
    if row.values.get(key) == other.values.get(key):
        return False
    if table == "people":
        return not codes.get(row.values.get(key, "")) or codes[row.values[key]].isdisjoint(
            codes.get(other.values.get(key, ""), frozenset())
        )
    if table == "offices":
        return (row.values.get("actor") is None) == (other.values.get("actor") is None)
    return True
