"""The next event's day and the counts: they agree with the odds, with one another and with what can be worked out."""

from datetime import UTC, date, datetime

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foreshock.outlook.coherence import within
from foreshock.outlook.hawkes import HawkesFit
from foreshock.outlook.horizons import HORIZONS
from foreshock.outlook.paths import Ahead, simulate
from foreshock.outlook.shape import spread
from foreshock.outlook.timing import timings
from foreshock.outlook.walk import Walk, walk_forward
from foreshock.panel.build import Panel, build_panel
from foreshock.panel.days import Floats
from foreshock.terms.record import RecordedEvent
from foreshock.theaters.schema import Pack
from foreshock.verify.count_rates import binomial_counts
from foreshock.verify.timing_scores import covered, crps, fell_in

ISSUED = date(2017, 5, 5)  # under an open notice
SPANS = ((5, 11), (5, 20), (40, 60))


def steady(rate: float, days: int) -> Floats:
    """Return the cumulative hazard of a steady daily rate."""
    return np.asarray(rate * np.arange(1, days + 1), dtype=np.float64)


@pytest.fixture(scope="module")
def walk(pack: Pack, events: tuple[RecordedEvent, ...]) -> Walk:
    at = datetime(ISSUED.year, ISSUED.month, ISSUED.day, 23, 59, 59, tzinfo=UTC)
    panel: Panel = build_panel(events, pack, at)
    return walk_forward(panel, [target.id for target in pack.targets], HORIZONS, first=panel.last)


def test_the_distribution_passes_through_every_horizons_forecast(walk: Walk) -> None:
    for timing in timings(walk, (), seed=1):
        for horizon in HORIZONS:
            odds = float(walk.rows[timing.target, horizon].probability[-1])
            assert timing.days[horizon - 1].by == pytest.approx(odds, abs=1e-9)
            window = timing.windows[HORIZONS.index(horizon)]
            assert window.probability == pytest.approx(odds, abs=1e-9)
            assert window.expected >= window.probability
        by = [day.by for day in timing.days]
        assert by == sorted(by)
        assert sum(day.on for day in timing.days) + timing.beyond == pytest.approx(1.0)


def test_wider_windows_and_wider_targets_are_never_less_likely(walk: Walk, pack: Pack) -> None:
    found = {timing.target: timing for timing in timings(walk, SPANS, seed=1)}
    for timing in found.values():
        inner, outer, _ = timing.windows[len(HORIZONS) :]
        assert inner.probability <= outer.probability
        assert inner.expected <= outer.expected
        assert outer.probability <= timing.days[19].by  # what falls on days 5 to 20 falls by day 20
    for one in pack.targets:
        for other in pack.targets:
            if within(one, other):
                for narrow, wide in zip(found[one.id].windows, found[other.id].windows, strict=True):
                    assert narrow.probability <= wide.probability
                    assert narrow.expected <= wide.expected
                assert all(a.by <= b.by + 1e-12 for a, b in zip(found[one.id].days, found[other.id].days, strict=True))


def test_an_announced_window_bends_the_distribution_towards_its_days(walk: Walk) -> None:
    (timing,) = (t for t in timings(walk, (), seed=1) if t.target == "satellite")
    chances = {day.day: day.on for day in timing.days}
    assert chances[date(2017, 5, 10)] > 2 * chances[date(2017, 5, 8)]


@given(st.lists(st.floats(0.001, 0.5), min_size=4, max_size=4), st.floats(0.001, 0.2))
@settings(deadline=None)
def test_between_horizons_the_odds_rise_in_the_shapes_proportion(steps: list[float], rate: float) -> None:
    hazards = np.cumsum(steps)
    nodes = {horizon: np.array([1 - np.exp(-h)]) for horizon, h in zip((1, 3, 7, 14), hazards, strict=True)}
    shape = rate * np.arange(1.0, 31.0)[None, :]
    found = spread(nodes, shape)[0]
    for horizon, node in nodes.items():
        assert found[horizon - 1] == pytest.approx(float(node[0]))
    assert np.all(np.diff(found) >= 0)
    middle = -np.log1p(-found[4])  # day 5, half way from 3 to 7 in a steady shape
    assert middle == pytest.approx((hazards[1] + hazards[2]) / 2)


def test_without_excitation_paths_are_a_steady_rate() -> None:
    rate, days = 0.1, 40
    hazard = steady(rate, days)
    happened = simulate(Ahead(1 - np.exp(-hazard), hazard, np.zeros(days), None), 20_000, 3)
    first = np.where(happened.any(axis=1), happened.argmax(axis=1), days)
    for day in (1, 10, 30):
        assert np.mean(first < day) == pytest.approx(1 - np.exp(-rate * day), abs=1e-4)
    chance = 1 - np.exp(-rate)
    assert happened.mean() == pytest.approx(chance, abs=0.003)
    counts = np.bincount(happened.sum(axis=1), minlength=days + 1) / 20_000
    expected = np.diff(binomial_counts(np.array([chance]), days)[0], prepend=0.0)
    assert np.abs(counts - expected).max() < 0.01


def test_excitation_makes_event_days_cluster_and_an_announced_launch_come_once() -> None:
    days, own = 30, steady(0.02, 30)
    odds = 1 - np.exp(-own)
    plain = simulate(Ahead(odds, own, np.zeros(days), None), 20_000, 3).sum(axis=1)
    exciting = HawkesFit(0, 0.02, (0.4, 0.2), (0.2, 0.02))
    clustered = simulate(Ahead(odds, own, np.zeros(days), exciting), 20_000, 3).sum(axis=1)
    assert clustered.var() > 1.2 * plain.var()
    assert np.mean(clustered > 0) == pytest.approx(np.mean(plain > 0))
    announced = steady(0.2, 30)
    once = simulate(Ahead(1 - np.exp(-own - announced), own, announced, None), 20_000, 3).sum(axis=1)
    assert once.mean() < 1.6  # were it to stay open, about 6


def test_crps_is_the_sum_of_the_brier_scores_of_all_windows() -> None:
    distribution = np.array([[0.1, 0.4, 0.7], [0.1, 0.4, 0.7]])
    found = crps(distribution, np.array([1, 3]))
    assert found.tolist() == pytest.approx([0.01 + 0.36 + 0.09, 0.01 + 0.16 + 0.49])


def test_a_central_interval_covers_about_its_level() -> None:
    chance = np.random.default_rng(2)
    distribution = np.tile(binomial_counts(np.array([0.3]), 60), (4000, 1))
    outcome = chance.binomial(60, 0.3, 4000)
    assert covered(distribution, outcome, 0.8) == pytest.approx(0.84, abs=0.04)


def test_outcomes_of_the_true_distribution_fall_evenly_over_its_tenths() -> None:
    chance = np.random.default_rng(4)
    counts = np.tile(binomial_counts(np.array([0.1]), 20), (6000, 1))
    places = fell_in(counts, chance.binomial(20, 0.1, 6000))
    assert places.sum(axis=1) == pytest.approx(np.ones(6000))
    assert places.mean(axis=0) == pytest.approx(np.full(10, 0.1), abs=0.01)
    too_late = fell_in(counts, np.zeros(6000, dtype=np.int64))
    assert too_late.mean(axis=0)[0] > 0.5


def test_what_comes_after_the_last_day_takes_up_the_rest() -> None:
    found = fell_in(np.array([[0.2, 0.5]]), np.array([2]))
    assert found[0].tolist() == pytest.approx([0] * 5 + [0.2] * 5)
