"""The track record on the terminal."""

from rich.table import Table

from foreshock.cli.render import parts
from foreshock.cli.render.console import console_for
from foreshock.cli.terminal import Terminal
from foreshock.flow.track_record import LedgerScore, TrackRecord


def print_track_record(found: TrackRecord, terminal: Terminal) -> None:
    """Print one row a target and horizon, then references and reliability of each that has scores."""
    console = console_for(terminal)
    if not found.scores:
        console.print("the ledger holds no such forecast, so there is nothing to score")
        console.print("`foreshock ledger issue` issues them; `foreshock backtest` replays history", style="dim")
        return
    reach = f"outcomes reach to {found.covered_until}" if found.covered_until else "the record holds no outcomes"
    console.print(f"{found.issued:,} issued forecasts of {found.theater}; {reach}; replays not included", style="dim")
    table = Table(box=None, pad_edge=False, padding=(0, 1, 0, 0))
    for name in ("target", "days", "issued", "scored", "open", "pend.", "ahead", "void", "late", "Brier", "log", "ECE"):
        table.add_column(name, justify="left" if name == "target" else "right", no_wrap=True)
    for score in found.scores:
        done = score.scored
        table.add_row(
            score.target,
            str(score.horizon),
            *(f"{count:,}" for count in (score.issued, done.n if done else 0, score.open, score.pending)),
            *(f"{count:,}" for count in (score.ahead, score.void, score.late)),
            *((f"{done.brier:.3f}", f"{done.log_score:.3f}", f"{done.ece:.3f}") if done else ("–", "–", "–")),
        )
    console.print(table)
    console.print("pend.: closed, not settled; ahead: came true past the record's reach, not scored yet", style="dim")
    for score in found.scores:
        _print_detail(score, terminal)


def _print_detail(score: LedgerScore, terminal: Terminal) -> None:
    console = console_for(terminal)
    void = "" if score.void_rate is None else f", {100 * score.void_rate:.1f} % of what was settled is void"
    done = score.scored
    if done is None:
        return
    parts.heading(console, f"{score.target.upper()}, {score.horizon} DAYS")
    console.print(
        f"  {done.n:,} forecasts over {done.days:,} windows from {done.first} to {done.last}; "
        f"{100 * done.base_rate:.1f} % came true{void}",
        markup=False,
    )
    for name, against in done.references.items():
        skill = "–" if against.skill is None else f"{100 * against.skill:+.1f} %"
        console.print(
            f"  against {name.replace('_', ' '):<16} its Brier {against.brier:.3f}  skill {skill}  n {against.n:,}",
            markup=False,
        )
    for each in done.reliability:
        console.print(
            f"  said {each.forecast:.3f}  came true {each.observed:.3f}  "
            f"(band if calibrated {each.low:.3f} to {each.high:.3f})  n {each.n:,}"
        )
