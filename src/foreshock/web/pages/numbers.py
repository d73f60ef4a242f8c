"""About the numbers: every coefficient behind one forecast."""

from starlette.requests import Request
from starlette.responses import Response

from foreshock.web.asked import asked_number
from foreshock.web.page import show
from foreshock.web.problems import NotFoundError
from foreshock.web.site import Site

LEAD_HORIZON = 7
LONGEST = 366


def numbers_page(request: Request, site: Site) -> Response:
    """Return the coefficients of the forecast asked for (`target`, `horizon`; the first target, 7 days)."""
    moment = site.moment(request)
    with site.desk() as desk:
        odds = site.outlooks.at(desk, moment)
    target = request.query_params.get("target") or next(iter(odds.labels), "")
    horizon = asked_number(request, "horizon", default=LEAD_HORIZON, least=1, most=LONGEST)
    fcst = next((f for f in odds.outlook.forecasts if (f.target, f.horizon) == (target, horizon)), None)
    if fcst is None and odds.outlook.forecasts:
        raise NotFoundError(
            f"there is no forecast of {target[:40]!r} for {horizon} days",
            expected="one of the outlook's",
            next_step="choose one on the page Numbers",
        )
    return show(
        request,
        site,
        "numbers.html",
        moment=moment,
        odds=odds,
        fcst=fcst,
        coefficients=odds.coefficients.get(f"{target}/{horizon}", {}),
        horizons=sorted({f.horizon for f in odds.outlook.forecasts}),
    )
