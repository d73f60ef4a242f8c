"""What changed since an earlier day: the odds, the terms that moved them, what became known."""

from dataclasses import dataclass
from datetime import timedelta

from starlette.requests import Request
from starlette.responses import Response

from foreshock.flow.moments import end_of_day
from foreshock.flow.seen import as_seen
from foreshock.terms.forecast import Forecast
from foreshock.terms.record import RecordedEvent
from foreshock.web.asked import asked_number
from foreshock.web.page import show
from foreshock.web.site import Site

LEAD_HORIZON = 7
SMALLEST_MOVE = 0.005  # log-odds; smaller moves cannot be seen in a percentage
MOST_DAYS = 366
MOST_EVENTS = 200


@dataclass(frozen=True)
class Move:
    """A forecast before and after; `terms` are the additive terms that moved, the largest first."""

    before: Forecast
    after: Forecast
    terms: tuple[tuple[str, float], ...]


def changes_page(request: Request, site: Site) -> Response:
    """Return what changed since the end of the local day `days` days before."""
    moment = site.moment(request)
    days = asked_number(request, "days", default=1, least=1, most=MOST_DAYS)
    earlier = end_of_day(site.today(moment) - timedelta(days=days), site.zone)
    with site.desk() as desk:
        odds = site.outlooks.at(desk, moment)
        then = site.outlooks.at(desk, earlier)
        learned = desk.record.counted.learned(earlier, moment, MOST_EVENTS)
        pairs = (
            (as_seen(old, earlier, site.zone), as_seen(new, moment, site.zone))
            for old, new in desk.record.counted.revised(earlier, moment)
        )
        changed = [pair for pair in pairs if _differs(*pair)][::-1]
    befores = {(fcst.target, fcst.horizon): fcst for fcst in then.outlook.forecasts}
    leads = [fcst for fcst in odds.outlook.forecasts if fcst.horizon == LEAD_HORIZON]
    return show(
        request,
        site,
        "changes.html",
        moment=moment,
        earlier=earlier,
        days=days,
        labels=odds.labels,
        problems=odds.outlook.problems,
        moves=[_move(befores[key], fcst) for fcst in leads if (key := (fcst.target, fcst.horizon)) in befores],
        fresh=[as_seen(event, moment, site.zone) for event in learned.latest],
        fresh_total=learned.events,
        changed=changed[:MOST_EVENTS],
        changed_total=len(changed),
    )


def _move(before: Forecast, after: Forecast) -> Move:
    was = {reason.term: reason.log_odds for reason in before.reasons}
    now = {reason.term: reason.log_odds for reason in after.reasons}
    terms = [(term, now.get(term, 0.0) - was.get(term, 0.0)) for term in dict.fromkeys([*now, *was])]
    moved = [(term, change) for term, change in terms if abs(change) >= SMALLEST_MOVE]
    return Move(before, after, tuple(sorted(moved, key=lambda item: -abs(item[1]))))


def _differs(before: RecordedEvent, after: RecordedEvent) -> bool:
    """True if an event known before is known otherwise now, in what this page shows."""
    return any(getattr(before, name) != getattr(after, name) for name in ("status", "kind", "valid_from", "valid_to"))
