"""How long from an occasion to the next event, against the same calendar moved to dates that mean nothing.

Waiting is counted in strictly later days, and cut short (censored) where the record ends. Waits of
occasions that lie close together end with one and the same event, so a textbook test between them
and anything else is too sure of itself: what counts is the permutation test, which moves each year's
occasions by a common random number of days around their year.
"""

from collections.abc import Mapping, Sequence
from datetime import date

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from foreshock.verify.moved import moved_calendars
from foreshock.verify.patterns import SMALLEST_SAMPLE
from foreshock.verify.survival import CurveTest, SurvivalCurve, compare_curves, kaplan_meier

PLACEBOS = 400
BAND = (0.05, 0.95)

Days = NDArray[np.int64]
Shares = NDArray[np.float64]


class PlaceboCurve(Struct, frozen=True, kw_only=True):
    """Moved calendars: for day 0, 1, … the mean share still waiting, and the band that nine in ten lie in."""

    n: int
    mean: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]


class LeadGroup(Struct, frozen=True, kw_only=True):
    """The waits of one group of occasions.

    `curve` has every wait, `waiting` and `placebo_waiting` the mean days waited within the horizon
    (restricted mean), `p_value` the share of moved calendars that wait as short or shorter; both
    None for fewer than `SMALLEST_SAMPLE` occasions. `same_day` occasions had an event on their own
    day, in an order nobody knows; they wait for the next one.
    """

    name: str
    n: int
    same_day: int
    curve: SurvivalCurve
    waiting: float | None
    placebo_waiting: float | None
    placebo: PlaceboCurve | None
    p_value: float | None


class LeadTimes(Struct, frozen=True, kw_only=True):
    """All groups, and whether they wait alike (log-rank and Peto; None for a single group)."""

    horizon: int
    groups: tuple[LeadGroup, ...]
    log_rank: CurveTest | None
    peto: CurveTest | None


def measure_lead_times(
    groups: Mapping[str, Sequence[date]],
    events: Sequence[date],
    *,
    last_day: date,
    horizon: int,
    seed: int,
    placebos: int = PLACEBOS,
) -> LeadTimes:
    """Measure the wait from each occasion to the next event on a later day.

    Args:
        groups: the days of the occasions of each group; several on a day count once.
        events: event days.
        last_day: the last day the record can speak for; waits are censored there.
        horizon: days up to which curves and mean waits are compared with placebos.
        seed: of the moved calendars.
        placebos: how many of them.

    Raises:
        ValueError: the horizon is not positive.
    """
    if horizon < 1:
        raise ValueError(f"horizon of {horizon} days: expected at least one")
    end = last_day.toordinal()
    ends = np.unique(np.array([day.toordinal() for day in events if day <= last_day], dtype=np.int64))
    measured, samples = [], []
    for name, days in groups.items():
        starts = np.unique(np.array([day.toordinal() for day in days if day < last_day], dtype=np.int64))
        generator = np.random.default_rng(seed)
        measured.append(_group(name, starts, ends, end, horizon, generator, placebos))
        samples.append(_sample(starts, ends, end))
    return LeadTimes(
        horizon=horizon,
        groups=tuple(measured),
        log_rank=compare_curves(samples, "log-rank"),
        peto=compare_curves(samples, "peto"),
    )


def _group(
    name: str, starts: Days, ends: Days, end: int, horizon: int, generator: np.random.Generator, placebos: int
) -> LeadGroup:
    times, seen = _sample(starts, ends, end)
    placebo = waiting = moved_wait = p_value = None
    if starts.size >= SMALLEST_SAMPLE:
        ours = _shares(starts[None, :], ends, end, horizon)[0]
        moved = _shares(moved_calendars(starts, end - 1, generator, placebos), ends, end, horizon)
        waits = moved[:, :horizon].sum(axis=1)
        waiting, moved_wait = float(ours[:horizon].sum()), float(waits.mean())
        p_value = float((np.sum(waits <= waiting + 1e-9) + 1) / (placebos + 1))
        low, high = np.quantile(moved, BAND, axis=0)
        placebo = PlaceboCurve(n=placebos, mean=_tuple(moved.mean(axis=0)), low=_tuple(low), high=_tuple(high))
    return LeadGroup(
        name=name,
        n=int(starts.size),
        same_day=int(np.isin(starts, ends).sum()),
        curve=kaplan_meier(times, seen),
        waiting=waiting,
        placebo_waiting=moved_wait,
        placebo=placebo,
        p_value=p_value,
    )


def _waits(starts: Days, ends: Days, end: int) -> tuple[Days, NDArray[np.bool_]]:
    """Return for each start the days to the next event, or to the record's end where there is none."""
    at = np.searchsorted(ends, starts, side="right")
    seen = at < ends.size
    following = np.append(ends, end)[np.minimum(at, ends.size)]
    return np.where(seen, following, end) - starts, seen


def _sample(starts: Days, ends: Days, end: int) -> tuple[list[int], list[bool]]:
    times, seen = _waits(starts, ends, end)
    return times.tolist(), seen.tolist()


def _shares(starts: Days, ends: Days, end: int, horizon: int) -> Shares:
    """Return for each row of starts the Kaplan–Meier share still waiting after 0, 1, … `horizon` days."""
    times, seen = _waits(starts, ends, end)
    rows = np.broadcast_to(np.arange(starts.shape[0])[:, None], starts.shape)
    events = np.zeros((starts.shape[0], horizon + 2))
    gone = np.zeros_like(events)
    capped = np.minimum(times, horizon + 1)
    np.add.at(events, (rows, capped), seen)
    np.add.at(gone, (rows, capped), 1)
    at_risk = starts.shape[1] - np.cumsum(gone, axis=1) + gone
    hazard = np.divide(events, at_risk, out=np.zeros_like(events), where=at_risk > 0)
    return np.asarray(np.cumprod(1 - hazard, axis=1)[:, : horizon + 1])


def _tuple(values: Shares) -> tuple[float, ...]:
    return tuple(round(float(value), 6) for value in values)
