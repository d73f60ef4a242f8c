"""A made-up world to fill records with: two states, a firing range, a few papers."""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, timedelta
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st
from msgspec import Struct
from postgres_server import in_schema
from sqlalchemy import make_url

from foreshock.record.location import Location, record_location
from foreshock.record.store import Record, open_record
from foreshock.terms.article import Article
from foreshock.terms.clock import Clock, FixedClock
from foreshock.terms.reading import ActorRef, Claim, Event, Reading, Span, Speaker, Statement, Status, When
from foreshock.terms.record import RecordedEvent
from foreshock.theaters.schema import Pack, Theater

if TYPE_CHECKING:
    import psycopg

_server: ContextVar[str | None] = ContextVar("server", default=None)
_numbers = count()
DAWN = datetime(2030, 3, 1, tzinfo=UTC)
LATE = datetime(2031, 1, 1, tzinfo=UTC)
CLOCK = FixedClock(LATE)
TEXT = "Arvel fired a rocket over the bay, the Brenn ministry said."


class Arriving(Struct, frozen=True):
    """A reading and when it reached us."""

    reading: Reading
    received_at: datetime


def hour(number: float) -> datetime:
    return DAWN + timedelta(hours=number)


def day(number: int) -> date:
    return (DAWN + timedelta(days=number)).date()


def firing(item: str = "e1", *, on: int = 0, kind: str = "launch.cruise", status: Status = "happened") -> Event:
    return Event(
        id=item,
        type="MOBILIZE",
        kind=kind,
        actors=(ActorRef(code="ARV", text="Arvel"),),
        when=When(start=day(on), end=day(on), precision="day"),
        status=status,
        evidence=(Span(0, 0, 24, TEXT[:24]),),
        rule="test",
        score=0.9,
    )


def reading(
    name: str,
    *,
    published: datetime | None = DAWN,
    url: str | None = None,
    agency: str | None = "Bay Wire",
    events: Sequence[Event] = (firing(),),
    text: str = TEXT,
) -> Reading:
    article = Article(
        id=f"sha256:{name}",
        headline=f"Rocket over the bay ({name})",
        url=url,
        agency=agency,
        published_at=published,
        published_precision="second" if published else None,
        paragraphs=(text,),
    )
    said = Statement(
        id="s1",
        speaker=Speaker(code="BRE", sector="GOV", text="the Brenn ministry"),
        cue=Span(0, 54, 58, "said"),
        content=(Span(0, 0, 33, TEXT[:33]),),
        when=When(start=day(0), end=day(0), precision="day"),
        evidence=(Span(0, 0, len(TEXT), TEXT),),
        rule="test",
        score=0.9,
    )
    claim = Claim(id="c1", kind="frequency", text="often fires", rule="test", score=0.5)
    return Reading(article=article, statements=(said,), events=tuple(events), claims=(claim,))


def row(
    name: str, *, on: int = 0, known: datetime | None = None, kind: str = "launch.cruise", count: int | None = None
) -> RecordedEvent:
    return RecordedEvent(
        id=f"firings:{name}",
        kind=kind,
        valid_from=day(on),
        valid_to=day(on),
        actors=("ARV",),
        count=count,
        recorded_at=known or hour(24 * on + 24),
        recorded_basis="first_seen",
        sources=("Bay Almanac",),
        table="firings",
    )


def pack(version: str = "1") -> Pack:
    return Pack(theater=Theater(id="bay", name="The Bay", zone="UTC"), digest=f"sha256:{version}")


@contextmanager
def records_at(server: str | None) -> Iterator[None]:
    """Make fresh records on this server; in files of their own if None."""
    token = _server.set(server)
    try:
        yield
    finally:
        _server.reset(token)


@contextmanager
def fresh_place() -> Iterator[Location]:
    """Give a place where no record is yet, in the kind of database under test."""
    server = _server.get()
    if server is None:
        with TemporaryDirectory() as folder:
            yield Path(folder, "record.sqlite3")
        return
    schema = f"r{next(_numbers)}"
    with psycopg_connection(server) as connection:
        connection.execute(f"CREATE SCHEMA {schema}")
        try:
            yield record_location(in_schema(server, schema))
        finally:
            connection.execute(f"DROP SCHEMA {schema} CASCADE")


@contextmanager
def fresh_record(clock: Clock = CLOCK) -> Iterator[Record]:
    with fresh_place() as place, open_record(place, clock=clock) as record:
        yield record


@contextmanager
def changed_by_hand(place: Location) -> Iterator["Callable[..., Any]"]:
    """Let somebody change a record with another program: give what runs a statement."""
    if isinstance(place, Path):
        with closing(sqlite3.connect(place)) as connection, connection:
            yield connection.execute
    else:
        with psycopg_connection(place.url) as server:
            yield server.execute


def place_name(place: Location) -> str:
    """Write a place as a user would: a server's address with all it needs."""
    return str(place) if isinstance(place, Path) else place.url


def psycopg_connection(address: str) -> "psycopg.Connection[Any]":
    import psycopg

    return psycopg.connect(make_url(address).set(drivername="postgresql").render_as_string(False), autocommit=True)


def view(record: Record, moment: datetime) -> list[tuple[RecordedEvent, tuple[str, ...]]]:
    """Everything the record shows of a moment: events with the reports linked to each."""
    return [
        (event, tuple(f"{r.id} {r.status} {r.reason}" for r in record.reports_of(event.id, known_at=moment)))
        for event in record.events(known_at=moment)
    ]


hours = st.integers(0, 120).map(hour)
kinds = st.sampled_from(["launch.cruise", "launch.unknown", "exercise.joint.air"])
statuses: st.SearchStrategy[Status] = st.sampled_from(["happened", "scheduled", "denied", "cancelled"])
firings = st.builds(firing, on=st.integers(0, 2), kind=kinds, status=statuses)


@st.composite
def arrivals(draw: st.DrawFn) -> list[Arriving]:
    """Articles, some of them at one address, each with when it reached us."""
    texts = draw(st.lists(st.integers(0, 999), min_size=1, max_size=6, unique=True))
    return [
        Arriving(
            reading(
                str(number),
                published=draw(st.one_of(st.none(), hours)),
                url=draw(st.sampled_from([None, "https://bay.example/1", "https://bay.example/2"])),
                events=[draw(firings)],
            ),
            draw(hours),
        )
        for number in texts
    ]


@st.composite
def histories(draw: st.DrawFn) -> list[RecordedEvent]:
    """A table's rows, each with a day and a moment it became known."""
    names = draw(st.lists(st.sampled_from("pqrstu"), max_size=4, unique=True))
    return [row(name, on=draw(st.integers(0, 2)), known=draw(hours), kind=draw(kinds)) for name in names]
