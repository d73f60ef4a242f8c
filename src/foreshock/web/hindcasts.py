"""The theater's hindcasts, replayed once in the background: it takes its time, and no page waits for it."""

from collections.abc import Callable, Sequence
from threading import Lock, Thread
from typing import TYPE_CHECKING, Generic, TypeVar

from starlette.requests import Request

from foreshock.flow.backtest import BacktestLine, backtest
from foreshock.flow.timing_backtest import TimingLine, timing_backtest
from foreshock.terms.errors import ForeshockError, UsageError
from foreshock.theaters.load import load_pack
from foreshock.web.asked import asked_number
from foreshock.web.outlooks import BusyError

if TYPE_CHECKING:
    from foreshock.web.site import Site

LEAD_HORIZON = 7
LONGEST_HORIZON = 366
WAIT = 2.0  # seconds a chart waits for a replay; waiting takes one of the few threads that make pages


Line = TypeVar("Line")


class Hindcasts(Generic[Line]):
    """Scores of replayed forecasts; the replay begins when somebody first asks."""

    def __init__(self, replay: Callable[[], Sequence[Line]]) -> None:
        self._replay = replay
        self._lock = Lock()
        self._working: Thread | None = None
        self._lines: tuple[Line, ...] | None = None
        self._failed: ForeshockError | None = None

    def lines(self, wait: float | None = 0.0) -> tuple[Line, ...] | None:
        """Return the scores, None while they are being worked out.

        `wait` is how many seconds to wait for them, None for as long as it takes.

        Raises:
            ForeshockError: the history cannot be replayed.
        """
        with self._lock:
            if self._working is None:
                self._working = Thread(target=self._work, name="hindcasts", daemon=True)
                self._working.start()
        self._working.join(wait)
        if self._failed is not None:
            raise self._failed
        return self._lines

    @property
    def begun(self) -> bool:
        """True once somebody has asked."""
        return self._working is not None

    @property
    def ready(self) -> bool:
        """True once there are scores to show."""
        return self._lines is not None

    def _work(self) -> None:
        try:
            self._lines = tuple(self._replay())
        except ForeshockError as error:
            self._failed = error


def replay_all(theater: str) -> list[BacktestLine]:
    """Return the scores of a theater's hindcasts, every target and horizon; none where it has no targets.

    Raises:
        ForeshockError: the history cannot be replayed.
    """
    if not load_pack(theater).targets:
        return []
    return backtest(theater, start=None, end=None, targets=(), horizons=(), known="final")


def replay_timing(theater: str) -> list[TimingLine]:
    """Return the scores of a theater's replayed dates and counts; none where it has no targets.

    Raises:
        ForeshockError: the history cannot be replayed.
    """
    if not load_pack(theater).targets:
        return []
    return list(timing_backtest(theater, start=None, end=None, targets=(), known="final"))


def asked_timing(request: Request, site: "Site") -> TimingLine:
    """Return the scores of the target's date or count that a request names with `what`.

    Raises:
        BusyError: they are still being worked out.
        UsageError: there are none of that target and kind.
    """
    lines = _worked_out(site.timings)
    target, what = (request.query_params.get(name, "") for name in ("target", "what"))
    for line in lines:
        if (line.target, line.what) == (target, what):
            return line
    raise UsageError(
        f"there are no hindcasts of {what[:40]!r} for {target[:40]!r}",
        expected="one of " + ", ".join(dict.fromkeys(line.what for line in lines)),
        next_step="follow the charts of the track record's page",
    )


def asked_hindcast(request: Request, site: "Site") -> BacktestLine:
    """Return the hindcasts of the target and horizon a request names; the first target's and 7 days when it names none.

    Raises:
        BusyError: they are still being worked out.
        UsageError: there are none of that target and horizon.
    """
    lines = _worked_out(site.hindcasts)
    horizon = asked_number(request, "horizon", default=LEAD_HORIZON, least=1, most=LONGEST_HORIZON)
    target = request.query_params.get("target") or (lines[0].target if lines else "")
    for line in lines:
        if (line.target, line.horizon) == (target, horizon):
            return line
    known = ", ".join(dict.fromkeys(line.target for line in lines))
    raise UsageError(
        f"there are no hindcasts of {target[:40]!r} over {horizon} days",
        expected=f"a target ({known}) and 1, 3, 7, 14 or 30 days" if known else "a theater with targets",
        next_step="leave both out",
    )


def _worked_out(replayed: Hindcasts[Line]) -> tuple[Line, ...]:
    lines = replayed.lines(wait=WAIT)
    if lines is None:
        raise BusyError(
            "the history is still being replayed", expected="a replay that has ended", next_step="try again in a minute"
        )
    return lines
