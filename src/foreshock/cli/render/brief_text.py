"""A brief on the terminal."""

from foreshock.cli.render import parts
from foreshock.cli.render.console import console_for
from foreshock.cli.render.effects_text import print_effects
from foreshock.cli.terminal import Terminal
from foreshock.flow.brief import Brief
from foreshock.render import words


def print_brief(brief: Brief, terminal: Terminal) -> None:
    """Print one brief: what is new, what lies ahead, the odds, the claims checked."""
    console = console_for(terminal)
    article = brief.reading.article
    console.rule(style="dim")
    console.print(article.headline or "(no headline)", style="bold", markup=False)
    writers = ", ".join(name for name in article.byline if name != article.agency)
    about = [article.agency, writers, words.published(article, brief.zone)]
    console.print(" · ".join(part for part in about if part), style="dim", markup=False)
    console.print(f"speaks from {words.local_time(brief.as_of, brief.zone)}", style="dim")
    if brief.known_at is not None:
        console.print(f"with what this record held {words.local_time(brief.known_at, brief.zone)}", style="dim")
    parts.heading(console, "WHAT WAS SAID")
    parts.print_statements(console, brief.reading.statements)
    parts.heading(console, "WHAT HAPPENED, OR MAY")
    parts.print_events(console, brief.reading.events)
    parts.heading(console, "WHAT LIES AHEAD, 30 DAYS")
    parts.print_ahead(console, brief.ahead)
    parts.heading(console, "THE ODDS")
    parts.print_odds(console, brief.outlook, brief.labels)
    print_effects(console, brief)
    lead = next((f for f in brief.outlook.forecasts if f.horizon == parts.LEAD_HORIZON), None)
    if lead is not None:
        console.print()
        parts.print_reasons(console, lead, brief.labels.get(lead.target, lead.target))
        parts.print_hindcasts(console, brief.hindcasts, lead, brief.labels)
    parts.heading(console, "ITS CLAIMS, CHECKED")
    parts.print_claims(console, brief.reading.claims)
    if brief.problems:
        parts.heading(console, "PROBLEMS")
        for problem in brief.problems:
            console.print(f"    {problem}", markup=False)
    console.print()
