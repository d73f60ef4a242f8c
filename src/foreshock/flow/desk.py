"""The desk: a theater, its record and the moment to speak from, opened together."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Unpack

from msgspec import structs

from foreshock.flow.moments import as_of_moment
from foreshock.flow.publication import published_moment, received_for
from foreshock.flow.seen import as_seen
from foreshock.panel.occurrences import READING
from foreshock.record.event_rows import Choice
from foreshock.record.location import record_location
from foreshock.record.store import Record, open_record
from foreshock.record.supposed import Supposed
from foreshock.record.supposing import Apart
from foreshock.terms.article import Article
from foreshock.terms.clock import Clock
from foreshock.terms.reading import Reading
from foreshock.terms.record import RecordedEvent
from foreshock.theaters.history import pack_history
from foreshock.theaters.load import load_pack
from foreshock.theaters.schema import Pack


@dataclass(frozen=True)
class DeskSettings:
    """What the user asked for; `as_of` as written, None for the article's own time or now."""

    theater: str
    record: str | None
    environment: str | None
    as_of: str | None
    clock: Clock


@dataclass(frozen=True)
class Desk:
    """An open record with the pack's history in it."""

    pack: Pack
    record: Record
    settings: DeskSettings
    supposed: Supposed | None = None

    def supposing(self, reading: Reading, moment: datetime, **apart: Unpack[Apart]) -> "Desk":
        """Return a desk whose record speaks at that moment as if an article had been added; nothing is written.

        With `lacking` as if the article were without that item (see `Record.suppose`). It would reach us
        now; at the moment itself if that is now to the minute, as answers are.
        """
        apart.setdefault("received_at", received_for(moment, self.settings.clock.now()))
        return replace(self, supposed=self.record.suppose(reading, moment=moment, **apart))

    def known(self, **choice: Unpack[Choice]) -> list[RecordedEvent]:
        """Return what `Record.events` does, with what the supposed article tells of, if one is supposed.

        An event that only that article tells of has the id of the item that does.
        """
        rows, supposed = self.record.events(**choice), self.supposed
        return rows if supposed is None else [_item(row, supposed) for row in supposed.among(rows, **choice)]

    def moment(self, article: Article | None = None) -> datetime:
        """Return the moment to speak from: `--as-of`, else the article's publication, else now."""
        zone, now = self.pack.theater.zone, self.settings.clock.now()
        if self.settings.as_of:
            return as_of_moment(self.settings.as_of, zone)
        return now if article is None else published_moment(article, zone, now)

    def events(
        self,
        known_at: datetime,
        entered_by: datetime | None = None,
        *,
        kinds: Sequence[str] = (),
        articles: bool = True,
    ) -> list[RecordedEvent]:
        """Return the record's events as known at a moment, without what their rows learned later.

        `entered_by` leaves out what this file did not hold yet at that instant, `kinds` all that is of
        none of these kinds, and `articles` False what only articles report: a record may hold a
        million events of which a question needs a few hundred.
        """
        return list(self.each_event(known_at, entered_by, kinds=kinds, articles=articles))

    def each_event(
        self,
        known_at: datetime,
        entered_by: datetime | None = None,
        *,
        kinds: Sequence[str] = (),
        articles: bool = True,
    ) -> Iterator[RecordedEvent]:
        """Yield what `events` returns, few of them in memory at a time."""
        zone = self.pack.theater.zone
        for event in self.record.each_event(known_at=known_at, entered_by=entered_by, kinds=kinds, articles=articles):
            yield as_seen(event, known_at, zone)


def _item(row: RecordedEvent, supposed: Supposed) -> RecordedEvent:
    if row.id not in supposed.own:
        return row
    return structs.replace(row, id=f"{READING}:{supposed.made_by[row.id][0]}", table=READING)


@contextmanager
def open_desk(settings: DeskSettings) -> Iterator[Desk]:
    """Open the theater and the record, loading the pack's history into the record if it is new.

    Raises:
        PackError: no such theater, or it has faults.
        RecordError: the record cannot be opened or written.
    """
    pack = load_pack(settings.theater)
    location = record_location(settings.record, settings.environment)
    with open_record(location, clock=settings.clock) as record:
        if not record.holds_pack(pack):
            record.load_pack(pack, pack_history(pack))
        yield Desk(pack, record, settings)
