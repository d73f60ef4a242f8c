"""Whole invented wire articles against annotation made before they were read, above floors that only rise."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

BENCH = Path(__file__).parents[3] / "bench" / "articles.py"
# F1 over items and share of attributes right, all articles together: raise a floor when a rule gets better.
FLOORS = {"statements": (0.96, 0.94), "events": (0.89, 0.98), "claims": (0.96, 0.87)}
HELD = {"statements": (0.97, 0.88), "events": (0.76, 0.91), "claims": (0.66, 0.33)}


@pytest.fixture(scope="module")
def bench() -> ModuleType:
    spec = importlib.util.spec_from_file_location("articles", BENCH)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(("held", "floors"), [(False, FLOORS), (True, HELD)], ids=["seen", "held out"])
def test_articles_stay_above_their_floors(
    bench: ModuleType, held: bool, floors: dict[str, tuple[float, float]]
) -> None:
    read = [bench.read(name) for name in bench.names(held=held)]
    low = {}
    for section, (f1, attributes) in floors.items():
        score = bench.total([bench.score(section, gold[section], reading[section]) for gold, reading in read])
        if score.f1 < f1 or score.attributes < attributes:
            low[section] = (round(score.f1, 3), round(score.attributes, 3))
    assert not low


def test_what_is_missed_or_made_up_costs(bench: ModuleType) -> None:
    gold, reading = bench.read(bench.names(held=False)[0])
    whole = bench.score("events", gold["events"], reading["events"])
    assert bench.score("events", gold["events"], reading["events"][1:]).f1 < whole.f1
    other = [{**event, "evidence": [{"text": "of nothing annotated"}]} for event in reading["events"][:3]]
    assert bench.score("events", gold["events"], [*reading["events"], *other]).f1 < whole.f1


@pytest.mark.parametrize("held", [False, True])
def test_every_anchor_stands_in_its_article(bench: ModuleType, held: bool) -> None:
    for name in bench.names(held=held):
        gold, reading = bench.read(name)
        text = " ".join(" ".join(reading["article"]["paragraphs"]).lower().split())
        for section in bench.SECTIONS:
            assert all(" ".join(item["anchor"].lower().split()) in text for item in gold[section])
