"""The articles of the record, the latest known first."""

from starlette.requests import Request
from starlette.responses import Response

from foreshock.flow.lists import Narrowing, Part, list_articles
from foreshock.flow.standpoint import Standpoint
from foreshock.web.asked import asked_day
from foreshock.web.page import show
from foreshock.web.site import Site

PAGE = 100


def articles_page(request: Request, site: Site) -> Response:
    """Return a page of the record's articles, those of some days when asked."""
    stand = Standpoint(as_of=site.moment(request))
    since, until = asked_day(request, "since"), asked_day(request, "until", last=True)
    with site.desk() as desk:
        found = list_articles(
            desk,
            stand,
            Narrowing(since=since, until=until),
            Part(limit=PAGE, cursor=request.query_params.get("cursor") or None),
        )
    return show(request, site, "articles.html", moment=found.as_of, found=found, since=since, until=until)
