"""An article's claims against the record, as it was known when the article came out."""

from collections.abc import Mapping, Sequence
from datetime import date

import msgspec

from foreshock.terms.reading import Claim, Verdict
from foreshock.terms.record import RecordedEvent
from foreshock.verify.claim_counts import check_count, check_last_time, check_record
from foreshock.verify.claim_patterns import check_change, check_frequency, check_precedent, check_promise
from foreshock.verify.claim_words import ClaimWords
from foreshock.verify.selection import select_events

SEED = 20120101


def check_claims(
    claims: Sequence[Claim],
    events: Sequence[RecordedEvent],
    *,
    last_day: date,
    labels: Mapping[str, str] | None = None,
    seed: int = SEED,
) -> tuple[Claim, ...]:
    """Return the claims with their verdicts filled in; see `check_claim`."""
    return tuple(
        msgspec.structs.replace(claim, verdict=check_claim(claim, events, last_day=last_day, labels=labels, seed=seed))
        for claim in claims
    )


def check_claim(
    claim: Claim,
    events: Sequence[RecordedEvent],
    *,
    last_day: date,
    labels: Mapping[str, str] | None = None,
    seed: int = SEED,
) -> Verdict:
    """Test one claim against `events`, which must already be the record as known at the time.

    Args:
        claim: what the article asserts.
        events: the record's events visible at the article's publication.
        last_day: the local day before which the record can speak (the article's own day).
        labels: how the theater calls its kinds, for the verdict's sentence.
        seed: of the resampling, so that a verdict can be reproduced.
    """
    words = ClaimWords(labels or {})
    after = select_events(claim.consequent, events) if claim.consequent else []
    before = select_events(claim.antecedent, events) if claim.antecedent else []
    if claim.kind in {"count", "record", "last_time"}:
        counted = after if claim.consequent else before
        check = {"count": check_count, "record": check_record, "last_time": check_last_time}[claim.kind]
        return check(claim, counted, last_day)
    if claim.kind == "promise":
        return check_promise(claim, after, last_day, words=words)
    if not claim.antecedent or not claim.consequent:
        return Verdict(verdict="inconclusive", reason="the article names only one side of the pattern")
    if claim.kind == "precedent":
        return check_precedent(claim, before, after, last_day, words=words)
    if claim.kind == "frequency":
        return check_frequency(claim, before, after, last_day, seed=seed)
    return check_change(claim, before, after, last_day, seed=seed)
