"""What a claim of the form "this follows that" looks like on the record, for a chart and a table.

For a desk or a page: `picture_claim(claim, events, last_day=…)` with the record as known at the
article's moment gives the numbers; `foreshock.render.charts.claims` makes charts of them, and
`foreshock.render.charts.tables.chart_csv` the table of a chart.
"""

from collections.abc import Sequence
from datetime import date

from msgspec import Struct

from foreshock.terms.reading import Claim, Lag
from foreshock.terms.record import RecordedEvent
from foreshock.verify.claim_patterns import USUAL_LAG
from foreshock.verify.claims import SEED
from foreshock.verify.lag_profile import LagProfile, lag_profile
from foreshock.verify.lead_times import LeadTimes, measure_lead_times
from foreshock.verify.selection import in_period, select_events

__all__ = ["ClaimPicture", "LagProfile", "LeadTimes", "picture_claim"]

HORIZON = 30
PATTERNS = frozenset({"precedent", "frequency", "change"})
ALL, INSIDE, BEFORE = "all", "in the period", "before it"


class ClaimPicture(Struct, frozen=True, kw_only=True):
    """The numbers behind a claim's two charts.

    `profile` is when, around an occasion, the response comes; `leads` the waits to it, for a claim of
    change apart for occasions in the period and before it. `lag` is the window the verdict used.
    """

    claim: str
    antecedent: str
    consequent: str
    lag: Lag
    first: date
    last: date
    profile: LagProfile | None
    leads: LeadTimes


def picture_claim(claim: Claim, events: Sequence[RecordedEvent], *, last_day: date) -> ClaimPicture | None:
    """Return a claim's picture from the record as known at its article; None for a claim with one side only.

    Args:
        claim: what the article asserts.
        events: the record's events visible at the article's publication.
        last_day: the article's own local day.
    """
    if claim.kind not in PATTERNS or claim.antecedent is None or claim.consequent is None:
        return None
    occasions = [event for event in select_events(claim.antecedent, events) if event.valid_from <= last_day]
    if not occasions:
        return None
    answers = [event.valid_from for event in select_events(claim.consequent, events) if event.valid_from <= last_day]
    return ClaimPicture(
        claim=claim.id,
        antecedent=claim.antecedent.kind,
        consequent=claim.consequent.kind,
        lag=claim.lag or USUAL_LAG,
        first=occasions[0].valid_from,
        last=last_day,
        profile=lag_profile([event.valid_from for event in occasions], answers, last_day=last_day, seed=SEED),
        leads=measure_lead_times(_groups(claim, occasions), answers, last_day=last_day, horizon=HORIZON, seed=SEED),
    )


def _groups(claim: Claim, occasions: Sequence[RecordedEvent]) -> dict[str, list[date]]:
    if claim.kind != "change" or claim.period is None or claim.period.start is None:
        return {ALL: [event.valid_from for event in occasions]}
    inside = {event.id for event in in_period(occasions, claim.period)}
    start = claim.period.start
    return {
        INSIDE: [event.valid_from for event in occasions if event.id in inside],
        BEFORE: [event.valid_from for event in occasions if event.valid_from < start],
    }
