"""The ledger: every forecast issued by a moment, and one with all that had become of it."""

from starlette.requests import Request
from starlette.responses import Response

from foreshock.flow.ledger_pages import STATES, count_forecasts, list_forecasts, show_forecast
from foreshock.flow.lists import Part
from foreshock.flow.standpoint import Standpoint
from foreshock.terms.errors import UsageError
from foreshock.web.page import show
from foreshock.web.problems import NotFoundError
from foreshock.web.site import Site

PAGE = 100
MOST = 1_000_000_000


def ledger_page(request: Request, site: Site) -> Response:
    """Return a page of the ledger's forecasts, the newest first, all or those in one state."""
    asked = request.query_params.get("state") or None
    state = next((name for name in STATES if name == asked), None)
    if asked is not None and state is None:
        raise UsageError(f"state {asked[:20]!r}", expected="one of " + ", ".join(STATES), next_step="leave it out")
    part = Part(limit=PAGE, cursor=request.query_params.get("cursor") or None)
    stand = Standpoint(as_of=site.moment(request))
    with site.desk() as desk:
        found = list_forecasts(desk, stand, part, state=state, newest_first=True)
        total = count_forecasts(desk, Standpoint(as_of=found.as_of, known_at=found.known_at), state=state)
    return show(
        request,
        site,
        "ledger.html",
        moment=found.as_of,
        found=found,
        total=total,
        state=state,
        states=STATES,
        further=part.cursor is not None,
    )


def forecast_page(request: Request, site: Site) -> Response:
    """Return one forecast of the ledger: question, odds, rules, digests, resolutions."""
    text = request.path_params["number"]
    number = int(text) if text.isascii() and text.isdigit() and int(text) < MOST else -1
    moment = site.moment(request)
    with site.desk() as desk:
        try:
            found = show_forecast(desk, Standpoint(as_of=moment), number)
        except UsageError as error:
            raise NotFoundError(error.wrong, expected=error.expected, next_step="the ledger lists what is") from None
    return show(request, site, "forecast.html", moment=moment, found=found, row=found.line.issued)
