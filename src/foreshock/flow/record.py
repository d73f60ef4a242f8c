"""Look into the record: what it holds, what was known when, what changed, whether it is whole."""

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

import msgspec
from msgspec import Struct, structs

from foreshock.flow.desk import Desk, DeskSettings, open_desk
from foreshock.flow.ledger_check import check_chains
from foreshock.flow.moments import as_of_moment
from foreshock.flow.reviews import reviews_between
from foreshock.flow.seen import as_seen
from foreshock.flow.standing import Standing, standing_of
from foreshock.record.check import TableCount
from foreshock.record.location import record_location
from foreshock.record.outcomes import EventVersionSeen, Report
from foreshock.record.reviews.seen import ReviewSeen
from foreshock.record.search import Hit
from foreshock.terms.errors import NotFoundError, RecordError
from foreshock.terms.reading import Event
from foreshock.terms.record import RecordedEvent
from foreshock.verify.ledger import ChainCheck

COUNT = "count"
COMPARED = ("status", "kind", "valid_from", COUNT)
KNOWING = {"recorded_at", "recorded_basis"}


class Question(Struct, frozen=True, kw_only=True):
    """Which events to list; empty or None leaves a side open.

    `known_at` is the day or instant, as written, by which this file must have had the rows.
    """

    kinds: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    known_at: str | None = None


class Assertion(Struct, frozen=True, kw_only=True):
    """A report of an event with the sentences it rests on (none for a table's row)."""

    report: Report
    evidence: tuple[str, ...]


class Dispute(Struct, frozen=True, kw_only=True):
    """A field on which the reports of one event differ: each value with who says so."""

    field: str
    values: dict[str, tuple[str, ...]]


class EventPage(Struct, frozen=True, kw_only=True):
    """One event with all that is known of it at a moment, and every version the file ever held.

    `reviews` are those of the event and of its reports that were made by then.
    """

    as_of: datetime
    event: RecordedEvent
    standing: Standing
    assertions: tuple[Assertion, ...]
    disputes: tuple[Dispute, ...]
    history: tuple[EventVersionSeen, ...]
    reviews: tuple[ReviewSeen, ...] = ()


class Change(Struct, frozen=True, kw_only=True):
    """What became of one event between two moments; a field's value before and after."""

    id: str
    before: RecordedEvent | None
    after: RecordedEvent | None
    fields: dict[str, tuple[str, str]]


class RecordDiff(Struct, frozen=True, kw_only=True):
    """All events that were known otherwise at `later` than at `earlier`, and the reviews made in between."""

    earlier: datetime
    later: datetime
    changes: tuple[Change, ...]
    reviews: tuple[ReviewSeen, ...] = ()


class Stats(Struct, frozen=True, kw_only=True):
    """Where the record is and how much it holds."""

    path: str
    bytes: int
    tables: tuple[TableCount, ...]
    events: int
    first_day: date | None
    last_day: date | None
    digest: str


def list_events(settings: DeskSettings, question: Question) -> list[RecordedEvent]:
    """Return the events that answer a question, as known at the desk's moment."""
    with open_desk(settings) as desk:
        zone = desk.pack.theater.zone
        moment = desk.moment()
        events = desk.record.events(
            known_at=moment,
            entered_by=as_of_moment(question.known_at, zone) if question.known_at else None,
            kinds=question.kinds,
            actors=question.actors,
            since=question.since,
            until=question.until,
        )
    return [as_seen(event, moment, zone) for event in events]


def show_event(settings: DeskSettings, event_id: str) -> EventPage:
    """Return an event's page as known at the desk's moment.

    Raises:
        NotFoundError: no such event was known then.
    """
    with open_desk(settings) as desk:
        return event_page(desk, event_id, desk.moment())


def event_page(desk: Desk, event_id: str, moment: datetime, *, known_at: datetime | None = None) -> EventPage:
    """Return an event's page as known at a moment, from a desk that is open already.

    `known_at` speaks from the rows this file held at that instant; from all it holds if None.

    Raises:
        NotFoundError: no such event was known then.
    """
    event = desk.record.event(event_id, known_at=moment, entered_by=known_at)
    history = tuple(
        version for version in desk.record.versions(event_id) if known_at is None or version.entered_at <= known_at
    )
    if event is None:
        raise _no_event(event_id, moment, known=bool(history))
    reports = desk.record.reports_of(event_id, known_at=moment, entered_by=known_at)
    groups = desk.record.sources_of(event_id, known_at=moment, entered_by=known_at)
    return EventPage(
        as_of=moment,
        event=as_seen(event, moment, desk.pack.theater.zone),
        standing=standing_of(event.kind, reports, groups, desk.pack.outlets),
        assertions=tuple(Assertion(report=report, evidence=evidence_of(report)) for report in reports),
        disputes=tuple(_disputes(reports)),
        history=history,
        reviews=tuple(
            desk.record.reviews.of(event_id, *(report.id for report in reports), known_at=moment, entered_by=known_at)
        ),
    )


def event_history(settings: DeskSettings, event_id: str) -> list[EventVersionSeen]:
    """Return every version of an event the file ever held.

    Raises:
        NotFoundError: it never held such an event.
    """
    with open_desk(settings) as desk:
        versions = desk.record.versions(event_id)
        if not versions:
            raise _no_event(event_id, desk.moment(), known=False)
    return versions


def compare_moments(settings: DeskSettings, earlier: str, later: str) -> RecordDiff:
    """Return what was known otherwise at `later` than at `earlier` (days or instants)."""
    with open_desk(settings) as desk:
        zone = desk.pack.theater.zone
        moments = as_of_moment(earlier, zone), as_of_moment(later, zone)
        before, after = (
            {event.id: as_seen(event, moment, zone) for event in desk.record.events(known_at=moment)}
            for moment in moments
        )
        reviews = reviews_between(desk, *moments)
    changes = [_change(name, before.get(name), after.get(name)) for name in before.keys() | after.keys()]
    shown = [change for change in changes if change is not None]
    return RecordDiff(earlier=moments[0], later=moments[1], changes=tuple(sorted(shown, key=_place)), reviews=reviews)


def search_record(settings: DeskSettings, words: str, *, limit: int) -> list[Hit]:
    """Return what matches all words, as known at the desk's moment.

    Raises:
        UsageError: there is nothing to search for in `words`.
    """
    with open_desk(settings) as desk:
        return desk.record.search(words, known_at=desk.moment(), limit=limit)


def check_record(settings: DeskSettings) -> list[str]:
    """Return what is wrong with the record, its ledger included, in words; empty when it is whole."""
    with open_desk(settings) as desk:
        chains = check_chains(desk.record.ledger, ChainCheck()).breaks
        return [*desk.record.faults(), *(f"the ledger: {fault}" for fault in chains)]


def record_stats(settings: DeskSettings) -> Stats:
    """Return how much the record holds, events as known at the desk's moment."""
    with open_desk(settings) as desk:
        moment = desk.moment()
        events = desk.events(moment)
        return Stats(
            path=str(desk.record.location),
            bytes=desk.record.size(),
            tables=tuple(desk.record.counts()),
            events=len(events),
            first_day=min((event.valid_from for event in events), default=None),
            last_day=max((event.valid_to for event in events), default=None),
            digest=desk.record.digest(known_at=moment),
        )


def create_record(settings: DeskSettings) -> Stats:
    """Make a new record with the theater's history; return how much it holds.

    Raises:
        RecordError: there is one already, or it cannot be written.
    """
    location = record_location(settings.record, settings.environment)
    if isinstance(location, Path) and location.exists():
        raise RecordError(
            f"there is something at {location} already",
            expected="a path where nothing is",
            next_step="use it as it is (`foreshock record stats`), or choose another path",
        )
    return record_stats(settings)


def _no_event(event_id: str, moment: datetime, *, known: bool) -> NotFoundError:
    return NotFoundError(
        f"no event {event_id!r} was known at {moment:%Y-%m-%d %H:%M} UTC",
        expected="a moment at which it was" if known else "the id of an event in the record",
        next_step="foreshock record history EVENT" if known else "foreshock record list shows the ids",
    )


def evidence_of(report: Report) -> tuple[str, ...]:
    """Return the sentences a report rests on; none for a table's row."""
    if report.origin.startswith("pack:"):
        return ()
    return tuple(span.text for span in msgspec.json.decode(report.content, type=Event).evidence)


def count_of(report: Report) -> int | None:
    """Return how many a report counts, None if it gives no exact number or is a table's own row."""
    if report.origin.startswith("pack:"):
        return None
    count = msgspec.json.decode(report.content, type=Event).count
    return count.value if count is not None and count.qualifier == "exact" else None


def _disputes(reports: Sequence[Report]) -> list[Dispute]:
    disputes = []
    for name in COMPARED:
        said: dict[str, list[str]] = {}
        for report in reports:
            value = count_of(report) if name == COUNT else getattr(report, name)
            if value is not None:
                said.setdefault(str(value), []).append(report.source)
        if name == "kind":
            # who leaves the kind open does not contradict who tells it
            said = {kind: who for kind, who in said.items() if not any(k.startswith(f"{kind}.") for k in said)}
        if len(said) > 1:
            values = {value: tuple(sorted(set(sources))) for value, sources in sorted(said.items())}
            disputes.append(Dispute(field=name, values=values))
    return disputes


def _change(name: str, before: RecordedEvent | None, after: RecordedEvent | None) -> Change | None:
    fields: dict[str, tuple[str, str]] = {}
    if before is not None and after is not None:
        old, new = structs.asdict(before), structs.asdict(after)
        fields = {key: (str(old[key]), str(new[key])) for key in old if key not in KNOWING and old[key] != new[key]}
        if not fields:
            return None
    return Change(id=name, before=before, after=after, fields=fields)


def _place(change: Change) -> tuple[date, str]:
    event = change.after or change.before
    return (event.valid_from if event else date.min, change.id)
