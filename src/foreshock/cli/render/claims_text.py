"""Checked claims on the terminal."""

from foreshock.cli.render import parts
from foreshock.cli.render.console import console_for
from foreshock.cli.terminal import Terminal
from foreshock.flow.claims import CheckedClaims
from foreshock.render import words


def print_checked(checked: CheckedClaims, terminal: Terminal) -> None:
    """Print claims with verdicts, then the record rows they rest on with their sources."""
    console = console_for(terminal)
    console.print(checked.headline or "(no headline)", style="bold", markup=False)
    console.print(f"against the record as known {words.local_time(checked.as_of, checked.zone)}", style="dim")
    parts.print_claims(console, checked.claims)
    if checked.matched:
        parts.heading(console, "ROWS THAT COUNTED")
        for event in checked.matched:
            source = f"  [{event.sources[0]}]" if event.sources else ""
            console.print(f"  {event.valid_from}  {event.name or event.kind}  {event.id}{source}", markup=False)
    console.print()
