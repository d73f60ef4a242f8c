"""Lists in pages: every row once, as the record stood at the first page, whatever is written meanwhile."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from foreshock.flow.desk import Desk, DeskSettings, open_desk
from foreshock.flow.lists import (
    Narrowing,
    Part,
    list_articles,
    list_claims,
    list_events,
    list_reports,
    list_statements,
)
from foreshock.flow.standpoint import Standpoint
from foreshock.terms.article import Article
from foreshock.terms.errors import NotFoundError
from foreshock.terms.reading import ActorRef, Claim, Event, Reading, Side, Span, Speaker, Statement, When

NOON = datetime(2030, 3, 1, 12, tzinfo=UTC)
TEXT = "Arvel fired a rocket over the bay, the ministry said."
LISTS: dict[str, Callable[..., Any]] = {
    "events": list_events,
    "articles": list_articles,
    "statements": list_statements,
    "claims": lambda *asked: list_claims(*asked, checked=False),
    "reports": list_reports,
}


@dataclass
class Ticking:
    """A clock that moves a second at every look."""

    time: datetime = field(default=NOON)

    def now(self) -> datetime:
        self.time += timedelta(seconds=1)
        return self.time


def reading(number: int, kind: str = "launch.cruise", said: str = "ARV") -> Reading:
    on = date(2030, 1, 1) + timedelta(days=number % 40)
    span = Span(0, 0, len(TEXT), TEXT)
    when = When(start=on, end=on, precision="day")
    return Reading(
        article=Article(
            id=f"sha256:{number}",
            headline=f"rocket {number}",
            agency=f"wire {number % 3}",
            published_at=datetime(2030, 1, 1, tzinfo=UTC) + timedelta(hours=number),
            published_precision="second",
            paragraphs=(TEXT,),
        ),
        statements=(
            Statement(
                id="s1", speaker=Speaker(code=said), cue=None, content=(span,), when=when, evidence=(span,),
                rule="test", score=1.0,
            ),
        ),
        events=(
            Event(
                id="e1", type=None, kind=kind, actors=(ActorRef(code="ARV", text="Arvel"),), when=when,
                status="happened", evidence=(span,), rule="test", score=1.0,
            ),
        ),
        claims=(
            Claim(id="c1", kind="count", text=TEXT, consequent=Side(kind), evidence=(span,), rule="test", score=1.0),
        ),
    )  # fmt: skip


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    yield from opened(tmp_path)


def opened(folder: Path) -> Iterator[Desk]:
    (folder / "bay").mkdir()
    (folder / "bay" / "theater.toml").write_text('id = "bay"\nname = "The Bay"\nzone = "UTC"\n')
    asked = DeskSettings(
        theater=str(folder / "bay"), record=str(folder / "r.db"), environment=None, as_of=None, clock=Ticking()
    )
    with open_desk(asked) as found:
        yield found


def standing(desk: Desk) -> Standpoint:
    return Standpoint(as_of=desk.settings.clock.now())


def ids(page: Any, name: str) -> list[str]:
    rows = getattr(page, name)
    return [row.report.id if name == "reports" else row.id for row in rows]


def in_pages(desk: Desk, name: str, limit: int, between: Callable[[], None], **which: Any) -> list[str]:
    stand, found, cursor = standing(desk), [], None
    while True:
        page = LISTS[name](desk, stand, Narrowing(**which), Part(limit=limit, cursor=cursor))
        found += ids(page, name)
        cursor = page.next
        if cursor is None:
            return found
        between()


@pytest.mark.parametrize("name", LISTS)
@given(
    limit=st.integers(1, 7),
    held=st.lists(st.integers(0, 30), min_size=1, max_size=9, unique=True),
    written=st.lists(st.tuples(st.integers(0, 60), st.sampled_from(["launch.cruise", "exercise.joint"])), max_size=12),
)
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_pages_hold_every_row_once_while_others_write(
    tmp_path_factory: pytest.TempPathFactory, name: str, limit: int, held: list[int], written: list[tuple[int, str]]
) -> None:
    for desk in opened(tmp_path_factory.mktemp("pages")):
        desk.record.add_all([reading(number) for number in held])
        whole = in_pages(desk, name, 1000, lambda: None)
        left = iter(written)

        def write(desk: Desk = desk, left: Iterator[tuple[int, str]] = left) -> None:
            for number, kind in (next(left, None) or (held[0], "test.nuclear"),):
                desk.record.add(reading(number, kind))

        assert in_pages(desk, name, limit, write) == whole
        assert len(set(whole)) == len(whole) == len(held)


def test_lists_are_narrowed(desk: Desk) -> None:
    desk.record.add_all([reading(n, said="ARV" if n % 2 else "BRN") for n in range(10)])

    def found(name: str, **which: Any) -> int:
        return len(in_pages(desk, name, 3, lambda: None, **which))

    assert found("statements", actors=("BRN",)) == 5
    assert found("statements", since=date(2030, 1, 8)) == 3
    assert found("statements", article="sha256:4") == found("reports", article="sha256:4") == 1
    assert found("articles", source="wire 1") == 3
    assert found("articles", until=date(2030, 1, 1)) == 10
    assert found("claims", kinds=("precedent",)) == 0
    assert found("events", kinds=("launch",), actors=("ARV",), until=date(2030, 1, 3)) == 3
    event = list_events(desk, standing(desk), Narrowing(), Part(limit=1)).events[0]
    assert found("reports", event=event.id) == 1


def test_a_report_names_the_event_it_tells_of_and_its_sentence(desk: Desk) -> None:
    desk.record.add(reading(1))
    event = list_events(desk, standing(desk), Narrowing(), Part(limit=1)).events[0]
    (report,) = list_reports(desk, standing(desk), Narrowing(), Part(limit=5)).reports
    assert (report.event_id, report.evidence) == (event.id, (TEXT,))


def test_what_was_not_public_or_not_held_yet_is_not_listed(desk: Desk) -> None:
    desk.record.add(reading(1))
    before = desk.settings.clock.now()
    desk.record.add(replace(reading(2), problems=("a later coding",)))
    early = Standpoint(as_of=datetime(2030, 1, 1, 1, 30, tzinfo=UTC))
    assert ids(list_articles(desk, early, Narrowing(), Part(limit=9)), "articles") == ["sha256:1"]
    held = Standpoint(as_of=desk.settings.clock.now(), known_at=before)
    assert ids(list_articles(desk, held, Narrowing(), Part(limit=9)), "articles") == ["sha256:1"]


def test_a_cursor_is_for_its_own_list_and_limits(desk: Desk) -> None:
    desk.record.add_all([reading(n) for n in range(4)])
    page = list_articles(desk, standing(desk), Narrowing(), Part(limit=2))
    for name, which in (("statements", Narrowing()), ("articles", Narrowing(source="wire 1"))):
        with pytest.raises(NotFoundError):
            LISTS[name](desk, standing(desk), which, Part(limit=2, cursor=page.next))
