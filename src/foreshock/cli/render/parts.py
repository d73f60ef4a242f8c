"""The parts a brief is made of, each printable alone: items, odds, schedule, claims."""

from collections.abc import Sequence

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from foreshock.flow.ahead import AheadItem
from foreshock.flow.odds import HindcastLine
from foreshock.render import words
from foreshock.render.counted import counted
from foreshock.render.term_words import correction_note
from foreshock.terms.forecast import Forecast, Outlook
from foreshock.terms.reading import Claim, Event, Statement

REASONS_SHOWN = 4
SMALLEST_TERM = 0.005
LEAD_HORIZON = 7
SHOWN_REFERENCES = ("all_history", "trailing_365d", "poisson_gamma")
LONGEST_WORD = 33  # characters of the longest wording of a probability with its horizon and scale
VERDICT_STYLES = {
    "supported": "green", "contradicted": "red", "not_supported": "yellow",
    "inconclusive": "dim", "insufficient_record": "dim",
}  # fmt: skip


def heading(console: Console, title: str) -> None:
    """Print a section's title."""
    console.print()
    console.print(Text(title, style="bold"))


def print_statements(console: Console, statements: Sequence[Statement]) -> None:
    """Print each statement: who, to whom, through whom, type, words, condition."""
    if not statements:
        print_detail(console, "none found")
    for said in statements:
        head = Text(f"{said.id:<4}", style="dim")
        head.append(words.speaker_words(said), style="bold")
        head.append(words.via_words(said))
        if said.addressees:
            head.append(" → " + ", ".join(said.addressees))
        if said.type:
            head.append(f"  {said.type}", style="cyan")
        head.append(f"  {words.when_words(said.when)}", style="dim")
        console.print(head)
        content = " ".join(span.text for span in said.content)
        print_detail(console, f"{words.quoted(content, 220)} ({said.quote})")
        if said.condition:
            print_detail(console, f"condition: {said.condition}")


def print_events(console: Console, events: Sequence[Event]) -> None:
    """Print each event: when, status, what, who, evidence."""
    if not events:
        print_detail(console, "none found")
    for event in events:
        head = Text(f"{event.id:<4}", style="dim")
        head.append(f"{event.status or 'status not settled'}", style="cyan")
        head.append(f"  {words.event_words(event)}", style="bold")
        head.append(f"  {words.actors_words(event.actors, event.recipients)}")
        head.append(f"  {words.when_words(event.when)}", style="dim")
        console.print(head)


def print_ahead(console: Console, items: Sequence[AheadItem]) -> None:
    """Print the schedule, one line each, with where each is known from."""
    if not items:
        print_detail(console, "nothing scheduled is known")
    table = Table.grid(padding=(0, 2))
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    table.add_column(no_wrap=True, style="dim")
    for item in items:
        span = words.days(item.start, item.end)
        status = "" if item.status == "scheduled" else f" ({item.status})"
        name = words.quoted(item.name, 90) if item.source == "article" else item.name
        label = f"{item.kind}: {name}" if item.kind and item.source == "article" else name
        table.add_row(
            span.replace(" to ", "\n  to "),
            label + status,
            f"{item.source} {item.item if item.source == 'article' else ''}".strip(),
        )
    console.print(Padding(table, (0, 0, 0, 2)))


def print_odds(console: Console, outlook: Outlook, labels: dict[str, str]) -> None:
    """Print the odds as a table, each target above its all-history rate."""
    if not outlook.forecasts:
        print_detail(console, "none: the record before this moment is too short for a rate")
    horizons = sorted({f.horizon for f in outlook.forecasts})
    for number, target in enumerate(dict.fromkeys(f.target for f in outlook.forecasts)):
        row = {f.horizon: f for f in outlook.forecasts if f.target == target}
        shown = row.get(LEAD_HORIZON) or row[max(row)]
        console.print(Text(f"  {labels.get(target, target)}", style="bold"))
        table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), show_header=number == 0, header_style="dim")
        table.add_column("chance of at least one within", min_width=LONGEST_WORD)
        for horizon in horizons:
            table.add_column(f"{horizon} d", justify="right", min_width=4)
        table.add_row(
            Text(f"{shown.horizon} d: {shown.word} ({shown.scale})"),
            *[words.percent(row[h].probability) if h in row else "" for h in horizons],
        )
        table.add_row(
            Text("all-history rate", style="dim"),
            *[Text(words.percent(row[h].references["all_history"]) if h in row else "", style="dim") for h in horizons],
        )
        console.print(Padding(table, (0, 0, 0, 4)))


def print_reasons(console: Console, fcst: Forecast, label: str) -> None:
    """Print a forecast's additive terms, largest first, with how many rows each rests on."""
    interval = fcst.interval
    print_detail(
        console,
        f"Why {words.percent(fcst.probability)} for {label}, {fcst.horizon} days "
        f"({interval.level:.0%} interval {words.percent(interval.low)} to {words.percent(interval.high)}):",
        indent=2,
    )
    shown = [reason for reason in fcst.reasons if abs(reason.log_odds) >= SMALLEST_TERM][:REASONS_SHOWN]
    for reason in shown:
        count = counted(len(reason.evidence), "row")
        rows = f"  [{count}, latest {reason.evidence[-1]}]" if reason.evidence else ""
        print_detail(console, f"{reason.log_odds:+.2f} log-odds  {reason.term}{correction_note(reason.term)}{rows}")
    rest = sum(reason.log_odds for reason in fcst.reasons if reason not in shown)
    if len(shown) < len(fcst.reasons):
        others = counted(len(fcst.reasons) - len(shown), "other term")
        print_detail(console, f"{rest:+.2f} log-odds  {others}", style="dim")


def print_hindcasts(
    console: Console, lines: Sequence[HindcastLine], forecast: Forecast, labels: dict[str, str]
) -> None:
    """Print how good odds such as this forecast's have been, against the plain rates."""
    kept = sorted({line.horizon for line in lines})
    if not kept:
        print_detail(console, "the theater holds no hindcasts of windows closed before this moment")
    elif forecast.horizon not in kept:
        print_detail(console, f"hindcasts are kept for {', '.join(map(str, kept))} days, not for {forecast.horizon}")
    for line in (each for each in lines if (each.target, each.horizon) == (forecast.target, forecast.horizon)):
        shown = [name for name in SHOWN_REFERENCES if name in line.skill]
        skills = ", ".join(f"{line.skill[name]:+.1%} against {name.replace('_', ' ')}" for name in shown)
        print_detail(
            console,
            f"Hindcasts, {labels.get(line.target, line.target)}, {line.horizon} d: Brier {line.brier:.3f} "
            f"over {line.n:,} of {line.since}–{line.until}; skill {skills}.",
            style="dim",
            indent=2,
        )


def print_claims(console: Console, claims: Sequence[Claim]) -> None:
    """Print each claim with its verdict and the numbers behind it."""
    if not claims:
        print_detail(console, "the article makes no claim about a pattern that can be tested")
    for claim in claims:
        head = Text(f"{claim.id:<4}", style="dim")
        head.append(f"{claim.kind}  ", style="cyan")
        head.append(words.quoted(claim.text, 200))
        console.print(head)
        if claim.verdict:
            style = VERDICT_STYLES[claim.verdict.verdict]
            print_detail(console, words.verdict_words(claim), style=style)
            numbers = _numbers(claim)
            if numbers:
                print_detail(console, numbers, style="dim")


def _numbers(claim: Claim) -> str:
    verdict = claim.verdict
    if verdict is None or verdict.base_rate is None or verdict.rate is None:
        return ""
    ratio = f", ratio {verdict.ratio:.2f}" if verdict.ratio is not None else ""
    interval = f" [{verdict.interval[0]:.2f}, {verdict.interval[1]:.2f}]" if verdict.interval else ""
    return f"{verdict.k}/{verdict.n} = {verdict.rate:.2f}, base rate {verdict.base_rate:.2f}{ratio}{interval}"


def print_detail(console: Console, text: str, *, style: str = "", indent: int = 4) -> None:
    """Print a line below a heading or item, wrapped inside its indent."""
    console.print(Padding(Text(text, style=style), (0, 0, 0, indent)))
