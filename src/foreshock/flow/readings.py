"""Read many inputs: intake, then coding, one outcome an article."""

from collections.abc import Iterator
from dataclasses import dataclass

from msgspec.structs import replace

from foreshock.coding.read import load_coder, read_article
from foreshock.flow.articles import Inputs, extract_articles
from foreshock.flow.failed import FailedInput
from foreshock.terms.errors import ForeshockError
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
    """Yield the reading of each article, coded with an already loaded pack."""
    coder = load_coder(pack)
    for item in extract_articles(inputs):
        if isinstance(item, FailedInput):
            yield item
            continue
        try:
            reading = read_article(item.article, coder)
        except ForeshockError as error:
            yield FailedInput(item.source, error)
            continue
        reading = replace(reading, problems=(*item.problems, *reading.problems))
        yield ReadInput(item.source, reading, pack.theater.zone)
