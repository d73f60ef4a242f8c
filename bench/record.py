"""Measure the record: bulk load, as-of questions, search, an event's page, bytes per statement.

    python bench/record.py [--articles N] [--statements N] [--batch N] [--record LOCATION] [--seed N]

Default 100,000 articles of 10 statements and 2 events: 1,000,000 statements, about 200,000 events.
LOCATION is a path or postgresql+psycopg://…, where no record is yet; a SQLite file that is thrown
away if it is left out. The world is made up from the seed; words follow a Zipf law, so that common
and rare words are both there to search for. Everything goes through `Record`, as a program would.

Wall times, and the processor's time of this process, which tells more on a busy machine but leaves
out a server's. A row is a statement, a report of an event or an article;
the readings, events, actors and links written along with them are not counted.
"""

import argparse
import hashlib
import itertools
import random
import resource
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from foreshock.record.lists import Narrowing, Slice
from foreshock.record.location import record_location
from foreshock.record.store import Record, open_record
from foreshock.terms.article import Article
from foreshock.terms.clock import FixedClock
from foreshock.terms.reading import ActorRef, Event, Reading, Span, Speaker, Statement, When

FIRST = datetime(2000, 1, 1, tzinfo=UTC)
CLOCK = FixedClock(datetime.now(UTC))
KINDS = ("launch.cruise", "launch.ballistic.srbm", "exercise.joint.air", "fire.artillery", "talks.other")
ACTORS = tuple(f"A{number:02}" for number in range(40))
DAYS = 8000
KNOWN = FIRST + timedelta(days=DAYS)
WORDS = tuple(f"word{number}" for number in range(5000))
WEIGHTS = tuple(itertools.accumulate(1 / (number + 1) for number in range(len(WORDS))))
STEPS = 10
ROUNDS = 200


def make_reading(number: int, statements: int, chance: random.Random) -> Reading:
    """Return a made-up reading of `statements` statements and two events."""
    published = FIRST + timedelta(days=chance.randrange(DAYS), hours=chance.randrange(24))
    day = published.date()
    paragraphs = tuple(" ".join(chance.choices(WORDS, cum_weights=WEIGHTS, k=24)) for _ in range(statements))
    when = When(start=day, end=day, precision="day")
    said = tuple(
        Statement(
            id=f"s{at}",
            speaker=Speaker(code=chance.choice(ACTORS), text="ministry"),
            cue=None,
            content=(Span(at, 0, len(text), text),),
            when=when,
            evidence=(Span(at, 0, len(text), text),),
            rule="bench",
            score=1.0,
        )
        for at, text in enumerate(paragraphs)
    )
    events = tuple(
        Event(
            id=f"e{at}",
            type=None,
            kind=chance.choice(KINDS),
            actors=(ActorRef(code=chance.choice(ACTORS), text="x"),),
            when=when,
            status="happened",
            rule="bench",
            score=1.0,
        )
        for at in range(2)
    )
    article = Article(
        id=f"sha256:{hashlib.sha256(str(number).encode()).hexdigest()}",
        headline=paragraphs[0][:60],
        url=f"https://wire.example/{number}",
        agency=f"wire {number % 12}",
        published_at=published,
        published_precision="second",
        paragraphs=paragraphs,
    )
    return Reading(article=article, statements=said, events=events)


def batches(articles: int, statements: int, size: int, chance: random.Random) -> Iterator[list[Reading]]:
    """Make readings as they are needed, so that memory shows what the record takes."""
    for start in range(0, articles, size):
        yield [make_reading(number, statements, chance) for number in range(start, min(start + size, articles))]


def line(label: str, value: str) -> None:
    """Print one measurement."""
    print(f"{label:<44} {value}", flush=True)


def spread(label: str, action: Callable[[], object], rounds: int = ROUNDS) -> None:
    """Print the median and the 95th percentile of an action's wall time, and its median processor time."""
    action()
    walls, cpus = [], []
    for _ in range(rounds):
        start, used = time.perf_counter(), time.process_time()
        action()
        walls.append((time.perf_counter() - start) * 1000)
        cpus.append((time.process_time() - used) * 1000)
    high, cpu = statistics.quantiles(walls, n=20)[-1], statistics.median(cpus)
    line(label, f"p50 {statistics.median(walls):8.2f} ms   p95 {high:8.2f} ms   CPU p50 {cpu:8.2f} ms")


def load(record: Record, articles: int, statements: int, size: int, chance: random.Random) -> None:
    """Put all articles in, `size` a transaction, and print the rate of each tenth and of the whole."""
    wall = cpu = 0.0
    tenth, done, since, rates = max(articles // STEPS, 1), 0, 0.0, []
    for readings in batches(articles, statements, size, chance):
        start, used = time.perf_counter(), time.process_time()
        record.add_all(readings)
        took = time.perf_counter() - start
        wall, cpu, since = wall + took, cpu + time.process_time() - used, since + took
        done += len(readings)
        if done % tenth < len(readings):
            rates.append(tenth * (statements + 3) / since)
            since = 0.0
    rows = articles * (statements + 3)
    line(f"bulk load, {size} articles a transaction", f"{rows / wall:,.0f} rows/s; {rows / cpu:,.0f} per CPU second")
    line("  each tenth of it", ", ".join(f"{rate:,.0f}" for rate in rates) + " rows/s")


def measure(record: Record, articles: int, statements: int, chance: random.Random) -> None:
    """Print what a full record costs to use."""
    size = record.size()
    line("size", f"{size / 1e6:,.0f} MB, {size / (articles * statements):,.0f} bytes a statement")

    def month() -> object:
        first = date(2000, 1, 1) + timedelta(days=chance.randrange(DAYS))
        until = first + timedelta(days=30)
        return record.events(known_at=KNOWN, actors=[chance.choice(ACTORS)], since=first, until=until)

    spread("as-of, one actor's month of events", month)
    newest = Slice(known_at=KNOWN, entered_by=None, limit=50)
    middle = Slice(known_at=KNOWN, entered_by=None, limit=50, after=(date(2011, 1, 1), ""))
    spread("list, the 50 latest statements", lambda: record.lists.statements(Narrowing(), newest))
    spread("list, 50 events from the middle", lambda: record.lists.events(Narrowing(), middle))
    spread("count of changes", record.last_change)
    spread("search, a word in nearly every row", lambda: record.search(WORDS[0], known_at=KNOWN), 40)
    spread("search, a common and a rare word", lambda: record.search(f"{WORDS[0]} {WORDS[4500]}", known_at=KNOWN), 40)
    spread("search, a rare word", lambda: record.search(chance.choice(WORDS[4000:]), known_at=KNOWN), 100)
    spread("search, a phrase of common words", lambda: record.search(f'"{WORDS[0]} {WORDS[1]}"', known_at=KNOWN), 40)
    spread("search, the start of a word", lambda: record.search("word49*", known_at=KNOWN), 40)
    spread("as-of, every event", lambda: record.events(known_at=KNOWN), 3)
    spread("as-of, every event as a stream", lambda: sum(1 for _ in record.each_event(known_at=KNOWN)), 3)
    spread("digest of every event", lambda: record.digest(known_at=KNOWN), 3)
    ids = [event.id for event in record.events(known_at=KNOWN)]
    line("events", f"{len(ids):,}")

    def page() -> object:
        name = chance.choice(ids)
        reports = record.reports_of(name, known_at=KNOWN)
        return (
            record.event(name, known_at=KNOWN),
            reports,
            record.sources_of(name, known_at=KNOWN),
            record.versions(name),
        )

    spread("an event's page", page)


def main() -> None:
    """Run the measurements."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--statements", type=int, default=10)
    parser.add_argument("--batch", type=int, default=1000)
    parser.add_argument("--record", metavar="LOCATION")
    parser.add_argument("--seed", type=int, default=7)
    asked = parser.parse_args()
    chance = random.Random(asked.seed)
    with tempfile.TemporaryDirectory() as folder:
        place = record_location(asked.record or Path(folder, "record.sqlite3"))
        for label in ("create", "open"):
            start = time.perf_counter()
            with open_record(place, clock=CLOCK):
                line(label, f"{(time.perf_counter() - start) * 1000:.0f} ms")
        with open_record(place, clock=CLOCK) as record:
            load(record, asked.articles, asked.statements, asked.batch, chance)
            line("memory while loading", f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
        with open_record(place, clock=CLOCK) as record:
            measure(record, asked.articles, asked.statements, chance)


if __name__ == "__main__":
    main()
