"""The ledger as a chain: every issued forecast is one link, and every resolution one of another.

A stranger with the exported rows can check that none was changed, dropped or slipped in later:
each row's digest covers the row before it (Haber and Stornetta 1991, doi:10.1007/BF00196791). Rows
cut off at the end show only against a digest noted earlier: see `ChainCheck`.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
from msgspec.structs import replace

from foreshock.terms.forecast import Forecast, Outlook
from foreshock.terms.ledger import Issued, IssuedOdds, Question, Resolution, closes_at
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


class ChainCheck:
    """Both chains checked row by row, each fed in order: `faults` has one sentence a fault, none while all is whole.

    `heads` may name digests noted earlier; those seen are taken out of it, so what stays was cut off.
    """

    def __init__(self, heads: Iterable[str] = ()) -> None:
        self.faults: list[str] = []
        self.heads = set(heads)
        self.issued, self.head = 0, ""
        self.resolutions, self.resolutions_head = 0, ""
        self._issued_at: datetime | None = None

    def take_issued(self, row: Issued, belying: Sequence[str] = ()) -> None:
        """Check the next forecast; `belying` names what is kept beside it, for finding it, and says otherwise."""
        self._check(row, "row", self.issued, self.head, belying)
        if self._issued_at is not None and row.issued_at < self._issued_at:
            self.faults.append(f"row {row.number} is dated before the row it follows")
        self.issued, self.head, self._issued_at = row.number, row.digest, row.issued_at

    def take_resolution(self, row: Resolution, settled: str | None, belying: Sequence[str] = ()) -> None:
        """Check the next resolution; `settled` is the digest of the forecast it settles, None if there is none.

        `belying` as for a forecast.
        """
        self._check(row, "resolution", self.resolutions, self.resolutions_head, belying)
        if settled is None or row.settles_digest != settled:
            self.faults.append(f"resolution {row.number} settles a row {row.settles} that is not here")
        self.resolutions, self.resolutions_head = row.number, row.digest

    def _check(self, row: Issued | Resolution, name: str, last: int, digest: str, belying: Sequence[str]) -> None:
        if row.number != last + 1:
            wrong = f"{name} {row.number} stands where {name} {last + 1} should: rows are missing or out of order"
            self.faults.append(wrong)
        if row.previous != digest:
            self.faults.append(f"{name} {row.number} does not follow the {name} before it")
        if row.digest != digest_of(row):
            self.faults.append(f"{name} {row.number} was changed after it was written")
        if belying:
            self.faults.append(f"what is kept beside {name} {row.number} says otherwise: {', '.join(belying)}")
        self.heads.discard(row.digest)


def is_closed(row: Issued | IssuedOdds, now: datetime) -> bool:
    """Return whether a question's window has passed in its own zone."""
    return now >= closes_at(row.question)


def is_late(row: Issued | IssuedOdds) -> bool:
    """Return whether a row was written when its window had opened: then it is no forecast."""
    return row.issued_at.astimezone(ZoneInfo(row.question.zone)).date() >= row.question.target_start
