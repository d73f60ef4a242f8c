"""The track record on the terminal."""

from rich.console import Console
from rich.table import Table

from foreshock.cli.render import parts
from foreshock.cli.render.console import console_for
from foreshock.cli.terminal import Terminal
from foreshock.flow.track_record import LedgerScore, Scored, TrackRecord
from foreshock.render.counted import counted

COLUMNS = ("target", "days", "scored", "open", "pend.", "ahead", "void", "late", "Brier", "skill", "ECE")
NONE = "–"


def print_track_record(found: TrackRecord, terminal: Terminal) -> None:
    """Print one row a target and horizon; every score of it when only one was asked for."""
    console = console_for(terminal)
    if not found.scores:
        console.print("the ledger holds no such forecast, so there is nothing to score")
        console.print("`foreshock ledger issue` issues them; `foreshock backtest` replays history", style="dim")
        return
    reach = f"outcomes reach to {found.covered_until}" if found.covered_until else "the record holds no outcomes"
    console.print(
        f"{counted(found.issued, 'issued forecast')} of {found.theater}; {reach}; no replay among them", style="dim"
    )
    table = Table(box=None, pad_edge=False, padding=(0, 1, 0, 0))
    for name in COLUMNS:
        table.add_column(name, justify="left" if name == "target" else "right", no_wrap=True)
    for score in found.scores:
        table.add_row(*_cells(score))
    console.print(table)
    for line in (
        f"void: {_voids(found)}",
        "pend.: closed, not settled yet; ahead: came true past the record's reach, not scored yet;",
        "late: written when the window had opened, never scored",
        "skill: percent of the Brier score of the best reference, chosen knowing the outcomes;",
        "its 90 % interval is shown once the windows span four blocks of two horizons",
    ):
        console.print(line, style="dim", markup=False)
    if len(found.scores) == 1 and found.scores[0].scored:
        _print_detail(console, found.scores[0].scored)


def _cells(score: LedgerScore) -> list[str]:
    done = score.scored
    counts = (score.horizon, done.n if done else 0, score.open, score.pending, score.ahead, score.void, score.late)
    scores = (f"{done.brier:.3f}", _best_skill(done), f"{done.ece:.3f}") if done else (NONE, NONE, NONE)
    return [score.target, *(f"{count:,}" for count in counts), *scores]


def _best_skill(done: Scored) -> str:
    """Return the skill over the hardest reference."""
    found = done.hardest
    return NONE if found is None else _percent(found[1].skill) + _band(found[1].interval)


def _voids(found: TrackRecord) -> str:
    void = sum(score.void for score in found.scores)
    settled = void + sum(score.ahead + (score.scored.n if score.scored else 0) for score in found.scores)
    return f"{void:,} of {settled:,} settled ({void / settled:.1%})" if settled else "nothing is settled yet"


def _print_detail(console: Console, done: Scored) -> None:
    console.print()
    console.print(
        f"{counted(done.n, 'forecast')} over {counted(done.days, 'window')} from {done.first} to {done.last}; "
        f"{done.base_rate:.1%} came true; log score {done.log_score:.3f}{_brier_band(done)}",
        markup=False,
    )
    parts.heading(console, "AGAINST EACH REFERENCE")
    for name, against in done.references.items():
        skill = _percent(against.skill) + _band(against.interval)
        console.print(
            f"  {name.replace('_', ' '):<22} Brier {against.brier:.4f}  skill {skill}  n {against.n:,}", markup=False
        )
    parts.heading(console, "RELIABILITY")
    for each in done.reliability:
        console.print(
            f"  said {each.forecast:.3f}  came true {each.observed:.3f}  "
            f"(band if calibrated {each.low:.3f} to {each.high:.3f})  n {each.n:,}"
        )


def _brier_band(done: Scored) -> str:
    if done.brier_interval is None:
        return "; too few windows yet for intervals"
    return f"; Brier 90 % interval {done.brier_interval[0]:.4f} to {done.brier_interval[1]:.4f}"


def _band(interval: tuple[float, float] | None) -> str:
    return "" if interval is None else f" [{100 * interval[0]:+.1f}, {100 * interval[1]:+.1f}]"


def _percent(skill: float | None) -> str:
    return NONE if skill is None else f"{100 * skill:+.1f}"
