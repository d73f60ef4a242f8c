"""Undertakings on the terminal."""

from rich.table import Table
from rich.text import Text

from foreshock.cli.render.console import console_for
from foreshock.cli.terminal import Terminal
from foreshock.flow.threats import Followed, ThreatAnswer, short_id
from foreshock.render.counted import counted
from foreshock.render.threat_words import (
    RATE_COLUMNS,
    RATE_LEGEND,
    STATES,
    group_words,
    rate_cells,
    rule_words,
    undertaking_words,
)

STYLES = {"kept": "green", "not_kept": "yellow", "armed": "bold red", "open": "bold", "never_met": "dim"}
NAME_WIDTH = 12


def print_list(answer: ThreatAnswer, terminal: Terminal) -> None:
    """Print each undertaking: day, state, what it was, why it stands so, its id."""
    console = console_for(terminal)
    console.print(f"{counted(len(answer.followed), 'undertaking')} as of {answer.as_of}", style="bold")
    table = Table(box=None, pad_edge=False, padding=(0, 1, 0, 0), show_header=False)
    table.add_column(no_wrap=True)
    table.add_column(min_width=9)
    table.add_column(overflow="fold")
    for one in answer.followed:
        told = Text(undertaking_words(one))
        told.append(f"\n{one.reason} [{short_id(one.undertaking.id)}]", style="dim")
        table.add_row(str(one.undertaking.said_on), Text(STATES[one.state], style=STYLES.get(one.state, "dim")), told)
    console.print(table)


def print_one(one: Followed, terminal: Terminal) -> None:
    """Print one undertaking in full: who, when, by what rule it is settled, what decided."""
    console = console_for(terminal)
    made = one.undertaking
    console.print(undertaking_words(one), style="bold", markup=False)
    who = ", ".join(part for part in (made.actor, made.speaker, made.level) if part) or "speaker not settled"
    console.print(f"  said on {made.said_on} by {who} [{short_id(made.row)}]", markup=False)
    console.print(f"  {rule_words(one)}", markup=False)
    console.print(f"  {STATES[one.state]}: {one.reason}", markup=False)
    if one.armed_on:
        console.print(f"  armed on {one.armed_on}, closes on {one.closes_on or 'a day not known'}")
    if one.chance is not None:
        console.print(
            f"  by chance: {one.chance:.0%} of that year's days were followed by the same within as many days"
        )
    for row in one.rows:
        console.print(f"  rests on {row}", markup=False)
    if made.note:
        console.print(f"  note: {made.note}", markup=False)


def print_rates(answer: ThreatAnswer, terminal: Terminal) -> None:
    """Print how often undertakings were kept, a group a line."""
    console = console_for(terminal)
    console.print(f"How often was it kept? As of {answer.as_of}, by {answer.by}", style="bold")
    table = Table(box=None, pad_edge=False, padding=(0, 1, 0, 0))
    table.add_column(answer.by, min_width=NAME_WIDTH, overflow="fold")
    for name in RATE_COLUMNS:
        table.add_column(name, justify="right", no_wrap=True)
    for rate in answer.rates:
        table.add_row(group_words(answer, rate.name), *rate_cells(rate))
    console.print(table)
    console.print(RATE_LEGEND, style="dim")
