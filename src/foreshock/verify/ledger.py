"""The ledger as a chain: every issued forecast is one link, and every resolution one of another.

A stranger with the exported rows can check that none was changed, dropped or slipped in later:
each row's digest covers the row before it (Haber and Stornetta 1991, doi:10.1007/BF00196791). Rows
cut off at the end show only against a digest noted earlier: see `holds_head`.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
from msgspec.structs import replace

from foreshock.terms.forecast import Forecast, Outlook
from foreshock.terms.ledger import Issued, LedgerRows, Question, Resolution, closes_at
from foreshock.theaters.schema import Pack, TargetRow


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


def issue(
    outlook: Outlook,
    pack: Pack,
    before: Sequence[Issued],
    *,
    issued_at: datetime,
    coefficients: Mapping[str, Mapping[str, Any]],
) -> tuple[Issued, ...]:
    """Return an outlook's forecasts as ledger rows that continue the chain `before`.

    `coefficients` holds every number behind each forecast, by "target/horizon".

    A question that was issued from the same state of the record already is not issued again: its
    window fixes the issue day, so a repeated run on one day adds nothing unless the record changed.

    Raises:
        KeyError: a forecast's target is not the pack's, or its coefficients are not there.
        ValueError: `issued_at` lies before the last row was issued.
    """
    targets = {target.id: target for target in pack.targets}
    last = before[-1] if before else None
    if last is not None and issued_at < last.issued_at:
        raise ValueError(f"issued at {issued_at.isoformat()}, before row {last.number}")
    there = {(row.theater, row.question, row.record_digest) for row in before}
    rows: list[Issued] = []
    for forecast in outlook.forecasts:
        question = question_of(forecast, targets[forecast.target], pack.theater.zone)
        if (outlook.theater, question, outlook.record_digest) in there:
            continue
        row = Issued(
            number=1 if last is None else last.number + 1,
            issued_at=issued_at,
            as_of=outlook.as_of,
            theater=outlook.theater,
            question=question,
            horizon=forecast.horizon,
            probability=forecast.probability,
            references=forecast.references,
            model=forecast.model,
            record_digest=outlook.record_digest,
            coefficients_digest=forecast.coefficients_digest,
            reasons=forecast.reasons,
            coefficients=dict(coefficients[f"{forecast.target}/{forecast.horizon}"]),
            previous="" if last is None else last.digest,
        )
        last = replace(row, digest=digest_of(row))
        rows.append(last)
    return tuple(rows)


def chain_resolutions(drafts: Iterable[Resolution], last: Resolution | None) -> tuple[Resolution, ...]:
    """Return resolutions numbered and chained after `last`, the newest one there is."""
    rows: list[Resolution] = []
    for draft in drafts:
        number, previous = (1, "") if last is None else (last.number + 1, last.digest)
        row = replace(draft, number=number, previous=previous, digest="")
        last = replace(row, digest=digest_of(row))
        rows.append(last)
    return tuple(rows)


def digest_of(row: Issued | Resolution) -> str:
    """Return the SHA-256, in hexadecimal, over every field of a row but its own digest.

    What is hashed is the row as JSON with its keys in order and no spaces, in UTF-8, numbers as
    Python's `json` writes them; so whoever parses an exported row can hash it again.
    """
    fields = msgspec.to_builtins(row)
    del fields["digest"]
    text = json.dumps(fields, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    return hashlib.sha256(text.encode()).hexdigest()


def find_breaks(rows: Iterable[Issued]) -> tuple[str, ...]:
    """Return what is wrong with a chain of issued rows, one sentence a fault; empty when it is whole."""
    rows = tuple(rows)
    faults = _breaks(rows, "row")
    for before, row in pairwise(rows):
        if row.issued_at < before.issued_at:
            faults.append(f"row {row.number} is dated before the row it follows")
    return tuple(faults)


def find_resolution_breaks(rows: LedgerRows) -> tuple[str, ...]:
    """Return what is wrong with the resolutions' chain, or with what they settle."""
    faults = _breaks(rows.resolutions, "resolution")
    issued = {row.number: row for row in rows.issued}
    for resolution in rows.resolutions:
        row = issued.get(resolution.settles)
        if row is None or row.digest != resolution.settles_digest:
            faults.append(f"resolution {resolution.number} settles a row {resolution.settles} that is not here")
    return tuple(faults)


def holds_head(rows: LedgerRows, head: str) -> bool:
    """Return whether a digest noted earlier is still in one of the chains: nothing up to it was cut off."""
    return head in {row.digest for row in rows.issued} | {row.digest for row in rows.resolutions}


def is_closed(row: Issued, now: datetime) -> bool:
    """Return whether a question's window has passed in its own zone."""
    return now >= closes_at(row.question)


def is_late(row: Issued) -> bool:
    """Return whether a row was written when its window had opened: then it is no forecast."""
    return row.issued_at.astimezone(ZoneInfo(row.question.zone)).date() >= row.question.target_start


def _breaks(rows: Sequence[Issued | Resolution], name: str) -> list[str]:
    faults: list[str] = []
    number, digest = 0, ""
    for row in rows:
        number += 1
        if row.number != number:
            faults.append(f"{name} {row.number} stands where {name} {number} should: rows are missing or out of order")
        if row.previous != digest:
            faults.append(f"{name} {row.number} does not follow the {name} before it")
        if row.digest != digest_of(row):
            faults.append(f"{name} {row.number} was changed after it was written")
        number, digest = row.number, row.digest
    return faults
