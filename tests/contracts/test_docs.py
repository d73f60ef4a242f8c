"""The documentation says what the code does: generated pages are current, links lead somewhere."""

import argparse
import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from foreshock.cli import document
from foreshock.cli.commands import COMMANDS
from foreshock.coding.rules import rule_reference
from foreshock.theaters.document import pack_reference
from foreshock.web.api.operations import OPERATIONS, POSTINGS, Operation, Posting

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
GENERATED: dict[str, Callable[[], str]] = {
    "commands.md": document.command_reference,
    "reading.schema.json": document.reading_schema,
    "outlook.schema.json": document.outlook_schema,
    "brief.schema.json": document.brief_schema,
    "pack.md": pack_reference,
    "rules.md": rule_reference,
}


@pytest.mark.parametrize("name", GENERATED)
def test_generated_pages_are_current(name: str) -> None:
    if name.endswith(".json") and sys.version_info[:2] != (3, 11):
        pytest.skip("schema text is compared on Python 3.11 only: later versions strip docstrings differently")
    expected = GENERATED[name]()
    found = (DOCS / "reference" / name).read_text(encoding="utf-8")
    assert found == expected, "run: python docs/generate.py"


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_examples_and_is_told_of_in_the_guides(name: str) -> None:
    assert COMMANDS[name].EXAMPLES
    guides = "".join((DOCS / page).read_text(encoding="utf-8") for page in ("tutorial.md", "how-to.md"))
    assert f"foreshock {name}" in guides


@pytest.mark.parametrize("operation", [*OPERATIONS, *POSTINGS], ids=lambda each: each.path)
def test_every_address_of_the_api_is_documented(operation: Operation | Posting) -> None:
    guide = (DOCS / "api.md").read_text(encoding="utf-8")
    line = next((line for line in guide.splitlines() if f"{operation.path}` |" in line), "")
    assert line, f"docs/api.md has no line for {operation.path}"
    if isinstance(operation, Operation):
        own = set(operation.query.__struct_fields__) - {"as_of", "known_at", "limit", "cursor", "id", "number"}
        shared = own & {"target", "horizon", "until"} if operation.path.endswith("forecasts") else set()
        assert not [name for name in own - shared if f"`{name}`" not in line]


def test_every_setting_is_documented() -> None:
    source = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "src" / "foreshock").rglob("*.py"))
    guide = (DOCS / "settings.md").read_text(encoding="utf-8")
    variables = set(re.findall(r"\bFORESHOCK_[A-Z_]+\b", source))
    assert {"FORESHOCK_RECORD", "FORESHOCK_PORT"} <= variables
    assert not [name for name in variables if f"`{name}`" not in guide]
    parser = argparse.ArgumentParser(add_help=False)
    COMMANDS["serve"].add_arguments(parser)
    options = [option for action in parser._actions for option in action.option_strings if option.startswith("--")]
    desk = guide + (DOCS / "reference" / "commands.md").read_text(encoding="utf-8")
    assert not [option for option in options if option not in desk]


PAGES = sorted([*DOCS.rglob("*.md"), ROOT / "README.md", ROOT / "CHANGELOG.md"])


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\((?!https?://|#)([^)#\s]+)", page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), f"{page.name} links to {target}"
