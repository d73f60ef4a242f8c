"""The panel: a theater's record as known at one moment, ready for models.

This is the one place where later knowledge could leak into a forecast. A row recorded after the
moment is not looked at, whoever passes it; every series keeps the day each fact became known, so
that a model replaying an earlier day can leave out what was not yet known then.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from foreshock.panel.days import local_day
from foreshock.panel.drills import Drill, drills
from foreshock.panel.notices import LaunchNotice, launch_notices, told_launches
from foreshock.panel.occurrences import Occurrences, occurrences
from foreshock.panel.official_warnings import SENIOR_RANKS, OfficialWarning, official_warnings
from foreshock.panel.season import talks
from foreshock.terms.record import RecordedEvent
from foreshock.theaters.schema import Pack, TargetRow


@dataclass(frozen=True)
class Panel:
    """What can be known at the end of local day `last` (or earlier that day).

    `first` and `last` are ordinals of local days; `series` holds the event days of each target, and
    `launches` those of each kind of launch that a notice has announced, `told` (day, known) of those
    only articles report; `settle_days` how long after a window closes its outcome is taken to be
    still coming in (0 when rows count from their own day).
    """

    first: int
    last: int
    targets: tuple[TargetRow, ...]
    series: dict[str, Occurrences]
    drills: tuple[Drill, ...]
    talks: tuple[tuple[int, int, str], ...]
    warnings: tuple[OfficialWarning, ...]
    notices: tuple[LaunchNotice, ...]
    launches: dict[str, Occurrences]
    told: dict[str, tuple[tuple[int, int], ...]]
    settle_days: int

    def final(self) -> "Panel":
        """Return the panel in which every outcome counts from its own day: the final record.

        Drills, talks, warnings and notices stay known only from when they were public.
        """
        return replace(
            self,
            series={name: s.at_once() for name, s in self.series.items()},
            launches={kind: s.at_once() for kind, s in self.launches.items()},
            settle_days=0,
        )

    def digest(self, day: int | None = None) -> str:
        """Return a SHA-256 over everything known by the end of `day` (all of it when None)."""
        day = self.last if day is None else day
        digest = hashlib.sha256(repr((self.first, self.settle_days)).encode())
        for target in self.targets:
            known = self.series[target.id].known_by(day)
            digest.update(repr((target.id, target.version, target.kinds, target.actors)).encode())
            digest.update(known.days.tobytes() + known.known.tobytes())
        for kind in sorted({notice.kind for notice in self.notices if notice.known <= day}):
            known = self.launches[kind].known_by(day)
            digest.update(kind.encode() + known.days.tobytes() + known.known.tobytes())
            digest.update(repr([told for told in self.told[kind] if told[1] <= day]).encode())
        for drill in self.drills:
            if drill.known <= day:
                ended = drill.end is not None and drill.end_known <= day
                digest.update(repr(drill if ended else replace(drill, end=None, end_known=0)).encode())
        digest.update(repr([held for held in self.talks if held[1] <= day]).encode())
        digest.update(repr([warning for warning in self.warnings if warning.known <= day]).encode())
        digest.update(repr([notice for notice in self.notices if notice.known <= day]).encode())
        return f"sha256:{digest.hexdigest()}"


def build_panel(events: Sequence[RecordedEvent], pack: Pack, known_at: datetime) -> Panel:
    """Return the panel of `pack`'s targets as known at `known_at` (an aware instant).

    `events` are rows of the record in any order; those recorded after `known_at` are left out, as
    are outcomes on days after the local day of `known_at`. The panel begins on the day from which the
    pack counts, else on the earliest outcome of any target.
    """
    zone = ZoneInfo(pack.theater.zone)
    last = local_day(known_at, zone)
    known = [event for event in events if event.recorded_at <= known_at]
    happened = [event for event in known if event.valid_from.toordinal() <= last]
    series = {target.id: occurrences(happened, target.kinds, target.actors, zone) for target in pack.targets}
    notices = launch_notices(known, pack.theater.principal, zone)
    kinds = sorted({notice.kind for notice in notices})
    announced = {kind: {notice.actor for notice in notices if notice.kind == kind} for kind in kinds}
    senior = {f"statement.{level.id}" for level in pack.levels if level.rank <= SENIOR_RANKS}
    counted = pack.theater.counted_from
    earliest = min((int(s.days[0]) for s in series.values() if s.days.size), default=last)
    return Panel(
        first=min(earliest if counted is None else counted.toordinal(), last),
        last=last,
        targets=pack.targets,
        series=series,
        drills=drills(known, zone),
        talks=talks(happened, pack.theater.principal, zone),
        warnings=official_warnings(happened, pack.theater.principal, senior, zone),
        notices=notices,
        launches={kind: occurrences(happened, (kind,), givers, zone) for kind, givers in announced.items()},
        told={kind: told_launches(happened, kind, givers, zone) for kind, givers in announced.items()},
        settle_days=pack.theater.usual_delay_days,
    )
