"""Each model by itself, against what can be worked out by hand or by finite differences."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foreshock.outlook import hawkes
from foreshock.outlook.daily import EVERY_DAY, Daily
from foreshock.outlook.hawkes import fit_hawkes, track_hawkes
from foreshock.outlook.icd203 import word_for
from foreshock.outlook.intervals import band, trigamma
from foreshock.outlook.log_odds import either, expit, logit
from foreshock.outlook.notices import PRIOR_LAUNCHES, PRIOR_QUIET, NoticeReplay
from foreshock.outlook.poisson_gamma import GRID, grid
from foreshock.outlook.rates import chosen_online, rate_table
from foreshock.outlook.recipe import FEATURES, fit_recipe
from foreshock.panel.notices import LaunchNotice, launch_notices
from foreshock.terms.record import RecordedEvent

DAY = date(2015, 1, 1).toordinal()


def series(at: list[int], size: int, *, known: list[int] | None = None, settle: int = 0) -> Daily:
    return Daily(DAY, DAY + size - 1, np.array(at, dtype=np.int64), np.array(known or at, dtype=np.int64), settle)


days = st.lists(st.integers(0, 99), min_size=1, max_size=15, unique=True).map(sorted)


few_days = st.lists(st.integers(0, 99), min_size=1, max_size=7, unique=True).map(sorted)


@given(few_days, st.integers(0, 6), st.floats(0.05, 0.99))
@settings(deadline=None)
def test_a_decaying_sum_holds_only_what_was_known(at: list[int], late: int, keep: float) -> None:
    known = [min(day + (day * late) % 5, 99) for day in at]
    found = series(at, 100, known=known).decayed()(keep, EVERY_DAY)
    for now in (0, 37, 99):
        expected = sum(keep ** (now - day) for day, when in zip(at, known, strict=True) if when <= now)
        assert found[now] == pytest.approx(expected)


def test_a_day_not_recorded_yet_counts_by_its_chance_of_an_event() -> None:
    at = [10 * step for step in range(1, 13)]
    found = series(at, 200, known=[day + 4 for day in at])
    rate = found.long_run()
    # Every event day so far was recorded on the fourth day after: the last four days may hide one.
    hidden = found.decayed()(1.0, EVERY_DAY) - found.counts(None)
    assert hidden[150] == pytest.approx(4 * rate[150])
    assert hidden[50] == 0.0  # too few delays seen by then
    sure = series(at, 200)
    assert np.array_equal(sure.decayed()(1.0, EVERY_DAY), sure.counts(None))


def test_what_is_recorded_later_changes_no_earlier_sum() -> None:
    at = [10 * step for step in range(1, 13)]
    known = [day + 3 for day in at]
    before = series(at, 200, known=known).decayed()(0.9, EVERY_DAY)
    after = series([*at, 151], 200, known=[*known, 170]).decayed()(0.9, EVERY_DAY)
    assert np.array_equal(before[:170], after[:170])
    assert after[170] > before[170]


@given(days, st.integers(1, 20))
@settings(deadline=None)
def test_a_window_counts_its_last_days(at: list[int], window: int) -> None:
    found = series(at, 100)
    for now in (0, 50, 99):
        assert found.counts(window)[now] == sum(now - window < day <= now for day in at)
        assert bool(found.outcomes(window)[now]) == any(now < day <= now + window for day in at)


def test_an_outcome_learned_after_its_window_settled_is_not_used() -> None:
    found = series([10], 60, known=[30], settle=2)
    assert found.outcomes(5)[5:10].all()
    assert not found.settled_outcomes(5)[5:10].any()
    assert found.settled_outcomes(25)[3:10].all()  # windows that settle on day 30 or later


def test_rates_are_plain_shares_of_days() -> None:
    table = rate_table(series([5, 95, 99], 100), 1)
    assert table["trailing_90d"][-1] == pytest.approx(2 / 90)
    assert table["all_history"][-1] == pytest.approx(3.5 / 101)


def test_the_online_choice_looks_only_at_outcomes_already_known() -> None:
    candidates = np.full((2, 6), [[0.9], [0.1]])
    outcomes = np.array([True, True, True, False, False, False])
    _, best = chosen_online(candidates, outcomes, lag=2)
    assert best.tolist() == [0, 0, 0, 0, 0, 0]
    _, best = chosen_online(candidates, ~outcomes, lag=2)
    assert best.tolist() == [0, 0, 1, 1, 1, 1]


def test_forgetting_gives_the_gamma_mixed_poisson_probability() -> None:
    found = series([0, 40], 60)
    at_its_cell = grid(found, found.decayed()).at
    cell = GRID.index((30, 2.0))
    keep = 0.5 ** (1 / 30)
    mean = 2.5 / 61
    events = 2.0 + keep**59 + keep**19
    exposure = 2.0 / mean + sum(keep**age for age in range(60))
    assert [values[-1] for values in at_its_cell(np.full(60, cell))] == pytest.approx([events, exposure])


def test_the_hawkes_gradient_is_the_slope_of_its_posterior() -> None:
    happened = np.array([3, 4, 9, 40, 41, 70, 71, 95])
    prior = np.log(np.array([0.02, 0.25, 0.25, 0.25, 0.01]))
    theta = prior + np.array([0.3, -0.2, 0.4, 0.1, -0.3])
    value, gradient = hawkes._negative_log_posterior(theta, happened, 120, prior)
    for index in range(theta.size):
        step = np.zeros(5)
        step[index] = 1e-6
        above, _ = hawkes._negative_log_posterior(theta + step, happened, 120, prior)
        below, _ = hawkes._negative_log_posterior(theta - step, happened, 120, prior)
        assert gradient[index] == pytest.approx((above - below) / 2e-6, rel=1e-4, abs=1e-6)
    hazard = np.full(120, np.exp(theta[0]))
    for excited, decay in zip(np.exp(theta[1:3]), np.exp(theta[3:]), strict=True):
        for day in happened:
            later = np.arange(day + 1, 120)
            hazard[later] += excited * (1 - np.exp(-decay)) * np.exp(-decay * (later - day - 1))
    quiet = np.setdiff1d(np.arange(120), happened)
    weight = 0.5 ** ((119 - np.arange(120)) / hawkes.FORGET_DAYS)
    log_likelihood = weight[happened] @ np.log(-np.expm1(-hazard[happened])) - weight[quiet] @ hazard[quiet]
    penalty = 0.5 * np.sum(((theta - prior) / hawkes.PRIOR_SD) ** 2)
    assert value == pytest.approx(penalty - log_likelihood)


def test_an_event_day_raises_the_odds_and_the_raise_wears_off() -> None:
    at = [*range(100, 108), *range(300, 306), 500, 502, 503, 700, 701, 704]
    found = series(at, 900)
    fit = fit_hawkes(found, 899)
    assert fit is not None
    _, hazard = track_hawkes([fit], [0], found, found.decayed()).hazard(7)
    assert hazard[704] > hazard[720] > hazard[899] > 0
    assert fit_hawkes(series(at[:5], 900), 899) is None


def test_a_recipe_without_information_says_what_it_was_given() -> None:
    chance = np.random.default_rng(3)
    offset = np.full(2000, logit(np.array(0.2)))
    outcomes = chance.random(2000) < 0.2
    features = np.zeros((2000, len(FEATURES)))
    fit = fit_recipe(offset, features, outcomes, 1999, 1)
    assert fit is not None
    assert np.allclose(fit.coefficients, 0.0)
    features[:, 2] = chance.random(2000) < 0.5
    leaning = fit_recipe(offset, features, chance.random(2000) < np.where(features[:, 2] > 0, 0.4, 0.1), 1999, 1)
    assert leaning is not None
    assert leaning.coefficients[2] > 0.3
    assert fit_recipe(offset[:10], features[:10], outcomes[:10], 9, 1) is None


def notice(known: int, start: int | None, end: int | None) -> LaunchNotice:
    return LaunchNotice(
        f"notices:{known}", "ABC", DAY + known, None if start is None else DAY + start,
        None if end is None else DAY + end, "launch.satellite",
    )  # fmt: skip


def test_the_first_notice_rests_on_the_prior_alone() -> None:
    found = NoticeReplay([notice(10, 20, 25)], series([22], 60)).chance(30)
    mean = PRIOR_LAUNCHES / (PRIOR_LAUNCHES + PRIOR_QUIET)
    expected = 1 - (1 - mean[0]) ** 9 * (1 - mean[1]) * (1 - mean[2]) ** 5
    assert found[10] == pytest.approx(expected)
    assert found[9] == 0.0  # not yet known
    assert found[22] == 0.0  # used up by the launch
    assert (found[11:20] > 0).all()


def test_later_notices_learn_from_earlier_ones_and_only_from_them() -> None:
    both = [notice(10, 20, 25), notice(110, 120, 125)]
    after_launch = NoticeReplay(both, series([20], 200)).chance(30)
    after_none = NoticeReplay(both, series([], 200)).chance(30)
    assert after_launch[110] > after_none[110]
    assert after_launch[10] == after_none[10]
    assert after_none[26] == 0.0  # the window has passed


def test_a_launch_on_the_eve_of_the_window_uses_the_notice_up() -> None:
    found = NoticeReplay([notice(10, 20, 25)], series([19], 60)).chance(7)
    assert found[18] > 0
    assert found[19] == 0.0


def test_a_launch_that_only_articles_tell_of_uses_the_notice_up_and_teaches_nothing() -> None:
    both = [notice(10, 20, 25), notice(110, 120, 125)]
    told = NoticeReplay(both, series([], 200), [(DAY + 21, DAY + 22)])
    silent = NoticeReplay(both, series([], 200))
    assert told.chance(7)[21] == silent.chance(7)[21] > 0.0  # not yet known
    assert told.chance(7)[22] == 0.0
    assert told.launched[-1].sum() == 0.0


def test_a_notice_that_names_only_a_month_names_no_window() -> None:
    def event(id_: str, start: str, end: str, rocket: str) -> RecordedEvent:
        at = datetime(2015, 5, 1, tzinfo=UTC)
        return RecordedEvent(
            id=id_, kind="notice.launch", valid_from=date(2015, 6, 1), valid_to=date(2015, 6, 1), actors=("ABC",),
            recorded_at=at, recorded_basis="announced", attributes={"window_start": start, "window_end": end,
            "rocket": rocket},
        )  # fmt: skip

    fired = RecordedEvent(
        id="p:1", kind="launch.ballistic.long", valid_from=date(2014, 6, 1), valid_to=date(2014, 6, 1),
        actors=("ABC",), recorded_at=datetime(2014, 6, 2, tzinfo=UTC), recorded_basis="observed",
        table="provocations", instruments=("Arrow-3",),
    )  # fmt: skip
    rows = [event("n:1", "2015-06-01", "2015-06-30", "Carrier"), event("n:2", "2015-06-03", "2015-06-09", "Arrow-3 x")]
    month, window = launch_notices([*rows, fired], ("ABC",), ZoneInfo("UTC"))
    assert (month.start, month.kind) == (None, "launch.satellite")
    assert window.start == date(2015, 6, 3).toordinal()
    assert window.kind == "launch.ballistic.long"
    assert timedelta(days=window.end - window.start if window.end and window.start else 0) == timedelta(days=6)


def test_words_restate_the_number_on_their_own_scale() -> None:
    assert word_for(0.35) == "unlikely"
    assert word_for(0.50) == "roughly even chance"
    assert word_for(0.81) == "very likely"
    assert word_for(0.35, "PHIA") == "unlikely"
    with pytest.raises(ValueError, match="probability"):
        word_for(1.2)


@pytest.mark.parametrize(
    ("bound", "at", "above"),
    [
        (0.05, "almost no chance", "very unlikely"),
        (0.20, "very unlikely", "unlikely"),
        (0.45, "unlikely", "roughly even chance"),
        (0.55, "roughly even chance", "likely"),
        (0.80, "likely", "very likely"),
        (0.95, "very likely", "almost certain"),
    ],
)
def test_a_bound_belongs_to_the_lower_word(bound: float, at: str, above: str) -> None:
    assert (word_for(bound), word_for(np.nextafter(bound, 1))) == (at, above)


@given(st.floats(0.001, 0.999), st.floats(0.0, 1.0))
def test_either_of_two_chances(probability: float, quiet: float) -> None:
    found = expit(either(logit(np.array([probability])), np.array([quiet])))
    assert found[0] == pytest.approx(1 - (1 - probability) * quiet, abs=2e-6)


def test_less_evidence_widens_the_interval() -> None:
    assert trigamma(np.array([1.0]))[0] == pytest.approx(np.pi**2 / 6, abs=1e-8)
    narrow, wide = band(0.3, 0.01), band(0.3, 1.0)
    assert wide.low < narrow.low < 0.3 < narrow.high < wide.high
