"""What each source of information adds, on the terminal."""

from collections.abc import Sequence

from rich.table import Table

from foreshock.cli.render.console import console_for
from foreshock.cli.terminal import Terminal
from foreshock.flow.ablation import AblationLine

NONE = "–"


def print_ablation(lines: Sequence[AblationLine], terminal: Terminal) -> None:
    """Print one table a target and horizon, a row a source."""
    console = console_for(terminal)
    if not lines:
        console.print("no target here has events enough for more than a rate, to which no source adds")
    for target, horizon in dict.fromkeys((line.target, line.horizon) for line in lines):
        part = [line for line in lines if (line.target, line.horizon) == (target, horizon)]
        first = part[0]
        console.print(
            f"{target}, {horizon} days: skill {_percent(first.skill_whole)} against {first.reference} "
            f"over {first.n:,} issue days (before coherence)",
            style="bold",
            markup=False,
        )
        table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
        for name in ("left out", "skill without", "it adds [90 %]", "moved copies: mean, 95 %", "p"):
            table.add_column(name, justify="left" if name == "left out" else "right")
        for line in part:
            low, high = line.interval or (None, None)
            placebo = line.placebo
            table.add_row(
                line.source,
                _percent(line.skill),
                f"{_percent(line.gain)} [{_percent(low)}, {_percent(high)}]",
                NONE if placebo is None else f"{_percent(placebo.mean)}, {_percent(placebo.high)}",
                NONE if placebo is None else f"{placebo.p:.3f}",
            )
        console.print(table)
        console.print()
    console.print(
        "it adds: percent of the Brier score without it, block bootstrap; p: share of copies of its calendar, moved "
        "in time, that add as much",
        style="dim",
    )


def _percent(share: float | None) -> str:
    return NONE if share is None else f"{100 * share:+.2f}"
