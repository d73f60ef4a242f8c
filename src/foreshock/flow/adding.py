"""Store the readings of many articles in the record."""

from collections.abc import Iterator
from dataclasses import dataclass

from foreshock.flow.articles import Inputs
from foreshock.flow.desk import DeskSettings, open_desk
from foreshock.flow.readings import read_with
from foreshock.record.store import AddReport
from foreshock.terms.errors import ForeshockError


@dataclass(frozen=True)
class AddedInput:
    """What one article changed in the record, or why it could not be read."""

    source: str
    article_id: str = ""
    report: AddReport | None = None
    error: ForeshockError | None = None


def add_articles(inputs: Inputs, settings: DeskSettings) -> Iterator[AddedInput]:
    """Yield what each article changed; every article is its own transaction.

    Raises:
        RecordError: the record cannot be opened or written; articles already added stay added.
    """
    with open_desk(settings) as desk:
        for item in read_with(inputs, desk.pack):
            if item.reading is None:
                yield AddedInput(item.source, error=item.error)
                continue
            report = desk.record.add(item.reading)
            yield AddedInput(item.source, item.reading.article.id, report)
