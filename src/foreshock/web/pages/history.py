"""How the odds of one target and horizon moved over past days."""

from starlette.requests import Request
from starlette.responses import Response

from foreshock.flow.odds import HORIZONS
from foreshock.flow.odds_history import DAYS, HORIZON, MOST_DAYS, OddsHistory, odds_over
from foreshock.web.asked import asked_number
from foreshock.web.page import show
from foreshock.web.site import Site

SPANS = (30, 90, 366, 1826)
LONGEST_HORIZON = 366


def history_page(request: Request, site: Site) -> Response:
    """Return the odds over past days with what was issued, as a picture and a table."""
    moment = site.moment(request)
    found = asked_history(request, site) if site.pack.targets else None
    return show(
        request,
        site,
        "history.html",
        moment=moment,
        found=found,
        days=asked_number(request, "days", default=DAYS, least=1, most=MOST_DAYS),
        spans=SPANS,
        targets=[(target.id, target.label) for target in site.pack.targets],
        horizons=HORIZONS,
    )


def asked_history(request: Request, site: Site) -> OddsHistory:
    """Return the history a request asks for: of the pack's first target, 7 days ahead, over 90 days unless told.

    Raises:
        UsageError: an unknown target, a horizon or span out of range, or a theater without targets.
    """
    horizon = asked_number(request, "horizon", default=HORIZON, least=1, most=LONGEST_HORIZON)
    days = asked_number(request, "days", default=DAYS, least=1, most=MOST_DAYS)
    target = request.query_params.get("target") or None
    with site.desk() as desk:
        return odds_over(desk, site.moment(request), target=target, horizon=horizon, days=days)
