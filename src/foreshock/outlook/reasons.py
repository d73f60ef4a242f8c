"""A forecast's reasons: the model's own additive terms, with the rows of the record behind each."""

import numpy as np

from foreshock.outlook.series_models import BASE_TERMS
from foreshock.outlook.walk import ALL_TERMS, NOTICE_TERM, Walk, Walked
from foreshock.panel.build import Panel
from foreshock.panel.drills import DRILL_FEATURES, drill_evidence
from foreshock.panel.official_warnings import WARNING_FEATURES, warning_evidence
from foreshock.panel.season import SEASON_FEATURES, season_evidence
from foreshock.terms.forecast import Reason
from foreshock.terms.kinds import under

# How far back rows are listed: what weighs less than a twentieth of a fresh one is left out.
FAINTEST = 0.05
RECENT_DAYS = 180
ROUNDING = 1e-12  # what is left of a sum in floating point is no reason
ALWAYS = (BASE_TERMS[0],)


def reasons_of(panel: Panel, row: Walked, walk: Walk) -> tuple[Reason, ...]:
    """Return the last row's terms, largest first; they sum to the logit of its probability.

    Terms of 0 are left out. A long-run rate rests on every event day, so its rows
    are not listed.
    """
    evidence = _evidence(panel, row, walk)
    terms = zip(ALL_TERMS, row.terms[-1].tolist(), strict=True)
    reasons = [
        Reason(term=name, log_odds=value, evidence=evidence.get(name, ()))
        for name, value in terms
        if abs(value) > ROUNDING or name in ALWAYS
    ]
    return tuple(sorted(reasons, key=lambda reason: -abs(reason.log_odds)))


def _evidence(panel: Panel, row: Walked, walk: Walk) -> dict[str, tuple[str, ...]]:
    today = panel.last
    series = panel.series[row.target]
    found = {BASE_TERMS[1]: series.rows_between(today - RECENT_DAYS + 1, today)}
    fits = walk.fits[row.target]
    hawkes = fits.hawkes[-1] if fits.hawkes else None
    if hawkes is not None:
        for term, decay in zip((BASE_TERMS[3], BASE_TERMS[2]), hawkes.decay, strict=True):
            found[term] = series.rows_between(today - int(-np.log(FAINTEST) / decay), today)
    found |= dict(zip(DRILL_FEATURES, drill_evidence(panel.drills, today, row.horizon), strict=True))
    found |= dict(zip(WARNING_FEATURES, warning_evidence(panel.warnings, today), strict=True))
    found |= dict(zip(SEASON_FEATURES, season_evidence(panel.talks, today), strict=True))
    target = next(target for target in panel.targets if target.id == row.target)
    found[NOTICE_TERM] = tuple(
        notice
        for kind, replayed in walk.notices.items()
        if under(kind, target.kinds)
        for notice in replayed.open_rows(today - panel.first)
    )
    return found
