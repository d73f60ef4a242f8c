"""What every request shares: the theater, where the record is, the odds already issued."""

from collections.abc import Hashable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from zoneinfo import ZoneInfo

from starlette.requests import Request

from foreshock.flow.backtest import BacktestLine
from foreshock.flow.desk import Desk, DeskSettings, open_desk
from foreshock.flow.moments import end_of_day, parse_moment
from foreshock.flow.pasted import PastedReader
from foreshock.flow.standpoint import FURTHEST_AHEAD, Standpoint, moment_of
from foreshock.flow.timing_backtest import TimingLine
from foreshock.flow.tokens import token_file
from foreshock.record.changes import Change
from foreshock.record.location import Location, record_location
from foreshock.record.store import open_record
from foreshock.terms.errors import UsageError
from foreshock.terms.record import RecordedEvent
from foreshock.theaters.schema import Pack
from foreshock.web.access import Access
from foreshock.web.apart import apart
from foreshock.web.hindcasts import Hindcasts, replay_all, replay_timing
from foreshock.web.marks import BEGINNING, ServerWatch, file_marks, last_change
from foreshock.web.outlooks import Outlooks
from foreshock.web.settings import ServeSettings
from foreshock.web.standing import Standing

AS_OF = "as_of"
CACHE_KIB = 4_096  # of the record's file in memory for each request: a dozen may run at once


@dataclass(frozen=True)
class Site:
    """One theater served from one record.

    `settings` has no `as_of`: each request says its own. `secret` signs the forms' tokens.
    `kind_labels` are the kinds in the pack's words. `access` says who may read and write.
    """

    pack: Pack
    settings: DeskSettings
    outlooks: Outlooks
    hindcasts: Hindcasts[BacktestLine]
    timings: Hindcasts[TimingLine]
    standing: Standing
    reader: PastedReader
    secret: bytes
    kind_labels: dict[str, str]
    serving: ServeSettings
    access: Access

    @contextmanager
    def desk(self) -> Iterator[Desk]:
        """Open the record for one request.

        Raises:
            RecordError: it cannot be opened.
        """
        with open_record(self.location, clock=self.settings.clock, cache_kib=CACHE_KIB) as record:
            yield Desk(self.pack, record, self.settings)

    @property
    def location(self) -> Location:
        """Where the record is."""
        return record_location(self.settings.record, self.settings.environment)

    def state(self) -> Hashable:
        """Return what answers depend on besides the question: the minute, the record's state, what is worked out."""
        minute = self.settings.clock.now().replace(second=0, microsecond=0)
        return minute, self._marks(), self.hindcasts.ready, self.timings.begun, self.timings.ready

    def _marks(self) -> Hashable:
        """Return what differs after every change of the record: its files' marks, or a server's count of changes."""
        location = self.location
        return file_marks(location) if isinstance(location, Path) else self.watch.change()

    def _changed_at(self) -> datetime:
        location = self.location
        if isinstance(location, Path):
            return last_change(location)
        return self.watch.change().changed_at or BEGINNING

    @cached_property
    def watch(self) -> ServerWatch:
        """What a record on a server says of its changes."""

        def ask() -> Change:
            with self.desk() as desk:
                return desk.record.last_change()

        return ServerWatch(ask)

    @property
    def zone(self) -> str:
        """The theater's time zone."""
        return self.pack.theater.zone

    def today(self, moment: datetime) -> date:
        """Return the theater's local day of a moment."""
        return moment.astimezone(ZoneInfo(self.zone)).date()

    def title(self, event: RecordedEvent) -> str:
        """Return what to call an event: its name, else its kind in the pack's words."""
        label = self.kind_labels.get(event.kind, event.kind)
        return event.name or label[:1].upper() + label[1:]

    def now(self) -> datetime:
        """Return the minute's start, or the record's last change if that is later.

        So an answer stands for a minute, and what was just added is in it.
        """
        now = self.settings.clock.now()
        return min(now, max(now.replace(second=0, microsecond=0), self._changed_at()))

    def standpoint(self, as_of: datetime | date | None, known_at: datetime | date | None) -> Standpoint:
        """Return the moments to speak from: now, and from all the record holds, unless told otherwise.

        Raises:
            NotFoundError: one lies in the future.
        """
        clock = self.settings.clock.now()
        return Standpoint(
            as_of=self.now() if as_of is None else moment_of(as_of, self.zone, clock, AS_OF),
            known_at=None if known_at is None else moment_of(known_at, self.zone, clock, "known_at"),
        )

    def moment(self, request: Request) -> datetime:
        """Return the moment a request asks about: its `as_of`, else now.

        Raises:
            UsageError: `as_of` is no moment, or lies in the future.
        """
        now = self.settings.clock.now()
        text = request.query_params.get(AS_OF)
        if not text:
            return self.now()
        asked = parse_moment(text, AS_OF)
        moment = asked if isinstance(asked, datetime) else end_of_day(asked, self.zone)
        if moment > now + FURTHEST_AHEAD:
            raise UsageError(
                f"{AS_OF} {text} lies in the future", expected="a moment up to now", next_step="leave it out for now"
            )
        return moment


def open_site(settings: DeskSettings, secret: bytes, serving: ServeSettings | None = None) -> Site:
    """Return the site of a theater, its history brought into the record.

    Raises:
        PackError: no such theater, or it has faults.
        RecordError: the record cannot be opened or written.
    """
    with open_desk(replace(settings, as_of=None)) as desk:
        pack = desk.pack
    serving = serving or ServeSettings()
    tokens = token_file(settings.record, settings.environment, serving.tokens)
    return Site(
        pack=pack,
        settings=replace(settings, as_of=None),
        outlooks=Outlooks(),
        standing=Standing(),
        hindcasts=Hindcasts(lambda: apart(replay_all, settings.theater)),
        timings=Hindcasts(lambda: apart(replay_timing, settings.theater)),
        reader=PastedReader(pack, settings.clock),
        secret=secret,
        kind_labels={kind.id: kind.label for kind in pack.kinds},
        serving=serving,
        access=Access(tokens, serving.reads_need_token),
    )
