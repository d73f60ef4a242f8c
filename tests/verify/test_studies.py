"""Reruns of studies: each definition in each stretch of years, and what makes the ratios differ."""

from datetime import date, timedelta

import pytest

from foreshock.verify.studies import Definition, Era, part_by_relations, rerun_studies, spread_of

EARLY = Era(name="early", start=date(2000, 1, 1), end=date(2004, 12, 31), study="first")
LATE = Era(name="late", start=date(2005, 1, 1), end=date(2009, 12, 31), study="second")


def history(per_drill: int, first: int, last: int) -> list[date]:
    """One event a month, and `per_drill` on the days of the drill of every March."""
    days = [date(year, month, 20) for year in range(first, last + 1) for month in range(1, 13)]
    return days + [date(year, 3, 1) + timedelta(days=n) for year in range(first, last + 1) for n in range(per_drill)]


DRILLS = tuple((date(year, 3, 1), date(year, 3, 10)) for year in range(2000, 2010))
LONGER = tuple((start, end + timedelta(days=2)) for start, end in DRILLS)
EVENTS = tuple(history(0, 2000, 2004) + history(3, 2005, 2009))
NAMED = [
    Definition(study="first", response="deeds", spans=DRILLS, days=EVENTS),
    Definition(study="second", response="deeds", spans=LONGER, days=EVENTS),
]


def test_each_definition_is_rerun_in_each_studys_years() -> None:
    reruns = rerun_studies(NAMED, [EARLY, LATE], seed=1)
    assert [(r.study, r.era, r.own) for r in reruns] == [
        ("first", "early", True), ("first", "late", False), ("second", "early", False), ("second", "late", True),
    ]  # fmt: skip
    assert [r.found.inside for r in reruns] == [0, 15, 0, 15]
    # 60 events on the 1,827 days of the late years, five drills of ten days
    late = reruns[1]
    assert late.expected == pytest.approx(50 * 60 / (late.found.unexposed))
    assert late.found.ratio is not None
    assert late.found.ratio == pytest.approx((15 / 50) / (60 / late.found.unexposed), rel=0.01)


def test_years_that_differ_are_told_from_definitions_that_do() -> None:
    busy = tuple(history(1, 2000, 2004) + history(6, 2005, 2009))
    spread = spread_of(rerun_studies([_with(d, busy) for d in NAMED], [EARLY, LATE], seed=1))
    assert spread.across_eras is not None
    assert spread.across_definitions is not None
    assert spread.across_eras > 4 > 1.3 > spread.across_definitions


def test_with_one_ratio_there_is_no_spread() -> None:
    spread = spread_of(rerun_studies(NAMED[:1], [LATE], seed=1))
    assert (spread.across_eras, spread.across_definitions) == (None, None)


def test_occasions_are_parted_by_relations_and_compared_exactly() -> None:
    days = [start + timedelta(days=1) for start, _ in DRILLS[5:]]
    found = part_by_relations("first", DRILLS[:5], DRILLS[5:], days)
    assert (found.n_good, found.k_good, found.n_bad, found.k_bad) == (5, 0, 5, 5)
    assert found.p_value == pytest.approx(2 / 252)  # both extremes of ten choose five
    assert part_by_relations("first", DRILLS, [], days).p_value is None


def _with(definition: Definition, days: tuple[date, ...]) -> Definition:
    return Definition(study=definition.study, response=definition.response, spans=definition.spans, days=days)
