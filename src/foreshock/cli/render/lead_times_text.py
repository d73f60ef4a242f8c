"""Lead times on the terminal."""

from rich.table import Table

from foreshock.cli.render.console import console_for
from foreshock.cli.terminal import Terminal
from foreshock.flow.lead_times import LeadAnswer
from foreshock.render.lead_words import COLUMNS, LEGEND, between_words, lead_cells, verdict_lines

NAME_WIDTH = 14


def print_lead_times(answer: LeadAnswer, terminal: Terminal) -> None:
    """Print one line a group, then what each comes to in words."""
    console = console_for(terminal)
    groups = answer.found.groups
    console.print(f"How long from {answer.antecedent} to the next {answer.consequent}?", style="bold", markup=False)
    console.print(f"{answer.first} to {answer.last}, horizon {answer.found.horizon} days", style="dim")
    table = Table(box=None, pad_edge=False, padding=(0, 1, 0, 0))
    table.add_column(answer.by or "", min_width=NAME_WIDTH, overflow="fold")
    for name in COLUMNS:
        table.add_column(name, justify="right", no_wrap=True)
    for group in groups:
        table.add_row(group.name.replace("_", " "), *lead_cells(group, answer.found.horizon))
    console.print(table)
    for line in verdict_lines(groups):
        console.print(f"  {line}", markup=False)
    between = between_words(answer)
    if between:
        console.print(between)
    console.print(LEGEND, style="dim")
