"""The items of a supposed article that the odds rest on."""

from collections.abc import Sequence

from msgspec import structs

from foreshock.flow.desk import Desk
from foreshock.panel.occurrences import READING
from foreshock.terms.reading import Reading
from foreshock.terms.record import RecordedEvent


def items_behind(desk: Desk, rows: Sequence[RecordedEvent]) -> list[str]:
    """Return the ids of the supposed article's items that tell of one of these rows, in the order of the rows."""
    if desk.supposed is None:
        return []
    made_by = desk.supposed.made_by
    together = {items[0]: items for items in made_by.values()}
    found: list[str] = []
    for row in rows:
        if row.table == READING:
            item = row.id.partition(":")[2]
            found += together.get(item, (item,))
        else:
            found += made_by.get(row.id, ())
    return list(dict.fromkeys(found))


def without(reading: Reading, item: str) -> Reading:
    """Return a reading without one event or statement."""
    return structs.replace(
        reading,
        events=tuple(event for event in reading.events if event.id != item),
        statements=tuple(said for said in reading.statements if said.id != item),
    )
