"""Store the readings of many articles in the record."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from foreshock.flow.articles import Inputs
from foreshock.flow.desk import Desk, DeskSettings, open_desk
from foreshock.flow.failed import FailedInput
from foreshock.flow.readings import read_with
from foreshock.intake.news_item import WithdrawnError
from foreshock.record.outcomes import AddReport
from foreshock.terms.errors import InputError, UsageError
from foreshock.terms.review import Review


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


@dataclass(frozen=True)
class WithdrawnInput:
    """An article taken back because its publisher withdrew it; `report` is the review that does it."""

    source: str
    report: Review

    @property
    def article_id(self) -> str:
        """The article's id."""
        return self.report.item

    @property
    def summary(self) -> str:
        """What was done in a line of words."""
        return f"withdrawn by {self.report.reviewer}: what rests on it counts no more from then on, and is kept"


def add_articles(inputs: Inputs, settings: DeskSettings) -> Iterator[AddedInput | WithdrawnInput | FailedInput]:
    """Yield what each article changed; every article is its own transaction.

    A news item that its publisher canceled takes back the article of that address, as a review does.

    Raises:
        RecordError: the record cannot be opened or written; articles already added stay added.
    """
    with open_desk(settings) as desk:
        for item in read_with(inputs, desk.pack):
            if isinstance(item, FailedInput):
                yield _withdraw(desk, item, item.error) if isinstance(item.error, WithdrawnError) else item
                continue
            try:
                report = desk.record.add(item.reading)
            except InputError as error:
                yield FailedInput(item.source, error)
                continue
            yield AddedInput(item.source, item.reading.article.id, report)


def _withdraw(desk: Desk, item: FailedInput, error: WithdrawnError) -> WithdrawnInput | FailedInput:
    """Take back an article that its publisher withdrew; why not if the record does not hold it."""
    by = error.by or "its publisher"
    try:
        review = desk.record.review(
            error.uri, "reject", reviewer=by, reason="withdrawn by its publisher", holds_from=_canceled(error, desk)
        )
    except UsageError:
        return item
    return WithdrawnInput(item.source, review)


def _canceled(error: WithdrawnError, desk: Desk) -> datetime | None:
    """Return when a publisher says it withdrew an item, if that is an instant and no later than now."""
    try:
        instant = datetime.fromisoformat(error.canceled_at or "")
    except ValueError:
        return None
    return instant.astimezone(UTC) if instant.tzinfo is not None and instant <= desk.settings.clock.now() else None
