"""Everything an article itself makes known that the odds take into account, as rows of its moment."""

from collections.abc import Sequence
from datetime import datetime

from foreshock.flow.desk import Desk
from foreshock.flow.noticed import told_launches, told_notices
from foreshock.flow.told_threats import own_threats
from foreshock.terms.reading import Reading
from foreshock.terms.record import RecordedEvent


def told_rows(
    desk: Desk, reading: Reading, recorded: Sequence[RecordedEvent], as_of: datetime
) -> tuple[RecordedEvent, ...]:
    """Return the launch notices, launches that answer one, and threats of a reading that the record does not hold."""
    zone, principal = desk.pack.theater.zone, desk.pack.theater.principal
    return (
        *told_notices(reading, recorded, as_of=as_of, zone=zone, principal=principal),
        *told_launches(reading, recorded, as_of=as_of, zone=zone, principal=principal),
        *own_threats(desk, reading, recorded, as_of),
    )
