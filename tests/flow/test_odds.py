"""Odds as the faces ask for them: from a desk, for targets, horizons and windows by name."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from foreshock.flow.desk import DeskSettings, open_desk
from foreshock.flow.odds import odds_at, outlook_now
from foreshock.outlook.horizons import HORIZONS
from foreshock.terms.clock import FixedClock
from foreshock.terms.errors import PackError, UsageError
from foreshock.verify.hindcasts import YearScore, hindcast_lines, hindcast_rows, read_hindcasts


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> DeskSettings:
    return DeskSettings(
        theater="korea",
        record=str(tmp_path_factory.mktemp("record") / "record.db"),
        environment=None,
        as_of="2023-02-02",
        clock=FixedClock(datetime(2026, 9, 1, tzinfo=UTC)),
    )


def test_every_target_and_standard_horizon_unless_told_otherwise(settings: DeskSettings) -> None:
    with open_desk(settings) as desk:
        as_of = desk.moment()
        odds = odds_at(desk, as_of, desk.events(as_of))
    assert {(f.target, f.horizon) for f in odds.outlook.forecasts} == {(t, h) for t in odds.labels for h in HORIZONS}
    assert odds.outlook.known_at == odds.outlook.as_of == as_of
    assert set(odds.coefficients) == {f"{f.target}/{f.horizon}" for f in odds.outlook.forecasts}
    assert all(0 < f.interval.low < f.probability < f.interval.high < 1 for f in odds.outlook.forecasts)


def test_a_window_until_a_day_is_a_forecast_of_its_own(settings: DeskSettings) -> None:
    odds = outlook_now(settings, targets=["any_missile"], until=date(2023, 2, 20))
    (forecast,) = odds.outlook.forecasts
    assert (forecast.target_start, forecast.target_end, forecast.horizon) == (date(2023, 2, 3), date(2023, 2, 20), 18)
    around = outlook_now(settings, targets=["any_missile"], horizons=[14, 30]).outlook.forecasts
    assert around[0].probability <= forecast.probability <= around[1].probability


def test_what_cannot_be_asked_is_said(settings: DeskSettings) -> None:
    with pytest.raises(UsageError, match="no such target"):
        outlook_now(settings, targets=["earthquake"])
    with pytest.raises(UsageError, match="--horizon 0"):
        outlook_now(settings, horizons=[0])
    with pytest.raises(UsageError, match="--until 2023-02-02"):
        outlook_now(settings, until=date(2023, 2, 2))
    with pytest.raises(UsageError, match="--until 2030-01-01"):
        outlook_now(settings, until=date(2030, 1, 1))


def test_before_the_history_is_long_enough_there_are_no_odds(settings: DeskSettings) -> None:
    early = replace(settings, as_of="1999-05-01")
    with pytest.raises(UsageError, match="too short"):
        outlook_now(early)
    with open_desk(early) as desk:
        assert odds_at(desk, desk.moment(), desk.events(desk.moment())).outlook.forecasts == ()


def score(year: int, total: float) -> YearScore:
    return YearScore(
        target="any_missile", horizon=7, year=year, n=100, brier_sum=total, references={"all_history": 20.0}
    )


def test_hindcasts_hold_only_years_that_are_over(tmp_path: Path) -> None:
    path = tmp_path / "hindcasts.csv"
    rows = hindcast_rows([score(2020, 10.0), score(2021, 20.0), score(2022, 30.0)])
    path.write_text("".join(",".join(row) + "\n" for row in rows), encoding="utf-8")
    (line,) = hindcast_lines(read_hindcasts(path), 2022)
    assert (line.n, line.since, line.until) == (200, 2020, 2021)
    assert line.brier == pytest.approx(0.15)
    assert line.skill == {"all_history": pytest.approx(0.25)}
    assert hindcast_lines(read_hindcasts(path), 2020) == ()


def test_hindcasts_without_their_columns_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "hindcasts.csv"
    path.write_text("target,horizon\nany_missile,7\n", encoding="utf-8")
    with pytest.raises(PackError, match="lacks"):
        read_hindcasts(path)
