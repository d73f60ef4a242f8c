"""A reading on the terminal."""

from foreshock.cli.render import parts
from foreshock.cli.render.console import console_for
from foreshock.cli.terminal import Terminal
from foreshock.render import words
from foreshock.terms.reading import Reading


def print_reading(reading: Reading, zone: str, terminal: Terminal) -> None:
    """Print everything coded from one article."""
    console = console_for(terminal)
    console.print(reading.article.headline or "(no headline)", style="bold", markup=False)
    console.print(words.published(reading.article, zone), style="dim", markup=False)
    parts.heading(console, "STATEMENTS")
    parts.print_statements(console, reading.statements)
    parts.heading(console, "EVENTS")
    parts.print_events(console, reading.events)
    if reading.claims:
        parts.heading(console, "CLAIMS (foreshock claims checks them)")
        parts.print_claims(console, reading.claims)
    for problem in reading.problems:
        console.print(f"problem: {problem}", markup=False)
    console.print()
