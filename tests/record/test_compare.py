"""How far two tables agree: every happening is in one place, and every dispute is named."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from record_world import day, firing, fresh_record, hour

from foreshock.record.compare import Agreement, Comparison, compare
from foreshock.record.imports.rows import ImportedRow
from foreshock.terms.reading import Count, Event, When


def told(
    name: str, on: int, kind: str = "launch.cruise", count: int | None = None, **changes: object
) -> tuple[str, Event]:
    event = replace(firing(on=on, kind=kind), count=None if count is None else Count(count))
    return name, replace(event, **changes)


def only(comparison: Comparison) -> tuple[Agreement, str | None]:
    (pair,) = comparison.pairs
    return pair.agreement, pair.count


@pytest.mark.parametrize(
    ("one", "other", "agreement", "count"),
    [
        (told("a", 0, count=2), told("b", 0, count=2), "same", "same"),
        (told("a", 0, count=2), told("b", 0, count=3), "same", "differs"),
        (told("a", 0, count=2), told("b", 0), "same", "not_stated"),
        (told("a", 0, "launch.ballistic"), told("b", 0, "launch.ballistic.srbm"), "open_kind", "not_stated"),
        (told("a", 0, "launch.unknown"), told("b", 0, "launch.ballistic.srbm"), "open_kind", "not_stated"),
        (told("a", 0, "launch.ballistic.mrbm"), told("b", 0, "launch.ballistic.srbm"), "other_kind", "not_stated"),
        (told("a", 0), told("b", 1), "day_apart", "not_stated"),
        (told("a", 1), told("b", 0), "day_apart", "not_stated"),
        (
            told("a", 0, "launch.ballistic.mrbm"),
            told("b", 1, "launch.ballistic.srbm"),
            "day_apart_other_kind",
            "not_stated",
        ),
    ],
)
def test_two_happenings_are_paired_as_closely_as_they_agree(
    one: tuple[str, Event], other: tuple[str, Event], agreement: str, count: str
) -> None:
    found = compare([one], [other], since=day(0), until=day(1))
    assert only(found) == (agreement, count)
    assert bool(found.disputes) == (agreement not in ("same", "open_kind") or count == "differs")


def test_rows_of_one_kind_and_day_are_one_happening_whose_counts_add_up() -> None:
    found = compare([told("a", 0, count=3)], [told("b", 0, count=1), told("c", 0, count=2)])
    assert only(found) == ("same", "same")
    assert found.pairs[0].second is not None
    assert found.pairs[0].second.reports == ("b", "c")


def test_what_one_table_lumps_and_the_other_splits_agrees_over_the_whole_day() -> None:
    lumped = [told("a", 0, "launch.ballistic.mrbm", 3)]
    split = [told("b", 0, "launch.ballistic.mrbm", 1), told("c", 0, "launch.ballistic.srbm", 2)]
    found = compare(lumped, split)
    assert (found.count("same"), found.count("only_second"), found.counts("differs")) == (1, 1, 1)
    assert found.totals == {"same": 1, "differs": 0, "not_stated": 0}


def test_a_kind_that_one_table_leaves_out_is_no_dispute() -> None:
    first = [told("a", 0), told("b", 0, "launch.ballistic.srbm"), told("c", 1, "exercise.joint.air")]
    found = compare(first, [told("d", 0, "launch.ballistic.srbm")])
    assert only(found) == ("same", "not_stated")
    assert found.uncovered == {"exercise.joint": 1, "launch.cruise": 1}
    asked = compare(first, [told("d", 0, "launch.ballistic.srbm")], kinds=["launch"])
    assert (asked.count("only_first"), asked.uncovered) == (1, {})


def test_only_days_that_both_cover_are_compared() -> None:
    found = compare([told("a", 0), told("b", 10)], [told("c", 10), told("d", 20)])
    assert only(found) == ("same", "not_stated")
    assert (found.since, found.until) == (day(10), day(10))


def test_plans_denials_and_inexact_days_are_not_compared() -> None:
    month = When(start=day(0), end=day(30), precision="month")
    found = compare(
        [told("a", 0), told("b", 1, status="scheduled"), told("c", 1, status="denied"), told("d", 0, when=month)],
        [told("e", 0)],
    )
    assert only(found) == ("same", "not_stated")
    assert found.imprecise == 1


def test_nothing_against_nothing_and_nothing_against_something() -> None:
    assert compare([], []).pairs == ()
    assert compare([told("a", 0)], []).pairs == ()


tables = st.lists(
    st.builds(
        told,
        st.uuids().map(str),
        st.integers(0, 12),
        st.sampled_from(["launch.cruise", "launch.ballistic.srbm", "launch.ballistic", "launch.unknown"]),
        st.none() | st.integers(1, 3),
    ),
    max_size=12,
)


@given(tables, tables)
def test_every_happening_stands_in_exactly_one_pair_and_sides_may_be_swapped(
    one: list[tuple[str, Event]], other: list[tuple[str, Event]]
) -> None:
    found = compare(one, other, kinds=["launch"], since=day(0), until=day(12))
    for side, rows in (("first", one), ("second", other)):
        names = [name for pair in found.pairs if (told := getattr(pair, side)) for name in told.reports]
        assert sorted(names) == sorted(name for name, _ in rows)
    swapped = compare(other, one, kinds=["launch"], since=day(0), until=day(12))
    for agreement in ("same", "open_kind"):
        assert found.count(agreement) == swapped.count(agreement)
    for pair in found.pairs:
        if pair.first is not None and pair.second is not None:
            assert abs(pair.first.day - pair.second.day) <= timedelta(days=1)


def test_tables_in_the_record_are_read_as_they_stood_at_a_moment() -> None:
    def rows(on: date, name: str) -> list[ImportedRow]:
        event = replace(firing(on=(on - day(0)).days), id=name)
        return [ImportedRow(number=1, id=f"import:{name}:1", source=name, event=event)]

    with fresh_record() as record:
        record.imported.keep_copy("import:one", rows(day(0), "one"), seen_at=hour(40))
        record.imported.keep_copy("import:two", rows(day(1), "two"), seen_at=hour(40))
        record.imported.keep_copy("import:two", rows(day(0), "two"), seen_at=hour(60))
        assert [(origin.name, origin.rows) for origin in record.imported.origins()] == [
            ("import:one", 1),
            ("import:two", 1),
        ]
        for moment, agreement in ((hour(50), "day_apart"), (hour(60), "same")):
            one, two = (record.imported.rows_of(name, known_at=moment) for name in ("import:one", "import:two"))
            assert only(compare(one, two, since=day(0), until=day(1)))[0] == agreement
