"""Replay the forecasts without each source of information, and with its calendar moved, and score what it adds."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Literal

import numpy as np

from foreshock.flow.backtest import chosen_horizons, chosen_targets, first_issue_day, history_panel
from foreshock.outlook.ablation import SOURCES, Ablated, Ablation
from foreshock.theaters.load import load_pack
from foreshock.verify.ablation import AblationLine, ablation_line
from foreshock.verify.replay import Floats
from foreshock.verify.scores import brier_score

__all__ = ["AblationLine", "ablation"]

COPIES = 60
SEED = 20120101
HORIZON = 7  # the only one unless others are named: each takes the better part of a minute
FEWEST_EVENTS = 8  # a target with fewer is a rate, to which no source adds

Progress = Callable[[str, float], None]


def ablation(
    theater: str,
    *,
    start: date | None,
    end: date | None,
    targets: Sequence[str],
    horizons: Sequence[int],
    known: Literal["final", "actual"],
    copies: int = COPIES,
    progress: Progress | None = None,
) -> Iterator[AblationLine]:
    """Yield what each source adds, by target and horizon.

    `progress` is told what is being done and the share that is done.

    Raises:
        UsageError: as for `backtest`.
        PackError: no such theater, or it has faults.
    """
    pack = load_pack(theater)
    wanted = chosen_targets(pack, targets)
    days = chosen_horizons(horizons or (HORIZON,))
    panel = history_panel(pack, end, known)
    first = first_issue_day(panel, start)
    wanted = [name for name in wanted if panel.series[name].days.size >= FEWEST_EVENTS]
    steps, done = len(wanted) * len(days) * len(SOURCES), 0
    for target in wanted:
        replayed = Ablation(panel, target, first)
        for horizon in days:
            outcome = replayed.outcome(horizon)
            closed = ~np.isnan(outcome)
            rates = {name: values[closed] for name, values in replayed.plain_rates(horizon).items()}
            best = min(rates, key=lambda name: brier_score(rates[name], outcome[closed]))
            for found in replayed.ablate(horizon, copies):
                if progress is not None:
                    progress(f"{target}, {horizon} days: {found.source}", done / steps)
                yield _line(target, horizon, found, outcome, closed, (best, rates[best]))
                done += 1


def _line(
    target: str, horizon: int, found: Ablated, outcome: Floats, closed: "np.ndarray", reference: tuple[str, Floats]
) -> AblationLine:
    return ablation_line(
        target,
        horizon,
        found.source,
        whole=found.whole[closed],
        without=found.without[closed],
        placebos=(copy[closed] for copy in found.placebos or ()),
        outcome=outcome[closed],
        reference=reference,
        seed=SEED,
    )
