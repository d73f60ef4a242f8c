"""Replay the forecasts of a theater's whole history with no look-ahead, and score them."""

import codecs
import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal, TextIO

import numpy as np

from foreshock.flow.whole_files import whole_file
from foreshock.outlook.horizons import HORIZONS
from foreshock.outlook.replay import TargetFits
from foreshock.outlook.true_rate import true_rate_hindcasts
from foreshock.outlook.walk import Walked, walk_forward
from foreshock.panel.build import Panel, build_panel
from foreshock.terms.errors import UsageError
from foreshock.theaters.history import pack_history
from foreshock.theaters.load import load_pack
from foreshock.theaters.schema import Pack
from foreshock.verify.backtest import SEED, BacktestLine, score_replay, years_of
from foreshock.verify.hindcasts import YearScore, hindcast_rows
from foreshock.verify.replay import Floats, Replay

__all__ = ["BacktestLine", "backtest"]

FIRST_ISSUE_DAY = date(2012, 1, 1)
LONGEST_HORIZON = 366
TRUE_COPIES = 60


def backtest(
    theater: str,
    *,
    start: date | None,
    end: date | None,
    targets: Sequence[str],
    horizons: Sequence[int],
    known: Literal["final", "actual"],
    forecasts_file: str | None = None,
    hindcasts_file: str | None = None,
    progress: TextIO | None = None,
) -> list[BacktestLine]:
    """Return the scores of every target and horizon over the issue days `start`..`end`.

    `known` "final": outcomes count from their own day; "actual": from the day they were first
    recorded, as a forecaster would have had them. Windows still open at the end are not scored.

    Raises:
        UsageError: an unknown target, a horizon out of range, an empty period, or a file that
            cannot be written.
        PackError: no such theater, or it has faults.
    """
    pack = load_pack(theater)
    wanted = chosen_targets(pack, targets)
    days = chosen_horizons(horizons)
    panel = history_panel(pack, end, known)
    first = first_issue_day(panel, start)
    replays: list[Replay] = []
    truths: list[Iterable[tuple[Floats, Floats]]] = []
    for target in wanted:
        if progress is not None:
            progress.write(f"\r\x1b[Kreplaying {target} …")
            progress.flush()
        walk = walk_forward(panel, [target], days, first=first)
        for horizon in days:
            replay = _replay(walk.rows[target, horizon])
            if replay.size:
                replays.append(replay)
                truths.append(_truths(walk.fits[target], panel, first, horizon))
    if progress is not None:
        progress.write("\r\x1b[K")
    lines = [score_replay(replay, truths=truth) for replay, truth in zip(replays, truths, strict=True)]
    if forecasts_file is not None:
        _write(forecasts_file, "--forecasts", _forecast_rows(replays, [line.hindsight_best for line in lines]))
    if hindcasts_file is not None:
        _write(hindcasts_file, "--hindcasts", hindcast_rows(_yearly(replays)))
    return lines


def _truths(fits: TargetFits, panel: Panel, first: int, horizon: int) -> Iterable[tuple[Floats, Floats]]:
    """Return what somebody who knows the rate last fitted would have said in histories made by it."""
    fit = next((fit for fit in reversed(fits.hawkes) if fit is not None), None)
    if fit is None:
        return ()
    since, days = first - panel.first, panel.last - panel.first + 1
    return true_rate_hindcasts(fit, days=days, since=since, horizon=horizon, copies=TRUE_COPIES, seed=SEED)


def first_issue_day(panel: Panel, start: date | None) -> int:
    """Return the ordinal of the first issue day.

    Raises:
        UsageError: it lies after the last.
    """
    first, last = (start or FIRST_ISSUE_DAY).toordinal(), panel.last
    if first > last:
        raise UsageError(
            f"--from {date.fromordinal(first)} is after the last issue day {date.fromordinal(last)}",
            expected="a first day before the last",
            next_step="choose an earlier --from or a later --to",
        )
    return first


def chosen_targets(pack: Pack, targets: Sequence[str]) -> list[str]:
    """Return the targets named, all of the pack's when none are.

    Raises:
        UsageError: the pack has no such target.
    """
    known = [target.id for target in pack.targets]
    unknown = [target for target in targets if target not in known]
    if unknown:
        raise UsageError(
            f"--target {unknown[0]}: the theater {pack.theater.id} has no such target",
            expected="one of " + ", ".join(known),
            next_step=f"run `foreshock theater show {pack.theater.id} targets`",
        )
    return list(dict.fromkeys(targets)) or known


def chosen_horizons(horizons: Sequence[int]) -> list[int]:
    """Return the horizons named in order, the standard ones when none are.

    Raises:
        UsageError: one is out of range.
    """
    for horizon in horizons:
        if not 1 <= horizon <= LONGEST_HORIZON:
            raise UsageError(
                f"--horizon {horizon}",
                expected=f"days from 1 to {LONGEST_HORIZON}",
                next_step="choose a shorter window",
            )
    return sorted(set(horizons)) or list(HORIZONS)


def history_panel(pack: Pack, end: date | None, known: Literal["final", "actual"]) -> Panel:
    """Return the panel of the whole history, ending on the last day its outcomes are recorded for.

    It is built as known a year later, so that rows recorded late are in it: a panel keeps the day
    each became known, and a replayed day sees only its own.
    """
    last_row = max((row.date for row in pack.provocations), default=FIRST_ISSUE_DAY)
    last = min(end or last_row, last_row)
    settled = datetime.combine(last, time(12), UTC) + timedelta(days=LONGEST_HORIZON)
    panel = replace(build_panel(pack_history(pack), pack, settled), last=last.toordinal())
    return panel.final() if known == "final" else panel


def _replay(walked: Walked) -> Replay:
    closed = ~np.isnan(walked.outcome)
    return Replay(
        target=walked.target,
        horizon=walked.horizon,
        issued=walked.issued[closed],
        probability=walked.probability[closed],
        references={name: values[closed] for name, values in walked.references.items()},
        outcome=walked.outcome[closed],
        quiet_days=walked.quiet_days[closed],
    )


def _forecast_rows(replays: Sequence[Replay], best: Sequence[str]) -> Iterator[list[str]]:
    """Yield a row a forecast: `reference` is the best plain rate in hindsight, the rest each reference by name."""
    names = sorted({name for replay in replays for name in replay.references})
    yield ["issued_on", "target", "horizon", "probability", "reference", *names]
    for replay, chosen in zip(replays, best, strict=True):
        columns = [replay.references[name] for name in (chosen, *names)]
        for at, day in enumerate(replay.issued):
            odds = (f"{values[at]:.6f}" for values in (replay.probability, *columns))
            yield [date.fromordinal(int(day)).isoformat(), replay.target, str(replay.horizon), *odds]


def _yearly(replays: Iterable[Replay]) -> list[YearScore]:
    scores = []
    for replay in replays:
        years = years_of(replay)
        for year in np.unique(years):
            part = replay.where(years == year)
            scores.append(
                YearScore(
                    target=part.target,
                    horizon=part.horizon,
                    year=int(year),
                    n=part.size,
                    brier_sum=_error_sum(part.probability, part),
                    references={name: _error_sum(values, part) for name, values in part.references.items()},
                )
            )
    return scores


def _error_sum(odds: Floats, part: Replay) -> float:
    return float(np.sum((odds - part.outcome) ** 2))


def _write(path: str, option: str, rows: Iterable[list[str]]) -> None:
    with whole_file(path, option) as file:
        csv.writer(codecs.getwriter("utf-8")(file), lineterminator="\n").writerows(rows)
