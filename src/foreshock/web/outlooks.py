"""Odds issued once for each state of the record and day, and kept: issuing takes seconds, showing does not."""

from collections import OrderedDict
from collections.abc import Sequence
from datetime import date, datetime
from threading import Lock, Semaphore
from zoneinfo import ZoneInfo

from foreshock.flow.desk import Desk
from foreshock.flow.odds import Odds, odds_at
from foreshock.terms.errors import ForeshockError
from foreshock.terms.record import RecordedEvent

KEPT = 64
WAITING = 6  # fewer than the server's threads, so that pages without odds stay quick


class BusyError(ForeshockError):
    """Too many requests wait for odds that are not issued yet."""

    code = "busy"


class Outlooks:
    """The latest `KEPT` outlooks, by the record's digest and the theater's local day.

    At most `waiting` requests wait for odds that are not issued yet, the one issuing them included.
    """

    def __init__(self, waiting: int = WAITING) -> None:
        self._kept: OrderedDict[tuple[str, date], Odds] = OrderedDict()
        self._issuing = Lock()
        self._places = Semaphore(waiting)

    def at(self, desk: Desk, moment: datetime, recorded: Sequence[RecordedEvent]) -> Odds:
        """Return the odds at a moment; an outlook issued earlier that day from the same rows stands.

        Raises:
            BusyError: too many others wait for odds to be issued.
        """
        day = moment.astimezone(ZoneInfo(desk.pack.theater.zone)).date()
        key = desk.record.digest(known_at=moment), day
        found = self._kept.get(key)
        if found is not None:
            return found
        if not self._places.acquire(blocking=False):
            raise BusyError(
                "the desk is issuing odds for others", expected="a free place", next_step="try again in a minute"
            )
        try:
            with self._issuing:
                found = self._kept.get(key)
                if found is None:
                    found = odds_at(desk, moment, recorded)
                    self._kept[key] = found
                    while len(self._kept) > KEPT:
                        self._kept.popitem(last=False)
                return found
        finally:
            self._places.release()
