"""Candidates for better calibrated odds, scored by the rule frozen in docs/decisions/forecast-features.md, third round.

Each candidate changes the model of that time (recipe/2) in one place and learns from the past alone. Printed for
each: the log score gained on 2012–18 and on 2019–26 in percent (mean over 3, 7, 14 and 30 days of
two targets), the calibration error's mean over 7 and 30 days of both, whether the rule lets it in,
and by target and horizon its skill over the best plain rate in hindsight and its calibration error.

Run: python bench/recalibration.py [--theater korea] [--known-at final|actual] [--together R1 R2 ...]
"""

import argparse
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

import numpy as np

from foreshock.flow.backtest import FIRST_ISSUE_DAY, history_panel
from foreshock.outlook import poisson_gamma as grids
from foreshock.outlook import replay as replays
from foreshock.outlook.coherence import cohere
from foreshock.outlook.horizons import HORIZONS
from foreshock.outlook.log_odds import expit, logit
from foreshock.outlook.notices import NoticeReplay, replay_notices
from foreshock.outlook.rates import chosen_online, over, rates
from foreshock.outlook.recipe import VARIANTS, _ridge_logistic
from foreshock.outlook.replay import TargetReplay
from foreshock.outlook.walk import _with_notices
from foreshock.panel.build import Panel
from foreshock.panel.days import Flags, Floats
from foreshock.theaters.load import load_pack
from foreshock.verify.scores import brier_score, calibration_error, log_score, skill_score

TARGETS = ("any_missile", "any_provocation")
SCORED = (3, 7, 14, 30)
CALIBRATED = (7, 30)
LATER = date(2019, 1, 1)

BETA_SCALE = 0.5  # halves the features: the ridge's precision of 10 becomes 40 on the coefficients
FEWEST_ROWS = 365
SHARED_DAILY = 1.0 / 365.0
SHARED_VARIANTS = 0.05
FINER_HALF_LIVES = tuple(15.0 * 2.0 ** (step / 2.0) for step in range(13))
FINER_STRENGTHS = (0.25, 0.5, 1.0, 2.0, 4.0, 8.0, 16.0)

Key = tuple[str, int]


@dataclass(frozen=True)
class Base:
    """One target and horizon as the model has it, a row a day: `output` is the recipe's, before notices."""

    replay: TargetReplay
    horizon: int
    output: Floats
    offset: Floats
    features: Floats
    weights: Floats
    variance: Floats
    settled: Flags
    begun: int  # position of the first recipe

    @property
    def lag(self) -> int:
        """Days after issue by which an outcome is known."""
        return self.horizon + self.replay.series.settle


def bases(panel: Panel) -> dict[Key, Base]:
    """Return the model as it was before the third round (recipe/2), by target and horizon."""
    found = {}
    for target in (row for row in panel.targets if row.id in TARGETS):
        replay = TargetReplay(panel, target, panel.first)
        for horizon in HORIZONS:
            inputs, fits = replay.inputs_of(horizon), replay.own_recipes(horizon, 0)
            weights, variance = replay.applied(fits, inputs.features, 0)
            output = inputs.offset + (inputs.features * weights).sum(axis=1)
            begun = min(fit.fitted for fit in fits if fit is not None)
            found[target.id, horizon] = Base(
                replay, horizon, output, inputs.offset, inputs.features, weights, variance,
                replay.series.settled_outcomes(horizon), begun,
            )  # fmt: skip
    return found


def as_it_is(made: dict[Key, Base], outputs: dict[Key, Floats]) -> dict[Key, Floats]:
    """Return the outputs unchanged."""
    del made
    return outputs


def beta_calibration(made: dict[Key, Base], outputs: dict[Key, Floats]) -> dict[Key, Floats]:
    """R1: Kull, Silva Filho and Flach 2017, doi:10.1214/17-EJS1338SI."""
    found = {}
    for key, base in made.items():
        output = outputs[key]
        columns = np.stack([-np.logaddexp(0.0, -output), np.logaddexp(0.0, output), np.ones(output.size)], axis=1)
        columns *= BETA_SCALE
        changed = output.copy()
        days = [day for day in base.replay.recipe_days() if day >= base.begun]
        for day, following in pairwise([*days, output.size]):
            rows = slice(base.begun, max(day + 1 - base.lag, 0))
            outcomes = base.settled[rows].astype(float)
            if outcomes.size >= FEWEST_ROWS:
                beta, _ = _ridge_logistic(columns[rows], outcomes, output[rows], 1.0 / base.horizon)
                changed[day:following] += columns[day:following] @ beta
        found[key] = changed
    return found


def mixed_with_the_rate(made: dict[Key, Base], outputs: dict[Key, Floats]) -> dict[Key, Floats]:
    """R2: Bayesian averaging with fixed share (Herbster and Warmuth 1998)."""
    found = {}
    for key, base in made.items():
        table = over(rates(base.replay.series), base.horizon)
        rate, _ = chosen_online(table.T, base.settled, base.lag)
        both = np.stack([expit(outputs[key]), rate], axis=1)
        scores = _log_scores(both, base.settled) / base.horizon
        weights = np.full(both.shape, 0.5)
        now = np.full(2, 0.5)
        for day in range(base.begun + base.lag, len(both)):
            now = now * np.exp(scores[day - base.lag] - scores[day - base.lag].max())
            now = (1.0 - SHARED_DAILY) * now / now.sum() + SHARED_DAILY / 2.0
            weights[day] = now
        found[key] = logit((weights * both).sum(axis=1))
    return found


def mean_over_coefficients(made: dict[Key, Base], outputs: dict[Key, Floats]) -> dict[Key, Floats]:
    """R3: MacKay 1992, doi:10.1162/neco.1992.4.5.720."""
    return {key: outputs[key] / np.sqrt(1.0 + np.pi * base.variance / 8.0) for key, base in made.items()}


def pooled_over_horizons(made: dict[Key, Base], outputs: dict[Key, Floats]) -> dict[Key, Floats]:
    """R4: half a horizon's own coefficients, half its neighbours' mean."""
    found = {}
    for (target, horizon), base in made.items():
        at = HORIZONS.index(horizon)
        near = [HORIZONS[to] for to in (at - 1, at + 1) if 0 <= to < len(HORIZONS)]
        theirs = np.mean([made[target, other].weights for other in near], axis=0)
        change = (base.features * (theirs - base.weights) / 2.0).sum(axis=1)
        found[target, horizon] = outputs[target, horizon] + change
    return found


def weighted_variants(made: dict[Key, Base], outputs: dict[Key, Floats]) -> dict[Key, Floats]:
    """R6: the three variants by their past log score."""
    found = {}
    for key, base in made.items():
        each = np.stack([_variant(base, width) for width in VARIANTS], axis=1)
        total = np.cumsum(_log_scores(expit(each), base.settled) / base.horizon, axis=0)
        past = np.zeros_like(total)
        past[base.lag :] = total[: -base.lag]
        share = np.exp(past - past.max(axis=1, keepdims=True))
        share = (1.0 - SHARED_VARIANTS) * share / share.sum(axis=1, keepdims=True) + SHARED_VARIANTS / len(VARIANTS)
        # The change against a third each, so that it can stand beside other candidates.
        found[key] = outputs[key] + ((share - 1.0 / len(VARIANTS)) * each).sum(axis=1)
    return found


def _variant(base: Base, width: int) -> Floats:
    output = base.offset.copy()
    for day, following in pairwise([*base.replay.recipe_days(), output.size]):
        rows = slice(max(day + 1 - base.lag, 0))
        outcomes = base.settled[rows].astype(float)
        if outcomes.size >= FEWEST_ROWS:
            columns = base.features[:, :width]
            beta, _ = _ridge_logistic(columns[rows], outcomes, base.offset[rows], 1.0 / base.horizon)
            output[day:following] += columns[day:following] @ beta
    return output


def _log_scores(table: Floats, outcomes: Flags) -> Floats:
    sure = np.clip(table, 1e-12, 1.0 - 1e-12)
    return np.asarray(np.log(np.where(outcomes[:, None], sure, 1.0 - sure)))


Change = Callable[[dict[Key, Base], dict[Key, Floats]], dict[Key, Floats]]
CHANGES: dict[str, Change] = {
    "R1 beta calibration": beta_calibration,
    "R2 mixed with the plain rate": mixed_with_the_rate,
    "R3 mean over coefficients": mean_over_coefficients,
    "R4 pooled over horizons": pooled_over_horizons,
    "R5 finer Poisson–Gamma grid": as_it_is,
    "R6 variants weighted": weighted_variants,
}
# Put together in this order: what the recipe is made of, then its coefficients, then its output.
ORDER = ("R5", "R6", "R4", "R3", "R1", "R2")


def issued(
    panel: Panel, made: dict[Key, Base], outputs: dict[Key, Floats], notices: dict[str, NoticeReplay]
) -> dict[Key, Floats]:
    """Return probabilities with notices and coherence, from the first issue day."""
    since = FIRST_ISSUE_DAY.toordinal() - panel.first
    targets = [row for row in panel.targets if row.id in TARGETS]
    by_id = {row.id: row for row in targets}
    told = {
        (name, horizon): _with_notices(notices, by_id[name], outputs[name, horizon][since:], horizon, since)
        for name, horizon in made
    }
    return {key: expit(values) for key, values in cohere(told, targets, HORIZONS).items()}


@dataclass(frozen=True)
class Scores:
    """A candidate's numbers by target and horizon: log scores of both halves, calibration error, skill."""

    early: dict[Key, float]
    late: dict[Key, float]
    error: dict[Key, float]
    skill: dict[Key, float]


def scored(panel: Panel, made: dict[Key, Base], odds: dict[Key, Floats]) -> Scores:
    """Score what was issued over closed windows."""
    since = FIRST_ISSUE_DAY.toordinal() - panel.first
    later = LATER.toordinal() - FIRST_ISSUE_DAY.toordinal()
    early, late, error, skill = {}, {}, {}, {}
    for key, base in made.items():
        end = base.replay.series.size - base.horizon - since
        fcst, obs = odds[key][:end], base.replay.series.outcomes(base.horizon)[since:][:end].astype(float)
        plain = [values[since:][:end] for values in base.replay.plain_rates(base.horizon).values()]
        best = min(plain, key=lambda values: brier_score(values, obs))
        early[key] = log_score(fcst[:later], obs[:later])
        late[key] = log_score(fcst[later:], obs[later:])
        error[key] = calibration_error(fcst, obs)
        skill[key] = skill_score(fcst, best, obs) or 0.0
    return Scores(early, late, error, skill)


def gain(ours: dict[Key, float], theirs: dict[Key, float]) -> float:
    """Return the log score gained, in percent, mean over the scored targets and horizons."""
    keys = [(target, horizon) for target in TARGETS for horizon in SCORED]
    return 100.0 * float(np.mean([1.0 - ours[key] / theirs[key] for key in keys]))


def mean_error(scores: Scores) -> float:
    """Return the calibration error, mean over the targets and the horizons it is aimed at."""
    return float(np.mean([scores.error[target, horizon] for target in TARGETS for horizon in CALIBRATED]))


def finer_grid() -> None:
    """Replace the Poisson–Gamma grid for the rest of this run (R5)."""
    grid = tuple((half, strength) for half in FINER_HALF_LIVES for strength in FINER_STRENGTHS)
    grids.HALF_LIVES, grids.STRENGTHS = FINER_HALF_LIVES, FINER_STRENGTHS  # type: ignore[assignment]
    grids.GRID = replays.GRID = grid  # type: ignore[attr-defined]


def lines(panel: Panel, together: Sequence[str]) -> Iterator[str]:
    """Yield the report."""
    notices = replay_notices(panel)
    made = bases(panel)
    plain = {key: base.output for key, base in made.items()}
    before = scored(panel, made, issued(panel, made, plain, notices))
    yield _row("recipe/2", before, before)
    names = [name for name in CHANGES if not together or name[:2] in together]
    if not together:
        for name in (name for name in names if not name.startswith("R5")):
            odds = issued(panel, made, CHANGES[name](made, plain), notices)
            yield _row(name, scored(panel, made, odds), before)
    if not together or "R5" in together:
        finer_grid()
        made = bases(panel)
        plain = {key: base.output for key, base in made.items()}
    if not together:
        odds = issued(panel, made, plain, notices)
        yield _row("R5 finer Poisson–Gamma grid", scored(panel, made, odds), before)
        return
    for short in (short for short in ORDER if short in together):
        plain = next(change for name, change in CHANGES.items() if name.startswith(short))(made, plain)
    odds = issued(panel, made, plain, notices)
    yield _row(" + ".join(together), scored(panel, made, odds), before)


def _row(name: str, found: Scores, before: Scores) -> str:
    early, late = gain(found.early, before.early), gain(found.late, before.late)
    passes = early > 0 and late > 0 and mean_error(found) < mean_error(before)
    head = f"{name:<30} log score {early:+.3f} | {late:+.3f}  ECE {mean_error(found):.4f}  {'IN' if passes else 'out'}"
    detail = [
        f"    {target:<16} "
        + "  ".join(f"{h} d {100 * found.skill[target, h]:+.2f} ({found.error[target, h]:.4f})" for h in HORIZONS)
        for target in TARGETS
    ]
    return "\n".join([head, *detail])


def main() -> None:
    """Print the report."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--theater", default="korea")
    parser.add_argument("--known-at", choices=("final", "actual"), default="final")
    parser.add_argument("--together", nargs="+", default=[], choices=[name[:2] for name in CHANGES], metavar="R1")
    args = parser.parse_args()
    panel = history_panel(load_pack(args.theater), None, args.known_at)
    print("log score gained in percent, 2012–18 | 2019–; by horizon: skill in percent (calibration error)")
    for line in lines(panel, args.together):
        print(line, flush=True)


if __name__ == "__main__":
    main()
