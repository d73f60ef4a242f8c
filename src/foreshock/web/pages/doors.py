"""Doors: how diplomacy stands between the theater's principal and each other side, and how it came to that."""

from starlette.requests import Request
from starlette.responses import Response

from foreshock.flow.doors import doors_at
from foreshock.render import door_words
from foreshock.web.page import show
from foreshock.web.site import Site


def doors_page(request: Request, site: Site) -> Response:
    """Return the doors as of the request's moment; every change of one when its dyad is named."""
    moment = site.moment(request)
    dyad = request.query_params.get("dyad") or None
    with site.desk() as desk:
        answer = doors_at(desk, moment, dyad)
    return show(request, site, "doors.html", moment=moment, answer=answer, dyad=dyad, telling=door_words)
