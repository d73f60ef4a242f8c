"""Whether memory stays flat however many articles are read, on a stream of articles no two of which are alike.

Run: python bench/memory.py RELEVANT.jsonl OTHERS.jsonl [--articles N] [--relevant PERCENT]

Each article is made in memory of sentences drawn from those of the files (`text` of each line), with names and
numbers of its own that no other article has, so that words go on being new. PERCENT of them (100 unless told) are
made of RELEVANT's sentences, the rest of OTHERS'; below 100 the gate stands in front, as with `--relevant-only`.
Prints resident memory at 1,000, 10,000, 50,000 and 100,000 articles, and at the end.
"""

import argparse
import gc
import json
import os
import random
import re
import resource
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import msgspec

from foreshock.coding.read import load_coder, read_articles
from foreshock.flow.relevance import Sieve
from foreshock.terms.article import Article
from foreshock.terms.reading import Reading
from foreshock.theaters.load import load_pack

MARKS = (1_000, 5_000, 10_000, 15_000, 25_000, 50_000, 75_000, 100_000)
SENTENCE = re.compile(r"(?<=[.!?”\"])\s+(?=[A-Z“\"])")
FIRST_DAY = datetime(2012, 1, 1, tzinfo=UTC)
SYLLABLES = (
    "ka",
    "lo",
    "mi",
    "ren",
    "sa",
    "tu",
    "ve",
    "zor",
    "an",
    "del",
    "fi",
    "gra",
    "ho",
    "ik",
    "jun",
    "pel",
    "qua",
)


def sentences(path: str) -> list[str]:
    """Return the sentences of a file's articles."""
    rows = (json.loads(line) for line in Path(path).read_text(encoding="utf-8").splitlines())
    lines = [line for row in rows for line in row["text"].splitlines() if line.strip()]
    return [sentence for line in lines for sentence in SENTENCE.split(line)]


def invented(chance: random.Random) -> str:
    """Return a name that is most likely new."""
    return "".join(chance.choices(SYLLABLES, k=4)).capitalize()


def articles(relevant: list[str], others: list[str], percent: float, count: int) -> Iterator[Article]:
    """Yield articles of nine paragraphs, a dateline in the first, no two alike."""
    chance = random.Random(7)
    for number in range(count):
        pool = relevant if chance.random() * 100 < percent else others
        paragraphs = [" ".join(chance.choices(pool, k=chance.randint(1, 2))) for _ in range(8)]
        told = (
            f"{invented(chance)} {invented(chance)} told {invented(chance)} on {chance.randint(2, 99_999)} occasions."
        )
        published = FIRST_DAY + timedelta(days=number % 5_000)
        yield Article(
            id=f"sha256:{number:064x}",
            headline=chance.choice(pool)[:90],
            published_at=published,
            published_precision="day",
            paragraphs=(*paragraphs, told),
        )


def resident() -> float:
    """Return the memory this process holds now, in MB."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize() / 2**20


def main() -> None:
    """Read the stream and print memory on the way."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("relevant")
    parser.add_argument("others")
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--relevant", dest="percent", type=float, default=100.0)
    args = parser.parse_args()
    gc.set_threshold(50_000, 20, 100)  # as the command does
    pack = load_pack("korea")
    coder, sieve = load_coder(pack), Sieve(pack)
    met = 0
    began = time.process_time()

    def mark() -> None:
        taken = time.process_time() - began
        print(f"{met:>8,} articles  {resident():6.0f} MB now  {met / max(taken, 1e-9):8.1f} articles/s", flush=True)

    def kept() -> Iterator[Article]:
        nonlocal met
        for article in articles(sentences(args.relevant), sentences(args.others), args.percent, args.articles):
            met += 1
            if args.percent >= 100 or sieve.keeps(article):
                yield article
            if met in MARKS:
                mark()

    read = size = 0
    for reading in read_articles(kept(), coder):
        if isinstance(reading, Reading):
            read += 1
            size += len(msgspec.json.encode(reading))
    mark()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak {peak:.0f} MB; {read:,} read, {size / max(1, read):,.0f} bytes of JSON each")


if __name__ == "__main__":
    main()
