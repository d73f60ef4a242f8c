"""Days around an occasion: counted by hand, flat without an effect, raised on the planted day only."""

from datetime import date, timedelta

import numpy as np
import pytest

from foreshock.verify.lag_profile import lag_profile
from foreshock.verify.moved import moved_calendars

START = date(2010, 1, 1)
LAST = START + timedelta(days=3000)


def days(numbers: "list[int] | np.ndarray") -> list[date]:
    return [START + timedelta(days=int(n)) for n in numbers]


def test_shares_are_those_done_by_hand() -> None:
    found = lag_profile(days([100, 200]), days([103, 190]), last_day=LAST, seed=1, reach=12)
    assert found is not None
    share = dict(zip(found.days, found.share, strict=True))
    assert [share[lag] for lag in (1, 2, 3, 4, 5)] == [0, 0.5, 0.5, 0.5, 0]
    assert [share[lag] for lag in (-12, -11, -10, -9, -8)] == [0, 0.5, 0.5, 0.5, 0]


def test_an_occasion_too_near_the_records_end_is_left_out_and_none_gives_none() -> None:
    assert lag_profile(days([2995]), days([1]), last_day=LAST, seed=1) is None
    found = lag_profile(days([100, 2995]), days([1]), last_day=LAST, seed=1)
    assert found is not None
    assert found.n == 1


def test_what_comes_after_the_last_day_is_not_seen() -> None:
    with_later = lag_profile(days([100]), days([110, 3001]), last_day=LAST, seed=1)
    assert with_later == lag_profile(days([100]), days([110]), last_day=LAST, seed=1)


def test_a_planted_answer_stands_out_of_the_band_on_its_days_and_nowhere_else() -> None:
    generator = np.random.default_rng(8)
    occasions = generator.choice(2800, 90, replace=False)
    noise = np.flatnonzero(generator.random(2900) < 0.03)
    found = lag_profile(days(occasions), days([*noise, *(occasions[::3] + 5)]), last_day=LAST, seed=2)
    assert found is not None
    outside = [lag for lag, share, high in zip(found.days, found.share, found.high, strict=True) if share > high + 0.05]
    assert set(outside) >= {4, 5, 6}
    assert len([lag for lag in outside if lag not in {4, 5, 6}]) <= 4
    # moved calendars lie along the rate of three days in a row
    rate = 1 - (1 - (noise.size + 30) / 2900) ** 3
    assert np.mean(found.mean) == pytest.approx(rate, abs=0.03)


def test_moved_calendars_keep_each_year_and_the_gaps_in_it() -> None:
    starts = np.array([date(2012, 3, 1).toordinal(), date(2012, 3, 9).toordinal(), date(2013, 6, 1).toordinal()])
    moved = moved_calendars(starts, date(2013, 8, 31).toordinal(), np.random.default_rng(1), 200)
    years = [[date.fromordinal(int(day)).year for day in row] for row in moved]
    assert years == [[2012, 2012, 2013]] * 200
    assert {int(gap) for gap in (moved[:, 1] - moved[:, 0]) % 366} == {8}
    assert moved.max() <= date(2013, 8, 31).toordinal()
    assert len(set(moved[:, 2].tolist())) > 100
