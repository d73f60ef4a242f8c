"""The page of a backtest: every chart has its table, everything asked for is there, nothing comes from outside."""

import re

import numpy as np
import pytest

from foreshock.render.backtest_page import render_backtest
from foreshock.verify.backtest import BacktestLine, score_replay
from foreshock.verify.replay import Replay


def replayed(target: str, horizon: int, days: int = 900) -> Replay:
    chance = np.random.default_rng(horizon)
    odds = chance.beta(2, 6, days)
    first = 737000 + 40  # in 2018
    return Replay(
        target=target,
        horizon=horizon,
        issued=np.arange(first, first + days),
        probability=odds,
        references={"all_history": np.full(days, 0.25), "trailing_90d": np.full(days, 0.3)},
        outcome=(chance.random(days) < odds).astype(float),
        quiet_days=np.arange(days) % 60,
    )


@pytest.fixture(scope="module")
def lines() -> list[BacktestLine]:
    truths = [(np.full(300, 0.2), (np.random.default_rng(seed).random(300) < 0.2).astype(float)) for seed in range(9)]
    return [score_replay(replayed("any", horizon), truths=truths) for horizon in (3, 7)]


@pytest.fixture(scope="module")
def page(lines: list[BacktestLine]) -> str:
    return render_backtest(lines, {"any": "Aland fires <anything>"}, known="final")


def test_each_chart_stands_with_the_numbers_it_shows(page: str) -> None:
    assert page.count("<svg") == 2 * 4 + 1
    assert page.count("<summary>The numbers</summary>") == page.count("<svg")
    for words in ("Murphy diagram", "telling windows", "what was said", "skill by year", "skill by horizon"):
        assert words in page


def test_regimes_years_and_references_are_tabled(page: str, lines: list[BacktestLine]) -> None:
    for name in ("after 30 quiet days", "within 7 days of the last", "2018", "2019", "trailing 90d"):
        assert f"<td>{name}</td>" in page
    truth = lines[0].ece_of_truth
    assert truth is not None
    assert f"{truth.low:.3f}–{truth.high:.3f}" in page


def test_it_is_self_contained_and_escapes_labels(page: str) -> None:
    assert "<anything>" not in page
    assert "<script" not in page
    assert not re.search(r"""(?:src|href)=["']https?:""", page)


def test_curves_begin_and_end_where_they_must(lines: list[BacktestLine]) -> None:
    for line in lines:
        assert line.curves.roc[0] == (0.0, 0.0)
        assert line.curves.roc[-1] == (1.0, 1.0)
        area = np.trapezoid(line.curves.murphy, line.curves.thresholds)
        assert float(area) == pytest.approx(line.brier, abs=0.003)
