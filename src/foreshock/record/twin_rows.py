"""Two rows of one launch in a theater's own table: which go into another row's event. Pure.

Careful by intent: two launches of one day are common. A row is another's twin only if both are of the
same table, day, actors and status, the other is of the same kind or a more precise one, the twin
says nothing the other does not (how many, where, with what, at which instant), it became known no
earlier, and the two cite no source in common: a source that lists both tells them apart. A row with two
such others is nobody's twin.
"""

from collections.abc import Iterable, Sequence

from msgspec import Struct

from foreshock.record.rules import ReadyRule, Rules
from foreshock.terms.record import RecordedEvent

RELATION = "twin_row"
INSTANT = "instant_utc"


class Twin(Struct, frozen=True, kw_only=True):
    """A row that tells of the event of another row, by which rule and why."""

    row: RecordedEvent
    event_id: str
    rule: str
    reason: str


def twins_of(history: Sequence[RecordedEvent], rules: Rules) -> dict[str, Twin]:
    """Return the rows that are twins of others, by id."""
    if not any(item.rule.relation == RELATION for item in rules.rules):
        return {}
    groups: dict[object, list[RecordedEvent]] = {}
    for event in history:
        if rules.of(RELATION, event.kind) is not None and event.precision == "day":
            key = event.table, event.valid_from, event.valid_to, event.actors, event.status, event.kinetic
            groups.setdefault(key, []).append(event)
    found: dict[str, Twin] = {}
    for rows in groups.values():
        others = {row.id: [other for other in rows if other is not row and _adds_nothing(row, other)] for row in rows}
        for row in sorted(rows, key=lambda row: row.id):
            kept = [other for other in others[row.id] if other.id not in found]
            # of two alike the first by id is kept
            if len(kept) == 1 and not (row in others[kept[0].id] and row.id < kept[0].id):
                rule = rules.of(RELATION, row.kind)
                if rule is not None:
                    found[row.id] = _twin(row, kept[0], rule)
    # a row that others were joined to stays, and a chain ends where it began
    heads = {twin.event_id for twin in found.values()}
    return {name: twin for name, twin in found.items() if name not in heads}


def _adds_nothing(row: RecordedEvent, other: RecordedEvent) -> bool:
    return (
        (other.kind == row.kind or other.kind.startswith(f"{row.kind}."))
        and row.recorded_at >= other.recorded_at
        and row.count in (None, other.count)
        and (row.place is None or _bare(row.place) == _bare(other.place or ""))
        and set(row.instruments) <= set(other.instruments)
        and row.attributes.get(INSTANT) in (None, other.attributes.get(INSTANT))
        and not set(_cited(row.sources)) & set(_cited(other.sources))
    )


def _twin(row: RecordedEvent, other: RecordedEvent, rule: ReadyRule) -> Twin:
    reason = (
        f"{rule.rule.label}: {row.kind} of {row.valid_from} by {', '.join(row.actors)} is the row {other.id}, "
        f"which says all it says"
    )
    return Twin(row=row, event_id=other.id, rule=rule.rule.id, reason=reason)


def _cited(sources: Iterable[str]) -> list[str]:
    return [_bare(part) for source in sources for part in source.split(";") if part.strip()]


def _bare(text: str) -> str:
    return " ".join(text.casefold().split())
