"""Which files make up a pack, and how a CSV cell becomes a field.

Every table is one or more files, each a `.csv` or a `.toml` with an array named like the file.
"""

import types
from collections.abc import Mapping
from typing import Any, Union, get_args, get_origin

import msgspec
from msgspec import Struct

from foreshock.theaters import exchange_rows, history_rows, schema, study_rows, undertaking_rows

PEOPLE = "people"
TENURES = "tenures"


class Column(Struct, frozen=True):
    """One field of a row: its name in the struct and in files, and what an empty cell means."""

    field: str
    name: str
    many: bool
    nullable: bool
    required: bool
    type: Any


class Table(Struct, frozen=True):
    """One table of a pack: the `Pack` field it fills, its row type, key and file stems."""

    name: str
    row: type[Struct]
    key: str
    stems: tuple[str, ...]


def _history(name: str, row: type[Struct]) -> Table:
    return Table(name, row, "id", (f"history/{name}",))


TABLES: tuple[Table, ...] = (
    Table("actors", schema.Actor, "code", ("countries", "bodies", "actors")),
    Table("offices", schema.Office, "id", ("offices",)),
    Table("role_words", schema.RoleWord, "role", ("role_words",)),
    Table(PEOPLE, schema.Person, "id", (PEOPLE,)),
    Table("outlets", schema.Outlet, "id", ("outlets",)),
    Table("weapons", schema.Weapon, "id", ("weapons",)),
    Table("sites", schema.Site, "id", ("sites",)),
    Table("kinds", schema.Kind, "id", ("kinds",)),
    Table("cameo", exchange_rows.CameoCode, "code", ("cameo",)),
    Table("levels", schema.Level, "id", ("levels",)),
    Table("eras", schema.EraLine, "id", ("eras",)),
    Table("targets", schema.TargetRow, "id", ("targets",)),
    Table("recurring_days", schema.RecurringDay, "id", ("recurring_days",)),
    Table("named_drills", schema.NamedDrill, "id", ("named_drills",)),
    Table("link_rules", schema.LinkRule, "id", ("link_rules",)),
    _history("provocations", history_rows.ProvocationRow),
    _history("drills", history_rows.DrillRow),
    _history("diplomacy", history_rows.DiplomacyRow),
    _history("statements", history_rows.StatementRow),
    _history("notices", history_rows.NoticeRow),
    _history("preparations", history_rows.PreparationRow),
    _history("undertakings", undertaking_rows.UndertakingRow),
    Table("studies", study_rows.StudyRow, "id", ("studies",)),
)


def columns(row: type[Struct]) -> tuple[Column, ...]:
    """The columns of a row type, in the struct's order; `class_` is written `class` in files."""
    found = []
    for field in msgspec.structs.fields(row):
        union = get_origin(field.type) in (Union, types.UnionType)
        found.append(
            Column(
                field=field.name,
                name=field.name.rstrip("_"),
                many=get_origin(field.type) is tuple,
                nullable=union and type(None) in get_args(field.type),
                required=field.required,
                type=field.type,
            )
        )
    return tuple(found)


def tenure_columns() -> tuple[Column, ...]:
    """The columns of `tenures`: a tenure's own, and the id of the person whose role it is."""
    person = Column("person", "person", many=False, nullable=False, required=True, type=str)
    return (person, *columns(schema.Tenure))


def split_cell(cell: str) -> list[str]:
    """The items of a list cell: separated by ";", blanks around them dropped, empties skipped."""
    return [item for part in cell.split(";") if (item := part.strip())]


def row_from_cells(cells: Mapping[str, str], known: tuple[Column, ...]) -> dict[str, Any]:
    """Turn one CSV row into values for `msgspec.convert`.

    An empty cell is left out, so that a field's own default holds; where the field has no default
    but may be None it becomes None. Columns nobody knows are ignored (the checker reports them).
    """
    values: dict[str, Any] = {}
    for column in known:
        cell = cells.get(column.name)
        if cell:
            values[column.field] = split_cell(cell) if column.many else cell
        elif column.required and column.nullable:
            values[column.field] = None
    return values


def row_from_toml(entry: Mapping[str, Any], known: tuple[Column, ...]) -> dict[str, Any]:
    """Turn one TOML table into values for `msgspec.convert`; absent keys follow the CSV rule."""
    values: dict[str, Any] = {}
    for column in known:
        if column.name in entry:
            values[column.field] = entry[column.name]
        elif column.required and column.nullable:
            values[column.field] = None
    return values
