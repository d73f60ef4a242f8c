"""The timing as the faces ask for it: windows by their days, refused with reasons, in agreement with the odds."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from foreshock.flow.desk import DeskSettings
from foreshock.flow.odds import outlook_now
from foreshock.flow.timing import parse_window, timing_now
from foreshock.terms.clock import FixedClock
from foreshock.terms.errors import UsageError


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> DeskSettings:
    return DeskSettings(
        theater="korea",
        record=str(tmp_path_factory.mktemp("record") / "r.db"),
        environment=None,
        as_of="2023-02-02",
        clock=FixedClock(datetime(2026, 9, 1, tzinfo=UTC)),
    )


def test_a_window_from_tomorrow_is_the_forecast_until_its_last_day(settings: DeskSettings) -> None:
    windows = [parse_window("2023-02-03..2023-02-20"), parse_window("2023-02-10..2023-02-20")]
    (timing,) = timing_now(settings, targets=["any_missile"], windows=windows).timings
    (forecast,) = outlook_now(settings, targets=["any_missile"], until=date(2023, 2, 20)).outlook.forecasts
    until, later = timing.windows[-2:]
    assert (later.target_start, later.target_end) == (date(2023, 2, 10), date(2023, 2, 20))
    assert until.probability == pytest.approx(forecast.probability, abs=1e-9)
    assert timing.days[17].by == pytest.approx(forecast.probability, abs=1e-9)
    assert later.probability < until.probability
    again = timing_now(settings, targets=["any_missile"], windows=windows).timings
    assert again == (timing,)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("2023-02-10", "not a window of days"),
        ("2023-02-10..2023-02-09", "ends before it begins"),
        ("2023-02-10..soon", "--window soon"),
    ],
)
def test_what_is_no_window_is_refused(text: str, fault: str) -> None:
    with pytest.raises(UsageError, match=fault):
        parse_window(text)


def test_windows_in_the_past_or_too_far_ahead_are_refused(settings: DeskSettings) -> None:
    for window in ((date(2023, 2, 2), date(2023, 2, 5)), (date(2023, 2, 3), date(2025, 1, 1))):
        with pytest.raises(UsageError, match="--window"):
            timing_now(settings, windows=[window])
    with pytest.raises(UsageError, match="no such target"):
        timing_now(settings, targets=["earthquake"])
    with pytest.raises(UsageError, match="too short"):
        timing_now(replace(settings, as_of="1999-05-01"))
