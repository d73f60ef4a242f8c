"""How the odds moved, on the terminal."""

from foreshock.cli.render.console import console_for
from foreshock.cli.terminal import Terminal
from foreshock.flow.odds_history import OddsHistory
from foreshock.render import words

BAR = 40


def print_odds_history(found: OddsHistory, terminal: Terminal) -> None:
    """Print one line a day: the odds as a bar, what was issued, what happened."""
    console = console_for(terminal)
    console.print(f"{found.label}, the next {found.horizon} days", style="bold", markup=False)
    if not found.recomputed:
        console.print("the history is too short on these days for odds")
    issued = {point.day: point for point in found.issued if not point.late}
    events = set(found.events)
    for point in found.recomputed:
        bar = "#" * round(BAR * point.probability)
        said = f"  issued {words.percent(issued[point.day].probability)}" if point.day in issued else ""
        happened = "  it happened" if point.day in events else ""
        console.print(f"{point.day}  {words.percent(point.probability):>5}  {bar}{said}{happened}", markup=False)
    console.print("recomputed with today's model from what was known by each day; issued: from the ledger", style="dim")
