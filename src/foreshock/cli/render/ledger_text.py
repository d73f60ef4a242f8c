"""The ledger on the terminal."""

from collections.abc import Sequence

from msgspec import UNSET

from foreshock.cli.terminal import Terminal
from foreshock.flow.ledger import IssueReport, ResolveReport, is_late
from foreshock.flow.ledger_check import LedgerCheck
from foreshock.flow.ledger_pages import LedgerLine, LedgerPage
from foreshock.flow.scales import Scale, word_for
from foreshock.render import words
from foreshock.render.counted import counted
from foreshock.terms.ledger import Issued, Resolution

LATE = "late: written when its window had opened, so never scored"


def issued_words(row: Issued, scale: Scale) -> str:
    """Return a forecast in one line: number, window, target, horizon, probability and its word."""
    question = row.question
    window = words.days(question.target_start, question.target_end)
    return (
        f"{row.number:>5}  {window:<24}  {question.target:<18} {row.horizon:>3} d  {words.percent(row.probability):>5}"
        f"  {word_for(row.probability, scale)}"
    )


def resolution_line(resolution: Resolution) -> str:
    """Return a resolution in one line: which row, how it came out, why, as known when."""
    nothing = f"nothing in the window; outcomes reach to {resolution.covered_until}"
    why = resolution.reason or ", ".join(resolution.evidence) or nothing
    when = f"{resolution.resolved_at:%Y-%m-%d %H:%M} UTC"
    return f"{resolution.settles:>5}  {resolution.outcome:<4}  {why}  (settled {when})"


def print_issued(report: IssueReport, scale: Scale, terminal: Terminal) -> None:
    """Print the new rows, how many stood there already, and the head."""
    for row in report.issued:
        terminal.line(issued_words(row, scale) + (f"  {LATE}" if is_late(row) else ""))
    terminal.line(f"{counted(len(report.issued), 'forecast')} issued, {report.already} in the ledger already")
    terminal.line(f"head {report.head or 'none'}")


def print_lines(lines: Sequence[LedgerLine], scale: Scale, terminal: Terminal) -> None:
    """Print one line a forecast."""
    if not lines:
        terminal.line("the ledger holds no such forecast")
    for line in lines:
        late = "  (late)" if line.late else ""
        reason = f"  {line.reason}" if line.reason else ""
        terminal.line(f"{issued_words(line.issued, scale)}  {line.state}{late}{reason}")


def print_page(page: LedgerPage, scale: Scale, terminal: Terminal) -> None:
    """Print one forecast: question, odds, rules, digests, and all that became of it."""
    line = page.line
    row, question = line.issued, line.issued.question
    terminal.line(f"{row.number}  {question.words}")
    said = f"{words.percent(row.probability)}, {word_for(row.probability, scale)} ({scale})"
    terminal.line(f"{said}, issued {words.local_time(row.issued_at, question.zone)}")
    if row.as_of != row.issued_at:
        terminal.line(f"speaks from {words.local_time(row.as_of, question.zone)}")
    if line.late:
        terminal.line(LATE)
    terminal.line(f"stands: {line.state}{f': {line.reason}' if line.reason else ''}")
    references = ", ".join(f"{name.replace('_', ' ')} {words.percent(p)}" for name, p in row.references.items())
    terminal.line(f"reference rates: {references}")
    terminal.line(f"target {question.target} version {question.target_version}, horizon {counted(row.horizon, 'day')}")
    terminal.line(f"kinds: {', '.join(question.kinds)} by {', '.join(question.actors)}")
    terminal.line(f"adjudicators in order: {'; '.join(question.adjudicators)}")
    terminal.line(f"ties: {question.tie_rule}")
    for reason in () if row.reasons is UNSET else row.reasons:
        terminal.line(f"  {reason.log_odds:+.4f} log-odds  {reason.term}")
    terminal.line(f"model {row.model}, coefficients {row.coefficients_digest}")
    terminal.line(f"record {row.record_digest}")
    terminal.line(f"digest {row.digest}, after {row.previous or 'nothing'}")
    for resolution in page.resolutions:
        terminal.line(resolution_line(resolution))
    for event in page.evidence:
        terminal.line(f"       {event.id}: {event.kind} on {words.days(event.valid_from, event.valid_to)}")


def print_resolved(report: ResolveReport, terminal: Terminal) -> None:
    """Print what was settled, then what waits and why."""
    for resolution in report.resolved:
        terminal.line(resolution_line(resolution))
    for waiting in report.waiting:
        terminal.line(f"{waiting.number:>5}  pending  {waiting.reason}")
    terminal.line(
        f"{len(report.resolved)} settled, {report.unchanged} as before, "
        f"{len(report.waiting)} pending, {report.open} open"
    )
    terminal.line(f"the record's outcomes reach to {report.covered_until or 'no day'}")
    terminal.line(f"resolutions' head {report.head or 'none'}")


def print_check(check: LedgerCheck, terminal: Terminal) -> None:
    """Print the faults, or that there are none, and the heads."""
    for fault in check.breaks:
        terminal.line(fault)
    if not check.breaks:
        terminal.line(
            f"the chain is whole: {counted(check.issued, 'forecast')}, {counted(check.resolutions, 'resolution')}"
        )
    terminal.line(f"head {check.head or 'none'}")
    terminal.line(f"resolutions' head {check.resolutions_head or 'none'}")
