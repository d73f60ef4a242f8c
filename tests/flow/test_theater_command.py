"""A theater's tables, counted and listed: what the error messages point to is really there."""

import io
import json

import pytest

from foreshock.cli.main import main
from foreshock.cli.terminal import Terminal
from foreshock.theaters.load import load_pack


def run(*arguments: str) -> tuple[int, str, str]:
    out, err = io.StringIO(), io.StringIO()
    return main(["theater", *arguments], Terminal(out=out, err=err, environ={})), out.getvalue(), err.getvalue()


@pytest.mark.parametrize("table", ["kinds", "targets", "actors", "statements", "levels"])
def test_every_row_of_a_table_is_listed_by_its_id(table: str) -> None:
    code, out, _ = run("show", "korea", table)
    rows = [getattr(row, "id", None) or getattr(row, "code", None) for row in getattr(load_pack("korea"), table)]
    lines = out.splitlines()
    assert code == 0
    assert len(lines) == len(rows)
    assert all(row is None or line.startswith(row) for row, line in zip(rows, lines, strict=True))
    assert "('" not in out


def test_a_row_as_json_has_every_field() -> None:
    _, out, _ = run("show", "korea", "targets", "--json")
    first = json.loads(out.splitlines()[0])
    assert {"id", "label", "kinds", "actors", "tie_rule", "version"} <= set(first)


def test_an_unknown_table_is_refused_with_the_tables_there_are() -> None:
    code, _, err = run("show", "korea", "moons")
    assert code == 2
    assert "no table 'moons'" in err
    assert "targets" in err
    code, _, err = run("check", "korea", "kinds")
    assert (code, "takes no table" in err) == (2, True)
