"""One launch in two rows of a table: joined only if the one adds nothing, with the reason; undone with the rule."""

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from record_world import LATE, fresh_record, histories, hour, pack, reading, row
from review_world import BY, ids

from foreshock.record.rules import Rules, rules_of
from foreshock.record.twin_rows import twins_of
from foreshock.terms.errors import UsageError
from foreshock.terms.record import RecordedEvent
from foreshock.theaters.schema import LinkRule, Pack

RULE = LinkRule(id="one_in_two", label="one launch in two rows", relation="twin_row", kinds=("launch",))
RULED = replace(pack("ruled"), link_rules=(RULE,))
RULES: Rules = rules_of(RULED)
KEPT = replace(
    row("a", count=2, kind="launch.ballistic.srbm"),
    place="Cape Arvel",
    instruments=("dart", "spear"),
    attributes={"instant_utc": "2030-03-01T02:00Z"},
)


def other(**changes: Any) -> RecordedEvent:
    return replace(row("b", kind="launch.ballistic"), sources=("Brenn Ministry; Bay Gazette",), **changes)


def joined(*rows: RecordedEvent) -> dict[str, str]:
    return {name: twin.event_id for name, twin in twins_of(rows, RULES).items()}


@pytest.mark.parametrize(
    "changes",
    [
        {}, {"kind": "launch"}, {"kind": "launch.ballistic.srbm"}, {"count": 2}, {"place": "cape  arvel"},
        {"instruments": ("dart",)}, {"attributes": {"instant_utc": "2030-03-01T02:00Z"}}, {"recorded_at": LATE},
    ],
)  # fmt: skip
def test_a_row_that_adds_nothing_is_the_others_twin(changes: dict[str, Any]) -> None:
    assert joined(other(**changes), KEPT) == {"firings:b": "firings:a"}


@pytest.mark.parametrize(
    "changes",
    [
        {"kind": "launch.cruise"}, {"kind": "launch.ballistic.srbm.dart"}, {"count": 1}, {"place": "Port Vale"},
        {"instruments": ("lance",)}, {"attributes": {"instant_utc": "2030-03-01T05:00Z"}}, {"recorded_at": hour(1)},
        {"actors": ("BRE",)}, {"status": "denied"}, {"kinetic": False}, {"table": "notices"}, {"precision": "month"},
        {"sources": ("Brenn Ministry; bay almanac",)}, {"valid_from": row("c", on=1).valid_from},
    ],
)  # fmt: skip
def test_two_launches_of_one_day_stay_two(changes: dict[str, Any]) -> None:
    assert joined(replace(other(), **changes), KEPT) == {}


def test_a_row_that_may_be_either_of_two_is_neither() -> None:
    assert joined(other(), KEPT, replace(KEPT, id="firings:c", sources=("Third Paper",), count=3)) == {}


def test_of_two_alike_the_first_is_kept() -> None:
    alike = replace(KEPT, id="firings:c", sources=("Third Paper",))
    assert joined(KEPT, alike) == joined(alike, KEPT) == {"firings:c": "firings:a"}


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(history=histories(), sources=st.lists(st.sampled_from(["x", "y", "x; y"]), min_size=6, max_size=6))
def test_what_is_joined_depends_on_the_rows_only_and_every_head_stands(
    history: list[RecordedEvent], sources: Sequence[str]
) -> None:
    rows = [replace(event, sources=(source,)) for event, source in zip(history, sources, strict=False)]
    found = joined(*rows)
    assert joined(*reversed(rows)) == found
    assert not found.keys() & set(found.values())


def test_a_twin_makes_no_event_and_its_row_stands_with_the_reason() -> None:
    with fresh_record() as record:
        record.load_pack(RULED, [KEPT, other()])
        assert ids(record) == ["firings:a"]
        reports = record.reports_of("firings:a", known_at=LATE)
        assert {(report.id, report.rule) for report in reports} == {
            ("pack:bay:firings:a", "own_row"), ("pack:bay:firings:b", "one_in_two"),
        }  # fmt: skip
        (reason,) = [report.reason for report in reports if report.rule == "one_in_two"]
        assert reason.startswith("one launch in two rows: launch.ballistic of 2030-03-01 by ARV is the row firings:a")
        assert record.faults() == []
        with pytest.raises(UsageError, match="no report that can be split off"):
            record.review("firings:a", "split", reports=["pack:bay:firings:b"], **BY)


def test_the_rule_holds_for_the_past_as_if_it_always_had_and_so_does_its_end() -> None:
    def shown(one: Pack, two: Pack) -> list[str]:
        with fresh_record() as record:
            record.load_pack(one, [KEPT, other()])
            record.add(reading("a", published=hour(1)))
            record.load_pack(two, [KEPT, other()])
            assert record.faults() == []
            moments = [hour(number) for number in (0, 23, 24, 30, 5000)]
            counts = [f"{len(record.reports_of('firings:a', known_at=moment))}" for moment in moments]
            return [record.digest(known_at=moment) for moment in moments] + counts

    plain = replace(pack("plain"))
    assert shown(plain, RULED) == shown(RULED, replace(RULED, digest="sha256:same"))
    assert shown(RULED, plain) == shown(plain, replace(plain, digest="sha256:same"))
    assert shown(plain, RULED) != shown(RULED, plain)


def test_a_twin_goes_with_its_event_when_a_reviewer_merges_that_and_follows_what_its_row_says() -> None:
    with fresh_record() as record:
        record.load_pack(RULED, [KEPT, other(), row("z", kind="launch.cruise")])
        record.review("firings:a", "merge", event="firings:z", **BY)
        assert len(record.reports_of("firings:z", known_at=LATE)) == 3
        record.review("1", "undo", **BY)
        assert len(record.reports_of("firings:a", known_at=LATE)) == 2
        record.load_pack(replace(RULED, digest="sha256:3"), [KEPT, other(count=1), row("z", kind="launch.cruise")])
        assert ids(record) == ["firings:a", "firings:b", "firings:z"]
        assert len(record.reports_of("firings:a", known_at=LATE)) == 1
        assert record.faults() == []
