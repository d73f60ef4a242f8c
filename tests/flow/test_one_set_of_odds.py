"""An article has the same odds before it is added, once it has been, and in the record's own outlook."""

from dataclasses import replace
from datetime import UTC, datetime
from importlib.resources import files
from io import BytesIO
from pathlib import Path

import pytest
from msgspec import structs

from foreshock.flow.articles import Inputs
from foreshock.flow.brief import Brief
from foreshock.flow.briefing import BriefedInput, brief_articles, brief_reading
from foreshock.flow.desk import DeskSettings, open_desk
from foreshock.flow.effects import SMALLEST_CHANGE
from foreshock.flow.odds import outlook_now
from foreshock.terms.clock import FixedClock

NOW = datetime(2026, 9, 1, tzinfo=UTC)
SAMPLES = sorted(str(path) for path in Path(str(files("foreshock") / "samples")).glob("*.txt"))


def desk_settings(folder: Path) -> DeskSettings:
    return DeskSettings(
        theater="korea", record=str(folder / "record.db"), environment=None, as_of=None, clock=FixedClock(NOW)
    )


def inputs(path: str) -> Inputs:
    return Inputs(arguments=(path,), stdin=BytesIO(), published=None, timeout=1.0, clock=FixedClock(NOW))


def odds_of(brief: Brief) -> dict[tuple[str, int], float]:
    return {(f.target, f.horizon): f.probability for f in brief.outlook.forecasts}


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: Path(path).stem[:10])
def test_before_and_after_it_is_added(sample: str, tmp_path: Path) -> None:
    settings = desk_settings(tmp_path)
    (briefed,) = brief_articles(inputs(sample), settings)
    assert isinstance(briefed, BriefedInput)
    before = briefed.brief
    with open_desk(settings) as desk:
        desk.record.add(structs.replace(before.reading, claims=()))
        after = brief_reading(desk, before.reading, before.as_of)
    assert odds_of(after) == odds_of(before)
    assert (after.ahead, after.reading.claims) == (before.ahead, before.reading.claims)
    assert (after.effects, after.without_effect) == (before.effects, before.without_effect)
    later = outlook_now(replace(settings, as_of=before.as_of.isoformat()))
    assert {(f.target, f.horizon): f.probability for f in later.outlook.forecasts} == odds_of(before)


def test_every_effect_is_the_difference_that_leaving_the_item_out_makes(tmp_path: Path) -> None:
    settings = desk_settings(tmp_path)
    (briefed,) = brief_articles(inputs(SAMPLES[-1]), settings)
    assert isinstance(briefed, BriefedInput)
    brief = briefed.brief
    assert brief.effects
    sizes = [abs(effect.with_item - effect.without_item) for effect in brief.effects]
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[-1] >= SMALLEST_CHANGE
    with open_desk(settings) as desk:
        for item in {effect.item for effect in brief.effects}:
            left = structs.replace(
                brief.reading,
                events=tuple(event for event in brief.reading.events if event.id != item),
                statements=tuple(said for said in brief.reading.statements if said.id != item),
            )
            odds = odds_of(brief_reading(desk, left, brief.as_of))
            for effect in (each for each in brief.effects if each.item == item):
                assert effect.without_item == odds[effect.target, effect.horizon]
                assert effect.with_item == odds_of(brief)[effect.target, effect.horizon]
