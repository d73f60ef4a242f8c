"""How the odds of one target and horizon moved: recomputed as of each past day, and as issued."""

from datetime import date, datetime

import numpy as np
from msgspec import Struct

from foreshock.flow.desk import Desk, DeskSettings, open_desk
from foreshock.flow.ledger import is_late
from foreshock.flow.odds import check_targets, local_date, wanted_horizons
from foreshock.flow.odds_rows import odds_rows
from foreshock.outlook.intervals import band
from foreshock.outlook.issue import FEWEST_DAYS
from foreshock.outlook.walk import walk_forward
from foreshock.panel.build import build_panel
from foreshock.terms.errors import UsageError
from foreshock.terms.forecast import ForecastInterval

__all__ = ["OddsHistory", "OddsPoint", "odds_history", "odds_over"]

DAYS = 90
MOST_DAYS = 3660
HORIZON = 7


class OddsPoint(Struct, frozen=True, kw_only=True):
    """The odds at the end of a local day, from what was known by then; `rate` is the all-history rate's.

    `came` says whether an event fell in the window, None while it has not closed.
    """

    day: date
    probability: float
    interval: ForecastInterval
    rate: float
    came: bool | None


class IssuedPoint(Struct, frozen=True, kw_only=True):
    """A forecast of the ledger: its row, the day its odds speak from, and whether it was written too late to count."""

    number: int
    day: date
    probability: float
    late: bool


class OddsHistory(Struct, frozen=True, kw_only=True):
    """The odds of one target and horizon over past days, oldest first.

    `recomputed` uses today's model and what the record now says was known by each day: a row that was
    corrected since counts as corrected. `issued` is what was really said, from the ledger; `events`
    are the days on which the target happened, as known at `as_of`.
    """

    schema: str = "foreshock.odds-history/1"
    theater: str
    zone: str
    as_of: datetime
    target: str
    label: str
    horizon: int
    recomputed: tuple[OddsPoint, ...]
    issued: tuple[IssuedPoint, ...]
    events: tuple[date, ...]


def odds_history(
    settings: DeskSettings, *, target: str | None = None, horizon: int = HORIZON, days: int = DAYS
) -> OddsHistory:
    """Return the odds over the `days` up to `--as-of` (else now); of the pack's first target unless one is named.

    Raises:
        UsageError: an unknown target, a horizon or number of days out of range.
    """
    with open_desk(settings) as desk:
        return odds_over(desk, desk.moment(), target=target, horizon=horizon, days=days)


def odds_over(
    desk: Desk,
    as_of: datetime,
    *,
    known_at: datetime | None = None,
    target: str | None = None,
    horizon: int = HORIZON,
    days: int = DAYS,
) -> OddsHistory:
    """Return the odds over the `days` up to a moment, from a desk that is open already.

    `known_at` speaks from the rows this file held at that instant; from all it holds if None. Days
    before the history is long enough for a rate are left out.

    Raises:
        UsageError: as for `odds_history`.
    """
    pack = desk.pack
    if not 1 <= days <= MOST_DAYS:
        raise UsageError(f"--history {days}", expected=f"1 to {MOST_DAYS} days", next_step="choose fewer days")
    check_targets(pack, [target] if target else [])
    (horizon,) = wanted_horizons(pack, as_of, [horizon], None)
    if not pack.targets:
        raise UsageError(
            f"the theater {pack.theater.id} states no targets",
            expected="a theater with targets",
            next_step="see `foreshock theater show`",
        )
    row = next((each for each in pack.targets if each.id == target), pack.targets[0])
    panel = build_panel(odds_rows(desk, as_of, known_at), pack, as_of)
    first = max(panel.last - days + 1, panel.first + FEWEST_DAYS)
    points: tuple[OddsPoint, ...] = ()
    if first <= panel.last:
        walked = walk_forward(panel, [row.id], [horizon], first=first).rows[row.id, horizon]
        points = tuple(
            OddsPoint(
                day=date.fromordinal(int(walked.issued[at])),
                probability=float(walked.probability[at]),
                interval=band(float(walked.probability[at]), float(walked.variance[at])),
                rate=float(walked.references["all_history"][at]),
                came=None if np.isnan(walked.outcome[at]) else bool(walked.outcome[at]),
            )
            for at in range(walked.issued.size)
        )
    happened = panel.series[row.id].days
    return OddsHistory(
        theater=pack.theater.id,
        zone=pack.theater.zone,
        as_of=as_of,
        target=row.id,
        label=row.label,
        horizon=horizon,
        recomputed=points,
        issued=_issued(desk, as_of, row.id, horizon, panel.last - days + 1),
        events=tuple(date.fromordinal(int(day)) for day in happened[happened > panel.last - days]),
    )


def _issued(desk: Desk, as_of: datetime, target: str, horizon: int, first: int) -> tuple[IssuedPoint, ...]:
    found = []
    for row in desk.record.ledger.odds(desk.pack.theater.id, by=as_of, target=target):
        day = local_date(desk.pack, row.as_of)
        if row.horizon == horizon and first <= day.toordinal():
            found.append(IssuedPoint(number=row.number, day=day, probability=row.probability, late=is_late(row)))
    return tuple(found)
