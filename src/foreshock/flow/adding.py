"""Store the readings of many articles in the record."""

from collections.abc import Iterator
from dataclasses import dataclass

from foreshock.flow.articles import Inputs
from foreshock.flow.desk import DeskSettings, open_desk
from foreshock.flow.failed import FailedInput
from foreshock.flow.readings import read_with
from foreshock.record.outcomes import AddReport
from foreshock.terms.errors import InputError


@dataclass(frozen=True)
class AddedInput:
    """What one article changed in the record."""

    source: str
    article_id: str
    report: AddReport

    @property
    def summary(self) -> str:
        """The report in a line of words."""
        report = self.report
        if report.state == "unchanged":
            return "already in the record, nothing changed"
        held = "corrects what the record held" if report.state == "changed" else "new"
        items = ", ".join(
            f"{count} {noun if count == 1 else noun + 's'}"
            for count, noun in ((report.statements, "statement"), (report.events, "event"), (report.claims, "claim"))
        )
        known = f"known from {report.recorded_at:%Y-%m-%d %H:%M} UTC"
        linked = f"; {report.linked} of its events reported elsewhere too" if report.linked else ""
        return f"{held}; {items}; {known}{linked}"


def add_articles(inputs: Inputs, settings: DeskSettings) -> Iterator[AddedInput | FailedInput]:
    """Yield what each article changed; every article is its own transaction.

    Raises:
        RecordError: the record cannot be opened or written; articles already added stay added.
    """
    with open_desk(settings) as desk:
        for item in read_with(inputs, desk.pack):
            if isinstance(item, FailedInput):
                yield item
                continue
            try:
                report = desk.record.add(item.reading)
            except InputError as error:
                yield FailedInput(item.source, error)
                continue
            yield AddedInput(item.source, item.reading.article.id, report)
