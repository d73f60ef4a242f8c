"""A pattern question's answer on the terminal."""

from collections.abc import Sequence

from rich.table import Table

from foreshock.cli.render.console import console_for
from foreshock.cli.terminal import Terminal
from foreshock.flow.patterns import PatternAnswer
from foreshock.render.pattern_words import COLUMNS, LEGEND, RATE_COLUMNS, about_lines, cells, in_words, rate_cells


def print_patterns(answer: PatternAnswer, terminal: Terminal) -> None:
    """Print the table, window by window, then what it comes to in words."""
    console = console_for(terminal)
    console.print(f"Does {answer.consequent} follow {answer.antecedent}?", style="bold", markup=False)
    for told in about_lines(answer):
        console.print(told, style="dim", markup=False)
    console.print(_table(COLUMNS, [cells(line) for line in answer.lines]))
    console.print(_table(RATE_COLUMNS, [rate_cells(line) for line in answer.lines]))
    for line in answer.lines:
        console.print(
            f"  {line.lag.min_days}–{line.lag.max_days} days: {in_words(line, during=answer.during)}", markup=False
        )
    console.print(LEGEND, style="dim")


def _table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 1, 0, 0))
    for name in columns:
        table.add_column(name, justify="right", no_wrap=True)
    for row in rows:
        table.add_row(*row)
    return table
