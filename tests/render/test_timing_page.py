"""The page of dates and counts: tables, both charts of each, nothing from outside."""

import re

import numpy as np
import pytest

from foreshock.render.charts.chart import Bars, Points
from foreshock.render.charts.timing_scores import tenths_chart, timing_years_chart
from foreshock.render.timing_page import render_timing_scores
from foreshock.verify.count_rates import binomial_counts
from foreshock.verify.timing_scores import TimingLine, timing_line

DAYS = 900


@pytest.fixture(scope="module")
def line() -> TimingLine:
    chance = np.random.default_rng(1)
    rates = {"all_history": np.full(DAYS, 0.1), "trailing_90d": np.full(DAYS, 0.3)}
    return timing_line(
        "any", "event days in 7 days", binomial_counts(np.full(DAYS, 0.1), 7),
        {name: binomial_counts(rate, 7) for name, rate in rates.items()}, chance.binomial(7, 0.1, DAYS),
        issued=737000 + np.arange(DAYS), levels=(0.5, 0.8), block=60, seed=1,
    )  # fmt: skip


def test_the_page_shows_scores_and_both_charts_with_their_numbers(line: TimingLine) -> None:
    page = render_timing_scores([line], {"any": "Aland fires <anything>"}, known="actual")
    assert page.count("<svg") == page.count("<summary>The numbers</summary>") == 2
    assert "event days in 7 days" in page
    assert "first recorded" in page
    assert "<anything>" not in page
    assert "<script" not in page
    assert not re.search(r"""(?:src|href)=["']https?:""", page)


def test_a_period_too_short_says_so() -> None:
    assert "nothing to score" in render_timing_scores([], {}, known="final")


def test_the_tenths_add_up_to_all_outcomes_inside_their_intervals(line: TimingLine) -> None:
    bars, points = tenths_chart(line, "Aland").series
    assert isinstance(bars, Bars)
    assert isinstance(points, Points)
    assert sum(bars.y) == pytest.approx(1.0)
    assert points.low is not None
    assert points.high is not None
    assert all(low <= share <= high for low, share, high in zip(points.low, points.y, points.high, strict=True))


def test_years_add_up_to_the_whole_score(line: TimingLine) -> None:
    assert sum(year.n for year in line.by_year) == line.n
    assert sum(year.n * year.crps for year in line.by_year) / line.n == pytest.approx(line.crps)
    reference = line.references[line.hindsight_best].crps
    assert sum(year.n * year.reference for year in line.by_year) / line.n == pytest.approx(reference)
    bars, points = timing_years_chart(line, "Aland").series
    assert list(bars.x) == list(points.x) == [year.year for year in line.by_year]
