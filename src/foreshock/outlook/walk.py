"""Walk forward: on every issue day, every target's probability, reasons and references.

`walk_forward` is the only road to a probability. The live outlook reads its last row; the backtest
reads all of them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from foreshock.outlook.coherence import cohere, within
from foreshock.outlook.log_odds import either, expit
from foreshock.outlook.notices import NoticeReplay, replay_notices
from foreshock.outlook.recipe import RecipeFit
from foreshock.outlook.replay import TERMS, TargetFits, TargetReplay
from foreshock.panel.build import Panel
from foreshock.panel.days import Floats
from foreshock.panel.occurrences import under
from foreshock.theaters.schema import TargetRow

HORIZONS = (1, 3, 7, 14, 30)
NOTICE_TERM = "launch notice"
COHERENCE_TERM = "coherence"
ALL_TERMS = (*TERMS, NOTICE_TERM, COHERENCE_TERM)


@dataclass(frozen=True)
class Walked:
    """One target and horizon, one row an issue day; `issued` are ordinals of local days.

    `terms` (columns as `ALL_TERMS`) are additive log-odds: each row sums to the logit of
    `probability`. `references` are plain probabilities by name. `variance` is that of the
    log-odds. `outcome` is 1 or 0, nan while the window has not closed by the panel's last day.
    `features` (columns as the recipe's) and `memory` (Poisson–Gamma's A, B, half-life and prior
    strength) are what the terms were computed from; `recipe` are the fits in use, oldest first.
    """

    target: str
    horizon: int
    issued: np.ndarray
    probability: Floats
    terms: Floats
    references: Mapping[str, Floats]
    variance: Floats
    outcome: Floats
    quiet_days: np.ndarray
    features: Floats
    memory: Floats
    recipe: tuple[RecipeFit | None, ...]


@dataclass(frozen=True)
class Walk:
    """The walk of every target asked for, and behind it the fits by target and notices by kind of launch."""

    rows: Mapping[tuple[str, int], Walked]
    fits: Mapping[str, TargetFits]
    notices: Mapping[str, NoticeReplay]


def walk_forward(
    panel: Panel,
    targets: Sequence[str],
    horizons: Sequence[int],
    *,
    first: int,
    known_fits: Mapping[str, TargetFits] | None = None,
) -> Walk:
    """Replay `targets` over `horizons` for the issue days `first` … `panel.last` (ordinals).

    Args:
        panel: as known at one moment; `panel.final()` for the final record.
        targets: ids; the wider targets they lie in are replayed too, for coherence.
        horizons: days, each at least 1; the standard ones they must agree with are replayed too.
        first: the first issue day wanted.
        known_fits: fits of the same panel to reuse, only for a walk of the last row.

    Raises:
        KeyError: a target is not of the panel.
        ValueError: a horizon below 1, an issue day outside the panel, or known fits for more than
            the last row.
    """
    if min(horizons, default=1) < 1:
        raise ValueError(f"horizon {min(horizons)}: expected at least 1 day")
    if not panel.first <= first <= panel.last:
        raise ValueError(f"issue day {first}: expected {panel.first} to {panel.last}")
    if known_fits is not None and first != panel.last:
        raise ValueError("known fits serve the last issue day alone: walk without them")
    by_id = {target.id: target for target in panel.targets}
    wanted = [by_id[name] for name in targets]
    needed = [t for t in panel.targets if any(t.id == w.id or within(w, t) for w in wanted)]
    others = sorted(set(horizons) - set(HORIZONS))
    # A standard horizon depends on shorter ones; any other window also on the next longer one.
    reach = max(
        [h for h in horizons if h in HORIZONS] + [min((s for s in HORIZONS if s > h), default=h) for h in others]
    )
    standard = [h for h in HORIZONS if h <= reach]
    walked: dict[str, dict[int, Walked]] = {}
    fits: dict[str, TargetFits] = {}
    notices = replay_notices(panel)
    for target in needed:
        walked[target.id], fits[target.id] = _walk_target(
            panel,
            target,
            [*standard, *others],
            first,
            notices,
            None if known_fits is None else known_fits.get(target.id),
        )
    summed = {(t.id, h): row.terms.sum(axis=1) for t in needed for h, row in walked[t.id].items()}
    coherent = cohere(summed, needed, standard, others)
    rows = {(name, h): _settled(walked[name][h], coherent[name, h]) for name in targets for h in horizons}
    return Walk(rows, fits, notices)


def _walk_target(
    panel: Panel,
    target: TargetRow,
    spans: Sequence[int],
    first: int,
    notices: Mapping[str, NoticeReplay],
    known: TargetFits | None,
) -> tuple[dict[int, Walked], TargetFits]:
    replayed = TargetReplay(panel, target, panel.first, known)
    since = first - panel.first
    walked: dict[int, Walked] = {}
    recipes: dict[int, RecipeFit | None] = {}
    for horizon in spans:
        found, used = replayed.replay(horizon, since)
        recipes[horizon] = used[-1] if used else None
        before = found.terms[since:].sum(axis=1)
        after = _with_notices(notices, target, before, horizon, since)
        added = np.stack([after - before, np.zeros(before.size)], axis=1)
        series = replayed.series
        outcome = series.outcomes(horizon).astype(float)
        outcome[max(series.size - horizon, 0) :] = np.nan
        walked[horizon] = Walked(
            target=target.id,
            horizon=horizon,
            issued=np.arange(first, panel.last + 1),
            probability=expit(after),
            terms=np.concatenate([found.terms[since:], added], axis=1),
            references={name: values[since:] for name, values in found.references.items()},
            variance=found.variance[since:],
            outcome=outcome[since:],
            quiet_days=series.quiet_days()[since:],
            features=found.features[since:],
            memory=found.memory[since:],
            recipe=used,
        )
    return walked, replayed.fits(recipes)


def _with_notices(
    notices: Mapping[str, NoticeReplay], target: TargetRow, log_odds: Floats, horizon: int, since: int
) -> Floats:
    """Return the log-odds with the chance of each kind of announced launch added: 1 − (1 − p)(1 − P)."""
    quiet = np.ones(log_odds.size)
    for kind, replayed in notices.items():
        if under(kind, target.kinds):
            quiet *= 1.0 - replayed.chance(horizon, since)
    return either(log_odds, quiet)


def _settled(row: Walked, log_odds: Floats) -> Walked:
    terms = row.terms.copy()
    terms[:, -1] = log_odds - row.terms[:, :-1].sum(axis=1)
    return replace(row, terms=terms, probability=expit(log_odds))
