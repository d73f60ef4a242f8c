"""What a pack does not know, on the terminal."""

from collections.abc import Sequence
from textwrap import shorten

from foreshock.cli.terminal import Terminal
from foreshock.render.counted import counted
from foreshock.terms.unknown import UnknownCount

WIDTH = 80
SHOWN = 30  # of each kind; --json gives all
TITLES = {
    "name": "NAMES not in the pack (actors, people, offices, outlets, sites)",
    "designation": "DESIGNATIONS not in the pack (weapons, aircraft, ships)",
    "verb": "VERBS not in the lexicons, done by or to someone named",
}


def print_unknown(counts: Sequence[UnknownCount], terminal: Terminal) -> None:
    """Print what was met of each kind, most frequent first, each with one sentence."""
    for kind, title in TITLES.items():
        rows = [row for row in counts if row.kind == kind]
        terminal.line(title)
        if not rows:
            terminal.line("  none")
        for row in rows[:SHOWN]:
            where = counted(row.articles, "article")
            terminal.line(_head(row, where))
            terminal.line("        " + shorten(row.example, WIDTH - 8, placeholder=" …"))
        if len(rows) > SHOWN:
            terminal.line(f"  and {len(rows) - SHOWN} more: --json lists all")
        terminal.line()


def _head(row: UnknownCount, where: str) -> str:
    room = WIDTH - len(where) - 12
    text = row.text if len(row.text) <= room else row.text[: room - 1] + "…"
    return f"  {row.count:>4}  {text}  ({where})"
