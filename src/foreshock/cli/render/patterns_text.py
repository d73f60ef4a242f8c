"""A pattern question's answer on the terminal."""

from rich.table import Table

from foreshock.cli.render.console import console_for
from foreshock.cli.terminal import Terminal
from foreshock.flow.patterns import SOUGHT_RATIO, PatternAnswer, PatternLine

SURE = 0.05


def print_patterns(answer: PatternAnswer, terminal: Terminal) -> None:
    """Print the table, window by window, then what it comes to in words."""
    console = console_for(terminal)
    console.print(f"Does {answer.consequent} follow {answer.antecedent}?", style="bold", markup=False)
    console.print(
        f"{answer.antecedent_days} and {answer.consequent_days} days, {answer.first} to {answer.last}", style="dim"
    )
    table = Table(box=None, pad_edge=False, padding=(0, 1, 0, 0))
    for name in ("days after", "n", "followed", "rate", "base", "ratio [90 %]", "p", "adjusted", "placebos ≥"):
        table.add_column(name, justify="right", no_wrap=True)
    for line in answer.lines:
        table.add_row(*_cells(line))
    console.print(table)
    for line in answer.lines:
        console.print(f"  {line.lag.min_days}–{line.lag.max_days} days: {in_words(line)}", markup=False)
    console.print(
        "ratio: to the base rate of the same years; p: permutation within years, one-sided; adjusted: for the "
        "windows asked (Holm); placebos: share of shifted calendars with a ratio as high",
        style="dim",
    )


def in_words(line: PatternLine) -> str:
    """Return the verdict of one window as a sentence."""
    found = line.found
    if found.n == 0:
        return "the record holds no closed occasion"
    if line.adjusted_p is not None and line.adjusted_p <= SURE:
        return "follows more often than its own rate explains"
    if line.needed_n is not None and found.n < line.needed_n:
        return f"cannot tell: to see a ratio of {SOUGHT_RATIO} would need n = {line.needed_n}"
    return "no sign of it"


def _cells(line: PatternLine) -> tuple[str, ...]:
    found = line.found
    band = "" if found.interval is None else f" [{found.interval[0]:.2f}, {found.interval[1]:.2f}]"
    return (
        f"{line.lag.min_days}–{line.lag.max_days}",
        str(found.n),
        str(found.k),
        "–" if found.rate is None else f"{found.rate:.2f}",
        "–" if found.base_rate is None else f"{found.base_rate:.2f}",
        ("–" if found.ratio is None else f"{found.ratio:.2f}") + band,
        "–" if found.p_value is None else f"{found.p_value:.3f}",
        "–" if line.adjusted_p is None else f"{line.adjusted_p:.3f}",
        "–" if line.placebos.share_at_least is None else f"{line.placebos.share_at_least:.2f}",
    )
