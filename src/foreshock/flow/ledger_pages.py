"""Look into the ledger as it stood at a moment: a page of forecasts, or one with all that became of it."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from msgspec import Struct

from foreshock.flow.cursors import Cursor, read_cursor, write_cursor
from foreshock.flow.desk import Desk, DeskSettings, open_desk
from foreshock.flow.ledger import known_outcomes, no_such_row
from foreshock.flow.lists import Part
from foreshock.flow.standpoint import Standpoint
from foreshock.record.ledger_reads import LedgerChoice
from foreshock.terms.ledger import Issued, Resolution, State
from foreshock.terms.record import RecordedEvent
from foreshock.verify.ledger import is_closed, is_late
from foreshock.verify.settle import Outcomes, Waiting, settle

__all__ = [
    "STATES", "LedgerLine", "LedgerList", "LedgerPage", "State", "count_forecasts", "list_forecasts", "list_questions",
    "show_forecast", "show_question",
]  # fmt: skip

STATES: tuple[State, ...] = ("open", "pending", "yes", "no", "void")
LISTED, NEWEST = "ledger", "newest-ledger"
PART = 500
LONGEST_NARROWING = 200


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


class LedgerList(Struct, frozen=True, kw_only=True):
    """A page of the theater's forecasts in the order they were issued; `next` as for events.

    What was issued or settled after `as_of`, or after `known_at`, is not in it.
    """

    as_of: datetime
    known_at: datetime | None
    forecasts: tuple[LedgerLine, ...]
    next: str | None


class LedgerPage(Struct, frozen=True, kw_only=True):
    """One forecast with every resolution it had, and the events its evidence names."""

    line: LedgerLine
    resolutions: tuple[Resolution, ...]
    evidence: tuple[RecordedEvent, ...]


def list_forecasts(
    desk: Desk,
    stand: Standpoint,
    part: Part,
    *,
    state: State | None = None,
    targets: tuple[str, ...] = (),
    newest_first: bool = False,
) -> LedgerList:
    """Return a page of forecasts, only those in a state and of targets when given.

    Raises:
        NotFoundError: the cursor is not one of this list's.
    """
    listed = NEWEST if newest_first else LISTED
    narrowed = f"{state or ''}/{','.join(targets)}"[:LONGEST_NARROWING]
    cursor = read_cursor(part.cursor, listed, narrowed) if part.cursor else None
    if cursor is not None:
        stand = Standpoint(as_of=cursor.as_of, known_at=cursor.known_at)
    held_at = stand.known_at or desk.settings.clock.now()
    found = desk.record.ledger.page(
        _choice(desk, stand, state, targets),
        limit=part.limit + 1,
        after=cursor.number if cursor else None,
        newest_first=newest_first,
    )
    view = _View(desk, stand)
    lines = tuple(view.line(row, held) for row, held in found[: part.limit])
    word = None
    if len(found) > part.limit:
        word = write_cursor(Cursor(listed, narrowed, stand.as_of, held_at, number=lines[-1].issued.number))
    return LedgerList(as_of=stand.as_of, known_at=stand.known_at, forecasts=lines, next=word)


def count_forecasts(desk: Desk, stand: Standpoint, *, state: State | None = None, targets: tuple[str, ...] = ()) -> int:
    """Return how many forecasts all pages of a list hold."""
    return desk.record.ledger.count(_choice(desk, stand, state, targets))


def show_forecast(desk: Desk, stand: Standpoint, number: int) -> LedgerPage:
    """Return one forecast with all that had become of it.

    Raises:
        UsageError: there was no such row.
    """
    found = desk.record.ledger.row(number, by=_written_by(stand))
    if found is None:
        raise no_such_row(number, desk.record.ledger.ends(by=_written_by(stand)).issued)
    issued, resolutions = found
    view = _View(desk, stand)
    line = view.line(issued, resolutions[-1] if resolutions else None)
    named = line.resolution.evidence if line.resolution else ()
    return LedgerPage(
        line=line,
        resolutions=tuple(resolutions),
        evidence=tuple(event for event in view.outcomes.rows if event.id in named) if named else (),
    )


def list_questions(settings: DeskSettings, *, state: State | None = None) -> list[LedgerLine]:
    """Return the theater's forecasts as of the desk's moment, only those in a state when given."""
    lines: list[LedgerLine] = []
    cursor: str | None = None
    with open_desk(settings) as desk:
        stand = Standpoint(as_of=desk.moment())
        while True:
            page = list_forecasts(desk, stand, Part(limit=PART, cursor=cursor), state=state)
            lines += page.forecasts
            cursor = page.next
            if cursor is None:
                return lines


def show_question(settings: DeskSettings, number: int) -> LedgerPage:
    """Return one forecast as of the desk's moment (see `show_forecast`)."""
    with open_desk(settings) as desk:
        return show_forecast(desk, Standpoint(as_of=desk.moment()), number)


def _choice(desk: Desk, stand: Standpoint, state: State | None, targets: tuple[str, ...]) -> LedgerChoice:
    return LedgerChoice(
        theater=desk.pack.theater.id, by=_written_by(stand), moment=stand.as_of, targets=targets, state=state
    )


def _written_by(stand: Standpoint) -> datetime:
    """Return the moment by which what is shown was written: the ledger's rows have one clock."""
    return stand.as_of if stand.known_at is None else min(stand.as_of, stand.known_at)


@dataclass(frozen=True)
class _View:
    """The ledger beside the record as known at a moment; outcomes are looked up only when a question waits for them."""

    desk: Desk
    stand: Standpoint

    @cached_property
    def outcomes(self) -> Outcomes:
        return known_outcomes(self.desk, self.stand.as_of, self.stand.known_at)

    def line(self, row: Issued, held: Resolution | None) -> LedgerLine:
        state, reason = self._standing(row) if held is None else (held.outcome, held.reason)
        return LedgerLine(state=state, reason=reason, late=is_late(row), issued=row, resolution=held)

    def _standing(self, row: Issued) -> tuple[State, str]:
        if not is_closed(row, self.stand.as_of):
            return "open", f"until {row.question.target_end}"
        found = settle(row, self.outcomes, now=self.stand.as_of, record_digest="")
        if isinstance(found, Waiting):
            return "pending", found.reason
        return "pending", "can be settled: run `foreshock ledger resolve`"
