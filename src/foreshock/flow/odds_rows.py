"""The rows of the record that the odds rest on: a few thousand, however many articles the record holds.

Outcomes count only from tables; of what articles alone report, only launch notices, the principal's
satellite launches (which answer a notice), talks and threats, and joint drills by those who hold drills in the
pack's table enter the panel. So an article about anything else leaves the odds, and the key of these rows, as
they are.
"""

import hashlib
from datetime import datetime
from zoneinfo import ZoneInfo

import msgspec

from foreshock.flow.desk import Desk
from foreshock.flow.moments import end_of_day
from foreshock.flow.seen import as_seen
from foreshock.flow.told_threats import told_threats
from foreshock.panel.drills import JOINT
from foreshock.panel.notices import LAUNCH, LAUNCH_NOTICE, SATELLITE
from foreshock.panel.official_warnings import STATEMENT
from foreshock.panel.season import TALKS
from foreshock.terms.record import RecordedEvent


def odds_rows(desk: Desk, as_of: datetime, known_at: datetime | None = None) -> list[RecordedEvent]:
    """Return every row that can enter the panel of a moment, as one could see it then, by first day and id.

    `known_at` leaves out what this file did not hold yet at that instant.
    """
    zone = desk.pack.theater.zone
    tabled = desk.known(known_at=as_of, entered_by=known_at, kinds=_tabled_kinds(desk), articles=False)
    rows = {event.id: event for event in tabled}
    for kinds, actors in _from_all(desk):
        others = desk.known(known_at=as_of, entered_by=known_at, kinds=kinds, actors=actors)
        rows |= {event.id: event for event in others}
    rows |= {event.id: event for event in told_threats(desk, as_of, known_at, rows.values())}
    return [as_seen(event, as_of, zone) for event in sorted(rows.values(), key=lambda row: (row.valid_from, row.id))]


def odds_key(desk: Desk, as_of: datetime, known_at: datetime | None = None) -> str:
    """Return a digest of those rows: while it stays the same on one local day, so do the odds.

    What rows learn later they learn as a local day ends (see `as_seen`), so its last second has a key of its own.
    """
    zone = desk.pack.theater.zone
    today = as_of.astimezone(ZoneInfo(zone)).date()
    parts = (
        desk.record.digest(known_at=as_of, entered_by=known_at, kinds=_tabled_kinds(desk), articles=False),
        *(
            desk.record.digest(known_at=as_of, entered_by=known_at, kinds=kinds, actors=actors)
            for kinds, actors in _from_all(desk)
        ),
        *sorted(
            # whole, since an article coded anew or reviewed keeps the ids of what it says
            msgspec.json.encode(row, order="deterministic").decode()
            for row in told_threats(desk, as_of, known_at, _statements(desk, as_of, known_at))
        ),
        "ended" if as_of >= end_of_day(today, zone) else "going on",
    )
    return hashlib.sha256("".join(parts).encode()).hexdigest()


def _statements(desk: Desk, as_of: datetime, known_at: datetime | None) -> list[RecordedEvent]:
    return desk.record.events(known_at=as_of, entered_by=known_at, kinds=STATEMENT, articles=False)


def _from_all(desk: Desk) -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
    """Return the kinds that count from articles too, each with whose they must be; anyone's where that is empty.

    A drill of states that hold none in the pack's table is not the theater's.
    """
    holders = tuple(sorted({actor for drill in desk.pack.drills for actor in drill.participants}))
    principal = desk.pack.theater.principal
    return ((JOINT, holders), ((*TALKS, SATELLITE), principal), (LAUNCH_NOTICE, ()))


def _tabled_kinds(desk: Desk) -> tuple[str, ...]:
    kinds = {kind for target in desk.pack.targets for kind in target.kinds}
    return tuple(sorted({*kinds, *LAUNCH, *STATEMENT}))
