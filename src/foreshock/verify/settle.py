"""Settle the ledger's questions by rule from the record, and from silence only where it was looking."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from msgspec import Struct

from foreshock.panel.occurrences import OUTCOME_TABLE, counts_for
from foreshock.terms.ledger import Issued, LedgerRows, Resolution
from foreshock.terms.record import RecordedEvent
from foreshock.verify.ledger import is_closed
from foreshock.verify.selection import OCCURRED


class Waiting(Struct, frozen=True, kw_only=True):
    """A question that cannot be settled yet: the ledger row's number and why."""

    number: int
    reason: str


class Settlement(Struct, frozen=True, kw_only=True):
    """What settling a ledger gave: new resolutions as drafts, and what became of the other rows.

    `unchanged` were settled before and stay so, `open` have windows still running; `waiting` have
    closed and cannot be settled, or not any more.
    """

    drafts: tuple[Resolution, ...]
    unchanged: int
    open: int
    waiting: tuple[Waiting, ...]


@dataclass(frozen=True)
class Outcomes:
    """The record's outcome rows as known at one moment, by day, and the last day they reach to.

    What the record does not say of days after `covered_until` is no evidence that nothing happened;
    it is None when there are no rows.
    """

    rows: tuple[RecordedEvent, ...]
    covered_until: date | None

    def between(self, first: date, last: date) -> tuple[RecordedEvent, ...]:
        """Return the rows of the days `first` to `last`, both included."""
        start = bisect_left(self.rows, first, key=_day)
        return self.rows[start : bisect_right(self.rows, last, key=_day)]


def outcomes_of(events: Iterable[RecordedEvent], actors: Iterable[str]) -> Outcomes:
    """Return the outcome rows among the record's events; they reach to the newest one by any of `actors`."""
    rows = tuple(sorted((event for event in events if event.table == OUTCOME_TABLE), key=_day))
    wanted = set(actors)
    days = (row.valid_from for row in rows if not wanted.isdisjoint(row.actors))
    return Outcomes(rows, max(days, default=None))


def settle(row: Issued, outcomes: Outcomes, *, now: datetime, record_digest: str) -> Resolution | Waiting:
    """Settle a question from the record's outcomes as known at `now`, or say why that cannot be done yet.

    It comes out yes when its window has passed and a row in it counts, and no when none does and
    the outcomes reach to the window's end. The resolution is a draft:
    `chain_resolutions` gives it its number and digest.
    """
    question = row.question
    if not is_closed(row, now):
        return Waiting(number=row.number, reason=f"open until {question.target_end}")
    covered = outcomes.covered_until
    inside = outcomes.between(question.target_start, question.target_end)
    evidence = tuple(event.id for event in inside if _counts(event, row))
    if not evidence and (covered is None or covered < question.target_end):
        reach = "holds no outcomes" if covered is None else f"reaches to {covered} only"
        return Waiting(
            number=row.number,
            reason=f"the record {reach}: that nothing is recorded by {question.target_end} does not settle it",
        )
    return Resolution(
        number=0,
        settles=row.number,
        settles_digest=row.digest,
        outcome="yes" if evidence else "no",
        resolved_at=now,
        record_digest=record_digest,
        covered_until=covered,
        evidence=evidence,
    )


def settle_all(rows: LedgerRows, theater: str, outcomes: Outcomes, *, now: datetime, record_digest: str) -> Settlement:
    """Settle every closed question of a theater that is not void, from the record as known at `now`."""
    held = rows.settled()
    drafts: list[Resolution] = []
    waiting: list[Waiting] = []
    unchanged = still_open = 0
    for row in rows.issued:
        if row.theater != theater:
            continue
        old = held.get(row.number)
        if old is not None and old.outcome == "void":
            unchanged += 1  # a judgment with a reason: what the record shows does not undo it
            continue
        if not is_closed(row, now):
            still_open += 1
            continue
        found = settle(row, outcomes, now=now, record_digest=record_digest)
        if isinstance(found, Resolution):
            if old is None or (found.outcome, found.evidence) != (old.outcome, old.evidence):
                drafts.append(found)
            else:
                unchanged += 1
        else:
            stands = f"; until it does, {old.outcome} stands" if old else ""
            waiting.append(Waiting(number=row.number, reason=found.reason + stands))
    return Settlement(drafts=tuple(drafts), unchanged=unchanged, open=still_open, waiting=tuple(waiting))


def void(row: Issued, reason: str, outcomes: Outcomes, *, now: datetime, record_digest: str) -> Resolution:
    """Return the draft that takes a question out of the scores for a reason."""
    return Resolution(
        number=0,
        settles=row.number,
        settles_digest=row.digest,
        outcome="void",
        resolved_at=now,
        record_digest=record_digest,
        covered_until=outcomes.covered_until,
        reason=reason,
    )


def _counts(event: RecordedEvent, row: Issued) -> bool:
    return event.status in OCCURRED and counts_for(event, row.question.kinds, row.question.actors)


def _day(event: RecordedEvent) -> date:
    return event.valid_from
