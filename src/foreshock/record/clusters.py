"""What reports must share to be taken as one event without any further rule. Pure."""

import hashlib
from datetime import date, timedelta

from msgspec import Struct
from msgspec.structs import replace

from foreshock.record.columns import plain
from foreshock.record.rules import family_of
from foreshock.terms.reading import Event
from foreshock.terms.record import RecordedEvent

FINE = frozenset({"second", "minute", "hour", "day"})
UNSPECIFIC = "unknown"


class Cluster(Struct, frozen=True):
    """The family of a kind, who acts, and the local days, both included."""

    family: str
    actors: tuple[str, ...]
    first: date
    last: date

    @property
    def key(self) -> str:
        """Return the cluster as text that sorts and compares."""
        return plain(f"{self.family}|{' '.join(self.actors)}|{self.first.isoformat()}|{self.last.isoformat()}")

    @property
    def event_id(self) -> str:
        """Return the id of the event that the cluster's reports make by themselves."""
        return event_id_of(self.key)

    @property
    def root(self) -> str:
        """Return the first step of its kinds."""
        return self.family.split(".")[0]

    @property
    def unspecific(self) -> bool:
        """True if it does not say which kind below the first step."""
        return "." not in self.family or self.family.endswith(f".{UNSPECIFIC}")

    def shifted(self, days: int) -> "Cluster | None":
        """Return the same some days later, None past the ends of the calendar."""
        try:
            step = timedelta(days=days)
            return replace(self, first=self.first + step, last=self.last + step)
        except OverflowError:
            return None


def event_id_of(key: str) -> str:
    """Return the id of the event that the reports of one cluster, or one report alone, make by themselves."""
    return f"event:{hashlib.sha256(key.encode()).hexdigest()[:20]}"


def cluster_from(key: str) -> Cluster:
    """Return the cluster that a key names."""
    family, actors, first, last = key.rsplit("|", 3)
    return Cluster(family, tuple(actors.split()), date.fromisoformat(first), date.fromisoformat(last))


def same_family(one: str, other: str) -> bool:
    """True if two kinds may name one happening: the same family, or one of them is unspecific."""
    one, other = family_of(one), family_of(other)
    if one.split(".")[0] != other.split(".")[0]:
        return False
    return one == other or any("." not in kind or kind.endswith(f".{UNSPECIFIC}") for kind in (one, other))


def cluster_of(item: Event) -> Cluster | None:
    """Return the cluster a coded event belongs to; None if the text leaves open what, who or when.

    A month or a season is not a day: such reports only meet reports of exactly the same period.
    """
    if item.kind is None or item.status is None or not item.actors:
        return None
    if item.when is None or item.when.start is None:
        return None
    fine = item.when.precision in FINE
    last = item.when.start if fine or item.when.end is None else max(item.when.start, item.when.end)
    actors = tuple(sorted({actor.code for actor in item.actors}))
    return Cluster(family_of(item.kind), actors, item.when.start, last)


def matches(cluster: Cluster, event: RecordedEvent) -> bool:
    """True if a table's event is on the cluster's day, of its family, by its actors (or by more)."""
    return event.valid_from <= cluster.first and cluster.last <= event.valid_to and alike(cluster, event)


def alike(cluster: Cluster, event: RecordedEvent) -> bool:
    """True if a table's event may be of the cluster's kind and actors, whatever its days."""
    return (
        event.precision in FINE and same_family(cluster.family, event.kind) and set(cluster.actors) <= set(event.actors)
    )
