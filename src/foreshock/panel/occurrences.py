"""When a target happened, and since when that has been known."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

import numpy as np

from foreshock.panel.days import Days, Flags, local_day
from foreshock.terms.kinds import under
from foreshock.terms.record import RecordedEvent

OUTCOME_TABLE = "provocations"
ARTICLES = "articles"  # rows that only articles report
READING = "reading"  # rows of an article that is read now and need not be in the record
TOLD = (ARTICLES, READING)


@dataclass(frozen=True)
class Occurrences:
    """The event days of one target: each local day once, ascending.

    `days` are ordinals of local days; `known` the first local day by whose end at least one row of
    that day stood in the record; `rows` the record ids behind each day.
    """

    days: Days
    known: Days
    rows: tuple[tuple[str, ...], ...]

    def known_by(self, day: int) -> "Occurrences":
        """Return the event days known by the end of `day`."""
        keep = (self.known <= day) & (self.days <= day)
        return Occurrences(
            self.days[keep], self.known[keep], tuple(r for r, k in zip(self.rows, keep, strict=True) if k)
        )

    def at_once(self) -> "Occurrences":
        """Return the same days as if each had been known by its own end (the final record)."""
        return Occurrences(self.days, self.days.copy(), self.rows)

    def flags(self, first: int, last: int) -> Flags:
        """Return one value a day from `first` to `last`: whether the target happened."""
        flags = np.zeros(last - first + 1, dtype=np.bool_)
        inside = self.days[(self.days >= first) & (self.days <= last)]
        flags[inside - first] = True
        return flags

    def rows_between(self, first: int, last: int) -> tuple[str, ...]:
        """Return the record ids of the event days from `first` to `last`, oldest first."""
        found = np.flatnonzero((self.days >= first) & (self.days <= last))
        return tuple(row for index in found for row in self.rows[index])


def counts_for(event: RecordedEvent, kinds: Iterable[str], actors: Iterable[str]) -> bool:
    """Return whether an event of the record makes an outcome of these kinds by these actors come true.

    Only kinetic rows of the outcome table count: what an article reports becomes an outcome when
    the adjudicating sources carry it.
    """
    return (
        event.kinetic
        and event.table == OUTCOME_TABLE
        and not set(event.actors).isdisjoint(actors)
        and under(event.kind, kinds)
    )


def occurrences(
    events: Sequence[RecordedEvent], kinds: Sequence[str], actors: Collection[str], zone: ZoneInfo
) -> Occurrences:
    """Return the event days of these kinds and actors among `events`, the record as known at one moment."""
    rows: dict[int, list[tuple[int, str]]] = {}
    for event in events:
        if counts_for(event, kinds, actors):
            day = event.valid_from.toordinal()
            rows.setdefault(day, []).append((max(local_day(event.recorded_at, zone), day), event.id))
    days = sorted(rows)
    return Occurrences(
        np.array(days, dtype=np.int64),
        np.array([min(known for known, _ in rows[day]) for day in days], dtype=np.int64),
        tuple(tuple(sorted(row for _, row in rows[day])) for day in days),
    )
