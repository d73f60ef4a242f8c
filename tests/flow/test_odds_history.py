"""The odds over past days: each as it could be said that day, the ledger's own beside it."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from foreshock.flow.desk import DeskSettings
from foreshock.flow.ledger import issue_forecasts
from foreshock.flow.odds import outlook_now
from foreshock.flow.odds_history import OddsHistory, odds_history
from foreshock.render.charts.odds_history import odds_history_chart
from foreshock.terms.clock import FixedClock
from foreshock.terms.errors import UsageError

NOW = datetime(2023, 6, 5, 3, tzinfo=UTC)
TARGET = "icbm_or_satellite"


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> DeskSettings:
    record = str(tmp_path_factory.mktemp("record") / "r.db")
    base = DeskSettings(theater="korea", record=record, environment=None, as_of=None, clock=FixedClock(NOW))
    early = replace(base, clock=FixedClock(datetime(2023, 5, 30, 3, tzinfo=UTC)))
    issue_forecasts(early, targets=[TARGET], horizons=[7])
    return base


@pytest.fixture(scope="module")
def found(settings: DeskSettings) -> OddsHistory:
    return odds_history(settings, target=TARGET, horizon=7, days=20)


def test_each_day_says_what_one_could_say_that_evening(found: OddsHistory, settings: DeskSettings) -> None:
    assert [point.day for point in found.recomputed][::19] == [date(2023, 5, 17), date(2023, 6, 5)]
    for day in (date(2023, 5, 27), date(2023, 5, 30)):
        then = replace(settings, as_of=day.isoformat())
        (forecast,) = outlook_now(then, targets=[TARGET], horizons=[7]).outlook.forecasts
        point = next(point for point in found.recomputed if point.day == day)
        assert point.probability == pytest.approx(forecast.probability, abs=1e-9)
        assert point.rate == pytest.approx(forecast.references["all_history"], abs=1e-9)


def test_a_notice_shows_from_the_day_it_was_given(found: OddsHistory) -> None:
    odds = {point.day: point.probability for point in found.recomputed}
    assert odds[date(2023, 5, 29)] > odds[date(2023, 5, 27)] + 0.3
    assert date(2023, 5, 31) in found.events


def test_outcomes_stay_open_until_their_window_has_closed(found: OddsHistory) -> None:
    came = {point.day: point.came for point in found.recomputed}
    assert came[date(2023, 5, 28)] is True
    assert came[date(2023, 6, 1)] is None


def test_what_was_issued_stands_beside_it(found: OddsHistory) -> None:
    (point,) = found.issued
    assert (point.day, point.late) == (date(2023, 5, 30), False)
    names = [series.name for series in odds_history_chart(found).series]
    assert "issued" in names
    assert "it happened" in names


def test_a_silly_span_is_refused(settings: DeskSettings) -> None:
    with pytest.raises(UsageError, match="--history 0"):
        odds_history(settings, days=0)
