"""Write the generated reference pages. Run from the repository: python docs/generate.py"""

from pathlib import Path

from foreshock.cli import document
from foreshock.coding.rules import rule_reference
from foreshock.theaters.document import pack_reference

HERE = Path(__file__).parent / "reference"
PAGES = {
    "commands.md": document.command_reference,
    "reading.schema.json": document.reading_schema,
    "outlook.schema.json": document.outlook_schema,
    "brief.schema.json": document.brief_schema,
    "timing.schema.json": document.timing_schema,
    "ledger.schema.json": document.ledger_schema,
    "pack.md": pack_reference,
    "rules.md": rule_reference,
}

if __name__ == "__main__":
    HERE.mkdir(exist_ok=True)
    for name, write in PAGES.items():
        (HERE / name).write_text(write(), encoding="utf-8")
