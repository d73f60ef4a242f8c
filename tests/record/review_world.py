"""What tests of reviews share: a reviewer, an imported row, short questions."""

from datetime import datetime
from typing import Any

from msgspec.structs import replace
from record_world import LATE, firing

from foreshock.record.imports.rows import ImportedRow
from foreshock.record.store import Record
from foreshock.terms.reading import Count
from foreshock.terms.record import RecordedEvent

BY: dict[str, Any] = {"reviewer": "Ann Lee", "reason": "the ministry withdrew it"}
REPORT = "sha256:a:e1"


class Ticking:
    """A clock that a test moves on."""

    def __init__(self, now: datetime) -> None:
        self.moment = now

    def now(self) -> datetime:
        return self.moment


def imported(
    name: str, *, on: int = 0, count: int | None = None, kind: str = "launch.cruise", source: str = "Bay Almanac"
) -> ImportedRow:
    event = firing(name, on=on, kind=kind)
    return ImportedRow(
        number=2,
        id=f"import:almanac:{name}",
        source=source,
        event=replace(event, count=Count(count) if count else None),
    )


def ids(record: Record, moment: datetime = LATE) -> list[str]:
    return [event.id for event in record.events(known_at=moment)]


def only(record: Record, moment: datetime = LATE) -> RecordedEvent:
    (event,) = record.events(known_at=moment)
    return event
