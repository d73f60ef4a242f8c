"""A pattern question's answer on the terminal."""

from rich.table import Table

from foreshock.cli.render.console import console_for
from foreshock.cli.terminal import Terminal
from foreshock.flow.patterns import PatternAnswer
from foreshock.render.pattern_words import COLUMNS, LEGEND, cells, in_words


def print_patterns(answer: PatternAnswer, terminal: Terminal) -> None:
    """Print the table, window by window, then what it comes to in words."""
    console = console_for(terminal)
    console.print(f"Does {answer.consequent} follow {answer.antecedent}?", style="bold", markup=False)
    console.print(
        f"{answer.antecedent_days} and {answer.consequent_days} days, {answer.first} to {answer.last}", style="dim"
    )
    table = Table(box=None, pad_edge=False, padding=(0, 1, 0, 0))
    for name in COLUMNS:
        table.add_column(name, justify="right", no_wrap=True)
    for line in answer.lines:
        table.add_row(*cells(line))
    console.print(table)
    for line in answer.lines:
        console.print(f"  {line.lag.min_days}–{line.lag.max_days} days: {in_words(line)}", markup=False)
    console.print(LEGEND, style="dim")
