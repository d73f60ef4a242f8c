"""Odds: the outlook issued from the record at one moment, with labels and hindcasts."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from msgspec import Struct
from msgspec.structs import replace

from foreshock.flow.desk import Desk, DeskSettings, open_desk
from foreshock.flow.odds_rows import odds_rows
from foreshock.flow.scales import Scale, in_scale
from foreshock.outlook.horizons import HORIZONS
from foreshock.outlook.issue import FEWEST_DAYS, Issued, issue_outlook
from foreshock.panel.build import build_panel
from foreshock.panel.occurrences import OUTCOME_TABLE
from foreshock.terms.errors import UsageError
from foreshock.terms.forecast import Outlook
from foreshock.terms.record import RecordedEvent
from foreshock.theaters.load import find_pack
from foreshock.theaters.schema import Pack
from foreshock.verify.hindcasts import FILE, HindcastLine, hindcast_lines, read_hindcasts

LONGEST_WINDOW = 366
USUAL_SILENCE = 30  # days; a longer gap after the last outcome of the tables is a gap in the tables

__all__ = ["HORIZONS", "HindcastLine", "Odds", "odds_at", "odds_for", "outlook_now"]


class Odds(Struct, frozen=True, kw_only=True):
    """An outlook for readers: `labels` are the targets in words, `zone` the theater's.

    `hindcasts` scores replayed forecasts over windows closed before the outlook's moment (empty when the
    pack ships none); `coefficients` is every number behind each forecast, by "target/horizon".
    """

    outlook: Outlook
    zone: str
    labels: dict[str, str]
    hindcasts: tuple[HindcastLine, ...]
    coefficients: dict[str, Any]

    def in_scale(self, scale: Scale) -> "Odds":
        """Return the same odds in the words of a scale."""
        return replace(self, outlook=in_scale(self.outlook, scale))

    def of_targets(self, targets: Sequence[str]) -> "Odds":
        """Return the odds of these targets alone."""
        kept = tuple(f for f in self.outlook.forecasts if f.target in targets)
        keys = {f"{f.target}/{f.horizon}" for f in kept}
        return replace(
            self,
            outlook=replace(self.outlook, forecasts=kept),
            hindcasts=tuple(line for line in self.hindcasts if line.target in targets),
            coefficients={key: value for key, value in self.coefficients.items() if key in keys},
        )


def odds_at(desk: Desk, as_of: datetime, rows: Sequence[RecordedEvent]) -> Odds:
    """Return the odds of every target and standard horizon at `as_of`, from the rows that odds rest on.

    Rows recorded later are left out. There are no forecasts at a moment before the theater's history is
    long enough for a rate.
    """
    return odds_of(desk, as_of, rows, issued_at(desk, as_of, rows))


def issued_at(
    desk: Desk,
    as_of: datetime,
    rows: Sequence[RecordedEvent],
    horizons: Sequence[int] = HORIZONS,
    like: Issued | None = None,
) -> Issued:
    """Return the outlook from these rows; sooner with `like`, one of the same moment from other rows."""
    panel = build_panel(rows, desk.pack, as_of)
    return issue_outlook(panel, desk.pack, as_of, as_of, horizons=horizons, cache=desk.record, like=like)


def odds_of(desk: Desk, as_of: datetime, rows: Sequence[RecordedEvent], issued: Issued) -> Odds:
    """Return for readers what was issued from these rows."""
    return Odds(
        outlook=replace(issued.outlook, problems=_silence(desk.pack, as_of, rows)),
        zone=desk.pack.theater.zone,
        labels={target.id: target.label for target in desk.pack.targets},
        hindcasts=_hindcasts(desk, as_of),
        coefficients=issued.coefficients,
    )


def outlook_now(
    settings: DeskSettings, *, targets: Sequence[str] = (), horizons: Sequence[int] = (), until: date | None = None
) -> Odds:
    """Return the odds at `--as-of` (else now) for the targets and horizons named (all when none are).

    With `until`, also for the window from the day after the issue day to `until`; without horizons,
    for that window alone.

    Raises:
        UsageError: an unknown target, a horizon or `until` out of range, or a moment before the
            theater's history is long enough for a rate.
    """
    with open_desk(settings) as desk:
        return odds_for(desk, desk.moment(), targets=targets, horizons=horizons, until=until)


def odds_for(
    desk: Desk,
    as_of: datetime,
    *,
    known_at: datetime | None = None,
    targets: Sequence[str] = (),
    horizons: Sequence[int] = (),
    until: date | None = None,
) -> Odds:
    """Return the odds at a moment as `outlook_now` does, from a desk that is open already.

    `known_at` speaks from the rows this file held at that instant; from all it holds if None.

    Raises:
        UsageError: as for `outlook_now`.
    """
    wanted = wanted_horizons(desk.pack, as_of, horizons, until)
    check_targets(desk.pack, targets)
    rows = odds_rows(desk, as_of, known_at)
    odds = odds_of(desk, as_of, rows, issued_at(desk, as_of, rows, wanted))
    check_issued(desk.pack, as_of, odds.outlook)
    return odds.of_targets(targets) if targets else odds


def _silence(pack: Pack, as_of: datetime, recorded: Sequence[RecordedEvent]) -> tuple[str, ...]:
    """Return a warning when the moment lies past the last outcome anyone recorded: silence is not quiet."""
    days = [row.date for row in pack.provocations]
    days += [event.valid_from for event in recorded if event.table == OUTCOME_TABLE]
    if not days:
        return ("the record holds no outcomes",)
    newest = max(days)
    silent = (as_of.astimezone(ZoneInfo(pack.theater.zone)).date() - newest).days
    if silent <= USUAL_SILENCE:
        return ()
    warning = (
        f"the record's outcomes end on {newest}: the {silent} days since count as quiet though nobody looked, so the "
        "odds are too low if anything happened; import newer rows"
    )
    return (warning,)


def _hindcasts(desk: Desk, as_of: datetime) -> tuple[HindcastLine, ...]:
    path = find_pack(desk.settings.theater) / FILE
    if not path.is_file():
        return ()
    # Every window issued in a year has closed once the longest horizon has passed after its end.
    closed = (as_of - timedelta(days=max(HORIZONS) + 1)).astimezone(ZoneInfo(desk.pack.theater.zone))
    return hindcast_lines(read_hindcasts(path), closed.year)


def wanted_horizons(pack: Pack, as_of: datetime, horizons: Sequence[int], until: date | None) -> tuple[int, ...]:
    """Return the horizons named and that of the window to `until`, in order; the standard ones when none are.

    Raises:
        UsageError: one is out of range.
    """
    wanted = set(horizons)
    if until is not None:
        today = as_of.astimezone(ZoneInfo(pack.theater.zone)).date()
        span = (until - today).days
        if not 1 <= span <= LONGEST_WINDOW:
            raise UsageError(
                f"--until {until}: {span} days after the issue day {today}",
                expected=f"a day 1 to {LONGEST_WINDOW} days after it",
                next_step=f"pass a day from {today + timedelta(days=1)} on, or an earlier --as-of",
            )
        wanted.add(span)
    bad = [horizon for horizon in horizons if not 1 <= horizon <= LONGEST_WINDOW]
    if bad:
        raise UsageError(
            f"--horizon {bad[0]}",
            expected=f"1 to {LONGEST_WINDOW} days",
            next_step="pass a number of days in that range",
        )
    return tuple(sorted(wanted)) if wanted else HORIZONS


def local_date(pack: Pack, instant: datetime) -> date:
    """Return the theater's local day of an instant."""
    return instant.astimezone(ZoneInfo(pack.theater.zone)).date()


def check_targets(pack: Pack, targets: Sequence[str]) -> None:
    """Refuse targets that a pack does not state.

    Raises:
        UsageError: there is one.
    """
    known = [target.id for target in pack.targets]
    unknown = [name for name in targets if name not in known]
    if unknown:
        raise UsageError(
            f"--target {unknown[0]}: the theater {pack.theater.id} has no such target",
            expected=f"one of {', '.join(known)}",
            next_step=f"see `foreshock theater show {pack.theater.id} targets`",
        )


def check_issued(pack: Pack, as_of: datetime, outlook: Outlook) -> None:
    """Refuse an outlook without forecasts where the pack states targets.

    Raises:
        UsageError: the history is too short at that moment.
    """
    if pack.targets and not outlook.forecasts:
        counted = pack.theater.counted_from
        raise UsageError(
            f"--as-of {as_of.date()}: the history of {pack.theater.id} is too short then for odds",
            expected=f"a day at least {FEWEST_DAYS} days after {counted or 'its first outcome'}",
            next_step="choose a later --as-of",
        )
