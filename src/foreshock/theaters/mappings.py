"""How the tables of other databases are read: one TOML file a table, a pack's own or a user's."""

import tomllib
from pathlib import Path
from zoneinfo import available_timezones

import msgspec
from msgspec import Struct

from foreshock.terms.errors import UsageError
from foreshock.terms.reading import Precision, Status
from foreshock.theaters.load import find_pack, lineage

FOLDER = "imports"
FIELDS = (
    "id", "date", "time", "end", "kind", "name", "note", "actors", "recipients", "instrument", "count", "place",
    "status", "source", "known",
)  # fmt: skip


class KindRule(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A kind for rows in whose `field` one of the phrases `any` stands, in any case of letters."""

    kind: str
    any: tuple[str, ...]
    field: str = "name"


class TableMapping(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How a table's columns are read.

    `name` identifies the table, so that a later copy of it is compared with this one. `columns`
    gives the column of each field (see FIELDS); `date` is needed. In JSON, `rows` says under which
    keys the rows stand ("years.data"); at the top if empty.

    A row's kind is the first of: what `kinds` makes of its kind column; the first of `rules` that
    holds; if `weapons` is true, what launching the theater's weapon named in its instrument column
    makes; `kind`. Lists in a cell are separated by ";". A cell that holds one of the words
    `unknown` is empty.

    Days are theater-local, unless `zone` names the zone of the table's days and times: an instant
    is then turned into the theater's day, and a day without a time is kept as printed. A date may
    be less than a day where the format is ISO's (2019-05, 2019).

    `each` is how many a row stands for that has no count of its own, in tables with a row for each
    missile or shot.

    `complete` says that every copy holds the whole table, so that a row missing from a later copy
    has vanished; set it to false for tables that come in parts. `known` is the column that says
    since when a row was public, an ISO instant or day; otherwise the moment its copy was seen.
    """

    name: str
    source: str
    columns: dict[str, str]
    rows: str = ""
    kinds: dict[str, str] = {}
    rules: tuple[KindRule, ...] = ()
    weapons: bool = False
    kind: str | None = None
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    date_format: str = "%Y-%m-%d"
    time_format: str = "%H:%M"
    zone: str | None = None
    each: int | None = None
    unknown: tuple[str, ...] = ()
    precision: Precision = "day"
    status: Status = "happened"
    complete: bool = True


def read_mapping(path: Path) -> TableMapping:
    """Read a mapping from TOML.

    Raises:
        UsageError: it cannot be read, or names a field that does not exist.
    """
    try:
        mapping = msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), TableMapping)
        named = [*mapping.columns, *(rule.field for rule in mapping.rules)]
        unknown = sorted(set(named) - set(FIELDS))
        if unknown or "date" not in mapping.columns:
            raise ValueError(f"no such field as {unknown[0]}" if unknown else "no column for the field date")
        if mapping.zone is not None and mapping.zone not in available_timezones():
            raise ValueError(f"there is no time zone {mapping.zone}")
    except (OSError, ValueError, msgspec.ValidationError) as error:
        raise UsageError(
            f"the mapping {path} cannot be used: {error}",
            expected=f"TOML with name, source and [columns] for {', '.join(FIELDS)}",
            next_step="see `Bring in a table of events` in docs/how-to.md",
        ) from error
    return mapping


def find_mapping(name_or_path: str, theater: str | Path) -> TableMapping:
    """Return the mapping in a file, or the one a theater or its parents ship under a name.

    Raises:
        UsageError: there is neither, or it is faulty.
    """
    path = Path(name_or_path)
    if path.is_file():
        return read_mapping(path)
    shipped = pack_mappings(theater)
    if name_or_path in shipped:
        return read_mapping(shipped[name_or_path])
    names = ", ".join(sorted(shipped)) or "none"
    raise UsageError(
        f"there is no mapping {name_or_path!r}",
        expected=f"a TOML file, or a mapping of the theater ({names})",
        next_step="see `Bring in a table of events` in docs/how-to.md",
    )


def pack_mappings(theater: str | Path) -> dict[str, Path]:
    """Return the files of the mappings that a theater and its parents ship, by name."""
    folders = lineage(find_pack(theater))
    return {path.stem: path for folder in folders for path in sorted((folder / FOLDER).glob("*.toml"))}
