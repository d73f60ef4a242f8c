"""The coverage report counts the rules of readings and names those that never fire."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import msgspec
import pytest

import foreshock
from foreshock.coding.rules import rule_catalogue
from foreshock.terms.article import Article
from foreshock.terms.reading import Event, Reading

ROOT = Path(__file__).parents[2]
SAMPLES = Path(foreshock.__file__).parent / "samples"


@pytest.fixture(scope="module")
def bench() -> ModuleType:
    spec = importlib.util.spec_from_file_location("rule_coverage", ROOT / "bench" / "rule_coverage.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def reading(*rules: str) -> Reading:
    events = tuple(
        Event(id=f"e{number}", type=None, kind=None, rule=rule, score=0.5) for number, rule in enumerate(rules, start=1)
    )
    return Reading(article=Article(id="sha256:0", headline=None), events=events)


def test_items_and_articles_are_counted_apart(bench: ModuleType) -> None:
    coverage = bench.measure([reading("verb.meet", "verb.meet"), reading("verb.meet", "spoken")])
    assert coverage.items == {"verb.meet": 3, "spoken": 1}
    assert coverage.articles == {"verb.meet": 2, "spoken": 1}
    assert coverage.read == 2


def test_rules_that_never_fire_and_those_without_an_entry_are_named(bench: ModuleType) -> None:
    told = bench.table(bench.measure([reading("verb.meet", "verb.nonsense")]))
    silent = next(line for line in told.splitlines() if line.startswith("never fired"))
    assert silent.startswith(f"never fired ({len(rule_catalogue()) - 1})")
    assert "verb.visit" in silent
    assert "verb.meet" not in silent
    assert told.endswith("fired but not in the catalogue: verb.nonsense")


def test_a_file_of_readings_is_counted_as_it_is(bench: ModuleType, tmp_path: Path) -> None:
    path = tmp_path / "readings.jsonl"
    path.write_bytes(b"\n".join(msgspec.json.encode(one) for one in (reading("verb.meet"), reading("spoken"))))
    assert list(bench.readings_of(str(path), "korea")) == [reading("verb.meet"), reading("spoken")]


def test_articles_are_read_first(bench: ModuleType) -> None:
    (found,) = bench.readings_of(str(min(SAMPLES.glob("*.txt"))), "korea")
    assert found.statements


def test_rules_that_public_gold_never_fires_are_fired_by_sentences_of_our_own(bench: ModuleType) -> None:
    path = Path(__file__).with_name("claims") / "sentences.toml"
    coverage = bench.measure(bench.readings_of(str(path), "korea"))
    assert {"claim.its_last", "claim.last_did", "claim.not_since"} <= set(coverage.items)
