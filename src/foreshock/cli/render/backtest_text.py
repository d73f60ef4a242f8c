"""Backtest scores on the terminal."""

from collections.abc import Sequence

from rich.table import Table

from foreshock.cli.render import parts
from foreshock.cli.render.console import console_for
from foreshock.cli.terminal import Terminal
from foreshock.flow.backtest import BacktestLine


def print_backtest(lines: Sequence[BacktestLine], terminal: Terminal) -> None:
    """Print one row a target and horizon, then each reference, year and regime."""
    console = console_for(terminal)
    if not lines:
        console.print("no window closed in this period, so there is nothing to score")
        return
    first = lines[0]
    first_day, last_day = min(line.first for line in lines), max(line.last for line in lines)
    most = max(line.n for line in lines)
    console.print(f"issue days {first_day} to {last_day} ({most:,}), no look-ahead", style="dim")
    table = Table(box=None, pad_edge=False, padding=(0, 1, 0, 0))
    for name in ("target", "days", "base", "Brier", "skill [90 %]", "AUC"):
        table.add_column(name, justify="left" if name == "target" else "right", no_wrap=True)
    for line in lines:
        best = line.references[line.hindsight_best]
        table.add_row(
            line.target,
            str(line.horizon),
            f"{line.base_rate:.3f}",
            f"{line.brier:.4f}",
            _skill(best.skill, best.interval),
            "" if line.auc is None else f"{line.auc:.2f}",
        )
    console.print(table)
    console.print(
        "base: share that came true; skill: percent of the Brier score of the best plain rate, chosen knowing the "
        "outcomes; AUC: chance that a window with an event was given higher odds than one without",
        style="dim",
    )
    _print_calibration(lines, terminal)
    if len(lines) == 1:
        _print_detail(first, terminal)


def _print_calibration(lines: Sequence[BacktestLine], terminal: Terminal) -> None:
    console = console_for(terminal)
    parts.heading(console, "CALIBRATION")
    table = Table(box=None, pad_edge=False, padding=(0, 1, 0, 0))
    for name in ("target", "days", "ECE", "beyond chance [90 %]", "of truth", "p"):
        table.add_column(name, justify="left" if name == "target" else "right", no_wrap=True)
    for line in lines:
        beyond, truth = line.ece_debiased, line.ece_of_truth
        table.add_row(
            line.target,
            str(line.horizon),
            f"{line.ece:.3f}",
            f"{beyond.value:.3f} [{beyond.low:.3f}, {beyond.high:.3f}]",
            "" if truth is None else f"{truth.low:.3f}–{truth.high:.3f}",
            "" if line.ece_p is None else f"{line.ece_p:.2f}",
        )
    console.print(table)
    console.print(
        "ECE: mean difference between what was said and what came, over tenths of the forecasts; beyond chance: its "
        "root mean square less what chance makes of it, by resampled blocks of 180 days; of truth: the ECE, 10th to "
        "90th percentile, of somebody who knows the true rate, on made histories of this length; p: how often that "
        "ECE is as large as ours",
        style="dim",
    )


def _print_detail(line: BacktestLine, terminal: Terminal) -> None:
    console = console_for(terminal)
    parts.heading(console, "AGAINST EACH REFERENCE")
    for name, found in line.references.items():
        console.print(f"  {name.replace('_', ' '):<22} Brier {found.brier:.4f}  {_skill(found.skill, found.interval)}")
    parts.heading(console, "BY YEAR AND REGIME")
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    for name in ("issued", "n", "came true", "mean odds", "skill", "AUC"):
        table.add_column(name, justify="left" if name == "issued" else "right", no_wrap=True)
    for part in (*line.by_year, *line.by_regime):
        auc = "–" if part.auc is None else f"{part.auc:.2f}"
        odds = f"{part.mean_forecast:.3f}"
        table.add_row(part.name, f"{part.n:,}", f"{part.events:,}", odds, _percent(part.skill), auc)
    console.print(table)
    console.print(
        f"skill: against the {line.hindsight_best.replace('_', ' ')} rate. One year holds few independent windows: its "
        "skill proves nothing, and in a year without events the reference makes next to no error to be better than",
        style="dim",
    )
    parts.heading(console, "RELIABILITY")
    for each in line.reliability:
        console.print(
            f"  said {each.forecast:.3f}  came true {each.observed:.3f}  "
            f"(band if calibrated {each.low:.3f} to {each.high:.3f})  n {each.n:,}"
        )


def _skill(skill: float | None, interval: tuple[float, float] | None) -> str:
    band = "" if interval is None else f" [{100 * interval[0]:+.1f}, {100 * interval[1]:+.1f}]"
    return f"{_percent(skill)}{band}"


def _percent(skill: float | None) -> str:
    return "–" if skill is None else f"{100 * skill:+.1f}"
