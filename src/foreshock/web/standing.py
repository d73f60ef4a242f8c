"""What the track record's page says of the ledger, worked out once and kept as long as the ledger stays as it is."""

from collections import OrderedDict
from collections.abc import Hashable
from threading import Lock

from foreshock.flow.desk import Desk
from foreshock.flow.ledger import known_outcomes
from foreshock.flow.ledger_check import ChainCheck, LedgerCheck, check_chains
from foreshock.flow.standpoint import Standpoint
from foreshock.flow.track_record import TrackRecord, track_record_at

KEPT = 16
SLOT = 900  # seconds; windows close at midnight of their zones, which is at a quarter of an hour everywhere


class Standing:
    """Scores by what they rest on, and the check of both chains, which goes on from where it last ended."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._scores: OrderedDict[Hashable, TrackRecord] = OrderedDict()
        self._check = ChainCheck()

    def scores(self, desk: Desk, stand: Standpoint) -> TrackRecord:
        """Return the track record as of a moment; asked again while nothing it rests on has changed, the same one."""
        covered = known_outcomes(desk, stand.as_of).covered_until
        ends = desk.record.ledger.ends(by=stand.as_of)
        key = ends.issued, ends.head, ends.resolutions_head, covered, int(stand.as_of.timestamp()) // SLOT
        with self._lock:
            found = self._scores.get(key)
            if found is None:
                found = self._scores[key] = track_record_at(desk, stand)
                while len(self._scores) > KEPT:
                    self._scores.popitem(last=False)
        return found

    def check(self, desk: Desk) -> LedgerCheck:
        """Return whether the chains are whole; only rows that were added since it was last asked are looked at.

        A ledger that was cut off or written anew since is checked from its beginning.
        """
        with self._lock:
            check = self._check
            ends = desk.record.ledger.ends()
            grown = ends.issued >= check.issued and ends.resolutions >= check.resolutions
            if not grown or check.faults:
                check = self._check = ChainCheck()
            return check_chains(desk.record.ledger, check)
