"""An event as one could see it at a moment: without what its row learned only later."""

from datetime import date, datetime

from msgspec.structs import replace

from foreshock.flow.moments import end_of_day
from foreshock.terms.record import RecordedEvent

LATER = "later_known"
END = "end"


def as_seen(event: RecordedEvent, moment: datetime, zone: str) -> RecordedEvent:
    """Return an event without the fields that became known after `moment`.

    A table's row may carry later knowledge (how a planned launch went, when a drill ended); it
    names those fields in `later_known`, with the day each became known where that is recorded. A
    field without such a day stays hidden. An end that is not known yet leaves the first day.
    """
    hidden = [
        name for name in event.attributes.get(LATER, "").split(";") if name and not _known(event, name, moment, zone)
    ]
    if not hidden:
        return event
    gone = {LATER, *hidden, *(f"{name}_known_on" for name in hidden)}
    kept = {name: value for name, value in event.attributes.items() if name not in gone}
    if END in hidden:
        return replace(event, attributes=kept | {"end_unknown": "True"}, valid_to=event.valid_from)
    return replace(event, attributes=kept)


def _known(event: RecordedEvent, name: str, moment: datetime, zone: str) -> bool:
    day = event.attributes.get(f"{name}_known_on")
    return day is not None and end_of_day(date.fromisoformat(day), zone) <= moment
