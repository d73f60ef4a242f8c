"""The event that reports without a table's backing make, kept up as reports come and go."""

from bisect import bisect_left, insort
from collections.abc import Mapping, Sequence
from datetime import datetime

from foreshock.record.crowds import ArticleReport
from foreshock.record.rules import Rules
from foreshock.terms.record import RecordedEvent

# What is asserted most firmly speaks for the event: that it came about, then that it did not,
# then that it is planned.
FIRMNESS = {"happened": 3, "ongoing": 3, "cancelled": 2, "denied": 2, "scheduled": 1}


class Gathering:
    """Reports that make one event, and what it says.

    The event is never kinetic, whatever the reports say happened: targets are resolved by the
    sources the pack names as adjudicators, and one misread sentence must not be able to turn an
    outcome or feed a rate. It speaks with the firmest report, the earliest-known of those; reports
    that a rule brought here from another day or kind speak only if there are no others. How many
    reports there are is no part of what it says: the links tell, and one more of a source that was
    heard already makes no new version.
    """

    def __init__(self, event_id: str, rules: Rules) -> None:
        self._id = event_id
        self._rules = rules
        self._in_order: list[ArticleReport] = []
        self._said = _Said()

    def __len__(self) -> int:
        return len(self._in_order)

    def add(self, report: ArticleReport) -> None:
        """Take in a report. One that became known after all others costs the same however many there are."""
        if not self._in_order or _order(self._in_order[-1]) <= _order(report):
            self._in_order.append(report)
        else:
            insort(self._in_order, report, key=_order)
            self._said = _Said()

    def remove(self, report: ArticleReport) -> None:
        """Let a report go that is here."""
        at = bisect_left(self._in_order, _order(report), key=_order)
        del self._in_order[at]
        self._said = _Said()

    def event(self, moment: datetime) -> RecordedEvent:
        """Return the event as a version known from `moment` on; there must be a report."""
        said = self._said
        for report in self._in_order[said.heard :]:
            said.hear(report, own=report.cluster.event_id == self._id)
        speaking = said.firmest[1]
        item, cluster = speaking.item, speaking.cluster
        return RecordedEvent(
            id=self._id,
            kind=item.kind or cluster.family,
            valid_from=cluster.first,
            valid_to=cluster.last if item.when is None or item.when.end is None else max(cluster.last, item.when.end),
            precision=item.when.precision if item.when else "day",
            actors=tuple(sorted({actor.code for actor in item.actors})),
            recipients=tuple(sorted({actor.code for actor in item.recipients})),
            status=item.status or "possible",
            count=_count(speaking, said, self._rules),
            instruments=tuple(instrument.name for instrument in item.instruments),
            place=item.place,
            kinetic=False,
            announced_at=said.announced,
            recorded_at=moment,
            recorded_basis="observed",
            sources=tuple(said.sources),
            table="articles",
            attributes={"adjudication": "reports_only", "speaking": speaking.id},
        )


class _Said:
    """What the first `heard` of a gathering's reports say together."""

    def __init__(self) -> None:
        self.heard = 0
        self.firmest: tuple[tuple[bool, int], ArticleReport]
        self.announced: datetime | None = None
        self.sources: dict[str, None] = {}
        self.rows: dict[str, list[int | None]] = {}

    def hear(self, report: ArticleReport, *, own: bool) -> None:
        """Listen to the next report, which is of the event's own cluster or of another."""
        firmness = (own, FIRMNESS.get(report.item.status or "", 0))
        if not self.heard or firmness > self.firmest[0]:
            self.firmest = firmness, report
        if self.announced is None and report.item.status == "scheduled":
            self.announced = report.period.start
        self.sources[report.source] = None
        if report.row:
            self.rows.setdefault(report.source, []).append(report.item.count.value if report.item.count else None)
        self.heard += 1


def _count(speaking: ArticleReport, said: _Said, rules: Rules) -> int | None:
    """Return how many: as the speaking report says, or for a volley the most that one table's rows add up to."""
    if rules.of("volley", speaking.item.kind) is not None:
        totals = [total for total in row_totals(said.rows) if total is not None]
        if totals:
            return max(totals)
    count = speaking.item.count
    return count.value if count and count.qualifier == "exact" else None


def _order(report: ArticleReport) -> tuple[datetime, str]:
    return report.period.start, report.id


def row_totals(rows: Mapping[str, Sequence[int | None]]) -> list[int | None]:
    """Return what each table's rows add up to, for tables with several; None where a row has no count."""
    return [
        None if any(count is None for count in counts) else sum(count or 0 for count in counts)
        for counts in rows.values()
        if len(counts) > 1
    ]
