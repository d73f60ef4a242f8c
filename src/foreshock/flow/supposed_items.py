"""The items of a supposed article that the odds rest on."""

from collections.abc import Sequence

from foreshock.flow.desk import Desk
from foreshock.flow.told_threats import SAID
from foreshock.panel.occurrences import READING, TOLD
from foreshock.terms.record import RecordedEvent


def items_behind(desk: Desk, rows: Sequence[RecordedEvent]) -> list[str]:
    """Return the ids of the supposed article's items that tell of one of these rows, in the order of the rows.

    A row of a table stands there without the article.
    """
    if desk.supposed is None:
        return []
    made_by = desk.supposed.made_by
    together = {items[0]: items for items in made_by.values()} if not desk.supposed.held else {}
    said_here = f"{SAID}{desk.supposed.reading.article.id}:"
    found: list[str] = []
    for row in rows:
        if row.table == READING:
            item = row.id.partition(":")[2]
            found += together.get(item, (item,))
        elif row.id.startswith(said_here):
            found.append(row.id.removeprefix(said_here))
        elif row.table in TOLD:
            found += made_by.get(row.id, ())
    return list(dict.fromkeys(found))
