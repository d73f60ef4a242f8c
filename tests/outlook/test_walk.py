"""The walk: no look-ahead, the live outlook is its last row, reasons add up, forecasts agree."""

from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import pairwise

import numpy as np
import pytest

from foreshock.outlook.coherence import within
from foreshock.outlook.horizons import HORIZONS
from foreshock.outlook.issue import issue_outlook
from foreshock.outlook.walk import ALL_TERMS, Walk, walk_forward
from foreshock.panel.build import Panel, build_panel
from foreshock.terms.record import RecordedEvent
from foreshock.theaters.schema import Pack

ISSUED = date(2017, 5, 5)


def end_of(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 23, 59, 59, tzinfo=UTC)


@pytest.fixture(scope="module")
def panel(pack: Pack, events: tuple[RecordedEvent, ...]) -> Panel:
    return build_panel(events, pack, end_of(date(2018, 3, 20)))


@pytest.fixture(scope="module")
def walk(panel: Panel, pack: Pack) -> Walk:
    first = date(2012, 1, 1).toordinal()
    return walk_forward(panel, [target.id for target in pack.targets], HORIZONS, first=first)


class Kept(dict[str, bytes]):
    """A cache in memory."""

    def cached(self, key: str) -> bytes | None:
        return self.get(key)

    def cache(self, key: str, value: bytes) -> None:
        self[key] = value


@pytest.mark.parametrize("issued", [ISSUED, date(2014, 1, 1), date(2016, 12, 31)])
def test_the_live_outlook_is_the_backtests_row_of_its_day(
    pack: Pack, events: tuple[RecordedEvent, ...], walk: Walk, issued: date
) -> None:
    """Whoever issues at the end of a day, knowing nothing later, says what the backtest scores."""
    at = end_of(issued)
    live = issue_outlook(build_panel(events, pack, at), pack, at, at).outlook
    for forecast in live.forecasts:
        row = walk.rows[forecast.target, forecast.horizon]
        index = issued.toordinal() - int(row.issued[0])
        assert forecast.probability == pytest.approx(row.probability[index], abs=1e-9)
        for name, value in forecast.references.items():
            assert value == pytest.approx(row.references[name][index], abs=1e-9)


def test_kept_fits_give_the_same_outlook(pack: Pack, events: tuple[RecordedEvent, ...]) -> None:
    at, kept = end_of(ISSUED), Kept()
    panel = build_panel(events, pack, at)
    cold = issue_outlook(panel, pack, at, at, cache=kept)
    assert len(kept) == 1
    warm = issue_outlook(panel, pack, at, at, cache=kept)
    assert len(kept) == 1
    assert [f.probability for f in warm.outlook.forecasts] == pytest.approx(
        [f.probability for f in cold.outlook.forecasts]
    )


def test_reasons_sum_to_the_log_odds_largest_first(pack: Pack, events: tuple[RecordedEvent, ...]) -> None:
    at = end_of(ISSUED)
    panel = build_panel(events, pack, at)
    for forecast in issue_outlook(panel, pack, at, at, horizons=(*HORIZONS, 19)).outlook.forecasts:
        total = sum(reason.log_odds for reason in forecast.reasons)
        assert total == pytest.approx(np.log(forecast.probability / (1 - forecast.probability)), abs=1e-6)
        sizes = [abs(reason.log_odds) for reason in forecast.reasons]
        assert sizes == sorted(sizes, reverse=True)
        known = {event.id for event in events if event.recorded_at <= at}
        assert {row for reason in forecast.reasons for row in reason.evidence} <= known


def test_every_row_of_the_walk_adds_up(walk: Walk) -> None:
    for row in walk.rows.values():
        assert row.terms.shape == (row.issued.size, len(ALL_TERMS))
        assert row.terms.sum(axis=1) == pytest.approx(np.log(row.probability / (1 - row.probability)), abs=1e-6)


def test_longer_windows_and_wider_targets_are_never_less_likely(walk: Walk, pack: Pack) -> None:
    for target in pack.targets:
        for shorter, longer in pairwise(HORIZONS):
            gap = walk.rows[target.id, longer].probability - walk.rows[target.id, shorter].probability
            assert gap.min() >= -1e-12
        for other in pack.targets:
            if within(other, target):
                for horizon in HORIZONS:
                    gap = walk.rows[target.id, horizon].probability - walk.rows[other.id, horizon].probability
                    assert gap.min() >= -1e-12


def test_another_window_lies_between_and_changes_no_standard_forecast(panel: Panel) -> None:
    plain = walk_forward(panel, ["missile"], HORIZONS, first=panel.last)
    more = walk_forward(panel, ["missile"], [*HORIZONS, 5, 19], first=panel.last)
    for horizon in HORIZONS:
        assert more.rows["missile", horizon].probability == plain.rows["missile", horizon].probability
    values = [float(more.rows["missile", horizon].probability[-1]) for horizon in (3, 5, 7, 14, 19, 30)]
    assert values == sorted(values)


def test_one_target_alone_gets_the_same_numbers_as_all_together(panel: Panel, walk: Walk) -> None:
    alone = walk_forward(panel, ["missile"], [7], first=panel.last)
    assert alone.rows["missile", 7].probability[-1] == pytest.approx(walk.rows["missile", 7].probability[-1])


def test_outcomes_are_open_until_their_window_has_closed(walk: Walk, panel: Panel) -> None:
    row = walk.rows["any", 7]
    assert np.isnan(row.outcome[-7:]).all()
    assert not np.isnan(row.outcome[:-7]).any()
    assert int(row.issued[-1]) == panel.last


def test_what_cannot_be_walked_is_refused(panel: Panel) -> None:
    with pytest.raises(ValueError, match="horizon 0"):
        walk_forward(panel, ["any"], [0], first=panel.last)
    with pytest.raises(ValueError, match="issue day"):
        walk_forward(panel, ["any"], [7], first=panel.last + 1)
    with pytest.raises(ValueError, match="known fits"):
        walk_forward(panel, ["any"], [7], first=panel.last - 1, known_fits={})


def test_models_of_the_same_event_days_used_again_change_no_number(panel: Panel, pack: Pack) -> None:
    at = end_of(date(2018, 3, 20))
    other = replace(panel, talks=(), warnings=(), drills=panel.drills[:-1])
    fresh = issue_outlook(other, pack, at, at)
    again = issue_outlook(other, pack, at, at, like=issue_outlook(panel, pack, at, at))
    assert again.outlook == fresh.outlook
    assert again.coefficients == fresh.coefficients


def test_models_of_other_event_days_are_not_used(panel: Panel, pack: Pack) -> None:
    at = end_of(date(2018, 3, 20))
    name = panel.targets[0].id
    days = panel.series[name]
    fewer = replace(days, days=days.days[:-3], known=days.known[:-3], rows=days.rows[:-3])
    other = replace(panel, series=panel.series | {name: fewer})
    fresh = issue_outlook(other, pack, at, at)
    again = issue_outlook(other, pack, at, at, like=issue_outlook(panel, pack, at, at))
    assert again.outlook == fresh.outlook
    assert again.outlook != issue_outlook(panel, pack, at, at).outlook
