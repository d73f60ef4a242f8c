"""What the record holds, as other rooms see it: one event with both its clocks."""

from datetime import date, datetime
from typing import Literal

from msgspec import Struct

from foreshock.terms.reading import Status

RecordedBasis = Literal["first_seen", "announced", "assumed_delay", "observed"]


class RecordedEvent(Struct, frozen=True, kw_only=True):
    """One event as known at some moment.

    Valid time: theater-local days `valid_from`..`valid_to`, both included, with `precision`.
    Knowledge time: `recorded_at` (UTC) is when it became known and `recorded_basis` how we know
    that: a source's own first-seen day, its announcement, an assumed usual delay, or our own
    observation. `announced_at` is when a planned event was first made public, if known; before
    `valid_from` only an announced event may be looked ahead to.

    `kinetic` is False for declarations and for things that in the end did not happen; targets
    count only kinetic events. `attributes` carries table-specific fields as text (stance, level,
    speaker, addressees, cancelled_or_scaled, salience, window_start, ...).
    """

    id: str
    kind: str
    valid_from: date
    valid_to: date
    precision: str = "day"
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    status: Status = "happened"
    name: str | None = None
    count: int | None = None
    instruments: tuple[str, ...] = ()
    place: str | None = None
    kinetic: bool = True
    announced_at: datetime | None = None
    recorded_at: datetime
    recorded_basis: RecordedBasis
    sources: tuple[str, ...] = ()
    table: str = ""
    attributes: dict[str, str] = {}
