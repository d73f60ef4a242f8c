"""Other people's tables in the record: bring copies and parts of them in, read back what they said."""

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from datetime import datetime

from sqlalchemy import Connection

from foreshock.record.imports.keep import batches, keep_copy, keep_rows, latest_copy
from foreshock.record.imports.rows import ImportedRow
from foreshock.record.origins import Origin, select_origins, select_rows
from foreshock.record.outcomes import ImportReport
from foreshock.terms.clock import Clock
from foreshock.terms.reading import Event

Transaction = Callable[[], AbstractContextManager[Connection]]


class ImportedTables:
    """The tables of an open record. Every method but `keep_part` is one transaction."""

    def __init__(self, reading: Transaction, writing: Transaction, clock: Clock) -> None:
        self._reading = reading
        self._writing = writing
        self._clock = clock

    def keep_copy(
        self, origin: str, rows: Iterable[ImportedRow], *, seen_at: datetime, whole: Callable[[], bool] = lambda: True
    ) -> ImportReport:
        """Keep a copy of the whole of somebody's table as reports, all or none.

        `whole` says after the last row whether every row of the copy could be read; if not, no row
        that is missing is taken to have vanished.

        Raises:
            UsageError: a copy seen later is in the record already.
        """
        with self._writing() as connection:
            return keep_copy(connection, origin, rows, seen_at=seen_at, now=self._clock.now(), whole=whole)

    def keep_part(self, origin: str, rows: Iterable[ImportedRow], *, seen_at: datetime) -> ImportReport:
        """Keep some rows of somebody's table as reports; rows that are not among them stay as they are.

        Some rows are kept at a time, each time all or none: cut off, it is run again from the start.
        """
        new = changed = unchanged = 0
        for batch in batches(rows):
            with self._writing() as connection:
                kept = keep_rows(connection, origin, batch, seen_at=seen_at, now=self._clock.now())
            new, changed, unchanged = new + kept.new, changed + kept.changed, unchanged + kept.unchanged
        return ImportReport(origin=origin, new=new, changed=changed, vanished=0, unchanged=unchanged)

    def latest_copy(self, origin: str) -> datetime | None:
        """Return when the last copy of a table that changed anything was seen, None if there is none."""
        with self._reading() as connection:
            return latest_copy(connection, origin)

    def origins(self) -> list[Origin]:
        """Return the tables the record holds rows of, the theaters' own included."""
        with self._reading() as connection:
            return select_origins(connection)

    def rows_of(self, origin: str, *, known_at: datetime) -> list[tuple[str, Event]]:
        """Return the rows of a table as known at a moment, as it said them: report ids and events."""
        with self._reading() as connection:
            return select_rows(connection, origin, known_at=known_at)
