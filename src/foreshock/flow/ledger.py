"""Write forecasts into the ledger and settle them from the record."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import TypeVar

from msgspec import Struct

from foreshock.flow.desk import Desk, DeskSettings, open_desk
from foreshock.flow.odds import Odds, outlook_now
from foreshock.panel.occurrences import OUTCOME_TABLE
from foreshock.terms.clock import Clock
from foreshock.terms.errors import RecordError, UsageError
from foreshock.terms.ledger import Issued, LedgerRows, Resolution
from foreshock.theaters.schema import Pack
from foreshock.verify.ledger import chain_resolutions, is_late, issue
from foreshock.verify.settle import Outcomes, Settlement, Waiting, outcomes_of, settle_all, void

__all__ = [
    "IssueReport",
    "ResolveReport",
    "find_row",
    "is_late",
    "issue_forecasts",
    "known_outcomes",
    "no_such_row",
    "resolve_questions",
    "void_question",
]

Row = TypeVar("Row", Issued, Resolution)


class IssueReport(Struct, frozen=True, kw_only=True):
    """What was issued. `already` questions stood in the ledger from the same state of the record.

    `head` is the digest of the ledger's last row, the empty string when it has none.
    """

    issued: tuple[Issued, ...]
    already: int
    head: str


class ResolveReport(Struct, frozen=True, kw_only=True):
    """What was settled now, and what waits and why.

    `covered_until` is the last day the record's outcomes reach to. `unchanged` questions were
    settled before and stay so; `open` ones have windows still running. `head` is the digest of the
    last resolution, the empty string when there is none.
    """

    covered_until: date | None
    resolved: tuple[Resolution, ...]
    unchanged: int
    open: int
    waiting: tuple[Waiting, ...]
    head: str


def issue_forecasts(
    settings: DeskSettings, *, targets: Sequence[str] = (), horizons: Sequence[int] = ()
) -> IssueReport:
    """Issue the outlook's forecasts at the desk's moment as rows of the ledger; each question once.

    Raises:
        UsageError: an unknown target, a horizon out of range, or a moment still to come.
        RecordError: the record cannot be written, or the clock stands before the last row.
    """
    odds = outlook_now(settings, targets=targets, horizons=horizons)
    outlook = odds.outlook
    if outlook.as_of > settings.clock.now():
        raise UsageError(
            f"--as-of {settings.as_of} is still to come",
            expected="a moment up to now: a forecast is issued from what is known",
            next_step="leave --as-of out to issue from now",
        )
    with open_desk(settings) as desk:
        rows = desk.record.append_issued(lambda ledger: _issue(odds, desk.pack, ledger, settings.clock))
        head = desk.record.ledger.ends().head
    return IssueReport(issued=tuple(rows), already=len(outlook.forecasts) - len(rows), head=head)


def resolve_questions(settings: DeskSettings) -> ResolveReport:
    """Settle every closed question of the theater from the record as known now.

    Where the record now says otherwise than when a question was settled, a new resolution is added.
    A question that was voided stays void.

    Raises:
        RecordError: the record cannot be read or written.
    """
    with open_desk(settings) as desk:
        now = settings.clock.now()
        outcomes, digest = known_outcomes(desk, now), desk.record.digest(known_at=now)
        found: Settlement | None = None

        def write(ledger: LedgerRows) -> tuple[Resolution, ...]:
            nonlocal found
            found = settle_all(ledger, desk.pack.theater.id, outcomes, now=now, record_digest=digest)
            return chain_resolutions(found.drafts, _last(ledger.resolutions))

        new = tuple(desk.record.append_resolutions(write))
        head = desk.record.ledger.ends().resolutions_head
    assert found is not None
    return ResolveReport(
        covered_until=outcomes.covered_until,
        resolved=new,
        unchanged=found.unchanged,
        open=found.open,
        waiting=found.waiting,
        head=head,
    )


def void_question(settings: DeskSettings, number: int, reason: str) -> Resolution:
    """Take a question out of the scores, for a reason that stays with it; return the new resolution.

    Raises:
        UsageError: there is no such row, it is void already, or no reason was given.
        RecordError: the record cannot be read or written.
    """
    reason = reason.strip()
    if not reason:
        raise UsageError(
            f"ledger void {number} without a reason",
            expected="why the question cannot be settled as it was put",
            next_step="pass --why TEXT",
        )
    with open_desk(settings) as desk:
        now = settings.clock.now()
        outcomes, digest = known_outcomes(desk, now), desk.record.digest(known_at=now)

        def write(ledger: LedgerRows) -> tuple[Resolution, ...]:
            row = find_row(ledger, number)
            held = ledger.settled().get(number)
            if held is not None and held.outcome == "void":
                raise UsageError(
                    f"ledger row {number} is void already: {held.reason}",
                    expected="a row that is not void",
                    next_step=f"see `foreshock ledger show {number}`",
                )
            draft = void(row, reason, outcomes, now=now, record_digest=digest)
            return chain_resolutions([draft], _last(ledger.resolutions))

        (new,) = desk.record.append_resolutions(write)
    return new


def known_outcomes(desk: Desk, now: datetime, entered_by: datetime | None = None) -> Outcomes:
    """Return the outcomes known at `now`, reaching to the newest one the pack's targets could ask for.

    `entered_by` leaves out what the record did not hold yet at that instant.
    """
    actors = {actor for target in desk.pack.targets for actor in target.actors}
    rows = (event for event in desk.each_event(now, entered_by, articles=False) if event.table == OUTCOME_TABLE)
    return outcomes_of(rows, actors)


def find_row(ledger: LedgerRows, number: int) -> Issued:
    """Return the ledger row with a number.

    Raises:
        UsageError: there is none.
    """
    for row in ledger.issued:
        if row.number == number:
            return row
    raise no_such_row(number, len(ledger.issued))


def no_such_row(number: int, issued: int) -> UsageError:
    """Return the error of asking for a row that is none of the ledger's `issued`."""
    return UsageError(
        f"the ledger has no row {number}",
        expected=f"a number up to {issued}" if issued else "rows issued before",
        next_step="see `foreshock ledger list`",
    )


def _issue(odds: Odds, pack: Pack, ledger: LedgerRows, clock: Clock) -> tuple[Issued, ...]:
    # The clock is read under the write lock, so that of two writers the later one has the later time.
    now, last = clock.now(), _last(ledger.issued)
    if last is not None and now < last.issued_at:
        raise RecordError(
            f"the clock says {now.isoformat()}, before the ledger's last row of {last.issued_at.isoformat()}",
            expected="a later time: rows stand in the order they were issued",
            next_step="set the clock right",
        )
    return issue(odds.outlook, pack, ledger.issued, issued_at=now, coefficients=odds.coefficients)


def _last(rows: Sequence[Row]) -> Row | None:
    return rows[-1] if rows else None
