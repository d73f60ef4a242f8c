"""How an import and a comparison of tables look in words, and the bar while a file is read."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from foreshock.cli.terminal import Terminal
from foreshock.render.counted import counted

if TYPE_CHECKING:
    from foreshock.flow.record_imports import Imported
    from foreshock.record.imports.lines import Progress

SHOWN = 20


@contextmanager
def progress_bar(terminal: Terminal) -> Iterator["Progress"]:
    """Give what shows how far a file is read, on a terminal's error stream; elsewhere nothing shows."""
    if not terminal.interactive:
        yield lambda _done, _total: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

    console = Console(
        file=terminal.err, no_color="NO_COLOR" in terminal.environ, force_terminal=True, _environ=terminal.environ
    )
    columns = (TextColumn("reading"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("reading", total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def print_imported(done: "Imported", terminal: Terminal) -> None:
    """Print what one file did; refused rows go to the error stream."""
    name = os.path.basename(done.path) if len(done.path) > 60 else done.path
    if done.report is None:
        terminal.line(f"{name}: left alone: {done.skipped}")
        return
    report = done.report
    parts = [
        f"{report.new:,} new",
        f"{report.changed:,} changed",
        f"{report.vanished:,} vanished",
        f"{report.unchanged:,} unchanged",
        f"{sum(done.refusals.values()):,} refused",
    ]
    if done.passed:
        parts.append(f"{done.passed:,} about others")
    terminal.line(f"{name}, seen {done.seen_at:%Y-%m-%d %H:%M} UTC: {', '.join(parts)}")
    if report.moved:
        terminal.line(f"  {report.moved:,} of the new rows are vanished ones under another day")
    if report.missing:
        terminal.line(
            f"  missing from the last copy: {counted(report.missing, 'row')}; kept, since some rows could not be read"
        )
    for refused in done.refused[:SHOWN]:
        terminal.err.write(f"foreshock: {name}, row {refused.row}: {refused.why}\n")
    if sum(done.refusals.values()) > SHOWN:
        terminal.err.write("foreshock: refused rows by reason:\n")
        for why, count in sorted(done.refusals.items(), key=lambda item: (-item[1], item[0]))[:SHOWN]:
            terminal.err.write(f"  {count:>9,}  {why}\n")
