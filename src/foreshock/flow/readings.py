"""Read many inputs: intake, then coding, one outcome an article."""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass

from msgspec.structs import replace

from foreshock.coding.read import load_coder
from foreshock.coding.read import read_articles as code_articles
from foreshock.flow.articles import ExtractedInput, Inputs, extract_articles
from foreshock.flow.failed import FailedInput
from foreshock.terms.article import Article
from foreshock.terms.reading import Reading
from foreshock.theaters.load import load_pack
from foreshock.theaters.schema import Pack


@dataclass(frozen=True)
class ReadInput:
    """One article's reading; `zone` is the theater's."""

    source: str
    reading: Reading
    zone: str


def read_articles(inputs: Inputs, theater: str) -> Iterator[ReadInput | FailedInput]:
    """Yield the reading of each article, in order.

    Raises:
        PackError: no such theater, or it has faults.
    """
    yield from read_with(inputs, load_pack(theater))


def read_with(inputs: Inputs, pack: Pack) -> Iterator[ReadInput | FailedInput]:
    """Yield the reading of each article, coded with an already loaded pack; some are read ahead together."""
    coder = load_coder(pack)
    taken_in: deque[ExtractedInput | FailedInput] = deque()

    def articles() -> Iterator[Article]:
        for item in extract_articles(inputs):
            taken_in.append(item)
            if not isinstance(item, FailedInput):
                yield item.article

    for found in code_articles(articles(), coder):
        while isinstance(item := taken_in.popleft(), FailedInput):
            yield item
        if isinstance(found, Reading):
            problems = tuple(dict.fromkeys((*item.problems, *found.problems)))
            yield ReadInput(item.source, replace(found, problems=problems), pack.theater.zone)
        else:
            yield FailedInput(item.source, found)
    yield from (item for item in taken_in if isinstance(item, FailedInput))
