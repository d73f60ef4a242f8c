"""The reference page of packs, written from the row types themselves."""

import inspect
import re
from collections.abc import Iterator
from datetime import date
from types import NoneType
from typing import Any, Literal, get_args, get_origin

from msgspec import NODEFAULT, Struct, structs

from foreshock.theaters.schema import Tenure, Theater
from foreshock.theaters.tables import TABLES, Column, columns, tenure_columns

_INTRODUCTION = """\
# Theater packs

A pack is a folder that holds all a theater is made of: who its actors are, what its weapons are
called, what has happened so far. `theater.toml` is its head; every other table is optional. A
table is one or more files, each either a `.csv` with a header or a `.toml` with an array of
entries named like the file (`[[kinds]]` in `kinds.toml`); where both exist, both are read.

- Files are UTF-8. In CSV, an empty cell means unknown or none, and items of a list are separated
  by ";". In TOML, a list is a list, and what is unknown is left out.
- Days are written YYYY-MM-DD and are local days of the pack's zone.
- A pack that `extends` another sees all its rows; a row of its own with the same key takes the
  place of the parent's.
- `README.md`, `SOURCES.md` and `hindcasts.csv` (yearly score sums, written by
  `foreshock backtest --hindcasts FILE`) may stand in the folder too; any other file is a fault.

`foreshock theater check PACK` reports every fault with its file, row and field. A CSV's row is
its line in the file, the header being 1; a TOML entry's row is its place in the array.
"""
# What columns mean that say the same in every table; all others are explained by their row type.
_COMMON = {
    "id": "the key other rows refer to it by; stable across versions",
    "name": "its usual name in full",
    "label": "its name in plain words",
    "aliases": "other spellings and names to look for",
    "actor": "code of the actor it belongs to",
    "actors": "codes of the actors it is about",
    "titles": "titles, as written in `tenures`, that make their holder part of it",
    "participants": "codes of the actors that take part",
    "addressees": "codes of the actors it is addressed to",
    "kind": "a kind of the pack's taxonomy",
    "kinds": "kinds of the pack's taxonomy, each with all below it",
    "sector": "PLOVER's sector",
    "iso_numeric": "ISO 3166 number, three digits",
    "cow": "number in the Correlates of War list of states",
    "type": "PLOVER's event type",
    "mode": "PLOVER's mode of that type",
    "contexts": "PLOVER's contexts",
    "date": "the local day it happened",
    "start": "first day",
    "end": "last day",
    "precision": "how exactly the days are known",
    "month": "month of the year",
    "day": "day of the month",
    "months": "months of the year in which it is usually held",
    "count": "how many weapons or shots",
    "weapon": "ids of the weapons, joined by +",
    "site": "name of the place",
    "lat": "latitude, degrees north",
    "lon": "longitude, degrees east",
    "outcome": "what became of it",
    "severity": "weight given by the source, 1 to 5",
    "scale": "how large",
    "channel": "where it was made public",
    "speaker": "who spoke, as named",
    "office": "the office spoken for, as named",
    "stance": "what the statement does: accuse, threaten, offer, ...",
    "version": "number of the definition; a changed definition gets a new one",
    "adjudicators": "who decides whether it happened, the first that speaks first",
    "tie_rule": "what counts when sources differ",
    "salience": "how much attention the day usually gets",
    "first_year": "first year it was kept",
    "rocket": "name of the rocket, as announced",
    "claim": "what was reported to be in preparation",
    "window_words": "when it was expected, in the report's words",
    "reported_on": "the day of the report",
    "databases": "reference tables that have the row",
    "instant_utc": "the moment it happened, UTC",
    "date_basis": "how the local day was settled",
    "first_seen": "the day it became public, when later than the day itself",
    "gender": "f or m",
    "note": "remarks",
    "notes": "remarks",
    "source": "where the row is from",
    "zone": "time zone of the IANA database whose local days are meant",
    "extends": "id of the pack it builds on",
    "principal": "codes of the actors the theater is about",
    "description": "what it covers, in a sentence",
    "person": "id of the person whose role it is",
}
_PLAIN = {str: "text", int: "whole number", float: "number", bool: "true or false", date: "day"}


def pack_reference() -> str:
    """The page as Markdown: for each table its files, key, meaning, and every column with its type."""
    sections = [_INTRODUCTION, _section("Head: `theater.toml`", Theater, columns(Theater))]
    for table in TABLES:
        files = " and ".join(f"`{stem}.csv` or `{stem}.toml`" for stem in table.stems)
        title = f"{table.name.replace('_', ' ').capitalize()}: {files}"
        sections.append(_section(title, table.row, columns(table.row), key=table.key))
        if table.name == "people":
            sections.append(_section("Dated roles: `tenures.csv` or `tenures.toml`", Tenure, tenure_columns()))
    return "\n".join(sections)


def _section(title: str, row: type[Struct], fields: tuple[Column, ...], *, key: str | None = None) -> str:
    clauses = _clauses(row)
    lines = [f"## {title}", "", _prose(row), ""]
    if key is not None:
        lines += [f"Key: `{key}`.", ""]
    lines += ["| column | type | when left out | meaning |", "|-|-|-|-|"]
    for field in fields:
        cells = (f"`{field.name}`", _type_words(field.type), _default_words(row, field), _meaning(field.name, clauses))
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join([*lines, ""])


def _prose(row: type[Struct]) -> str:
    """A row type's docstring as Markdown: the names of code it refers to stand as they are."""
    text = inspect.cleandoc(row.__doc__ or "")
    return re.sub(r"\bclass_", "class", text)


def _clauses(row: type[Struct]) -> list[str]:
    """The statements a row type's docstring makes, each on one line."""
    text = " ".join(_prose(row).split())
    return [clause.rstrip(".;,") for clause in re.split(r"(?<=[.;])\s+(?=[`A-Z])|(?<=,)\s+(?=`)", text)]


def _meaning(column: str, clauses: list[str]) -> str:
    """What a column means: what its row type says of it, else what it means everywhere."""
    mention = f"`{column}`"
    told = next((clause for clause in clauses if clause.startswith(mention)), None)
    told = told or _COMMON.get(column) or next((clause for clause in clauses if mention in clause), "")
    return re.sub(rf"^{mention} (?:(?:is|are|says) )?", "", told)


def _type_words(kind: Any) -> str:
    options = list(_options(kind))
    return ", or ".join(dict.fromkeys(options))


def _options(kind: Any) -> Iterator[str]:
    if kind in _PLAIN:
        yield _PLAIN[kind]
    elif get_origin(kind) is Literal:
        yield "one of " + ", ".join(f"`{word}`" for word in get_args(kind))
    elif get_origin(kind) is tuple:
        yield f"list of {_type_words(get_args(kind)[0])}"
    elif isinstance(kind, type) and issubclass(kind, Struct):
        yield f"{kind.__name__.lower()} entry"
    else:
        for option in get_args(kind):
            if option is not NoneType:
                yield from _options(option)


def _default_words(row: type[Struct], column: Column) -> str:
    field = next((field for field in structs.fields(row) if field.name == column.field), None)
    if field is None or (field.required and not column.nullable):
        return "a fault"
    default = field.default if field.default is not NODEFAULT else None
    if default is None:
        return "unknown"
    if default in ((), ""):
        return "none"
    return f"`{str(default).lower() if isinstance(default, bool) else default}`"
