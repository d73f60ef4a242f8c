"""Grading sources and items apart."""

from datetime import UTC, datetime

import msgspec
import pytest
from msgspec.structs import replace

from foreshock.flow.record import Dispute, _disputes
from foreshock.flow.standing import standing_of
from foreshock.record.independence import SourceGroup
from foreshock.record.outcomes import Report
from foreshock.terms.reading import Count, CountQualifier, Event
from foreshock.theaters.load import load_pack
from foreshock.theaters.schema import Outlet

OUTLETS = [
    Outlet(id="bay", name="Bay Wire", actor="ARV", aliases=("BW",), standing="state", grade="a", grade_events="d"),
    Outlet(id="post", name="Brenn Post", actor="BRE", standing="private", grade="b", grade_events="b"),
]


def report(name: str, source: str, status: str = "happened") -> Report:
    return Report(
        id=name,
        origin="article",
        article_id=f"article {name}",
        kind="launch.cruise",
        actors=("ARV",),
        valid_from=None,
        valid_to=None,
        precision=None,
        status=status,
        source=source,
        content="{}",
        recorded_at=datetime(2030, 3, 1, tzinfo=UTC),
        reason="test",
    )


def group(*reports: Report) -> SourceGroup:
    return SourceGroup(
        houses=tuple(item.source for item in reports), reports=tuple(item.id for item in reports), bases=("alone",)
    )


def test_a_state_agency_is_graded_by_what_it_speaks_of() -> None:
    said = report("1", "bw")
    assert standing_of("statement.ministry", [said], [group(said)], OUTLETS).sources[0].grade == "a"
    assert standing_of("launch.cruise", [said], [group(said)], OUTLETS).sources[0].grade == "d"
    unknown = report("2", "A leaflet")
    assert standing_of("launch.cruise", [unknown], [group(unknown)], OUTLETS).sources[0].grade is None


def test_copies_count_as_articles_but_not_as_sources() -> None:
    one, copy, other = report("1", "Bay Wire"), report("2", "Reef Times"), report("3", "Brenn Post")
    standing = standing_of("launch.cruise", [one, copy, other], [group(one, copy), group(other)], OUTLETS)
    assert (standing.articles, standing.independent_sources, standing.credibility) == (3, 2, 1)


def test_a_denial_lowers_credibility_and_leaves_grades_alone() -> None:
    one, other = report("1", "Bay Wire"), report("2", "Brenn Post", status="denied")
    standing = standing_of("launch.cruise", [one, other], [group(one), group(other)], OUTLETS)
    assert (standing.supporting, standing.disputing, standing.credibility, standing.words) == (1, 1, 4, "doubtful")
    assert [source.grade for source in standing.sources] == ["d", "b"]


@pytest.mark.parametrize(
    ("house", "grade"),
    [
        ("BW 2030-03-01 (page date), https://bay.example/1", "d"),
        ("Brenn Post, page 2", "b"),
        ("Brenn Post 2014 yearbook, chronology", "b"),
        ("Brenn Postal Service", None),
        ("https://bay.example/1", None),
    ],
)
def test_a_citation_has_the_grade_of_the_source_it_begins_with(house: str, grade: str | None) -> None:
    cited = report("1", house)
    assert standing_of("launch.cruise", [cited], [group(cited)], OUTLETS).sources[0].grade == grade


def test_the_databases_that_a_theater_cites_are_graded() -> None:
    outlets = load_pack("korea").outlets
    for house in ("CSIS Beyond Parallel", "CNS missile test database", "ROK MND Defense White Paper 2014, chronology"):
        cited = report("1", house)
        assert standing_of("launch.cruise", [cited], [group(cited)], outlets).sources[0].grade == "b"


def test_reports_that_count_otherwise_are_in_dispute() -> None:
    def counting(name: str, value: int | None, qualifier: CountQualifier = "exact") -> Report:
        event = Event(
            id="e1", type=None, kind="launch", status="happened", count=Count(value, qualifier), rule="r", score=1
        )
        return replace(report(name, name), content=msgspec.json.encode(event).decode())

    told = [counting("north", 2), counting("south", 3), counting("east", 4, "about"), counting("west", None)]
    assert _disputes(told) == [Dispute(field="count", values={"2": ("north",), "3": ("south",)})]
