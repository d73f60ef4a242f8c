"""Which rows of the record a side of a claim speaks of."""

from collections.abc import Iterable, Sequence
from datetime import date

from msgspec.structs import replace

from foreshock.panel.occurrences import ARTICLES, OUTCOME_TABLE
from foreshock.terms.kinds import under
from foreshock.terms.reading import Side, When
from foreshock.terms.record import RecordedEvent

OCCURRED = frozenset({"happened", "ongoing"})
ANY_PROVOCATION = "provocation"


def select_events(side: Side, events: Iterable[RecordedEvent]) -> list[RecordedEvent]:
    """Return the events of the record that `side` covers, by first valid day.

    An event is covered when it happened, its kind is the side's kind or lies below it, and every
    actor of the side took part. What only articles report is left out: a claim must not be confirmed
    by the article that makes it, or by another that repeats it. Rows whose valid time is only known
    to the year are left out: they cannot be placed before or after anything.
    """
    wanted = set(side.actors)
    found = [
        event
        for event in map(as_public_act, events)
        if event.table != ARTICLES
        and event.status in OCCURRED
        and event.precision not in {"year", "decade"}
        and wanted <= set(event.actors) | set(event.recipients)
        and kind_covers(side.kind, event)
    ]
    return sorted(found, key=lambda event: (event.valid_from, event.id))


def as_public_act(event: RecordedEvent) -> RecordedEvent:
    """Return a notice or a preparation report as what it is in itself: something made public on a day.

    Their rows stand on the days they speak of; whoever asks what follows a notice counts from the
    day it was given.
    """
    if event.kind == "preparation":
        return replace(event, status="happened")
    announced = event.attributes.get("announced")
    if event.kind.split(".")[0] != "notice" or announced is None:
        return event
    return replace(event, status="happened", valid_from=date.fromisoformat(announced))


def kind_covers(kind: str, event: RecordedEvent) -> bool:
    """Return whether `event` is of `kind`, or of one below it in the dotted taxonomy.

    A bare "provocation" covers every kinetic event. A launch or test also covers "arms.test", the
    kind under which a pack files the weapon tests of states that are not its principal.
    """
    if kind == ANY_PROVOCATION:
        return event.kinetic and event.table == OUTCOME_TABLE
    if under(event.kind, [kind]):
        return event.kinetic or not under(kind, ("launch", "test", "fire"))
    return event.kind == "arms.test" and under(kind, ("launch", "test", "weapons_test"))


def within(events: Sequence[RecordedEvent], start: date | None, end: date | None) -> list[RecordedEvent]:
    """Return the events whose first valid day lies in `start`..`end`, either end open when None."""
    return [e for e in events if (start is None or e.valid_from >= start) and (end is None or e.valid_from <= end)]


def in_period(events: Sequence[RecordedEvent], period: When | None) -> list[RecordedEvent]:
    """Return the events that begin inside `period` (all of them when there is none)."""
    return list(events) if period is None else within(events, period.start, period.end)
