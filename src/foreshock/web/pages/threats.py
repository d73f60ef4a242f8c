"""Threats, promises and deadlines: how each stands, and how often such words were kept."""

from starlette.requests import Request
from starlette.responses import Response

from foreshock.flow.threats import GROUPINGS, STATES, threats_at
from foreshock.render import threat_words
from foreshock.terms.errors import UsageError
from foreshock.web.asked import asked_number
from foreshock.web.page import show
from foreshock.web.site import Site

PAGE = 200
MOST = 1_000_000


def threats_page(request: Request, site: Site) -> Response:
    """Return the undertakings known at the request's moment, the newest first, and the rates of keeping over all."""
    moment = site.moment(request)
    by = next((name for name in GROUPINGS if name == request.query_params.get("by")), GROUPINGS[0])
    asked = request.query_params.get("state") or None
    state = next((name for name in STATES if name == asked), None)
    if asked is not None and state is None:
        raise UsageError(f"state {asked[:20]!r}", expected="one of " + ", ".join(STATES), next_step="leave it out")
    with site.desk() as desk:
        answer = threats_at(desk, moment, by=by, states=() if state is None else (state,))
    number = asked_number(request, "page", default=1, least=1, most=MOST)
    newest = answer.followed[::-1]
    return show(
        request,
        site,
        "threats.html",
        moment=moment,
        answer=answer,
        followed=newest[(number - 1) * PAGE : number * PAGE],
        number=number,
        further=len(newest) > number * PAGE,
        by=by,
        groupings=GROUPINGS,
        state=state,
        states=STATES,
        telling=threat_words,
    )
