"""Scores of dates and counts on the terminal."""

from collections.abc import Sequence

from rich.table import Table

from foreshock.cli.render.console import console_for
from foreshock.cli.terminal import Terminal
from foreshock.flow.timing_backtest import TimingLine


def print_timing_scores(lines: Sequence[TimingLine], terminal: Terminal) -> None:
    """Print one row a target and kind of distribution."""
    console = console_for(terminal)
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    levels = list(lines[0].covered) if lines else []
    for name in ("target", "what", "n", "CRPS", "skill [90 %]", *(f"in {float(level):.0%}" for level in levels)):
        table.add_column(name, justify="left" if name in {"target", "what"} else "right")
    for line in lines:
        best = line.references[line.hindsight_best]
        band = "" if best.interval is None else f" [{100 * best.interval[0]:+.1f}, {100 * best.interval[1]:+.1f}]"
        table.add_row(
            line.target,
            line.what,
            f"{line.n:,}",
            f"{line.crps:.3f}",
            f"{100 * best.skill:+.1f}{band}",
            *(f"{share:.1%}" for share in line.covered.values()),
        )
    console.print(table)
    console.print(
        "skill: percent of the CRPS of the best plain rate, chosen knowing the outcomes; in 80%: share of outcomes "
        "inside that central interval (more than 80% where outcomes are whole numbers)",
        style="dim",
    )
