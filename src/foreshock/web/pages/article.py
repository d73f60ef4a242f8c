"""An article's page: its text with what was coded from it, and the items themselves."""

from starlette.requests import Request
from starlette.responses import Response

from foreshock.web.highlights import highlight
from foreshock.web.page import show
from foreshock.web.problems import NotFoundError
from foreshock.web.site import Site


def article_page(request: Request, site: Site) -> Response:
    """Return the page of the article named in the path, as known at the request's moment."""
    moment = site.moment(request)
    with site.desk() as desk:
        reading = desk.record.reading(request.path_params["id"], known_at=moment)
    if reading is None:
        raise NotFoundError(
            f"no article {request.path_params['id'][:90]!r} was known at that moment",
            expected="the id of an article in the record",
            next_step="the page Search finds articles by their words",
        )
    return show(
        request,
        site,
        "article.html",
        moment=moment,
        reading=reading,
        article=reading.article,
        paragraphs=highlight(reading),
    )
