"""Odds issued once for each state of the rows they rest on and each day, and kept: issuing takes seconds.

An article about anything else leaves those rows as they are, so however many come in, the odds are
not issued again.
"""

from collections import OrderedDict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from threading import Lock, Semaphore
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from foreshock.flow.desk import Desk
from foreshock.flow.odds import Odds, odds_at
from foreshock.flow.odds_rows import odds_key, odds_rows
from foreshock.terms.errors import ForeshockError
from foreshock.terms.record import RecordedEvent
from foreshock.web.memory import give_back

KEPT = 64
WAITING = 6  # fewer than the server's threads, so that pages without odds stay quick


class BusyError(ForeshockError):
    """Too many requests wait for odds that are not issued yet."""

    code = "busy"


class Outlooks:
    """The latest `KEPT` outlooks, by the digest of the rows behind them and the theater's local day.

    At most `waiting` requests wait for odds that are not issued yet, the one issuing them included.
    """

    def __init__(self, waiting: int = WAITING) -> None:
        self._kept: OrderedDict[tuple[str, date], tuple[datetime, Odds]] = OrderedDict()
        self._issuing = Lock()
        self._places = Semaphore(waiting)

    def at(
        self,
        desk: Desk,
        moment: datetime,
        recorded: Sequence[RecordedEvent] | None = None,
        *,
        known_at: datetime | None = None,
    ) -> Odds:
        """Return the odds at a moment; an outlook issued earlier that day from the same rows stands.

        One issued later that day is the same too, and is given as of the moment itself.

        `recorded` spares looking the rows up if the caller has the whole record of that moment at
        hand. `known_at` speaks from the rows this file held at that instant; from all it holds if None.

        Raises:
            BusyError: too many others wait for odds to be issued.
        """
        day = moment.astimezone(ZoneInfo(desk.pack.theater.zone)).date()
        key = odds_key(desk, moment, known_at), day
        kept = self._kept.get(key)
        if kept is not None:
            return _by(moment, *kept)
        with self.turn():
            kept = self._kept.get(key)
            if kept is None:
                rows = odds_rows(desk, moment, known_at) if recorded is None else recorded
                # While this request waited for its turn others may have written: odds from those rows are right
                # for it, but an earlier moment that has this key still must not be given them.
                unchanged = odds_key(desk, moment, known_at) == key[0]
                kept = moment, odds_at(desk, moment, rows)
                if unchanged:
                    self._kept[key] = kept
                while len(self._kept) > KEPT:
                    self._kept.popitem(last=False)
                give_back()
            return _by(moment, *kept)

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Let one at a time issue odds, which takes memory besides the processor's time, and few wait for it.

        Raises:
            BusyError: too many wait.
        """
        if not self._places.acquire(blocking=False):
            raise BusyError(
                "the desk is issuing odds for others", expected="a free place", next_step="try again in a minute"
            )
        try:
            with self._issuing:
                yield
        finally:
            self._places.release()


def _by(moment: datetime, issued: datetime, odds: Odds) -> Odds:
    if issued <= moment:
        return odds
    return replace(odds, outlook=replace(odds.outlook, as_of=moment, known_at=min(odds.outlook.known_at, moment)))
