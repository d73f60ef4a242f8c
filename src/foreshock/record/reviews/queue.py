"""What most wants a look: reviews that fit nothing, disputes, low confidence, two events that may be one.

Only the newest rows are looked through, so that the answer does not take longer as the record grows.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Literal

import msgspec
from msgspec import Struct
from sqlalchemy import Connection, Table, select

from foreshock.record import tables
from foreshock.record.clusters import FINE, same_family
from foreshock.record.event_rows import ARTICLE_ORIGIN, decode_event, in_parts
from foreshock.record.reviews.log import select_reviews, taken_back
from foreshock.record.reviews.seen import ReviewSeen
from foreshock.record.rules import OWN_ROW
from foreshock.record.versions import visible
from foreshock.terms.record import RecordedEvent
from foreshock.terms.review import ItemSort

LOOKED_AT = 2000
OWN = 500
TOGETHER = 50
BATCH = 300
COARSEST = 31
SURE = 0.7
NEAR_DAYS = 1
AGAINST = frozenset({"denied", "cancelled"})
Cause = Literal["review", "dispute", "confidence", "twin"]
# How pressing each cause is, the most first; within confidence the less sure come first.
PRESSING: dict[Cause, float] = {"review": 1.0, "dispute": 0.9, "twin": 0.6, "confidence": 0.5}


class Wanting(Struct, frozen=True, kw_only=True):
    """One thing that wants a look: its sort and id, why in words, and how pressing it is, 0 to 1.

    `text` is what it says, `day` its own first day. `other` is the event it may be one with.
    """

    item: str
    sort: ItemSort
    cause: Cause
    why: str
    pressing: float
    text: str = ""
    day: date | None = None
    other: str | None = None


def wanting(connection: Connection, seen: Sequence[ReviewSeen], *, known_at: datetime, limit: int) -> list[Wanting]:
    """Return what most wants a look as known at a moment, the most pressing first, then the newest."""
    judged = _judged(connection, known_at)
    found = [
        *_unfit(seen),
        *_disputed(connection, known_at),
        *_unsure(connection, known_at),
        *_twins(connection, known_at),
    ]
    open_ones = [item for item in found if item.cause == "review" or item.item not in judged]
    ordered = sorted(open_ones, key=lambda item: (-item.pressing, -(item.day or date.min).toordinal(), item.item))
    return ordered[:limit]


def _judged(connection: Connection, known_at: datetime) -> set[str]:
    """Return the ids of what somebody has judged."""
    reviews = select_reviews(connection, known_at=known_at)
    gone = taken_back(reviews)
    standing = [review for review in reviews if review.number not in gone and review.verdict != "undo"]
    return {name for review in standing for name in (review.item, *review.reports)}


def _unfit(seen: Iterable[ReviewSeen]) -> Iterator[Wanting]:
    for item in seen:
        if item.state in ("matches nothing", "does not fit"):
            yield Wanting(
                item=item.item_now or item.review.item,
                sort=item.review.sort,
                cause="review",
                why=item.note,
                pressing=PRESSING["review"],
            )


def _disputed(connection: Connection, known_at: datetime) -> Iterator[Wanting]:
    """Yield events of which some reports say that they happened and others that they did not."""
    link, report, event = tables.link, tables.report, tables.event
    newest = (
        select(link.c.event_id, report.c.status, report.c.source)
        .join(report, report.c.id == link.c.report_id)
        .where(visible(link, known_at), visible(report, known_at), link.c.rule != OWN_ROW)
        .order_by(link.c.row.desc())
        .limit(LOOKED_AT)
    )
    sides: dict[str, dict[bool, set[str]]] = {}
    for event_id, status, source in connection.execute(newest):
        if status is not None:
            sides.setdefault(event_id, {}).setdefault(status in AGAINST, set()).add(source)
    for event_id, said in sorted(sides.items()):
        if len(said) < 2:
            continue
        row = connection.execute(
            select(event.c.payload).where(event.c.id == event_id, visible(event, known_at)).limit(1)
        ).first()
        if row is None:
            continue
        item = decode_event(row[0])
        yield Wanting(
            item=event_id,
            sort="event",
            cause="dispute",
            why=f"{', '.join(sorted(said[False]))} against {', '.join(sorted(said[True]))}",
            pressing=PRESSING["dispute"],
            text=_words(item),
            day=item.valid_from,
        )


def _unsure(connection: Connection, known_at: datetime) -> Iterator[Wanting]:
    """Yield what the coder itself was least sure of among the newest items."""
    sorts: tuple[tuple[ItemSort, Table, str], ...] = (
        ("report", tables.report, "content"), ("statement", tables.statement, "payload"),
        ("claim", tables.claim, "payload"),
    )  # fmt: skip
    for sort, table, column in sorts:
        query = select(table).where(visible(table, known_at)).order_by(table.c.row.desc()).limit(LOOKED_AT)
        if sort == "report":
            query = query.where(table.c.origin == ARTICLE_ORIGIN)
        for row in connection.execute(query).mappings():
            item: dict[str, Any] = msgspec.json.decode(row[column])
            if item["score"] < SURE:
                when = item.get("when") or {}
                yield Wanting(
                    item=row["id"] if sort == "report" else f"{row['article_id']}:{row['item_id']}",
                    sort=sort,
                    cause="confidence",
                    why=f"the rule {item['rule']} is sure to {item['score']:.2f} only",
                    pressing=PRESSING["confidence"] * (1 - item["score"]),
                    text=" … ".join(span["text"] for span in item.get("evidence", ()))[:200],
                    day=date.fromisoformat(when["start"]) if when.get("start") else None,
                )


def _twins(connection: Connection, known_at: datetime) -> Iterator[Wanting]:
    """Yield events made of reports that may be one with another: a day or less apart, or the only one in their days."""
    event = tables.event
    own = select(event.c.payload).where(visible(event, known_at), event.c.origin == ARTICLE_ORIGIN)
    newest = [decode_event(payload) for payload in connection.scalars(own.order_by(event.c.row.desc()).limit(OWN))]
    told: set[frozenset[str]] = set()
    for item, around in _with_neighbours(connection, newest, known_at):
        near = [other for day in _days_near(item) for other in around.get(day, ()) if _may_be_one(item, other)]
        near = [other for other in near if other.precision in FINE and other.id != item.id]
        if item.precision in FINE:
            words = "may be one with"
        else:
            words, near = "may be", near if len(near) == 1 else []
        for other in near:
            pair = frozenset((item.id, other.id))
            if pair not in told:
                told.add(pair)
                yield Wanting(
                    item=item.id,
                    sort="event",
                    cause="twin",
                    why=f"{words} the {other.kind} of {other.valid_from}",
                    pressing=PRESSING["twin"],
                    text=_words(item),
                    day=item.valid_from,
                    other=other.id,
                )


def _with_neighbours(
    connection: Connection, events: Sequence[RecordedEvent], known_at: datetime
) -> Iterator[tuple[RecordedEvent, Mapping[date, Sequence[RecordedEvent]]]]:
    """Yield each event with those that began on the days near it; the neighbours of a few are in memory at a time."""
    for start in range(0, len(events), TOGETHER):
        part = events[start : start + TOGETHER]
        around: dict[date, list[RecordedEvent]] = {}
        for day, payload in _of_days(connection, {day for item in part for day in _days_near(item)}, known_at):
            around.setdefault(day, []).append(decode_event(payload))
        for item in part:
            yield item, around


def _days_near(item: RecordedEvent) -> list[date]:
    """Return the days on which an event may stand that is one with this; none if it is dated too coarsely."""
    first, last = item.valid_from.toordinal(), item.valid_to.toordinal()
    if item.precision in FINE:
        first, last = max(first - NEAR_DAYS, 1), min(first + NEAR_DAYS, date.max.toordinal())
    return [date.fromordinal(day) for day in range(first, last + 1)] if last - first <= COARSEST else []


def _of_days(connection: Connection, days: set[date], known_at: datetime) -> Iterator[tuple[date, str]]:
    """Yield the events that began on these days, each with its day."""
    event, ordered = tables.event, sorted(days)
    for start in range(0, len(ordered), BATCH):
        chosen = visible(event, known_at), event.c.valid_from.in_(ordered[start : start + BATCH])
        for row in in_parts(connection, select(event.c.valid_from, event.c.payload).where(*chosen)):
            yield row.valid_from, row.payload


def _may_be_one(one: RecordedEvent, other: RecordedEvent) -> bool:
    return same_family(one.kind, other.kind) and bool(set(one.actors) & set(other.actors))


def _words(event: RecordedEvent) -> str:
    count = f" x{event.count}" if event.count else ""
    return f"{event.kind}{count} {'+'.join(event.actors)} {event.status}"
