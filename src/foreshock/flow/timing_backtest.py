"""Replay the distributions of the next event's day and of counts, and score them against plain rates."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Literal

import numpy as np

from foreshock.flow.backtest import chosen_targets, first_issue_day, history_panel
from foreshock.outlook.horizons import HORIZONS
from foreshock.outlook.paths import simulate
from foreshock.outlook.rates import rate_names
from foreshock.outlook.timing import LEVELS, aheads
from foreshock.outlook.walk import Walk, first_days, walk_forward
from foreshock.panel.build import Panel
from foreshock.panel.days import Days, Floats
from foreshock.theaters.load import load_pack
from foreshock.verify.count_rates import binomial_counts
from foreshock.verify.timing_scores import TimingLine, timing_line

__all__ = ["TimingLine", "timing_backtest"]

DAYS = 90  # the next event's day is scored up to there; later is one outcome
COUNTED = (7, 30)
EVERY = 7  # counts are simulated for one issue day a week
PATHS = 1000
SEED = 20120101
BLOCK_DAYS = 180


def timing_backtest(
    theater: str,
    *,
    start: date | None,
    end: date | None,
    targets: Sequence[str],
    known: Literal["final", "actual"],
) -> Iterator[TimingLine]:
    """Yield the scores of each target's dates and counts.

    Raises:
        UsageError: an unknown target or an empty period.
        PackError: no such theater, or it has faults.
    """
    pack = load_pack(theater)
    wanted = chosen_targets(pack, targets)
    panel = history_panel(pack, end, known)
    first = first_issue_day(panel, start)
    for target in wanted:
        walk = walk_forward(panel, [target], HORIZONS, first=first)
        yield _dates(panel, walk, target)
        yield from _counts(panel, walk, target)


def _dates(panel: Panel, walk: Walk, target: str) -> TimingLine:
    row = walk.nodes[target, 1]
    closed = row.issued + DAYS <= panel.last
    issued = row.issued[closed]
    days = panel.series[target].days
    at = np.searchsorted(days, issued, side="right")
    following = np.append(days, issued.max(initial=0) + 10 * DAYS)[at]
    outcome = np.minimum(following - issued - 1, DAYS)
    distribution = first_days(walk, DAYS)[target][closed]
    references = {
        name: 1.0 - (1.0 - row.references[name][closed, None]) ** np.arange(1, DAYS + 1) for name in rate_names()
    }
    return timing_line(
        target, "next event, days", distribution, references, outcome,
        issued=issued, levels=LEVELS, block=BLOCK_DAYS, seed=SEED,
    )  # fmt: skip


def _counts(panel: Panel, walk: Walk, target: str) -> Iterator[TimingLine]:
    row = walk.nodes[target, 1]
    positions = np.arange(0, row.issued.size, EVERY)
    positions = positions[row.issued[positions] + max(COUNTED) <= panel.last]
    paths = [
        np.cumsum(simulate(ahead, PATHS, SEED + at), axis=1, dtype=np.int64)
        for at, ahead in enumerate(aheads(walk, positions.tolist(), max(COUNTED))[target])
    ]
    days = panel.series[target].days
    for horizon in COUNTED:
        issued = row.issued[positions]
        outcome = np.searchsorted(days, issued + horizon, side="right") - np.searchsorted(days, issued, side="right")
        distribution = np.stack([_share(path[:, horizon - 1], horizon) for path in paths])
        references = {name: binomial_counts(row.references[name][positions], horizon) for name in rate_names()}
        yield timing_line(
            target, f"event days in {horizon} days", distribution, references, outcome,
            issued=issued, levels=LEVELS, block=BLOCK_DAYS // EVERY, seed=SEED,
        )  # fmt: skip


def _share(counts: Days, horizon: int) -> Floats:
    """Return the share of paths with at most 0, 1 … `horizon` event days."""
    return np.cumsum(np.bincount(counts, minlength=horizon + 1)) / counts.size
