"""The reference page of packs: complete, and as the repository ships it."""

from pathlib import Path

from foreshock.theaters.document import pack_reference
from foreshock.theaters.tables import TABLES, columns, tenure_columns

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "pack.md"


def table_rows() -> list[list[str]]:
    lines = [line for line in pack_reference().splitlines() if line.startswith("| `")]
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines]


def test_the_page_in_the_repository_is_the_one_the_row_types_give() -> None:
    assert PAGE.read_text(encoding="utf-8") == pack_reference()


def test_every_column_has_a_type_a_default_and_a_meaning() -> None:
    for cells in table_rows():
        assert len(cells) == 4, cells
        assert all(cells), cells


def test_every_file_and_every_column_is_on_the_page() -> None:
    page = pack_reference()
    for table in TABLES:
        assert all(f"`{stem}.csv`" in page for stem in table.stems)
    named = [cells[0] for cells in table_rows()]
    for column in [*tenure_columns(), *(column for table in TABLES for column in columns(table.row))]:
        assert f"`{column.name}`" in named
