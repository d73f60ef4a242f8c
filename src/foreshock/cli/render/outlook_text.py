"""An outlook on the terminal."""

from foreshock.cli.render import parts
from foreshock.cli.render.console import console_for
from foreshock.cli.render.numbers_text import print_numbers
from foreshock.cli.terminal import Terminal
from foreshock.flow.odds import HORIZONS, Odds
from foreshock.render import words
from foreshock.render.term_words import window_note


def print_outlook(odds: Odds, terminal: Terminal, *, coefficients: bool) -> None:
    """Print the odds of every target and horizon asked for, their reasons and hindcasts."""
    console = console_for(terminal)
    outlook = odds.outlook
    console.print(f"speaks from {words.local_time(outlook.as_of, odds.zone)}", style="dim")
    if outlook.known_at != outlook.as_of:
        console.print(f"with what was known {words.local_time(outlook.known_at, odds.zone)}", style="dim")
    parts.print_odds(console, outlook, odds.labels)
    for target in dict.fromkeys(f.target for f in outlook.forecasts):
        row = [f for f in outlook.forecasts if f.target == target]
        lead = next((f for f in row if f.horizon == parts.LEAD_HORIZON), row[-1])
        console.print()
        parts.print_reasons(console, lead, odds.labels.get(target, target))
        references = ", ".join(f"{name.replace('_', ' ')} {words.percent(p)}" for name, p in lead.references.items())
        parts.print_detail(console, f"reference rates: {references}", style="dim")
        note = window_note(lead.horizon, HORIZONS)
        if note:
            parts.print_detail(console, note, style="dim")
        parts.print_hindcasts(console, odds.hindcasts, lead, odds.labels)
    for problem in outlook.problems:
        console.print(f"\nproblem: {problem}", markup=False)
    if coefficients:
        parts.heading(console, "COEFFICIENTS")
        for name, behind in odds.coefficients.items():
            console.print(f"  {name}", style="bold", markup=False)
            print_numbers(console, behind, tuple(behind), indent=4)
    console.print(f"\nrecord {outlook.record_digest}", style="dim", markup=False)
