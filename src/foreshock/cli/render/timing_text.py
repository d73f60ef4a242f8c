"""When the next event falls, on the terminal."""

from datetime import date

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from foreshock.cli.render import parts
from foreshock.cli.render.console import console_for
from foreshock.cli.terminal import Terminal
from foreshock.flow.timing import TimingReport
from foreshock.render import words
from foreshock.terms.forecast import CountBand, Timing

DAYS_SHOWN = 14


def print_timing(report: TimingReport, terminal: Terminal) -> None:
    """Print each target's date distribution, its windows and its next days."""
    console = console_for(terminal)
    console.print(f"speaks from {words.local_time(report.as_of, report.zone)}", style="dim")
    for timing in report.timings:
        parts.heading(console, report.labels.get(timing.target, timing.target))
        _print_date(console, timing)
        _print_windows(console, timing)
        _print_days(console, timing)
    console.print(
        "\nevent days: days with at least one event; bands hold the outcome with at least that chance. Windows from "
        "tomorrow on pass through the five standard forecasts, between them in proportion to the self-exciting hazard "
        "and open notices; later ones are shares of simulated paths.",
        style="dim",
    )
    console.print(f"record {report.record_digest}", style="dim", markup=False)


def _print_date(console: Console, timing: Timing) -> None:
    last = timing.days[-1].day
    by = "not within a year" if timing.median is None else f"by {timing.median}"
    console.print(f"  next: as likely as not {by}")
    for band in timing.bands:
        console.print(f"    {band.level:.0%} from {_day(band.first, last)} to {_day(band.last, last)}")
    console.print(f"    none by {last}: {words.percent(timing.beyond)}")


def _print_windows(console: Console, timing: Timing) -> None:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    for name in ("window", "chance", "event days", *(f"{band.level:.0%}" for band in timing.windows[0].bands)):
        table.add_column(name, justify="left" if name == "window" else "right", no_wrap=True)
    for row in timing.windows:
        table.add_row(
            words.days(row.target_start, row.target_end),
            words.percent(row.probability),
            f"{row.expected:.2f}",
            *(_count(band) for band in row.bands),
        )
    console.print(Padding(table, (0, 0, 0, 2)))


def _print_days(console: Console, timing: Timing) -> None:
    shown = ", ".join(f"{day.day:%m-%d} {words.percent(day.on)}" for day in timing.days[:DAYS_SHOWN])
    console.print(Padding(Text(f"the next falls on: {shown} …", style="dim"), (0, 0, 0, 2)))


def _count(band: CountBand) -> str:
    return str(band.low) if band.low == band.high else f"{band.low}–{band.high}"


def _day(day: date | None, last: date) -> str:
    return f"after {last}" if day is None else str(day)
