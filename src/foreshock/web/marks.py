"""How the record looks from outside: enough to see, at little cost and often, that someone wrote."""

import logging
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock, Thread
from time import monotonic

from foreshock.record.changes import Change
from foreshock.terms.errors import RecordError

Mark = tuple[int, int]
NOT_THERE: Mark = (0, 0)
_log = logging.getLogger("uvicorn.error")
BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)


class ServerWatch:
    """What a record on a server last said of its changes, asked again in the background when `fresh` seconds old.

    Nobody waits for the server unless what is known is older than `oldest` seconds.
    """

    def __init__(
        self,
        ask: Callable[[], Change],
        *,
        fresh: float = 0.5,
        oldest: float = 5.0,
        clock: Callable[[], float] = monotonic,
    ) -> None:
        self._ask = ask
        self._fresh, self._oldest = fresh, oldest
        self._clock = clock
        self._seen: tuple[float, Change] | None = None
        self._asking = Lock()

    def change(self) -> Change:
        """Return the record's last change, as of `fresh` seconds ago at most if anyone asked lately.

        Raises:
            RecordError: the server does not answer.
        """
        seen = self._seen
        age = self._clock() - seen[0] if seen else self._oldest
        if seen is None or age >= self._oldest:
            return self._look()
        if age >= self._fresh and self._asking.acquire(blocking=False):
            Thread(target=self._look_behind, daemon=True).start()
        return seen[1]

    def _look(self) -> Change:
        found = self._ask()
        self._seen = (self._clock(), found)
        return found

    def _look_behind(self) -> None:
        try:
            self._look()
        except RecordError as error:
            # whoever asks once `oldest` has passed gets the error
            _log.warning("the record's server does not say whether it changed: %s", error)
        finally:
            self._asking.release()


def file_marks(location: Path) -> tuple[Mark, Mark]:
    """Return the time (ns) and size of the record's file and of its write-ahead log.

    An empty log counts as none: readers make and remove it.
    """
    return _mark(location), _mark(location.with_name(location.name + "-wal"))


def last_change(location: Path) -> datetime:
    """Return when the record's files were last written, the beginning of 1970 if they are not there."""
    newest = max(time for time, _ in file_marks(location))
    return datetime.fromtimestamp(newest / 1e9, UTC) if newest else BEGINNING


def _mark(path: Path) -> Mark:
    try:
        found = path.stat()
    except FileNotFoundError:
        return NOT_THERE
    return (found.st_mtime_ns, found.st_size) if found.st_size else NOT_THERE
