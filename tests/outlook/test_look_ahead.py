"""The proof that nothing looks ahead, and that the proof can fail: a leak put in on purpose is found."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

import numpy as np
import pytest
from made_theater import FIRST, drill, end_of, firing, made_pack

from foreshock.outlook import replay
from foreshock.outlook.coherence import within
from foreshock.outlook.daily import Daily, daily
from foreshock.outlook.features import recipe_features
from foreshock.outlook.horizons import HORIZONS
from foreshock.outlook.recipe import FEATURES
from foreshock.outlook.walk import first_days, walk_forward
from foreshock.panel.build import Panel, build_panel
from foreshock.panel.days import Floats
from foreshock.panel.occurrences import Occurrences
from foreshock.terms.record import RecordedEvent
from foreshock.theaters.schema import Pack

UNTIL = end_of(date(2016, 4, 1))
KNOWN = date(2016, 2, 20)
ISSUED_FROM = date(2015, 12, 1)
DAYS, RATE = 3000, 0.05


def told_late(kind: str, day: date) -> RecordedEvent:
    """Return a row that speaks of `day` and nobody knew before `KNOWN`."""
    statement = kind.startswith("statement")
    return RecordedEvent(
        id=f"late:{kind}:{day}", table="statements" if statement else "notices", kind=kind, valid_from=day,
        valid_to=day + timedelta(days=3), actors=("ABC",), recorded_at=end_of(KNOWN), recorded_basis="first_seen",
        announced_at=end_of(KNOWN), status="happened" if statement else "scheduled", kinetic=False,
        attributes={"stance": "threaten", "window_start": str(day), "window_end": str(day + timedelta(days=3))},
    )  # fmt: skip


def late_rows() -> dict[str, RecordedEvent]:
    """Return one late row for each way information enters a forecast."""
    return {
        "an outcome": firing(8000, date(2016, 2, 10), "launch.ballistic.short", 10),
        "an outcome of before the last refit": firing(8001, date(2015, 12, 12), "launch.ballistic.short", 70),
        "a drill": drill(800, date(2016, 2, 15), 9, KNOWN),
        "a threat": told_late("statement.ministry", date(2016, 2, 18)),
        "a launch notice": told_late("notice.launch", date(2016, 3, 1)),
    }


def odds(pack: Pack, rows: Sequence[RecordedEvent]) -> dict[tuple[str, int], Floats]:
    walk = walk_forward(
        build_panel(rows, pack, UNTIL), [t.id for t in pack.targets], HORIZONS, first=ISSUED_FROM.toordinal()
    )
    return {key: row.probability for key, row in walk.rows.items()}


@pytest.mark.parametrize("what", list(late_rows()))
def test_no_forecast_issued_before_a_row_was_known_moves_by_it(
    pack: Pack, events: tuple[RecordedEvent, ...], what: str
) -> None:
    without, with_it = odds(pack, events), odds(pack, [*events, late_rows()[what]])
    before = (KNOWN - ISSUED_FROM).days
    for key, values in without.items():
        assert np.array_equal(values[:before], with_it[key][:before]), key
    assert any(not np.array_equal(values[before:], with_it[key][before:]) for key, values in without.items())


def test_that_comparison_finds_a_record_read_before_its_time(
    pack: Pack, events: tuple[RecordedEvent, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Were each row known from its own day, the outcome planted above would move earlier forecasts."""

    def leaking(series: Occurrences, first: int, last: int, settle: int) -> Daily:
        found = daily(series, first, last, settle)
        return Daily(found.first, found.last, found.at, found.at, settle)

    monkeypatch.setattr(replay, "daily", leaking)
    without, with_it = odds(pack, events), odds(pack, [*events, late_rows()["an outcome"]])
    before = (KNOWN - ISSUED_FROM).days
    assert any(not np.array_equal(values[:before], with_it[key][:before]) for key, values in without.items())


def constant_rate(seed: int) -> Panel:
    first = FIRST.toordinal()
    days = first + np.flatnonzero(np.random.default_rng(seed).random(DAYS) < RATE)
    rows = [firing(n, date.fromordinal(day), "launch.ballistic.short", 0) for n, day in enumerate(days.tolist())]
    return build_panel(rows, made_pack(), end_of(date.fromordinal(first + DAYS - 1))).final()


def beats_the_truth(seed: int) -> float:
    """Return the skill of the walk's 7-day forecasts over the very rate that made the record."""
    panel = constant_rate(seed)
    row = walk_forward(panel, ["ballistic"], [7], first=panel.first + 730).rows["ballistic", 7]
    closed = ~np.isnan(row.outcome)
    truth = 1 - (1 - RATE) ** 7
    error = np.mean((row.probability - row.outcome)[closed] ** 2)
    return float(1 - error / np.mean((truth - row.outcome[closed]) ** 2))


@pytest.mark.parametrize("seed", [11, 12, 13])
def test_on_a_constant_rate_there_is_no_skill_over_the_truth(seed: int) -> None:
    assert beats_the_truth(seed) <= 0.0


def test_that_comparison_finds_a_feature_that_knows_the_future(monkeypatch: pytest.MonkeyPatch) -> None:
    def leaking(panel: Panel, offset: Floats, rate: Floats, first: int, horizon: int) -> Floats:
        features = recipe_features(panel, offset, rate, first, horizon)
        days = panel.series["ballistic"].days - first
        for day in days.tolist():
            features[max(day - horizon, 0) : day, FEATURES.index("talks in the last 30 days")] = 1.0
        return features

    monkeypatch.setattr(replay, "recipe_features", leaking)
    assert beats_the_truth(11) > 0.05


def test_any_window_of_any_target_agrees_with_any_other(pack: Pack, events: tuple[RecordedEvent, ...]) -> None:
    """A longer window is never less likely, nor a wider target, on any issue day and for any number of days."""
    panel = build_panel(events, pack, datetime(2018, 3, 20, 12, tzinfo=UTC))
    first = panel.last - 400
    walk = walk_forward(panel, [target.id for target in pack.targets], HORIZONS, first=first)
    days = first_days(walk, 60)
    for target in pack.targets:
        assert np.all(np.diff(days[target.id], axis=1) >= -1e-12)
        for horizon in HORIZONS:
            assert days[target.id][:, horizon - 1] == pytest.approx(walk.rows[target.id, horizon].probability, abs=1e-9)
        for other in pack.targets:
            if within(target, other):
                assert np.all(days[target.id] <= days[other.id] + 1e-12)


def test_windows_asked_for_agree_as_well(pack: Pack, events: tuple[RecordedEvent, ...]) -> None:
    panel = build_panel(events, pack, datetime(2017, 5, 5, 12, tzinfo=UTC))
    spans = [1, 2, 3, 5, 7, 10, 14, 21, 30, 45, 90]
    walk = walk_forward(panel, [target.id for target in pack.targets], spans, first=panel.last)
    for target in pack.targets:
        odds = [float(walk.rows[target.id, span].probability[-1]) for span in spans]
        assert odds == sorted(odds)
        for other in pack.targets:
            if within(target, other):
                assert all(
                    walk.rows[target.id, span].probability[-1] <= walk.rows[other.id, span].probability[-1] + 1e-12
                    for span in spans
                )
