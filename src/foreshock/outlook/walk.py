"""Walk forward: on every issue day, every target's probability, reasons and references.

`walk_forward` is the only road to a probability. The live outlook reads its last row; the backtest
reads all of them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from foreshock.outlook.coherence import cohere, widest_first, within
from foreshock.outlook.horizons import HORIZONS
from foreshock.outlook.log_odds import either, expit, logit
from foreshock.outlook.notices import NoticeReplay, replay_notices
from foreshock.outlook.recipe import RecipeFit
from foreshock.outlook.replay import TERMS, TargetFits, TargetReplay
from foreshock.outlook.series_models import SeriesModels
from foreshock.outlook.shape import HazardShape, spread
from foreshock.panel.build import Panel
from foreshock.panel.days import Floats
from foreshock.terms.kinds import under
from foreshock.theaters.schema import TargetRow

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
    strength) are what the terms were computed from; `recipe` are the fits in use, oldest first, none
    for a window that is no standard horizon.
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
    """The walk of every target asked for, and behind it the fits by target and notices by kind of launch.

    `nodes` are the rows of every standard horizon replayed, also of the wider targets (`targets`, the
    widest first); `shapes` how each target's odds spread over the days, `models` what came of
    its event days alone.
    """

    rows: Mapping[tuple[str, int], Walked]
    nodes: Mapping[tuple[str, int], Walked]
    fits: Mapping[str, TargetFits]
    notices: Mapping[str, NoticeReplay]
    shapes: Mapping[str, HazardShape]
    targets: tuple[TargetRow, ...]
    models: Mapping[str, SeriesModels]


def walk_forward(
    panel: Panel,
    targets: Sequence[str],
    horizons: Sequence[int],
    *,
    first: int,
    known_fits: Mapping[str, TargetFits] | None = None,
    like: Walk | None = None,
) -> Walk:
    """Replay `targets` over `horizons` for the issue days `first` … `panel.last` (ordinals).

    Args:
        panel: as known at one moment; `panel.final()` for the final record.
        targets: ids; the wider targets they lie in are replayed too, for coherence.
        horizons: days, each at least 1; the standard ones they must agree with are replayed too.
        first: the first issue day wanted.
        known_fits: fits of the same panel to reuse, only for a walk of the last row.
        like: a walk whose models of the event days are used again where those are the same.

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
    needed = widest_first([t for t in panel.targets if any(t.id == w.id or within(w, t) for w in wanted)])
    others = sorted(set(horizons) - set(HORIZONS))
    # A standard horizon depends on shorter ones; any other window on all of them.
    standard = HORIZONS if others else tuple(h for h in HORIZONS if h <= max(horizons, default=HORIZONS[-1]))
    notices = replay_notices(panel)
    known = {} if like is None else like.models
    models: dict[str, SeriesModels] = {}
    walked: dict[tuple[str, int], Walked] = {}
    fits: dict[str, TargetFits] = {}
    for target in needed:
        replayed = TargetReplay(panel, target, panel.first, (known_fits or {}).get(target.id), known.get(target.id))
        rows = _walk_target(replayed, standard, first, notices)
        walked |= {(target.id, horizon): row for horizon, row in rows.items()}
        recipes = {horizon: row.recipe[-1] if row.recipe else None for horizon, row in rows.items()}
        fits[target.id] = replayed.fits(recipes)
        models[target.id] = replayed.models
    coherent = cohere({key: row.terms.sum(axis=1) for key, row in walked.items()}, needed, standard)
    rows_of = {key: _settled(row, coherent[key]) for key, row in walked.items()}
    shapes = {
        t.id: models[t.id].shape([n for kind, n in notices.items() if under(kind, t.kinds)], first - panel.first)
        for t in needed
    }
    walk = Walk(rows_of, rows_of, fits, notices, shapes, tuple(needed), models)
    if not others:
        return replace(walk, rows={(name, h): rows_of[name, h] for name in targets for h in horizons})
    ahead = first_days(walk, max(others[-1], HORIZONS[-1]))
    found = dict(rows_of)
    for name in targets:
        for horizon in others:
            found[name, horizon] = between_horizons(name, walk, ahead[name][:, horizon - 1], horizon)
    return replace(walk, rows={(name, h): found[name, h] for name in targets for h in horizons})


def first_days(walk: Walk, days: int) -> dict[str, Floats]:
    """Return for each target of a walk over all standard horizons the probability within 1 … `days` days.

    Shape (issue days, days). They pass through the forecasts of the standard horizons; a narrower
    target is at no day above a wider one.
    """
    found: dict[str, Floats] = {}
    for target in walk.targets:
        shape = walk.shapes[target.id]
        nodes = {horizon: walk.nodes[target.id, horizon].probability for horizon in HORIZONS}
        own = spread(nodes, shape.own(days) + shape.announced(days))
        wider = [found[other.id] for other in walk.targets if within(target, other)]
        found[target.id] = np.minimum.reduce([own, *wider])
    return found


def between_horizons(name: str, walk: Walk, probability: Floats, horizon: int) -> Walked:
    """Return a target's rows of a window between two standard horizons, or past the longest.

    Its terms are those of its neighbours in proportion, over the long-run rate of its own length;
    what is left to its probability stands under coherence.
    """
    models, series = walk.models[name], walk.models[name].series
    below = max(h for h in HORIZONS if h < horizon)
    above = min((h for h in HORIZONS if h > horizon), default=below)
    share = (horizon - below) / (above - below) if above > below else 0.0
    low, high = walk.nodes[name, below], walk.nodes[name, above]
    since = int(low.issued[0]) - series.first
    terms = (1.0 - share) * low.terms + share * high.terms
    terms[:, 0] = models.rate_terms(horizon)[since:]
    outcome = series.outcomes(horizon).astype(float)
    outcome[max(series.size - horizon, 0) :] = np.nan
    row = replace(
        low,
        horizon=horizon,
        terms=terms,
        references={key: values[since:] for key, values in models.references(horizon).items()},
        variance=(1.0 - share) * low.variance + share * high.variance,
        outcome=outcome[since:],
        features=(1.0 - share) * low.features + share * high.features,
        recipe=(),
    )
    return _settled(row, logit(probability))


def _walk_target(
    replayed: TargetReplay, spans: Sequence[int], first: int, notices: Mapping[str, NoticeReplay]
) -> dict[int, Walked]:
    target, series = replayed.target, replayed.series
    since = first - series.first
    walked: dict[int, Walked] = {}
    for horizon in spans:
        found, used = replayed.replay(horizon, since)
        before = found.terms[since:].sum(axis=1)
        after = _with_notices(notices, target, before, horizon, since)
        added = np.stack([after - before, np.zeros(before.size)], axis=1)
        outcome = series.outcomes(horizon).astype(float)
        outcome[max(series.size - horizon, 0) :] = np.nan
        # copies: a view of the last row would keep every day before it in memory
        walked[horizon] = Walked(
            target=target.id,
            horizon=horizon,
            issued=np.arange(first, series.last + 1),
            probability=expit(after),
            terms=np.concatenate([found.terms[since:], added], axis=1),
            references={name: values[since:].copy() for name, values in found.references.items()},
            variance=found.variance[since:].copy(),
            outcome=outcome[since:].copy(),
            quiet_days=series.quiet_days()[since:].copy(),
            features=found.features[since:].copy(),
            memory=found.memory[since:].copy(),
            recipe=used,
        )
    return walked


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
