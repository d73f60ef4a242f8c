"""What lies ahead: everything scheduled, expected or due in the days after a moment.

Three sources, kept apart: the article itself, days that return every year, and rows of the record
that had been announced by then.
"""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from foreshock.terms.reading import Event, Span, Status
from foreshock.terms.record import RecordedEvent
from foreshock.theaters.schema import RecurringDay

STRIP_DAYS = 30
USUAL_DRILL_DAYS = 11  # how long a drill without a known end is listed as still on
PENDING: frozenset[Status | None] = frozenset({"scheduled", "possible", "ongoing", "threatened"})
SOURCE_ORDER = {"article": 0, "record": 1, "calendar": 2}


class AheadItem(Struct, frozen=True, kw_only=True):
    """One thing ahead. `end` None means its end is open or unknown.

    `source` says where it is known from: "article" (then `evidence` and `item` point into the
    reading), "record" (`item` is the record id) or "calendar" (`item` is the pack row's id).
    """

    start: date
    end: date | None
    precision: str
    kind: str | None
    name: str
    actors: tuple[str, ...]
    status: Status
    source: Literal["article", "record", "calendar"]
    item: str
    evidence: tuple[Span, ...] = ()


def look_ahead(
    today: date,
    *,
    coded: Sequence[Event],
    recorded: Sequence[RecordedEvent],
    recurring: Sequence[RecurringDay],
    days: int = STRIP_DAYS,
) -> tuple[AheadItem, ...]:
    """Return what is ahead from `today` (included) for `days` days, by day and then by source.

    `recorded` must already be the record as known at the moment; of it, only rows announced
    before they begin, or still running, are ahead. A recurring day the article itself mentions
    is listed once, as the article's.
    """
    last = today + timedelta(days=days)
    items = [
        *_from_article(coded, today, last),
        *_from_record(recorded, today, last),
        *_from_calendar(recurring, today, last),
    ]
    kept: list[AheadItem] = []
    for item in sorted(items, key=lambda i: (SOURCE_ORDER[i.source], i.start, i.item)):
        told = next((at for at, other in enumerate(kept) if _is_told(item, other)), None)
        if told is None:
            kept.append(item)
        else:  # the article tells of it, the calendar names it
            kept[told] = replace(kept[told], name=item.name)
    return tuple(sorted(kept, key=lambda i: (i.start, SOURCE_ORDER[i.source], i.item)))


def _is_told(day: AheadItem, other: AheadItem) -> bool:
    """Return whether a day of the calendar is the anniversary that the article tells of."""
    same = day.source == "calendar" and other.source == "article" and other.kind == "anniversary"
    return same and day.start == other.start and (not other.actors or not set(day.actors).isdisjoint(other.actors))


def _from_article(coded: Iterable[Event], today: date, last: date) -> Iterable[AheadItem]:
    for event in coded:
        when, status = event.when, event.status
        if when is None or (when.start is None and when.end is None) or status is None or status not in PENDING:
            continue
        start = when.start or when.end
        if start is None or start > last or (when.end or start) < today or (event.kind or "").startswith("statement"):
            continue
        yield AheadItem(
            start=start,
            end=when.end,
            precision=when.precision,
            kind=event.kind,
            name=event.evidence[0].text if event.evidence else (event.kind or event.type or ""),
            actors=tuple(actor.code for actor in event.actors),
            status=status,
            source="article",
            item=event.id,
            evidence=event.evidence,
        )


def _from_record(recorded: Iterable[RecordedEvent], today: date, last: date) -> Iterable[AheadItem]:
    for event in recorded:
        start, end = _window(event)
        if start is not None and event.attributes.get("end_unknown") and start <= today:
            end = max(end, start + timedelta(days=USUAL_DRILL_DAYS))  # still on, as far as anyone has said
        if start is None or start > last or end < today or event.status == "cancelled":
            continue
        if start > today and event.announced_at is None:
            continue
        yield AheadItem(
            start=start,
            end=None if event.attributes.get("end_unknown") else end,
            precision=event.precision,
            kind=event.kind,
            name=event.name or event.kind,
            actors=event.actors,
            status="ongoing" if start <= today else "scheduled",
            source="record",
            item=event.id,
        )


def _window(event: RecordedEvent) -> tuple[date | None, date]:
    """Return the days an event spans; for a notice, the window it announces."""
    start, end = event.attributes.get("window_start"), event.attributes.get("window_end")
    if event.kind.startswith("notice."):
        if not start or not end:
            return None, event.valid_to
        return date.fromisoformat(start[:10]), date.fromisoformat(end[:10])
    if not event.kind.startswith("exercise.") and event.announced_at is None:
        return None, event.valid_to
    return event.valid_from, event.valid_to


def _from_calendar(recurring: Iterable[RecurringDay], today: date, last: date) -> Iterable[AheadItem]:
    for day in recurring:
        for year in {today.year, last.year}:
            falls = _in_year(day, year)
            if falls is None or not today <= falls <= last or (day.first_year or year) > year:
                continue
            yield AheadItem(
                start=falls,
                end=falls,
                precision="day",
                kind="anniversary",
                name=day.name,
                actors=(day.actor,),
                status="scheduled",
                source="calendar",
                item=day.id,
            )


def _in_year(day: RecurringDay, year: int) -> date | None:
    try:
        return date(year, day.month, day.day)
    except ValueError:  # 29 February in a common year: the day does not return that year
        return None
