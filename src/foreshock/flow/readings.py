"""Read many inputs: intake, then coding, one outcome an article."""

from collections.abc import Iterator
from dataclasses import dataclass

from msgspec.structs import replace

from foreshock.coding.read import load_coder, read_article
from foreshock.flow.articles import Inputs, extract_articles
from foreshock.terms.errors import ForeshockError
from foreshock.terms.reading import Reading
from foreshock.theaters.load import load_pack
from foreshock.theaters.schema import Pack


@dataclass(frozen=True)
class ReadInput:
    """One article's reading, or why there is none."""

    source: str
    reading: Reading | None = None
    error: ForeshockError | None = None
    zone: str = "UTC"


def read_articles(inputs: Inputs, theater: str) -> Iterator[ReadInput]:
    """Yield the reading of each article, in order.

    Raises:
        PackError: no such theater, or it has faults.
    """
    yield from read_with(inputs, load_pack(theater))


def read_with(inputs: Inputs, pack: Pack) -> Iterator[ReadInput]:
    """Yield the reading of each article, coded with an already loaded pack."""
    coder = load_coder(pack)
    for item in extract_articles(inputs):
        if item.article is None:
            yield ReadInput(item.source, error=item.error)
            continue
        try:
            reading = read_article(item.article, coder)
        except ForeshockError as error:
            yield ReadInput(item.source, error=error)
            continue
        reading = replace(reading, problems=(*item.problems, *reading.problems))
        yield ReadInput(item.source, reading, zone=pack.theater.zone)
