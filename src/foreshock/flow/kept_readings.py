"""The readings a record keeps that tell of undertakings, as known at a moment."""

from collections.abc import Iterator
from datetime import datetime

from foreshock.record.sayings import Telling
from foreshock.record.store import Record
from foreshock.terms.reading import Reading


def kept_readings(record: Record, known_at: datetime, telling: Telling) -> Iterator[tuple[datetime, Reading]]:
    """Yield the reading of each article that tells of it, with the moment it became known, the earliest first."""
    for known, name in record.sayings.articles(telling, known_at=known_at):
        reading = record.reading(name, known_at=known_at)
        if reading is not None:
            yield known, reading
