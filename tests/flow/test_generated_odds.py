"""Whatever an article says, its brief gives the odds of the outlook once it has been added."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import count
from pathlib import Path
from shutil import copyfile

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from msgspec import structs

from foreshock.flow.brief import Brief
from foreshock.flow.briefing import brief_reading
from foreshock.flow.desk import DeskSettings, open_desk
from foreshock.flow.odds import odds_for
from foreshock.terms.article import Article
from foreshock.terms.clock import FixedClock
from foreshock.terms.forecast import Outlook
from foreshock.terms.reading import ActorRef, Event, Reading, Span, Speaker, Statement, When
from foreshock.theaters.load import load_pack

PUBLISHED = datetime(2016, 5, 10, 4, tzinfo=UTC)
NOW = PUBLISHED + timedelta(days=400)
TODAY = PUBLISHED.date()
PACK = load_pack("korea")
PRINCIPAL = PACK.theater.principal[0]
HOLDERS = PACK.drills[0].participants
MINISTRY = next(o.name for o in PACK.offices if o.actor == PRINCIPAL and o.spokesperson_rank)
EVIDENCE = (Span(paragraph=0, start=0, end=5, text="A day"),)
SORTS = {
    "notice.launch": ((PRINCIPAL,), "scheduled"),
    "launch.satellite": ((PRINCIPAL,), "happened"),
    "exercise.joint.air": (HOLDERS, "ongoing"),
    "talks": ((PRINCIPAL, HOLDERS[0]), "happened"),
    "visit": (HOLDERS, "happened"),
}


def days(first: int, last: int) -> When:
    start, end = (TODAY + timedelta(days=number) for number in (first, last))
    return When(start=start, end=end, precision="day" if first == last else "range")


def event(number: int, kind: str, first: int, length: int) -> Event:
    actors, status = SORTS[kind]
    return Event(
        id=f"e{number}", type=None, kind=kind, actors=tuple(ActorRef(code=code, text=code) for code in actors),
        status=status, when=days(first, first + length), evidence=EVIDENCE, rule="test", score=0.9,  # type: ignore[arg-type]
    )  # fmt: skip


def threat(number: int, day: int) -> Statement:
    return Statement(
        id=f"s{number}", speaker=Speaker(code=PRINCIPAL, office=MINISTRY, role="spokesperson"), cue=None,
        content=EVIDENCE, type="THREATEN", when=days(day, day), evidence=EVIDENCE, rule="test", score=0.9,
    )  # fmt: skip


@st.composite
def readings(draw: st.DrawFn, published: datetime | None = PUBLISHED) -> Reading:
    kinds = draw(st.lists(st.sampled_from(sorted(SORTS)), min_size=1, max_size=3))
    shapes = st.tuples(st.integers(-2, 2), st.integers(0, 2))
    return Reading(
        article=Article(
            id=f"sha256:{draw(st.integers(0, 2))}", headline="Something happened", paragraphs=("A day of news.",),
            published_at=published, published_precision="second" if published else None,
        ),
        events=tuple(event(number, kind, *draw(shapes)) for number, kind in enumerate(kinds, 1)),
        statements=tuple(threat(number, draw(st.integers(-3, 0))) for number in range(draw(st.integers(0, 2)))),
    )  # fmt: skip


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record that holds the pack's history and nothing else."""
    place = tmp_path_factory.mktemp("record") / "base.db"
    with open_desk(at(place)) as desk:
        brief_reading(desk, Reading(article=Article(id="sha256:9", headline="Nothing")), PUBLISHED)
    return place


def at(place: Path) -> DeskSettings:
    return DeskSettings(theater="korea", record=str(place), environment=None, as_of=None, clock=FixedClock(NOW))


copies = count()


@pytest.fixture
def fresh(base: Path) -> Iterator[Path]:
    """Where each example's copy of that record goes."""
    place = base.parent / f"copy{next(copies)}.db"
    yield place
    place.unlink(missing_ok=True)


def odds(outlook: Outlook) -> dict[tuple[str, int], float]:
    return {(f.target, f.horizon): f.probability for f in outlook.forecasts}


def opened(base: Path, fresh: Path) -> Path:
    copyfile(base, fresh)
    return fresh


# Always the same few, so that it fails for whoever broke it; without `derandomize` others. Not shrunk: an example
# takes a second or two, and a failing one is small as it is.
@settings(
    max_examples=8,
    derandomize=True,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(earlier=st.lists(readings(), max_size=1), told=readings())
def test_before_and_after_a_generated_article_is_added(
    base: Path, fresh: Path, earlier: list[Reading], told: Reading
) -> None:
    with open_desk(at(opened(base, fresh))) as desk:
        for other in earlier:
            desk.record.add(structs.replace(other, article=structs.replace(other.article, id="sha256:earlier")))
        before = brief_reading(desk, told, PUBLISHED)
        desk.record.add(told)
        after = brief_reading(desk, told, PUBLISHED)
        assert odds(after.outlook) == odds(before.outlook)
        assert odds(odds_for(desk, PUBLISHED).outlook) == odds(before.outlook)
        assert by_item(after) == by_item(before)


def by_item(brief: Brief) -> tuple[object, ...]:
    effects = sorted((e.item, e.target, e.horizon, e.without_item, e.with_item) for e in brief.effects)
    return effects, sorted((each.item, each.reason) for each in brief.without_effect)


def test_an_article_without_a_date_briefed_as_of_an_earlier_day_does_not_count_and_says_so(
    base: Path, fresh: Path
) -> None:
    told = Reading(
        article=Article(id="sha256:1", headline="Undated", paragraphs=("A day of news.",)),
        events=(event(1, "notice.launch", 1, 5), event(2, "notice.launch", (NOW.date() - TODAY).days + 1, 5)),
    )
    with open_desk(at(opened(base, fresh))) as desk:
        plain = odds(odds_for(desk, PUBLISHED).outlook)
        before = brief_reading(desk, told, PUBLISHED)
        desk.record.add(told)
        after = brief_reading(desk, told, PUBLISHED)
        assert odds(before.outlook) == odds(after.outlook) == plain
        assert before.problems == after.problems
        assert any("pass --published" in problem for problem in before.problems)
        assert brief_reading(desk, told, NOW).effects


def test_what_came_into_the_file_later_is_left_out_with_known_at(base: Path, fresh: Path) -> None:
    other = Reading(
        article=Article(id="sha256:0", headline="Other", published_at=PUBLISHED, published_precision="second"),
        events=(event(1, "notice.launch", 1, 5),),
    )
    told = structs.replace(other, article=structs.replace(other.article, id="sha256:1"))
    with open_desk(at(opened(base, fresh))) as desk:
        alone = brief_reading(desk, told, PUBLISHED)
    later = NOW + timedelta(days=1)
    with open_desk(DeskSettings("korea", str(fresh), None, None, FixedClock(later))) as desk:
        desk.record.add(other)
        desk.record.add(told)
        then = brief_reading(desk, told, PUBLISHED, NOW)
        now = brief_reading(desk, told, PUBLISHED)
    assert (then.effects, odds(then.outlook)) == (alone.effects, odds(alone.outlook))
    assert (then.known_at, now.known_at) == (NOW, None)
    assert then.effects
    assert [each.reason for each in now.without_effect] == ["told_twice"]
    assert not now.effects


def test_a_day_is_all_that_is_known_of_when_it_came_out(base: Path, fresh: Path) -> None:
    told = Reading(
        article=Article(
            id="sha256:1", headline="Of a day", published_at=datetime(2016, 5, 10, tzinfo=UTC),
            published_precision="day",
        ),
        events=(event(1, "notice.launch", 1, 5),),
    )  # fmt: skip
    with open_desk(at(opened(base, fresh))) as desk:
        as_of = desk.moment(told.article)
        assert as_of.date() == date(2016, 5, 10)
        before = brief_reading(desk, told, as_of)
        desk.record.add(told)
        after = brief_reading(desk, told, as_of)
    assert before.effects
    assert (after.effects, odds(after.outlook)) == (before.effects, odds(before.outlook))
    assert before.problems == after.problems
    assert any("2016-05-11 00:00 UTC" in problem for problem in before.problems)


def test_a_file_that_held_no_outcomes_then_says_so(base: Path, fresh: Path) -> None:
    told = Reading(article=Article(id="sha256:1", headline="News", published_at=PUBLISHED), events=())
    with open_desk(at(opened(base, fresh))) as desk:
        before, now = (brief_reading(desk, told, PUBLISHED, known) for known in (NOW - timedelta(days=1), NOW))
    assert any("held no outcomes" in problem for problem in before.problems)
    assert not any("held no outcomes" in problem for problem in now.problems)
