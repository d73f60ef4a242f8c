"""Waits to the next event: counted by hand, honest when there is nothing, shorter when something was planted."""

from datetime import date, timedelta

import numpy as np
import pytest

from foreshock.verify.lead_times import measure_lead_times

START = date(2010, 1, 1)
LAST = START + timedelta(days=2600)


def days(numbers: "list[int] | np.ndarray") -> list[date]:
    return [START + timedelta(days=int(n)) for n in numbers]


def test_waits_are_to_the_next_later_day_and_end_with_the_record() -> None:
    found = measure_lead_times(
        {"all": days([10, 20, 40])}, days([20, 23]), last_day=START + timedelta(days=100), horizon=30, seed=1
    ).groups[0]
    assert (found.n, found.same_day) == (3, 1)
    # 10 → 20 is ten days, 20 → 23 three (not its own day), 40 is cut short after 60
    assert [(s.day, s.events, s.censored) for s in found.curve.steps] == [(3, 1, 0), (10, 1, 0), (60, 0, 1)]
    assert found.p_value is None  # three occasions are too few to say


def test_what_comes_after_the_last_day_changes_nothing() -> None:
    one = measure_lead_times({"all": days([10, 20])}, days([15]), last_day=days([50])[0], horizon=30, seed=1)
    two = measure_lead_times({"all": days([10, 20])}, days([15, 51]), last_day=days([50])[0], horizon=30, seed=1)
    assert one == two


def test_the_placebo_lies_along_a_constant_rate_and_a_planted_answer_falls_below_it() -> None:
    generator = np.random.default_rng(4)
    noise = np.flatnonzero(generator.random(2600) < 0.04)
    occasions = generator.choice(2500, 60, replace=False)
    planted = measure_lead_times(
        {"all": days(occasions)}, days([*noise, *(occasions[::2] + 2)]), last_day=LAST, horizon=30, seed=3
    ).groups[0]
    assert planted.placebo is not None
    assert planted.p_value is not None
    assert planted.p_value < 0.01
    assert planted.waiting is not None
    assert planted.placebo_waiting is not None
    assert planted.waiting < planted.placebo_waiting - 2
    nothing = measure_lead_times({"all": days(occasions)}, days(noise), last_day=LAST, horizon=30, seed=3).groups[0]
    assert nothing.placebo is not None
    expected = [(1 - noise.size / 2600) ** t for t in range(31)]
    assert nothing.placebo.mean == pytest.approx(expected, abs=0.06)


def test_without_an_effect_one_in_twenty_is_called_one() -> None:
    generator = np.random.default_rng(9)
    called = []
    for _ in range(250):
        busy = np.repeat(generator.choice([0.3, 1.7], size=65), 40)
        events = np.flatnonzero(generator.random(2600) < 0.05 * busy)
        occasions = generator.choice(2500, 40, replace=False)
        found = measure_lead_times(
            {"all": days(occasions)}, days(events), last_day=LAST, horizon=20, placebos=99,
            seed=int(generator.integers(1 << 30)),
        ).groups[0]  # fmt: skip
        assert found.p_value is not None
        called.append(found.p_value <= 0.05)
    assert np.mean(called) == pytest.approx(0.05, abs=0.035)


def test_groups_that_wait_differently_are_told_apart() -> None:
    quick, slow = np.arange(0, 2400, 60), np.arange(30, 2430, 60)
    found = measure_lead_times(
        {"quick": days(quick), "slow": days(slow)}, days(quick + 5), last_day=LAST, horizon=60, seed=1
    )
    assert found.log_rank is not None
    assert found.log_rank.p_value < 1e-6
    assert found.peto is not None
    assert [group.curve.median for group in found.groups] == [5, 35]


def test_a_horizon_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one"):
        measure_lead_times({"all": days([1])}, days([2]), last_day=LAST, horizon=0, seed=1)
