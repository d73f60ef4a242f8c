"""Every fault of a theater pack, with its file, row and field."""

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec

from foreshock.terms.errors import PackError, UsageError
from foreshock.theaters.check_links import check_links
from foreshock.theaters.check_names import check_names
from foreshock.theaters.check_rows import Located, read_rows
from foreshock.theaters.check_rules import check_link_rules, is_zone
from foreshock.theaters.faults import Fault, in_order
from foreshock.theaters.load import HEAD, find_pack, lineage, read_head, table_files
from foreshock.theaters.mappings import FOLDER, read_mapping
from foreshock.theaters.schema import Theater
from foreshock.theaters.tables import PEOPLE, TABLES, TENURES, Table, columns, tenure_columns

__all__ = ["Fault", "check_pack"]

_NOTES = {"README.md", "SOURCES.md", "hindcasts.csv"}


def check_pack(name_or_path: str | Path) -> list[Fault]:
    """Check a shipped pack by name, or a pack's folder, and return all its faults in order.

    Reported are: files and columns nobody knows, unreadable files, missing and ill-typed values,
    invisible characters, keys used twice, names of actors, kinds, offices, levels, people and
    weapons that are not there, spans that end before they start, numbers out of range, and names
    in text that stand for two things. Only the pack's own files are checked: a parent's faults
    are the parent's. Empty when the pack is sound.

    Raises PackError when there is no such pack.
    """
    folder = _find(name_or_path)
    faults: list[Fault] = []
    own = _read_tables(folder, faults)
    faults += _unknown_files(folder)
    head = _check_head(folder, faults)
    inherited = _inherited(folder, head, faults)
    faults += _repeated_keys(own)
    keys = _all_keys(own, inherited)
    faults += check_links(own, keys)
    faults += check_link_rules(own["link_rules"])
    faults += _mapping_faults(folder, keys)
    faults += _unknown_principals(head, keys)
    codes = _codes([*inherited.get(TENURES, []), *own.get(TENURES, [])])
    for table in (table.name for table in TABLES):
        faults += check_names(table, own[table], inherited.get(table, []), codes)
    return sorted(set(faults), key=in_order)


def _find(name_or_path: str | Path) -> Path:
    """A folder that holds any of a pack's files is checked even if its head is missing."""
    folder = Path(name_or_path)
    if not (folder / HEAD).is_file() and any(True for table in TABLES for _ in table_files(folder, table.stems)):
        return folder
    return find_pack(name_or_path)


def _read_tables(folder: Path, faults: list[Fault]) -> dict[str, list[Located]]:
    found = {table.name: _read_table(folder, table, faults) for table in TABLES}
    known = tenure_columns()
    found[TENURES] = [row for path in table_files(folder, (TENURES,)) for row in read_rows(folder, path, known, faults)]
    for person in found[PEOPLE]:
        # A person's roles may also stand inside their own entry.
        for tenure in person.values.get(TENURES, ()):
            values = {"person": person.values.get("id"), **msgspec.structs.asdict(tenure)}
            found[TENURES].append(Located(person.file, person.row, values))
    return found


def _read_table(folder: Path, table: Table, faults: list[Fault]) -> list[Located]:
    known = columns(table.row)
    return [row for path in table_files(folder, table.stems) for row in read_rows(folder, path, known, faults)]


def _unknown_files(folder: Path) -> Iterator[Fault]:
    stems = {TENURES, *(stem for table in TABLES for stem in table.stems)}
    allowed = {HEAD, *_NOTES, *(f"{stem}{suffix}" for stem in stems for suffix in (".csv", ".toml"))}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        hidden = any(part.startswith((".", "__")) for part in path.relative_to(folder).parts)
        mapping = path.parent == folder / FOLDER and path.suffix == ".toml"
        if path.is_file() and not hidden and not mapping and name not in allowed:
            yield Fault(name, None, None, "is no file of a pack; see docs/reference/pack.md")


def _mapping_faults(folder: Path, keys: Mapping[str, set[str]]) -> Iterator[Fault]:
    for path in sorted((folder / FOLDER).glob("*.toml")):
        file = path.relative_to(folder).as_posix()
        try:
            mapping = read_mapping(path)
        except UsageError as error:
            yield Fault(file, None, None, error.wrong)
            continue
        kinds = [*mapping.kinds.values(), *(rule.kind for rule in mapping.rules)]
        for name in (*kinds, *([mapping.kind] if mapping.kind else [])):
            if name not in keys["kinds"]:
                yield Fault(file, None, "kind", f"{name!r} is no kind of this pack")
        for name in (*mapping.actors, *mapping.recipients):
            if name not in keys["actors"]:
                yield Fault(file, None, "actors", f"{name!r} is no actor of this pack")


def _check_head(folder: Path, faults: list[Fault]) -> Theater | None:
    path = folder / HEAD
    if not path.is_file():
        faults.append(Fault(HEAD, None, None, "is missing"))
        return None
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        faults.append(Fault(HEAD, None, None, f"is not TOML: {error}"))
        return None
    known = columns(Theater)
    values: dict[str, Any] = {}
    unknown = content.keys() - {column.name for column in known}
    faults += [Fault(HEAD, None, name, "is not known here") for name in unknown]
    for column in known:
        if column.name not in content:
            if column.required:
                faults.append(Fault(HEAD, None, column.name, "is required and missing"))
            continue
        try:
            values[column.field] = msgspec.convert(content[column.name], column.type)
        except msgspec.ValidationError as error:
            faults.append(Fault(HEAD, None, column.name, f"{content[column.name]!r} does not fit: {error}"))
    if "zone" in values and not is_zone(values["zone"]):
        faults.append(Fault(HEAD, None, "zone", f"{values['zone']!r} is no time zone of the IANA database"))
    if not all(column.field in values for column in known if column.required):
        return None
    return Theater(**values)


def _inherited(folder: Path, head: Theater | None, faults: list[Fault]) -> dict[str, list[Located]]:
    """The rows of all parents, later ones in the place of earlier ones with the same key."""
    if head is None or head.extends is None:
        return {}
    try:
        parents = lineage(folder)[:-1]
        for parent in parents:
            read_head(parent)
    except PackError as error:
        faults.append(Fault(HEAD, None, "extends", str(error)))
        return {}
    merged: dict[str, dict[Any, Located]] = {}
    for parent in parents:
        theirs: list[Fault] = []
        for name, rows in _read_tables(parent, theirs).items():
            key = _key(name)
            merged.setdefault(name, {}).update(
                {(row.values.get(key) if key else (parent, row.file, row.row)): row for row in rows}
            )
        if theirs:
            faults.append(Fault(HEAD, None, "extends", f"the pack {parent.name} has faults: check it first"))
    return {name: list(rows.values()) for name, rows in merged.items()}


def _key(name: str) -> str | None:
    return next((table.key for table in TABLES if table.name == name), None)


def _repeated_keys(own: Mapping[str, list[Located]]) -> Iterator[Fault]:
    for table in TABLES:
        seen: dict[str, Located] = {}
        for row in own[table.name]:
            key = row.values.get(table.key)
            if key is None:
                continue
            first = seen.setdefault(key, row)
            if first is not row:
                yield row.fault(table.key, f"{key!r} is used before, in {first.file}, row {first.row}")


def _all_keys(own: Mapping[str, list[Located]], inherited: Mapping[str, list[Located]]) -> dict[str, set[str]]:
    return {
        table.name: {
            row.values[table.key]
            for row in [*inherited.get(table.name, []), *own[table.name]]
            if table.key in row.values
        }
        for table in TABLES
    }


def _unknown_principals(head: Theater | None, keys: Mapping[str, set[str]]) -> Iterator[Fault]:
    for code in head.principal if head else ():
        if code not in keys["actors"]:
            yield Fault(HEAD, None, "principal", f"{code!r} is no actor of this pack")


def _codes(tenures: list[Located]) -> dict[str, frozenset[str]]:
    """The actors each person has spoken for."""
    found: dict[str, set[str]] = {}
    for row in tenures:
        if "person" in row.values and "actor" in row.values:
            found.setdefault(row.values["person"], set()).add(row.values["actor"][:3])
    return {person: frozenset(codes) for person, codes in found.items()}
