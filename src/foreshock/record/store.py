"""The record as other rooms use it: open it, put packs and readings in, ask what was known when."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Unpack

from sqlalchemy import Connection, Engine

from foreshock.record import fits, reads
from foreshock.record.archive import read_archive, write_archive
from foreshock.record.articles import Arrival, known_from, store_readings
from foreshock.record.changes import Change, count_change, last_change, written
from foreshock.record.check import TableCount, count_rows, find_faults, size_of_tables
from foreshock.record.counts import Counts
from foreshock.record.engine import connect, prepare
from foreshock.record.event_rows import Choice, digest_events, each_event, select_events
from foreshock.record.faults import explained
from foreshock.record.imports.store import ImportedTables
from foreshock.record.independence import SourceGroup, group_sources
from foreshock.record.ledger import insert_issued, insert_resolutions, select_ledger
from foreshock.record.ledger_reads import LedgerReads
from foreshock.record.lists import Lists
from foreshock.record.location import Location
from foreshock.record.on_sqlite import CACHE_KIB
from foreshock.record.outcomes import AddReport, EventVersionSeen, LoadReport, Report
from foreshock.record.pack_changes import load_key, source_of
from foreshock.record.packs import last_load, load_source, note_same
from foreshock.record.reviews.seen import ReviewSeen
from foreshock.record.reviews.store import Reviews, Saying
from foreshock.record.sayings import Sayings
from foreshock.record.search import HIT_KINDS, Hit, HitKind, search
from foreshock.record.supposed import Supposed
from foreshock.record.supposing import Apart, asked_of, suppose
from foreshock.record.transactions import read_from, write_to
from foreshock.record.upkeep import settle_arrivals
from foreshock.record.voices import voices_of
from foreshock.terms.clock import Clock
from foreshock.terms.errors import RecordError
from foreshock.terms.ledger import Issued, LedgerRows, Resolution
from foreshock.terms.reading import Reading
from foreshock.terms.record import RecordedEvent
from foreshock.terms.review import Review, Verdict
from foreshock.theaters.schema import Pack

WAIT_SECONDS = 5.0


class Record:
    """An open record. Every method is one transaction: all of it is kept, or nothing.

    `known_at` asks for what was public knowledge at that instant; `entered_by` for what this file
    would have answered about it on an earlier day, before later corrections and late arrivals.
    """

    def __init__(self, engine: Engine, location: Location, clock: Clock, *, readonly: bool) -> None:
        self._engine = engine
        self._clock = clock
        self.location = location
        self.readonly = readonly
        self.lists = Lists(self._reading)
        self.counted = Counts(self._reading)
        self.sayings = Sayings(self._reading)
        self.ledger = LedgerReads(self._reading)
        self.imported = ImportedTables(self._reading, self._writing, clock)
        self.reviews = Reviews(self._reading, self._writing, clock)

    def holds_pack(self, pack: Pack) -> bool:
        """True if the history in the record is that of exactly this pack; costs one short query."""
        with self._reading() as connection:
            load = last_load(connection, pack.theater.id)
        return load is not None and load.pack_digest == load_key(pack)

    def load_pack(self, pack: Pack, history: Sequence[RecordedEvent]) -> LoadReport:
        """Bring the record's events of a theater to the pack's history.

        Raises:
            RecordError: two events share an id, or the record cannot be written.
        """
        with self._reading() as connection:
            load = last_load(connection, pack.theater.id)
        if load is not None and load.pack_digest == load_key(pack):
            return LoadReport(theater=pack.theater.id, digest=load.digest, loaded=False)
        source, now = source_of(pack, history), self._clock.now()
        with self._writing() as connection:
            # True too when another process loaded it while this one waited
            if note_same(connection, source, now):
                return LoadReport(theater=source.theater, digest=source.digest, loaded=False)
            return load_source(connection, source, now)

    def add(self, reading: Reading, *, received_at: datetime | None = None, coder: str | None = None) -> AddReport:
        """Store a reading; the same one twice changes nothing (see `store_readings`).

        `received_at` is when the article reached us, for replays; the clock's time otherwise.

        Raises:
            InputError: the reading holds text that cannot be written as UTF-8.
            RecordError: the record cannot be written.
        """
        return self.add_all([reading], received_at=received_at, coder=coder)[0]

    def add_all(
        self, readings: Sequence[Reading], *, received_at: datetime | None = None, coder: str | None = None
    ) -> list[AddReport]:
        """Store many readings in one transaction, all or none: several times as fast as one by one."""
        now = self._clock.now()
        received = received_at or now
        arrivals = [
            Arrival(
                reading=reading, coder=coder, known=known_from(reading.article, received), received=received, now=now
            )
            for reading in readings
        ]
        with self._writing() as connection:
            return store_readings(connection, arrivals)

    def suppose(self, reading: Reading, *, moment: datetime, **apart: Unpack[Apart]) -> Supposed:
        """Return how the events known at a moment would differ had a reading been added; nothing is written.

        Args:
            reading: the coded article; one that the record holds counts as it is there.
            moment: the moment of knowledge.
            received_at: when the article would have reached us; now if None.
            entered_by: answer as this file would have at that instant; now if None.
            lacking: id of the one event or statement supposed not to be in the article.
        """
        asked = asked_of(reading, moment, self._clock.now(), **apart)
        with self._reading() as connection:
            return suppose(connection, asked)

    def events(self, **choice: Unpack[Choice]) -> list[RecordedEvent]:
        """Return the events known at a moment, by first day and id.

        Args:
            known_at: the moment of knowledge.
            entered_by: answer as this file would have at that instant; now if None.
            kinds: of one of these kinds or below it in the taxonomy; any if empty.
            actors: by at least one of these; anyone if empty.
            since: still going on that day or later.
            until: begun by that day.
            articles: with what only articles report, not the rows of tables alone.
            naming: that hold at least one of these codes, as doer, recipient or otherwise; any if empty.
        """
        with self._reading() as connection:
            return select_events(connection, **choice)

    def each_event(self, **choice: Unpack[Choice]) -> Iterator[RecordedEvent]:
        """Yield what `events` returns for the same arguments, from one state of the record.

        However many there are, few are in memory at a time. The record is read until the last is
        taken or the iterator is closed.
        """
        with self._reading() as connection:
            yield from each_event(connection, **choice)

    def event(self, event_id: str, *, known_at: datetime, entered_by: datetime | None = None) -> RecordedEvent | None:
        """Return one event as known at a moment, None if it was not."""
        with self._reading() as connection:
            return reads.select_event(connection, event_id, known_at=known_at, entered_by=entered_by)

    def versions(self, event_id: str) -> list[EventVersionSeen]:
        """Return every version of an event this file ever held, by the moment it got each."""
        with self._reading() as connection:
            return reads.select_versions(connection, event_id)

    def reports_of(self, event_id: str, *, known_at: datetime, entered_by: datetime | None = None) -> list[Report]:
        """Return the reports linked to an event as known at a moment, the earliest known first."""
        with self._reading() as connection:
            return reads.select_reports(connection, event_id, known_at=known_at, entered_by=entered_by)

    def sources_of(self, event_id: str, *, known_at: datetime, entered_by: datetime | None = None) -> list[SourceGroup]:
        """Return the independent sources among an event's reports as known at a moment."""
        with self._reading() as connection:
            reports = reads.select_reports(connection, event_id, known_at=known_at, entered_by=entered_by)
            return group_sources(voices_of(connection, reports))

    def reading(
        self, article_id: str, *, known_at: datetime | None = None, entered_by: datetime | None = None
    ) -> Reading | None:
        """Return an article with all coded from it; None if it is not here, or was not known then."""
        with self._reading() as connection:
            return reads.select_reading(connection, article_id, known_at=known_at, entered_by=entered_by)

    def review(self, item: str, verdict: Verdict, **said: Unpack[Saying]) -> Review:
        """Judge an item of the record, or a report's link.

        Views show it from when it was made, or from `holds_from` on: "usual" is for all views, those of
        past days too, if it judges how an article was read, as if it had been read so at once; and from
        when it was made if it judges a table's row, a merge of one or a withdrawn article. What was shown
        before stays to be seen with `entered_by`.

        A form's values go in as they come: `fields` are texts, lists joined by ";", "" for unknown.
        Its button is the verdict, and which other fields the form has follows from that:

            record.review(report.id, "accept", reviewer=name)
            record.review(report.id, "correct", fields={"start": "2023-02-01", "count": "2"}, reviewer=name, reason=why)
            record.review(event.id, "reject", reviewer=name, reason=why)
            record.review(report.id, "reject", event=event.id, reviewer=name, reason=why)   # only its link
            record.review(report.id, "pin", event=event.id, reviewer=name, reason=why)      # it is of this event
            record.review(event.id, "split", reports=checked, reviewer=name, reason=why)    # those are of another
            record.review(event.id, "merge", event=other.id, reviewer=name, reason=why)     # both are one
            record.review(address, "reject", reviewer=agency, reason="withdrawn")           # all an article says
            record.review("12", "undo", reviewer=name, reason=why)                          # number of a review

        Fields that may be corrected are in `foreshock.record.reviews.fields.FIELDS`. Refusals are
        UsageErrors whose `wrong`, `expected` and `next_step` a page can show beside the form; then
        nothing was kept. A review sent twice is kept twice and changes nothing the second time.

        Args:
            item: id of an event, or of a report, statement or claim ("ARTICLE:e1", "ARTICLE:s1",
                "ARTICLE:c1"), of an article or its address; for `undo` the number of a review.
            verdict: accept, correct or reject it; split or merge an event; pin a report; undo a review.
            reviewer: who judges; required.
            reason: why; required but for `accept`.
            fields: with `correct`, the corrected fields.
            event: with accept, reject or pin of a report's link the event it leads to; with merge the other event.
            reports: with split, the reports that are of another event.
            made_at: when it was judged, if not now.
            holds_from: since when views as of past moments show it; from `made_at` on if None.

        Raises:
            UsageError: the item is not in the record or was not known at `made_at`, or the verdict
                or a corrected value is none it can have.
            RecordError: the record cannot be written.
        """
        return self.reviews.add(item, verdict, **said)

    def reviews_of(
        self, item: str, *, known_at: datetime | None = None, entered_by: datetime | None = None
    ) -> list[ReviewSeen]:
        """Return the reviews of an item, the earliest made first, each with what became of it.

        Reviews of an earlier coding of the item's article are found under the id it has now; for an
        event, those of links to it, and of what was merged into it or split off, are among them.
        """
        return self.reviews.of(item, known_at=known_at, entered_by=entered_by)

    def last_change(self) -> Change:
        """Return how many transactions have changed the record, and when the last did; one short query."""
        with self._reading() as connection:
            return last_change(connection)

    def faults(self) -> list[str]:
        """Return what is wrong with the file or the facts in it, in words; empty when it is whole."""
        with self._reading() as connection:
            return find_faults(connection)

    def counts(self) -> list[TableCount]:
        """Return how many rows each table of facts holds."""
        with self._reading() as connection:
            return count_rows(connection)

    def size(self) -> int:
        """Return how many bytes the record takes: its file, or its tables and indexes on a server."""
        if isinstance(self.location, Path):
            return self.location.stat().st_size
        with self._reading() as connection:
            return size_of_tables(connection)

    def digest(self, **choice: Unpack[Choice]) -> str:
        """Return the sha256 over the ids and contents of the events known at a moment (narrowed as for `events`)."""
        with self._reading() as connection:
            return digest_events(connection, **choice)

    def search(
        self,
        words: str,
        *,
        known_at: datetime,
        entered_by: datetime | None = None,
        kinds: Sequence[HitKind] = HIT_KINDS,
        limit: int = 20,
    ) -> list[Hit]:
        """Return what matches all `words` as known at a moment, at most `limit` of each kind.

        Raises:
            UsageError: there is nothing to search for in `words`.
        """
        with self._reading() as connection:
            return search(connection, words, known_at=known_at, entered_by=entered_by, kinds=kinds, limit=limit)

    def export_archive(self, path: Path) -> int:
        """Write the whole record to a new file; return how many rows (see `write_archive`)."""
        with self._reading() as connection:
            return write_archive(connection, path)

    def import_archive(self, path: Path) -> int:
        """Fill this record, which must be empty, from an archive; return how many rows."""
        with self._writing() as connection:
            return read_archive(connection, path)

    def ledger_rows(self) -> LedgerRows:
        """Return every issued forecast and every resolution, as of one moment.

        Raises:
            RecordError: a row cannot be read.
        """
        with self._reading() as connection:
            return select_ledger(connection)

    def append_issued(self, write: Callable[[LedgerRows], Sequence[Issued]]) -> Sequence[Issued]:
        """Append the forecasts that `write` makes of the ledger as it stands; return them.

        `write` runs while no other process can write, so what it chains its rows to is the end.

        Raises:
            RecordError: the rows do not continue the chain, or the record cannot be written.
        """
        with self._writing() as connection:
            rows = write(select_ledger(connection))
            insert_issued(connection, rows)
            return rows

    def append_resolutions(self, write: Callable[[LedgerRows], Sequence[Resolution]]) -> Sequence[Resolution]:
        """Append the resolutions that `write` makes of the ledger as it stands; return them.

        Raises:
            RecordError: as for `append_issued`.
        """
        with self._writing() as connection:
            rows = write(select_ledger(connection))
            insert_resolutions(connection, rows)
            return rows

    def cached(self, key: str) -> bytes | None:
        """Return bytes kept under a key, None if there are none. Keys name all that went in."""
        with self._reading() as connection:
            return fits.select_fit(connection, key)

    def cache(self, key: str, data: bytes) -> None:
        """Keep bytes that can be made again, such as a fitted model, in place of the key's old ones.

        On a record that cannot be written nothing is kept.
        """
        if self.readonly:
            return
        with explained(self.location), write_to(self._engine) as connection:
            fits.keep_fit(connection, key, data, self._clock.now())

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with explained(self.location), read_from(self._engine) as connection:
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        if self.readonly:
            raise RecordError(
                f"the record {self.location} cannot be written",
                expected="a record you may write to",
                next_step="change its permissions, or point --record at another place",
            )
        with explained(self.location), write_to(self._engine) as connection:
            before = written(connection)
            yield connection
            count_change(connection, before, self._clock.now())
            settle_arrivals(connection)


@contextmanager
def open_record(
    location: Location, *, clock: Clock, wait_seconds: float = WAIT_SECONDS, cache_kib: int = CACHE_KIB
) -> Iterator[Record]:
    """Open the record at a path or on a server, creating it or bringing its schema up to date first.

    A record that may not be written is opened for reading only. `wait_seconds` is how long a write
    waits for another process that is writing; `cache_kib` how much of a file each connection may keep
    in memory.

    Raises:
        RecordError: it cannot be opened or created, is damaged, or is not a record.
    """
    engine = connect(location, wait_seconds=wait_seconds, cache_kib=cache_kib)
    try:
        with explained(location):
            readonly = prepare(engine, location)
        yield Record(engine, location, clock, readonly=readonly)
    finally:
        engine.dispose()
