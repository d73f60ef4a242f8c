"""The ledger: every issued forecast as one link of a chain, resolved by rule from the record.

A stranger with the exported rows can check that none was changed, dropped or slipped in later:
each row's digest covers the row before it (Haber and Stornetta 1991, doi:10.1007/BF00196791).
"""

import hashlib
from collections.abc import Iterable, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

import msgspec
from msgspec.structs import replace

from foreshock.panel.occurrences import OUTCOME_TABLE
from foreshock.terms.forecast import Forecast, Outlook
from foreshock.terms.ledger import Issued, Question, Resolution
from foreshock.terms.record import RecordedEvent
from foreshock.theaters.schema import Pack, TargetRow
from foreshock.verify.selection import OCCURRED

_encoder = msgspec.json.Encoder(order="deterministic")


def question_of(forecast: Forecast, target: TargetRow, zone: str) -> Question:
    """Return the question a forecast answers, in words and in full."""
    words = (
        f"{target.label}, on at least one day from {forecast.target_start} to {forecast.target_end} "
        f"({zone} days, both included)?"
    )
    return Question(
        target=target.id,
        target_version=target.version,
        kinds=target.kinds,
        actors=target.actors,
        zone=zone,
        target_start=forecast.target_start,
        target_end=forecast.target_end,
        adjudicators=target.adjudicators,
        tie_rule=target.tie_rule,
        words=words,
    )


def issue(outlook: Outlook, pack: Pack, last: Issued | None) -> tuple[Issued, ...]:
    """Return an outlook's forecasts as ledger rows that continue the chain after `last`.

    Raises:
        KeyError: a forecast's target is not the pack's.
    """
    targets = {target.id: target for target in pack.targets}
    rows: list[Issued] = []
    for forecast in outlook.forecasts:
        before = rows[-1] if rows else last
        row = Issued(
            number=1 if before is None else before.number + 1,
            issued_at=outlook.as_of,
            theater=outlook.theater,
            question=question_of(forecast, targets[forecast.target], pack.theater.zone),
            horizon=forecast.horizon,
            probability=forecast.probability,
            references=forecast.references,
            model=forecast.model,
            record_digest=outlook.record_digest,
            coefficients_digest=forecast.coefficients_digest,
            previous="" if before is None else before.digest,
        )
        rows.append(replace(row, digest=digest_of(row)))
    return tuple(rows)


def digest_of(row: Issued) -> str:
    """Return the SHA-256 over every field of a row but its own digest."""
    return hashlib.sha256(_encoder.encode(replace(row, digest=""))).hexdigest()


def find_breaks(rows: Iterable[Issued]) -> tuple[str, ...]:
    """Return what is wrong with a chain, one sentence a fault; empty when it is whole."""
    faults = []
    before: Issued | None = None
    for row in rows:
        number = 1 if before is None else before.number + 1
        if row.number != number:
            faults.append(f"row {row.number} stands where row {number} should: rows are missing or out of order")
        if row.previous != ("" if before is None else before.digest):
            faults.append(f"row {row.number} does not follow the row before it")
        if row.digest != digest_of(row):
            faults.append(f"row {row.number} was changed after it was issued")
        before = row
    return tuple(faults)


def is_closed(row: Issued, now: datetime) -> bool:
    """Return whether a question's window has passed in its own zone."""
    return now.astimezone(ZoneInfo(row.question.zone)).date() > row.question.target_end


def resolve(row: Issued, events: Sequence[RecordedEvent], *, now: datetime, record_digest: str) -> Resolution:
    """Settle a question whose window has passed from the record's events as known at `now`.

    Raises:
        ValueError: the window is still open.
    """
    question = row.question
    if not is_closed(row, now):
        raise ValueError(f"ledger row {row.number} is open until {question.target_end}")
    evidence = tuple(event.id for event in events if _counts(event, question))
    return Resolution(
        number=row.number,
        outcome="yes" if evidence else "no",
        resolved_at=now,
        record_digest=record_digest,
        evidence=evidence,
    )


def _counts(event: RecordedEvent, question: Question) -> bool:
    return (
        event.kinetic
        and event.table == OUTCOME_TABLE
        and event.status in OCCURRED
        and question.target_start <= event.valid_from <= question.target_end
        and not set(event.actors).isdisjoint(question.actors)
        and any(event.kind == kind or event.kind.startswith(f"{kind}.") for kind in question.kinds)
    )
