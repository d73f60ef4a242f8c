"""Loading a pack: its own files over its parents'."""

import csv
import hashlib
import io
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from foreshock.terms.errors import PackError
from foreshock.theaters.schema import Pack, Tenure, Theater
from foreshock.theaters.tables import (
    PEOPLE,
    TABLES,
    TENURES,
    Column,
    Table,
    columns,
    row_from_cells,
    row_from_toml,
    tenure_columns,
)

HEAD = "theater.toml"
_BUILT_IN = Path(__file__).parent
_CHECK = "run `foreshock theater check {}` for every fault"


def load_pack(name_or_path: str | Path = "korea") -> Pack:
    """Load a theater pack by the name of a shipped one or by the path of its folder.

    A pack that `extends` another gets the parent's rows first; a row of its own with the same key
    (code, role or id) takes the parent's place. `digest` is the SHA-256 over every file read,
    names included, so that two packs with equal digests hold equal rows.

    Raises PackError when the pack is missing, unreadable or has a faulty row.
    """
    folders = lineage(find_pack(name_or_path))
    digest = hashlib.sha256()
    merged: dict[str, dict[str, Struct]] = {table.name: {} for table in TABLES}
    for folder in folders:
        for table in TABLES:
            rows = merged[table.name]
            for row in _read_table(folder, table, digest):
                rows[getattr(row, table.key)] = row
    tables = {name: tuple(rows.values()) for name, rows in merged.items()}
    return Pack(theater=read_head(folders[-1]), digest=f"sha256:{digest.hexdigest()}", **tables)  # type: ignore[arg-type]


def list_packs() -> tuple[Theater, ...]:
    """The heads of the packs that are shipped, by id."""
    return tuple(read_head(head.parent) for head in sorted(_BUILT_IN.glob(f"*/{HEAD}")))


def find_pack(name_or_path: str | Path) -> Path:
    """The folder of a shipped pack's name or of a path. Raises PackError if there is none."""
    text = str(name_or_path)
    shipped = _BUILT_IN / text
    if isinstance(name_or_path, str) and text.isidentifier() and (shipped / HEAD).is_file():
        return shipped
    folder = Path(name_or_path)
    if (folder / HEAD).is_file():
        return folder
    names = ", ".join(theater.id for theater in list_packs())
    raise PackError(
        f"there is no theater pack {text!r}",
        expected=f"one of {names}, or a folder that holds a {HEAD}",
        next_step="run `foreshock theater list`",
    )


def read_head(folder: Path) -> Theater:
    """Read a pack's `theater.toml`. Raises PackError."""
    path = folder / HEAD
    try:
        return msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), Theater)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise _fault(folder, HEAD, None, error) from error


def parent_of(folder: Path, theater: Theater) -> Path | None:
    """The folder a pack extends: a shipped pack, else a sibling folder of that name."""
    if theater.extends is None:
        return None
    sibling = folder.parent / theater.extends
    if not (_BUILT_IN / theater.extends / HEAD).is_file() and (sibling / HEAD).is_file():
        return sibling
    return find_pack(theater.extends)


def lineage(folder: Path) -> list[Path]:
    """The folder and all it extends, oldest first. Raises PackError if that never ends."""
    line = [folder]
    while (parent := parent_of(line[0], read_head(line[0]))) is not None:
        if parent in line:
            raise PackError(
                f"the pack {parent.name} extends itself",
                expected="packs that extend each other without a circle",
                next_step=f"correct `extends` in {line[0] / HEAD}",
            )
        line.insert(0, parent)
    return line


def table_files(folder: Path, stems: tuple[str, ...]) -> Iterator[Path]:
    """The files of a table that the pack has; `.csv` and `.toml` of one stem may both exist."""
    for stem in stems:
        for suffix in (".csv", ".toml"):
            path = folder / f"{stem}{suffix}"
            if path.is_file():
                yield path


def _read_table(folder: Path, table: Table, digest: "hashlib._Hash") -> list[Struct]:
    known = columns(table.row)
    rows: list[Struct] = []
    tenures = _read_tenures(folder, digest) if table.name == PEOPLE else {}
    for path in table_files(folder, table.stems):
        values = _read_values(folder, path, known, digest)
        for value in values if tenures else ():
            value.setdefault(TENURES, tenures.get(value.get("id", ""), ()))
        rows += _convert(folder, path, values, table.row)
    return rows


def _read_tenures(folder: Path, digest: "hashlib._Hash") -> dict[str, list[dict[str, Any]]]:
    """Dated roles by person: `tenures.csv` has the person's id and a tenure's own columns."""
    by_person: dict[str, list[dict[str, Any]]] = {}
    known = tenure_columns()
    for path in table_files(folder, (TENURES,)):
        values = _read_values(folder, path, known, digest)
        for value in values:
            by_person.setdefault(value.pop("person", ""), []).append(value)
        _convert(folder, path, values, Tenure)
    return by_person


def _read_values(folder: Path, path: Path, known: tuple[Column, ...], digest: "hashlib._Hash") -> list[dict[str, Any]]:
    try:
        data = path.read_bytes()
        digest.update(f"{path.relative_to(folder.parent).as_posix()}\0{len(data)}\0".encode())
        digest.update(data)
        text = data.decode("utf-8")
        if path.suffix == ".toml":
            return [row_from_toml(entry, known) for entry in tomllib.loads(text).get(path.stem, ())]
        reader = csv.reader(io.StringIO(text, newline=""), strict=True)
        header = next(reader, [])
        return [row_from_cells(dict(zip(header, cells, strict=False)), known) for cells in reader]
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, csv.Error) as error:
        raise _fault(folder, path.relative_to(folder).as_posix(), None, error) from error


def _convert(folder: Path, path: Path, values: list[dict[str, Any]], row: type[Struct]) -> list[Struct]:
    try:
        return msgspec.convert(values, list[row], strict=False)  # type: ignore[valid-type]
    except msgspec.ValidationError:
        # Rows are counted as the checker does: a CSV's header is row 1.
        for number, value in enumerate(values, start=1 if path.suffix == ".toml" else 2):
            try:
                msgspec.convert(value, row, strict=False)
            except msgspec.ValidationError as error:
                raise _fault(folder, path.relative_to(folder).as_posix(), number, error) from error
        raise


def _fault(folder: Path, file: str, row: int | None, error: Exception) -> PackError:
    where = file if row is None else f"{file}, row {row}"
    return PackError(
        f"the pack {folder.name} has a fault in {where}: {error}",
        expected="the tables described in docs/reference/pack.md",
        next_step=_CHECK.format(folder),
    )
