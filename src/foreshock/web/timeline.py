"""What a request asks of the timeline, and the windows next to the one it shows."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from msgspec.structs import replace
from starlette.requests import Request

from foreshock.flow.desk import Desk
from foreshock.record.counts import DayCount, EventSet
from foreshock.terms.errors import UsageError
from foreshock.terms.record import RecordedEvent
from foreshock.web.asked import asked_day, asked_number, asked_words
from foreshock.web.lanes import LANES, roots_of
from foreshock.web.site import Site

LEAST_SEVERE, MOST_SEVERE = 1, 5
SHORTEST = 14  # days that zooming in goes to
FIRST_DAY = date(1950, 1, 1)


@dataclass(frozen=True)
class Asked:
    """The filters of the timeline; None or empty leaves a side open. `severity` is the least to be shown."""

    since: date | None
    until: date | None
    lanes: tuple[str, ...]
    kinds: tuple[str, ...]
    actors: tuple[str, ...]
    severity: int

    def params(self) -> dict[str, object]:
        """Return the filters as a page's parameters."""
        return {
            "since": self.since,
            "until": self.until,
            "lane": self.lanes,
            "kind": self.kinds,
            "actor": self.actors,
            "severity": self.severity if self.severity > LEAST_SEVERE else None,
        }


def asked_of(request: Request) -> Asked:
    """Return what a request asks.

    Raises:
        UsageError: a day is none, the days run backwards, or there is no such lane.
    """
    since, until = asked_day(request, "since"), asked_day(request, "until", last=True)
    if since and until and since > until:
        raise UsageError(
            f"since {since} lies after until {until}", expected="the earlier day first", next_step="swap the two"
        )
    names = asked_words(request, "lane")
    known = [name for name, _, _ in LANES]
    unknown = [name for name in names if name not in known]
    if unknown:
        raise UsageError(
            f"there is no lane {unknown[0][:40]!r}", expected="one of " + ", ".join(known), next_step="leave it out"
        )
    severity = asked_number(request, "severity", default=LEAST_SEVERE, least=LEAST_SEVERE, most=MOST_SEVERE)
    return Asked(since, until, names, asked_words(request, "kind"), asked_words(request, "actor"), severity)


@dataclass(frozen=True)
class Found:
    """The events a request asks for, counted by day and kind, and how to read those of them that are shown.

    `which` finds them in the record; where severity narrows them, which the database does not know,
    they are `picked` instead: only tables grade severity, so they are few. By first day and id.
    """

    counts: list[DayCount]
    which: EventSet
    picked: tuple[RecordedEvent, ...] | None

    @property
    def total(self) -> int:
        """How many there are."""
        return sum(count.events for count in self.counts)

    def newest(self, desk: Desk, limit: int, skip: int) -> list[RecordedEvent]:
        """Return `limit` events, the newest first, after the first `skip`."""
        if self.picked is not None:
            return list(self.picked[::-1][skip : skip + limit])
        days: Counter[date] = Counter()
        for count in self.counts:
            days[count.day] += count.events
        for day in sorted(days, reverse=True):  # whole days are skipped by their counts
            if days[day] > skip:
                return desk.record.counted.newest(replace(self.which, until=day), limit, skip)
            skip -= days[day]
        return []

    def events(self, desk: Desk) -> Iterable[RecordedEvent]:
        """Yield all of them."""
        if self.picked is not None:
            return self.picked
        return desk.record.counted.each(self.which)


def asked_events(request: Request, site: Site, desk: Desk) -> Found:
    """Return the events a request asks for, as known at its moment."""
    asked = asked_of(request)
    families, beyond = roots_of(asked.lanes)
    which = EventSet(
        known_at=site.moment(request),
        kinds=asked.kinds,
        actors=asked.actors,
        since=asked.since,
        until=asked.until,
        families=families,
        beyond=beyond,
        articles=asked.severity <= LEAST_SEVERE,
    )
    if which.articles:
        return Found(desk.record.counted.days(which), which, None)
    picked = tuple(event for event in desk.record.counted.each(which) if severity_of(event) >= asked.severity)
    return Found(count_days(picked), which, picked)


def count_days(events: Iterable[RecordedEvent]) -> list[DayCount]:
    """Return how many of some events began on each day, kind by kind."""
    held: dict[tuple[date, str], list[str]] = {}
    for event in events:
        held.setdefault((event.valid_from, event.kind), []).append(event.id)
    return [DayCount(day=day, kind=kind, events=len(ids), one=min(ids)) for (day, kind), ids in sorted(held.items())]


def severity_of(event: RecordedEvent) -> int:
    """Return the severity its table gives an event, 1 to 5; the least where it gives none."""
    text = str(event.attributes.get("severity") or "")
    return int(text) if text.isdigit() else LEAST_SEVERE


def neighbours(first: date, last: date, today: date) -> list[tuple[str, date, date]]:
    """Return the windows one step away from `first`..`last`: a label with the first and last day of each."""
    days = (last - first).days + 1
    half, quarter = timedelta(days // 2), timedelta(days // 4)
    steps = [
        ("Earlier", first - half, last - half),
        ("Later", first + half, last + half),
        ("Closer", first + quarter, last - quarter),
        ("Farther", first - half, last + half),
    ]
    end = max(today + timedelta(366), last)
    kept = [(label, max(low, FIRST_DAY), min(high, end)) for label, low, high in steps]
    return [
        (label, low, high)
        for label, low, high in kept
        if (high - low).days + 1 >= min(SHORTEST, days) and (low, high) != (first, last)
    ]
