"""Look into the ledger, check it, hand it on."""

from datetime import datetime
from pathlib import Path
from typing import Literal

import msgspec
from msgspec import Struct

from foreshock.flow.desk import DeskSettings, open_desk
from foreshock.flow.ledger import find_row, known_outcomes
from foreshock.flow.record_files import write_lines
from foreshock.record.location import record_location, record_may_exist
from foreshock.record.store import open_record
from foreshock.terms.errors import RecordError
from foreshock.terms.ledger import Issued, LedgerRows, Resolution
from foreshock.terms.record import RecordedEvent
from foreshock.verify.ledger import find_breaks, find_resolution_breaks, holds_head, is_closed, is_late
from foreshock.verify.settle import Outcomes, Waiting, settle

State = Literal["open", "pending", "yes", "no", "void"]
STATES: tuple[State, ...] = ("open", "pending", "yes", "no", "void")


class LedgerLine(Struct, frozen=True, kw_only=True):
    """A forecast and where it stands: its window `open`, or passed and `pending`, or how it came out.

    `reason` says why it waits or why it is void. `late` forecasts were written when their window had
    opened and are never scored. `resolution` is the one that holds.
    """

    state: State
    reason: str
    late: bool
    issued: Issued
    resolution: Resolution | None


class LedgerPage(Struct, frozen=True, kw_only=True):
    """One forecast with every resolution it ever had, and the events its evidence names."""

    line: LedgerLine
    resolutions: tuple[Resolution, ...]
    evidence: tuple[RecordedEvent, ...]


class LedgerCheck(Struct, frozen=True, kw_only=True):
    """Whether the chains are whole: `breaks` names each row at fault.

    `head` and `resolutions_head` are the digests of the last rows (empty without any): whoever
    notes them can later tell that nothing up to here was changed or cut off.
    """

    issued: int
    resolutions: int
    head: str
    resolutions_head: str
    breaks: tuple[str, ...]


class LedgerExport(Struct, frozen=True, kw_only=True):
    """What was written, and the heads the file ends on."""

    path: str
    issued: int
    resolutions: int
    head: str
    resolutions_head: str


def list_questions(settings: DeskSettings, *, state: State | None = None) -> list[LedgerLine]:
    """Return the theater's forecasts in the order they were issued, only those in a state when given."""
    with open_desk(settings) as desk:
        now = settings.clock.now()
        view = _View(desk.record.ledger_rows(), known_outcomes(desk, now), now)
        lines = [view.line(row) for row in view.rows.issued if row.theater == desk.pack.theater.id]
    return [line for line in lines if state in (None, line.state)]


def show_question(settings: DeskSettings, number: int) -> LedgerPage:
    """Return one forecast with all that became of it.

    Raises:
        UsageError: there is no such row.
    """
    with open_desk(settings) as desk:
        now = settings.clock.now()
        view = _View(desk.record.ledger_rows(), known_outcomes(desk, now), now)
        line = view.line(find_row(view.rows, number))
        named = line.resolution.evidence if line.resolution else ()
        return LedgerPage(
            line=line,
            resolutions=tuple(r for r in view.rows.resolutions if r.settles == number),
            evidence=tuple(event for event in view.outcomes.rows if event.id in named),
        )


def check_ledger(settings: DeskSettings, *, head: str | None = None) -> LedgerCheck:
    """Check both chains of a record, of all its theaters; `head` is a digest noted earlier that must be there.

    Raises:
        RecordError: there is no record, or a row cannot be read.
    """
    rows = _all_rows(settings)
    breaks = [*find_breaks(rows.issued), *find_resolution_breaks(rows)]
    if head is not None and not holds_head(rows, head):
        breaks.append(f"the head {head} is gone: rows were cut off or written anew")
    issued_head, resolutions_head = _heads(rows)
    return LedgerCheck(
        issued=len(rows.issued),
        resolutions=len(rows.resolutions),
        head=issued_head,
        resolutions_head=resolutions_head,
        breaks=tuple(breaks),
    )


def export_ledger(settings: DeskSettings, path: Path) -> LedgerExport:
    """Write every row to a new file, one JSON object a line: the forecasts, then the resolutions.

    Raises:
        RecordError: there is no record, or the file exists or cannot be written.
    """
    rows = _all_rows(settings)
    lines = (msgspec.json.encode(row).decode() for row in (*rows.issued, *rows.resolutions))
    write_lines(path, lines, "\n")
    head, resolutions_head = _heads(rows)
    return LedgerExport(
        path=str(path),
        issued=len(rows.issued),
        resolutions=len(rows.resolutions),
        head=head,
        resolutions_head=resolutions_head,
    )


class _View:
    """The ledger beside the record as known now."""

    def __init__(self, rows: LedgerRows, outcomes: Outcomes, now: datetime) -> None:
        self.rows = rows
        self.outcomes = outcomes
        self._held = rows.settled()
        self._now = now

    def line(self, row: Issued) -> LedgerLine:
        held = self._held.get(row.number)
        state, reason = self._standing(row) if held is None else (held.outcome, held.reason)
        return LedgerLine(state=state, reason=reason, late=is_late(row), issued=row, resolution=held)

    def _standing(self, row: Issued) -> tuple[State, str]:
        if not is_closed(row, self._now):
            return "open", f"until {row.question.target_end}"
        found = settle(row, self.outcomes, now=self._now, record_digest="")
        if isinstance(found, Waiting):
            return "pending", found.reason
        return "pending", "can be settled: run `foreshock ledger resolve`"


def _all_rows(settings: DeskSettings) -> LedgerRows:
    location = record_location(settings.record, settings.environment)
    if not record_may_exist(location):
        raise RecordError(
            f"there is no record at {location}",
            expected="a record with a ledger in it",
            next_step="check --record, or issue forecasts with `foreshock ledger issue`",
        )
    with open_record(location, clock=settings.clock) as record:
        return record.ledger_rows()


def _heads(rows: LedgerRows) -> tuple[str, str]:
    issued = rows.issued[-1].digest if rows.issued else ""
    return issued, rows.resolutions[-1].digest if rows.resolutions else ""
