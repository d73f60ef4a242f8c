"""Checked claims on the terminal."""

from collections.abc import Sequence

from rich.table import Table

from foreshock.cli.render import parts
from foreshock.cli.render.console import console_for
from foreshock.cli.terminal import Terminal
from foreshock.flow.claims import CheckedClaims
from foreshock.render import words
from foreshock.terms.reading import Claim, Verdict

COLUMNS = ("claim", "kind", "verdict", "held", "rate", "base", "ratio [90 %]")
NONE = "–"
LEGEND = (
    "held: on how many of the occasions or stretches looked at; base: the share of days of the same years from which "
    "the same came anyway; ratio: rate to base, with a block-bootstrap interval"
)
VERDICTS = {
    "supported": "supported",
    "not_supported": "not supported",
    "contradicted": "contradicted",
    "inconclusive": "cannot be settled",
    "insufficient_record": "too little to say",
}


def print_checked(checked: CheckedClaims, terminal: Terminal) -> None:
    """Print claims with verdicts, then the record rows they rest on with their sources."""
    console = console_for(terminal)
    console.print(checked.headline or "(no headline)", style="bold", markup=False)
    console.print(f"against the record as known {words.local_time(checked.as_of, checked.zone)}", style="dim")
    if checked.claims:
        console.print(_table(checked.claims))
        console.print(LEGEND, style="dim")
        parts.heading(console, "IN WORDS")
    parts.print_claims(console, checked.claims)
    if checked.matched:
        parts.heading(console, "ROWS THAT COUNTED")
        for event in checked.matched:
            source = f"  [{event.sources[0]}]" if event.sources else ""
            told = f"{event.valid_from}  {event.name or event.kind}  {event.id}{source}"
            parts.print_detail(console, told, indent=2)
    console.print()


def _table(claims: Sequence[Claim]) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    for name in COLUMNS:
        table.add_column(name, justify="left" if name in COLUMNS[:3] else "right", no_wrap=True)
    for claim in claims:
        table.add_row(claim.id, claim.kind, *_verdict_cells(claim.verdict))
    return table


def _verdict_cells(verdict: Verdict | None) -> tuple[str, ...]:
    if verdict is None:
        return ("not checked", *[NONE] * (len(COLUMNS) - 3))
    band = f" [{verdict.interval[0]:.2f}, {verdict.interval[1]:.2f}]" if verdict.interval else ""
    compared = verdict.rate is not None
    return (
        VERDICTS[verdict.verdict],
        f"{verdict.k} of {verdict.n}" if compared else NONE,
        f"{verdict.rate:.2f}" if verdict.rate is not None else NONE,
        f"{verdict.base_rate:.2f}" if verdict.base_rate is not None else NONE,
        f"{verdict.ratio:.2f}{band}" if verdict.ratio is not None else NONE,
    )
