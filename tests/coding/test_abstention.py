"""Fields are given where the text states them, left open where it does not, and right when given."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

BENCH = Path(__file__).parents[2] / "bench"
# Coverage and accuracy on sentences of our own: floors that only rise.
FLOORS = {
    "status": (0.98, 0.97), "event date": (0.97, 0.93), "statement date": (0.9, 0.9), "actors": (0.97, 0.97),
    "recipients": (0.95, 0.97), "speaker": (0.95, 0.95),
}  # fmt: skip


@pytest.fixture(scope="module")
def bench() -> ModuleType:
    spec = importlib.util.spec_from_file_location("abstention", BENCH / "abstention.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def test_coverage_and_accuracy_stay_above_their_floors(bench: ModuleType) -> None:
    rows = bench.count(bench.own_answers())
    low = {}
    for field, (coverage, accuracy) in FLOORS.items():
        row = rows[bench.OWN, field]
        if row.coverage < coverage or row.accuracy < accuracy:
            low[field] = row
    assert not low


def test_what_the_text_leaves_open_is_left_open(bench: ModuleType) -> None:
    rows = bench.count(answer for answer in bench.own_answers() if answer.field == "event date")
    row = rows[bench.OWN, "event date"]
    assert row.open >= 5
    assert row.left == row.open


def test_a_value_given_for_an_open_field_is_wrong_and_one_not_given_is_not(bench: ModuleType) -> None:
    answers = [
        bench.Answer("g", "f", stated=True, given=True, right=True),
        bench.Answer("g", "f", stated=True, given=False, right=False),
        bench.Answer("g", "f", stated=False, given=True, right=False),
        bench.Answer("g", "f", stated=False, given=False, right=True),
    ]
    row = bench.count(answers)["g", "f"]
    assert (row.coverage, row.accuracy) == (0.5, 0.5)
    assert (row.asked, row.given, row.open, row.left) == (2, 1, 2, 1)
