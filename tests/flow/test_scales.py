"""Words of probability on either scale, the number unchanged."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foreshock.flow.scales import SCALES, in_scale, scale_named, word_for
from foreshock.terms.errors import UsageError
from foreshock.terms.forecast import Forecast, ForecastInterval, Outlook


def outlook(odds: float) -> Outlook:
    forecast = Forecast(
        target="any", horizon=7, target_start=date(2030, 1, 2), target_end=date(2030, 1, 8), probability=odds,
        word="?", interval=ForecastInterval(0.8, odds, odds), references={}, reasons=(), model="m",
        coefficients_digest="c",
    )  # fmt: skip
    moment = datetime(2030, 1, 1, tzinfo=UTC)
    return Outlook(theater="bay", as_of=moment, known_at=moment, record_digest="r", forecasts=(forecast,))


@pytest.mark.parametrize(
    ("odds", "icd", "phia"),
    [
        (0.03, "almost no chance", "remote chance"),
        (0.30, "unlikely", "unlikely"),
        (0.43, "unlikely", "realistic possibility"),
        (0.70, "likely", "likely or probable"),
        (0.97, "almost certain", "almost certain"),
    ],
)
def test_the_same_odds_in_either_scales_words(odds: float, icd: str, phia: str) -> None:
    for scale, word in (("icd-203", icd), ("phia", phia)):
        (forecast,) = in_scale(outlook(odds), scale_named(scale)).forecasts
        assert (forecast.probability, forecast.word, forecast.scale) == (odds, word, scale_named(scale))


@given(st.floats(0, 1), st.floats(0, 1))
def test_words_rise_with_the_odds(one: float, other: float) -> None:
    low, high = sorted((one, other))
    for scale, words in SCALES.items():
        order = [word for _, word in words]
        assert order.index(word_for(low, scale)) <= order.index(word_for(high, scale))


def test_an_unknown_scale_is_refused() -> None:
    with pytest.raises(UsageError, match="--scale nato"):
        scale_named("nato")
