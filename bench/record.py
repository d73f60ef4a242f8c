"""Measure the record: adding, as-of questions, search, an event's page, file size, opening.

    python bench/record.py [ARTICLES] [STATEMENTS_PER_ARTICLE]

Prints one line a measurement. Default 2,000 articles of 10 statements and 2 events. The world is
made up; words follow a Zipf law so that common and rare words are both there to search for.
"""

import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from foreshock.record.store import Record, open_record
from foreshock.terms.article import Article
from foreshock.terms.clock import FixedClock
from foreshock.terms.reading import ActorRef, Event, Reading, Span, Speaker, Statement, When

FIRST = datetime(2000, 1, 1, tzinfo=UTC)
CLOCK = FixedClock(FIRST + timedelta(days=40 * 365))
KINDS = ("launch.cruise", "launch.ballistic.srbm", "exercise.joint.air", "fire.artillery", "talks.other")
ACTORS = tuple(f"A{number:02}" for number in range(40))
DAYS = 8000
WORDS = tuple(f"word{number}" for number in range(5000))
WEIGHTS = tuple(1 / (number + 1) for number in range(len(WORDS)))
ROUNDS = 200
BATCH = 200


def make_reading(number: int, statements: int, chance: random.Random) -> Reading:
    """Return a made-up reading of `statements` statements and two events."""
    published = FIRST + timedelta(days=chance.randrange(DAYS), hours=chance.randrange(24))
    day = published.date()
    paragraphs = tuple(" ".join(chance.choices(WORDS, WEIGHTS, k=24)) for _ in range(statements))
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
        id=f"sha256:{number}",
        headline=paragraphs[0][:60],
        agency=f"wire {number % 12}",
        published_at=published,
        published_precision="second",
        paragraphs=paragraphs,
    )
    return Reading(article=article, statements=said, events=events)


def spread(label: str, action: Callable[[], object], rounds: int = ROUNDS) -> None:
    """Print the median and the 95th percentile of an action's time."""
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        action()
        times.append((time.perf_counter() - start) * 1000)
    print(f"{label:<34} p50 {statistics.median(times):8.2f} ms   p95 {statistics.quantiles(times, n=20)[-1]:8.2f} ms")


def report(label: str, articles: int, statements: int, took: float) -> None:
    """Print a rate; a row is a statement, a report of an event or an article."""
    rows = articles * (statements + 2 + 1)
    print(f"{label:<34} {articles / took:,.0f} articles/s, {rows / took:,.0f} rows/s")


def measure(record: Record, path: Path, articles: int, statements: int) -> None:
    """Fill a record and print what it costs to use."""
    chance = random.Random(7)
    readings = [make_reading(number, statements, chance) for number in range(articles)]
    singles = readings[: articles // 10]
    start = time.perf_counter()
    for reading in singles:
        record.add(reading)
    report("add, one commit an article", len(singles), statements, time.perf_counter() - start)
    start = time.perf_counter()
    for at in range(len(singles), articles, BATCH):
        record.add_all(readings[at : at + BATCH])
    report(f"add, {BATCH} articles a commit", articles - len(singles), statements, time.perf_counter() - start)
    size = path.stat().st_size
    print(
        f"file                               {size / 1e6:,.1f} MB, {size // (articles * statements):,} bytes/statement"
    )

    known = FIRST + timedelta(days=DAYS)

    def month() -> object:
        first = date(2000, 1, 1) + timedelta(days=chance.randrange(DAYS))
        return record.events(
            known_at=known, actors=[chance.choice(ACTORS)], since=first, until=first + timedelta(days=30)
        )

    spread("as-of, one actor's month", month)
    spread("as-of, everything", lambda: record.events(known_at=known), 5)
    spread("digest", lambda: record.digest(known_at=known), 5)
    spread("search, a word in most rows", lambda: record.search(WORDS[0], known_at=known), 20)
    spread("search, a rare word", lambda: record.search(chance.choice(WORDS[4000:]), known_at=known), 50)
    ids = [event.id for event in record.events(known_at=known)]
    print(f"events                             {len(ids):,}")

    def page() -> object:
        name = chance.choice(ids)
        return record.event(name, known_at=known), record.sources_of(name, known_at=known), record.versions(name)

    spread("an event's page", page)


def main() -> None:
    """Run the measurements in a folder that is thrown away."""
    articles = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    statements = int(sys.argv[2]) if len(sys.argv) > 2 else 10
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "record.sqlite3")
        start = time.perf_counter()
        with open_record(path, clock=CLOCK):
            print(f"create                             {(time.perf_counter() - start) * 1000:.0f} ms")
        start = time.perf_counter()
        with open_record(path, clock=CLOCK) as record:
            print(f"open                               {(time.perf_counter() - start) * 1000:.0f} ms")
            measure(record, path, articles, statements)


if __name__ == "__main__":
    main()
