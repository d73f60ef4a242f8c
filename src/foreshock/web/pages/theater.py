"""The theater: its pack, readable, table by table."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from msgspec import Struct, structs
from starlette.requests import Request
from starlette.responses import Response

from foreshock.web.asked import asked_number
from foreshock.web.page import show
from foreshock.web.problems import NotFoundError
from foreshock.web.site import Site

PAGE = 200
MOST_PAGES = 10_000
SINGLE = ("theater", "digest")


@dataclass(frozen=True)
class Table:
    """One table of the pack: its name in words and its number of rows."""

    name: str
    label: str
    rows: int


def theater_page(request: Request, site: Site) -> Response:
    """Return the theater's head, targets, kinds and levels, and the list of its tables."""
    moment = site.moment(request)
    return show(request, site, "theater.html", moment=moment, pack=site.pack, tables=_tables(site))


def table_page(request: Request, site: Site) -> Response:
    """Return one table of the pack, `PAGE` rows at a time."""
    moment = site.moment(request)
    name = request.path_params["table"]
    table = next((each for each in _tables(site) if each.name == name), None)
    if table is None:
        raise NotFoundError(
            f"the pack has no table {name[:40]!r}", expected="a table of the pack", next_step="see the page Theater"
        )
    number = asked_number(request, "page", default=1, least=1, most=MOST_PAGES)
    rows: tuple[Struct, ...] = getattr(site.pack, name)[(number - 1) * PAGE : number * PAGE]
    shown = [[_cell(value) for value in structs.astuple(row)] for row in rows]
    columns = [field.name.strip("_").replace("_", " ") for field in structs.fields(rows[0])] if rows else []
    used = [i for i in range(len(columns)) if any(row[i] for row in shown)]
    return show(
        request,
        site,
        "table.html",
        moment=moment,
        table=table,
        columns=[columns[i] for i in used],
        rows=[[row[i] for i in used] for row in shown],
        page=number,
        pages=max(1, -(-table.rows // PAGE)),
    )


def _tables(site: Site) -> list[Table]:
    names = [field.name for field in structs.fields(site.pack) if field.name not in SINGLE]
    return [Table(name, name.replace("_", " ").capitalize(), len(getattr(site.pack, name))) for name in names]


def _cell(value: Any) -> str:
    """Return a field's value as text: lists joined, structs as their values, nothing for unknown."""
    if value is None:
        return ""
    if isinstance(value, Struct):
        return " ".join(text for part in structs.astuple(value) if (text := _cell(part)))
    if isinstance(value, tuple | list):
        return "; ".join(_cell(part) for part in value)
    if isinstance(value, bool):
        return "yes" if value else ""
    return value.isoformat() if isinstance(value, date) else str(value)
