"""Search over events, statements and articles."""

from starlette.requests import Request
from starlette.responses import Response

from foreshock.terms.errors import UsageError
from foreshock.web.page import show
from foreshock.web.site import Site

LIMIT = 25
LONGEST = 300


def search_page(request: Request, site: Site) -> Response:
    """Return the search form with what matches, as known at the request's moment."""
    moment = site.moment(request)
    words = request.query_params.get("q", "").strip()
    if len(words) > LONGEST:
        raise UsageError("the search is too long", expected=f"at most {LONGEST} letters", next_step="shorten it")
    hits, refused = [], None
    if words:
        with site.desk() as desk:
            try:
                hits = desk.record.search(words, known_at=moment, limit=LIMIT)
            except UsageError as error:
                refused = error
    return show(request, site, "search.html", moment=moment, asked=words, hits=hits, refused=refused, limit=LIMIT)
