"""The ledger: every forecast ever issued, and one with all that became of it."""

from starlette.requests import Request
from starlette.responses import Response

from foreshock.flow.ledger_pages import STATES, list_questions, show_question
from foreshock.terms.errors import UsageError
from foreshock.web.asked import asked_number
from foreshock.web.page import show
from foreshock.web.problems import NotFoundError
from foreshock.web.site import Site

PAGE = 100
MOST = 1_000_000_000


def ledger_page(request: Request, site: Site) -> Response:
    """Return the ledger's forecasts, the newest first, all or those in one state."""
    state = request.query_params.get("state") or None
    if state is not None and state not in STATES:
        raise UsageError(f"state {state[:20]!r}", expected="one of " + ", ".join(STATES), next_step="leave it out")
    number = asked_number(request, "page", default=1, least=1, most=MOST)
    found = list_questions(site.settings, state=state)[::-1]
    return show(
        request,
        site,
        "ledger.html",
        moment=site.settings.clock.now(),
        lines=found[(number - 1) * PAGE : number * PAGE],
        total=len(found),
        state=state,
        states=STATES,
        page=number,
        pages=max(1, -(-len(found) // PAGE)),
    )


def forecast_page(request: Request, site: Site) -> Response:
    """Return one forecast of the ledger: question, odds, rules, digests, resolutions."""
    text = request.path_params["number"]
    number = int(text) if text.isascii() and text.isdigit() and int(text) < MOST else -1
    try:
        found = show_question(site.settings, number)
    except UsageError as error:
        raise NotFoundError(error.wrong, expected=error.expected, next_step="the ledger lists what is") from None
    return show(request, site, "forecast.html", moment=site.settings.clock.now(), found=found, row=found.line.issued)
