"""What the longest and strangest texts cost, from the file to the reading or the refusal.

Run: python bench/limits.py

Seconds are of processor time on one thread. Each text is written to a file and read as `foreshock read` reads it;
every row must end within ten seconds, in a reading or in an error that says what was wrong.
"""

import gc
import os
import time
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from foreshock.flow.articles import Inputs
from foreshock.flow.failed import FailedInput
from foreshock.flow.readings import read_with
from foreshock.terms.clock import SystemClock
from foreshock.theaters.load import load_pack

LIMIT = 10.0  # seconds
LEAD = "North Korea fired a ballistic missile on Tuesday, the South's military said, and Pyongyang warned of more."
CLAUSE = "the North's army fired two missiles and warned Seoul, which said it would answer, "


def texts() -> Iterator[tuple[str, str, str]]:
    """Yield what each text is, its file's name and the text."""
    mb = 1_000_000
    yield "article of 5 MB, paragraphs", "a.txt", f"{LEAD}\n\n" * (5 * mb // (len(LEAD) + 2))
    yield "article of 5 MB, one paragraph", "b.txt", f"{LEAD} " * (5 * mb // (len(LEAD) + 1))
    yield "page of 5 MB", "c.html", f"<html><body><article>{f'<p>{LEAD}</p>' * (5 * mb // 115)}</article></body></html>"
    yield "article of 500,000 characters", "d.txt", f"{LEAD}\n\n" * (499_000 // (len(LEAD) + 2))
    yield "sentence of 100,000 words", "e.txt", CLAUSE * (100_000 // len(CLAUSE.split()))
    yield "sentence of 16,000 words", "f.txt", CLAUSE * (16_000 // len(CLAUSE.split()))
    for name, mark in (("straight", '"'), ("curly", "“"), ("in pairs", "“no,” "), ("after words", 'he said "no" and ')):
        count = 10_000 // sum(mark.count(one) for one in '"“”')
        yield f"10,000 quote marks, {name}", "g.txt", f"{LEAD}\n\n{mark * count}\n\n{LEAD}"
    yield "100,000 letters without a blank", "h.txt", f"{LEAD}\n\n{'a' * 99_000}"
    yield (
        "100,000 blanks in a paragraph",
        "k.txt",
        f"{LEAD}\n\nThe North said{' ' * 50_000}unless{chr(9) * 50_000}it.\n\n{LEAD}",
    )
    lines = "\n".join('{"text": "' + LEAD + " " * 90_000 + 'said.", "published_at": "2023-02-02"}' for _ in range(3))
    yield "three lines with 90,000 blanks", "l.jsonl", lines
    yield "20,000 names", "i.txt", f"{LEAD}\n\n" + "\n\n".join("Kim Jong Un and " * 200 for _ in range(50))
    yield "20,000 dates", "j.txt", f"{LEAD}\n\n" + "\n\n".join("on Feb. 8, 2023, and " * 200 for _ in range(100))


def main() -> None:
    """Read each text and print what it cost and gave."""
    gc.set_threshold(50_000, 20, 100)  # as the command does
    pack = load_pack("korea")
    slow = 0
    with TemporaryDirectory() as folder:
        for what, name, text in texts():
            path = Path(folder) / name
            path.write_text(text, encoding="utf-8")
            began = time.process_time()
            outcomes = list(read_with(Inputs((str(path),), BytesIO(), None, 1.0, SystemClock()), pack))
            took = time.process_time() - began
            slow += took > LIMIT
            given = "; ".join(
                f"refused: {one.error}"[:90]
                if isinstance(one, FailedInput)
                else f"{len(one.reading.statements)} statements, {len(one.reading.events)} events"
                for one in outcomes
            )
            print(f"{what:<36}{took:7.2f} s  {'' if took <= LIMIT else 'TOO SLOW  '}{given}", flush=True)
    print("all within ten seconds" if not slow else f"{slow} took longer than ten seconds")


if __name__ == "__main__":
    main()
