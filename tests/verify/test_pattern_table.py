"""Windows, placebos and power: what keeps a pattern question honest."""

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from foreshock.terms.reading import Lag
from foreshock.verify.pattern_table import holm, pattern_table, windows
from foreshock.verify.power import detectable_ratio, needed_occasions

START = date(2015, 1, 1)


def days(numbers: "list[int] | np.ndarray") -> list[date]:
    return sorted(START + timedelta(days=int(n)) for n in numbers)


def spans(numbers: "list[int] | np.ndarray") -> list[tuple[date, date]]:
    return [(day, day) for day in days(numbers)]


def test_a_planted_answer_stands_out_from_its_placebos_and_noise_does_not() -> None:
    generator = np.random.default_rng(3)
    triggers = generator.choice(2500, 70, replace=False)
    noise = generator.choice(2500, 120, replace=False)
    last = START + timedelta(days=2600)
    answers = days([*(triggers[::2] + 1), *noise])
    planted = pattern_table(spans(triggers), answers, [Lag(1, 2)], first_day=START, last_day=last, seed=1)
    nothing = pattern_table(spans(triggers), days(noise), [Lag(1, 2)], first_day=START, last_day=last, seed=1)
    assert planted[0].placebos.share_at_least == 0
    assert planted[0].placebos.median_ratio == pytest.approx(1, abs=0.35)
    assert nothing[0].placebos.share_at_least is not None
    assert nothing[0].placebos.share_at_least > 0.05


def test_holm_is_that_done_by_hand() -> None:
    adjusted = holm([0.01, 0.04, None, 0.03])
    assert adjusted[2] is None
    assert [p for p in adjusted if p is not None] == pytest.approx([0.03, 0.06, 0.06])


@given(st.lists(st.one_of(st.none(), st.floats(0, 1)), max_size=8))
def test_adjusting_never_lowers_a_p_value_nor_passes_one(values: list[float | None]) -> None:
    for raw, adjusted in zip(values, holm(values), strict=True):
        assert (raw is None) == (adjusted is None)
        if raw is not None and adjusted is not None:
            assert raw <= adjusted <= 1


def test_rarer_events_and_weaker_effects_need_more_occasions() -> None:
    rare, common, weak = needed_occasions(0.05, 1.5), needed_occasions(0.3, 1.5), needed_occasions(0.3, 1.2)
    assert rare is not None and common is not None and weak is not None  # noqa: PT018
    assert rare > common
    assert weak > common
    # simulated: at the promised number of occasions the test finds the effect about four times in five
    generator = np.random.default_rng(11)
    counts = generator.binomial(common, 0.45, 4000)
    edge = 0.3 * common + 1.6449 * np.sqrt(common * 0.3 * 0.7)
    assert np.mean(counts > edge) == pytest.approx(0.8, abs=0.05)


def test_more_tests_run_elsewhere_make_each_weigh_less() -> None:
    assert holm([0.01, 0.04], tests=10) == pytest.approx([0.1, 0.36])


def test_a_window_lasts_as_long_as_its_occasion_only_when_asked() -> None:
    occasion = [(START, START + timedelta(days=10))]
    assert windows(occasion, Lag(0, 3), during=False) == [(START, START + timedelta(days=3))]
    assert windows(occasion, Lag(0, 3), during=True) == [(START, START + timedelta(days=13))]


@given(st.floats(0.02, 0.4), st.integers(20, 2000))
def test_what_a_sample_can_show_needs_no_more_than_that_sample(base: float, n: int) -> None:
    ratio = detectable_ratio(base, n)
    if ratio is not None:
        needed = needed_occasions(base, ratio)
        assert needed is not None
        assert needed <= n


def test_no_power_is_promised_where_there_is_no_base_rate() -> None:
    assert needed_occasions(0.0, 1.5) is None
    assert needed_occasions(0.8, 1.5) is None
