"""What the track record's page says of the ledger, worked out once and kept as long as the ledger stays as it is."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from contextlib import AbstractContextManager
from math import inf
from threading import Lock, Thread
from time import monotonic

from foreshock.flow.desk import Desk
from foreshock.flow.ledger import known_outcomes
from foreshock.flow.ledger_check import ChainCheck, LedgerCheck, check_chains
from foreshock.flow.standpoint import Standpoint
from foreshock.flow.track_record import TrackRecord, track_record_at
from foreshock.terms.errors import ForeshockError

KEPT = 16
SLOT = 900  # seconds; windows close at midnight of their zones, which is at a quarter of an hour everywhere
AGAIN = 3600.0  # seconds
WAIT = 0.1  # seconds; a few new rows are checked in less, all rows of a long ledger take longer

Opening = Callable[[], AbstractContextManager[Desk]]


class Standing:
    """Scores by what they rest on, and the check of both chains, which goes on from where it last ended."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._begun_at = -inf  # when the chains were last looked at from their beginning
        self._lock = Lock()
        self._scores: OrderedDict[Hashable, TrackRecord] = OrderedDict()
        self._working: Thread | None = None
        self._check = ChainCheck()
        self._found: LedgerCheck | None = None
        self._failed: ForeshockError | None = None

    def scores(self, desk: Desk, stand: Standpoint) -> TrackRecord:
        """Return the track record as of a moment; asked again while nothing it rests on has changed, the same one."""
        covered = known_outcomes(desk, stand.as_of).covered_until
        ends = desk.record.ledger.ends(by=stand.as_of)
        key = ends.issued, ends.head, ends.resolutions_head, covered, int(stand.as_of.timestamp()) // SLOT
        with self._lock:
            found = self._scores.get(key)
        if found is None:
            found = track_record_at(desk, stand)
            with self._lock:
                self._scores[key] = found
                while len(self._scores) > KEPT:
                    self._scores.popitem(last=False)
        return found

    def check(self, desk: Desk, opening: Opening, *, wait: float = WAIT) -> LedgerCheck | None:
        """Return whether the chains are whole, None while that is worked out in the background.

        Only rows that were added since it was last asked are looked at; a ledger that was cut off or
        written anew since is checked from its beginning. So is any every `AGAIN` seconds, in the
        background: somebody may have changed a row in its midst, which no head shows.

        Raises:
            ForeshockError: a row cannot be read.
        """
        ends = desk.record.ledger.ends()
        heads = ends.head, ends.resolutions_head
        found = self._found
        if found is None or (found.head, found.resolutions_head) != heads or self._is_old():
            with self._lock:
                if self._working is None or not self._working.is_alive():
                    self._working = Thread(target=self._work, args=(opening,), name="ledger", daemon=True)
                    self._working.start()
                working = self._working
            working.join(wait)
        if self._failed is not None:
            raise self._failed
        found = self._found
        return found if found is not None and (found.head, found.resolutions_head) == heads else None

    def _is_old(self) -> bool:
        return self._clock() - self._begun_at > AGAIN

    def _work(self, opening: Opening) -> None:
        try:
            with opening() as desk:
                ends = desk.record.ledger.ends()
                grown = ends.issued >= self._check.issued and ends.resolutions >= self._check.resolutions
                if not grown or self._check.faults or self._is_old():
                    self._check, self._begun_at = ChainCheck(), self._clock()
                self._found = check_chains(desk.record.ledger, self._check)
                self._failed = None
        except ForeshockError as error:
            self._failed, self._check, self._found = error, ChainCheck(), None
