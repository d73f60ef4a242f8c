"""What most wants a reviewer's look: disputes, doubts, likely twins, reviews that match nothing any more."""

from dataclasses import replace

from starlette.requests import Request
from starlette.responses import Response

from foreshock.flow.reviews import list_reviews, next_to_review
from foreshock.web.asked import asked_number
from foreshock.web.page import show
from foreshock.web.site import Site

USUAL, MOST = 50, 500
LATEST = 50


def queue_page(request: Request, site: Site) -> Response:
    """Return what wants a look as known at the request's moment, the most pressing first, and the latest reviews."""
    moment = site.moment(request)
    limit = asked_number(request, "limit", default=USUAL, least=1, most=MOST)
    settings = replace(site.settings, as_of=moment.isoformat())
    return show(
        request,
        site,
        "queue.html",
        moment=moment,
        wanting=next_to_review(settings, limit=limit),
        made=list_reviews(settings)[-LATEST:][::-1],
        limit=limit,
    )
