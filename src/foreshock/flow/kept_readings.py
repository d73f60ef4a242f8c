"""The readings a record keeps, as known at a moment."""

from collections.abc import Iterator
from datetime import datetime

from foreshock.record.lists import Narrowing, Slice
from foreshock.record.store import Record
from foreshock.terms.reading import Reading

BATCH = 200


def kept_readings(record: Record, known_at: datetime) -> Iterator[tuple[datetime, Reading]]:
    """Yield each article's reading with the moment it became known, the latest known first."""
    part = Slice(known_at=known_at, entered_by=None, limit=BATCH)
    while True:
        lines = record.lists.articles(Narrowing(), part)
        for _, line in lines:
            reading = record.reading(line.id, known_at=known_at)
            if reading is not None:
                yield line.recorded_at, reading
        if len(lines) < BATCH:
            return
        part = Slice(known_at=known_at, entered_by=None, limit=BATCH, after=lines[-1][0])
