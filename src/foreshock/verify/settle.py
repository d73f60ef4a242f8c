"""Settle the ledger's questions by rule from the record, and from silence only where it was looking."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from msgspec import Struct

from foreshock.panel.occurrences import OUTCOME_TABLE, counts_for
from foreshock.terms.ledger import Issued, Resolution
from foreshock.terms.record import RecordedEvent
from foreshock.verify.ledger import is_closed
from foreshock.verify.selection import OCCURRED


class Waiting(Struct, frozen=True, kw_only=True):
    """A question that cannot be settled yet: the ledger row's number and why."""

    number: int
    reason: str


def covered_until(events: Iterable[RecordedEvent], actors: Iterable[str]) -> date | None:
    """Return the last day that outcomes by any of `actors` are recorded for, None if there are none.

    What the record does not say of later days is no evidence that nothing happened.
    """
    wanted = set(actors)
    return max(
        (e.valid_from for e in events if e.table == OUTCOME_TABLE and not wanted.isdisjoint(e.actors)), default=None
    )


def settle(
    row: Issued,
    events: Sequence[RecordedEvent],
    *,
    covered: date | None,
    now: datetime,
    record_digest: str,
) -> Resolution | Waiting:
    """Settle a question from the record's events as known at `now`, or say why that cannot be done yet.

    It comes out yes when its window has passed and an event in it counts, and no when none does
    and the record's outcomes reach to the window's end (`covered`). The resolution is a draft:
    `chain_resolutions` gives it its number and digest.
    """
    question = row.question
    if not is_closed(row, now):
        return Waiting(number=row.number, reason=f"open until {question.target_end}")
    evidence = tuple(event.id for event in events if _counts(event, row))
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


def changes(new: Resolution, old: Resolution | None) -> bool:
    """Return whether a resolution says something else than the one that holds.

    A void was a judgment with a reason: what the record shows does not undo it.
    """
    return old is None or (old.outcome != "void" and (new.outcome, new.evidence) != (old.outcome, old.evidence))


def _counts(event: RecordedEvent, row: Issued) -> bool:
    question = row.question
    return (
        event.status in OCCURRED
        and question.target_start <= event.valid_from <= question.target_end
        and counts_for(event, question.kinds, question.actors)
    )
