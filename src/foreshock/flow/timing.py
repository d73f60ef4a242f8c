"""When the next event falls and how many to expect, for windows of any days."""

from collections.abc import Sequence
from datetime import date, datetime

from msgspec import Struct

from foreshock.flow.desk import Desk, DeskSettings, open_desk
from foreshock.flow.moments import parse_day
from foreshock.flow.odds import LONGEST_WINDOW, check_issued, check_targets, local_date
from foreshock.flow.odds_rows import odds_rows
from foreshock.outlook.issue import issue_outlook
from foreshock.outlook.timing import timings
from foreshock.panel.build import build_panel
from foreshock.terms.errors import UsageError
from foreshock.terms.forecast import Timing

__all__ = ["Timing", "TimingReport", "Window", "parse_window", "timing_for", "timing_now"]

SEED = 20120101
Window = tuple[date, date]


class TimingReport(Struct, frozen=True, kw_only=True):
    """The timing of every target asked for, issued at `as_of` from what was known then; `labels` in words."""

    schema: str = "foreshock.timing/1"
    theater: str
    zone: str
    as_of: datetime
    known_at: datetime
    record_digest: str
    labels: dict[str, str]
    timings: tuple[Timing, ...]


def timing_now(settings: DeskSettings, *, targets: Sequence[str] = (), windows: Sequence[Window] = ()) -> TimingReport:
    """Return the timing at `--as-of` (else now) for the targets named (all when none are) and further windows.

    Raises:
        UsageError: an unknown target, a window out of range, or a moment before the theater's history
            is long enough for a rate.
    """
    with open_desk(settings) as desk:
        return timing_for(desk, desk.moment(), targets=targets, windows=windows)


def timing_for(
    desk: Desk,
    as_of: datetime,
    *,
    known_at: datetime | None = None,
    targets: Sequence[str] = (),
    windows: Sequence[Window] = (),
) -> TimingReport:
    """Return the timing at a moment, from a desk that is open already.

    `known_at` speaks from the rows this file held at that instant; from all it holds if None.

    Raises:
        UsageError: as for `timing_now`.
    """
    pack = desk.pack
    check_targets(pack, targets)
    today = local_date(pack, as_of)
    spans = [_span(window, today) for window in windows]
    panel = build_panel(odds_rows(desk, as_of, known_at), pack, as_of)
    issued = issue_outlook(panel, pack, as_of, as_of, cache=desk.record)
    check_issued(pack, as_of, issued.outlook)
    order = [target.id for target in pack.targets if not targets or target.id in targets]
    found = {row.target: row for row in timings(issued.walk, spans, seed=SEED)}
    return TimingReport(
        theater=pack.theater.id,
        zone=pack.theater.zone,
        as_of=as_of,
        known_at=as_of,
        record_digest=issued.outlook.record_digest,
        labels={target.id: target.label for target in pack.targets},
        timings=tuple(found[name] for name in order),
    )


def parse_window(text: str) -> Window:
    """Return the first and last day of a window written FIRST..LAST.

    Raises:
        UsageError: not two days in order.
    """
    first, dots, last = text.partition("..")
    if not dots:
        raise UsageError(
            f"--window {text}: not a window of days",
            expected="FIRST..LAST, two days such as 2026-09-01..2026-09-15",
            next_step="write both days, joined by two dots",
        )
    window = parse_day(first, "--window"), parse_day(last, "--window")
    if window[0] > window[1]:
        raise UsageError(
            f"--window {text} ends before it begins", expected="the first day first", next_step="turn it round"
        )
    return window


def _span(window: Window, today: date) -> tuple[int, int]:
    first, last = ((day - today).days for day in window)
    if not 1 <= first <= last <= LONGEST_WINDOW:
        raise UsageError(
            f"--window {window[0]}..{window[1]} at an issue day of {today}",
            expected=f"days from 1 to {LONGEST_WINDOW} days after the issue day",
            next_step="pass later days, or an earlier --as-of",
        )
    return first, last
