"""The file of forecasts holds what outside scoring needs: its numbers give the skill that is printed."""

import csv
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from foreshock.flow.backtest import backtest
from foreshock.verify.backtest import BacktestLine

START, END = date(2019, 1, 1), date(2021, 12, 31)


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[BacktestLine], list[dict[str, str]]]:
    path: Path = tmp_path_factory.mktemp("backtest") / "forecasts.csv"
    lines = backtest(
        "korea", start=START, end=END, targets=["any_missile"], horizons=[3, 7], known="final", forecasts_file=str(path)
    )
    with path.open(encoding="utf-8", newline="") as file:
        return lines, list(csv.DictReader(file))


def test_the_columns_are_those_promised(written: tuple[list[BacktestLine], list[dict[str, str]]]) -> None:
    lines, rows = written
    assert list(rows[0])[:5] == ["issued_on", "target", "horizon", "probability", "reference"]
    assert set(list(rows[0])[5:]) == set(lines[0].references)
    assert len(rows) == sum(line.n for line in lines)


def test_scores_can_be_computed_again_from_the_file(written: tuple[list[BacktestLine], list[dict[str, str]]]) -> None:
    lines, rows = written
    for line in lines:
        own = [row for row in rows if int(row["horizon"]) == line.horizon]
        assert own[0]["issued_on"] == line.first.isoformat()
        said, reference = (np.array([float(row[name]) for row in own]) for name in ("probability", "reference"))
        assert np.allclose(reference, [float(row[line.hindsight_best]) for row in own])
        assert float(said.mean()) == pytest.approx(sum(part.mean_forecast * part.n for part in line.by_year) / line.n)
        plain = [name for name in line.references if name == "all_history" or name.startswith("trailing")]
        assert line.hindsight_best == min(plain, key=lambda name: line.references[name].brier)
