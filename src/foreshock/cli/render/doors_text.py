"""Doors on the terminal."""

from rich.console import Console
from rich.table import Table
from rich.text import Text

from foreshock.cli.render.console import console_for
from foreshock.cli.terminal import Terminal
from foreshock.flow.doors import Door, DoorAnswer
from foreshock.render.door_words import door_words, row_words

LATEST = 6


def print_doors(answer: DoorAnswer, terminal: Terminal, *, full: bool) -> None:
    """Print each door's state and its latest changes, all of them when `full`."""
    console = console_for(terminal)
    console.print(f"Doors as of {answer.as_of}", style="bold")
    for door in answer.doors:
        console.print()
        console.print(door_words(door), style="bold", markup=False)
        _changes(console, door, full=full)
    if not answer.doors:
        console.print("no meeting and no word about talks is known by then")


def _changes(console: Console, door: Door, *, full: bool) -> None:
    shown = door.changes if full else door.changes[-LATEST:]
    table = Table(box=None, pad_edge=False, padding=(0, 1, 0, 0), show_header=False)
    table.add_column(no_wrap=True)
    table.add_column(no_wrap=True, style="cyan")
    table.add_column(overflow="fold")
    for change in shown:
        table.add_row(f"  {change.day}", change.state, Text(row_words(change)))
    console.print(table)
    if len(shown) < len(door.changes):
        console.print(f"  {len(door.changes) - len(shown)} earlier changes: --dyad {'-'.join(door.dyad)}", style="dim")
