"""Leaving a source out, and moving its calendar."""

from datetime import UTC, date, datetime

import numpy as np
import pytest

from foreshock.outlook.ablation import SOURCES, Ablation
from foreshock.outlook.walk import walk_forward
from foreshock.panel.build import Panel, build_panel
from foreshock.panel.moved import moved, without
from foreshock.terms.record import RecordedEvent
from foreshock.theaters.schema import Pack
from foreshock.verify.ablation import ablation_line

FIRST = date(2015, 1, 1).toordinal()


@pytest.fixture(scope="module")
def panel(pack: Pack, events: tuple[RecordedEvent, ...]) -> Panel:
    return build_panel(events, pack, datetime(2018, 3, 20, 23, 59, 59, tzinfo=UTC)).final()


def test_with_every_source_it_is_the_walk_before_coherence(panel: Panel) -> None:
    whole = next(iter(Ablation(panel, "satellite", FIRST).ablate(7, 0))).whole
    row = walk_forward(panel, ["satellite"], [7], first=FIRST).rows["satellite", 7]
    before = 1 / (1 + np.exp(-row.terms[:, :-1].sum(axis=1)))
    assert whole == pytest.approx(before, abs=1e-12)


def test_each_source_is_left_out_alone(panel: Panel) -> None:
    found = {each.source: each for each in Ablation(panel, "satellite", FIRST).ablate(7, 2)}
    assert tuple(found) == SOURCES
    assert not np.array_equal(found["launch notices"].whole, found["launch notices"].without)
    assert np.array_equal(found["talks"].whole, found["talks"].without)  # this theater held none
    placebos = found["launch notices"].placebos
    assert placebos is not None
    assert [copy.size for copy in placebos] == [panel.last - FIRST + 1] * 2
    assert found["season"].placebos is None


def test_a_moved_calendar_keeps_its_spans_and_comes_round(panel: Panel) -> None:
    ring = panel.last - panel.first + 1
    assert moved(panel, "drills", ring) == panel
    for days in (100, ring - 50):
        shifted = moved(panel, "drills", days)
        assert len(shifted.drills) == len(panel.drills)
        lengths = {drill.row: (drill.end or 0) - drill.start for drill in panel.drills}
        assert all((drill.end or 0) - drill.start == lengths[drill.row] for drill in shifted.drills)
        assert all(panel.first <= drill.start <= panel.last for drill in shifted.drills)
    assert [n.known - m.known for n, m in zip(moved(panel, "notices", 9).notices, panel.notices, strict=True)] == (
        [9] * len(panel.notices)
    )
    assert without(panel, "notices").notices == ()
    assert moved(panel, "drills", 100).series == panel.series


def test_a_source_that_tells_the_outcome_gains_more_than_its_copies() -> None:
    chance = np.random.default_rng(4)
    outcome = (chance.random(2000) < 0.2).astype(float)
    flat = np.full(2000, 0.2)
    told = np.where(outcome > 0, 0.6, 0.1) + chance.uniform(-0.05, 0.05, 2000)
    copies = [np.roll(told, shift) for shift in range(50, 1950, 50)]
    line = ablation_line(
        "any", 7, "drills", whole=told, without=flat, placebos=copies, outcome=outcome, reference=("flat", flat), seed=1
    )
    assert line.gain > 0.3
    assert line.interval is not None
    assert line.interval[0] < line.gain < line.interval[1]
    assert line.placebo is not None
    assert line.placebo.p == pytest.approx(1 / (len(copies) + 1))
    assert line.placebo.high < 0
