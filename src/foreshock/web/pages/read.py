"""Read an article: paste it, get the brief. Nothing pasted is kept."""

from datetime import date, datetime

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from foreshock.flow.briefing import brief_reading
from foreshock.flow.moments import parse_moment
from foreshock.flow.publication import published_moment
from foreshock.render.brief_sheet import brief_sheet
from foreshock.terms.errors import InputError
from foreshock.web.forms import browser_name, form_token, give_token, last, posted_form
from foreshock.web.page import show
from foreshock.web.site import AS_OF, Site

LARGEST = 400_000  # bytes of a form; a long article is a tenth of it


def form_page(request: Request, site: Site) -> Response:
    """Return the form, with a token that only this browser can post."""
    name = browser_name(request)
    page = show(request, site, "read.html", moment=site.moment(request), token=form_token(name, site.secret))
    return give_token(request, page, name)


async def brief_page(request: Request, site: Site) -> Response:
    """Return the brief of the article posted.

    Raises:
        HTTPException: too large, not a form, or not posted from this desk's own form.
        InputError: no article can be made of it.
        UsageError, NotFoundError: a moment given is none, or lies in the future.
    """
    fields = await posted_form(request, site.secret, LARGEST)
    text = last(fields, "text")
    if not text.strip():
        raise InputError("the text is empty", expected="an article", next_step="paste its headline and body")
    published = last(fields, "published").strip()
    given = parse_moment(published, "published") if published else None
    known = last(fields, "known_at").strip()
    known_at = site.standpoint(None, parse_moment(known, "known_at") if known else None).known_at
    return await run_in_threadpool(_brief, request, site, text, given, known_at)


def _brief(
    request: Request, site: Site, text: str, published: datetime | date | None, known_at: datetime | None
) -> Response:
    reading = site.reader.read(text, published)
    if request.query_params.get(AS_OF):
        as_of = site.moment(request)
    else:
        as_of = published_moment(reading.article, site.zone, site.settings.clock.now())
    with site.desk() as desk, site.outlooks.turn():
        brief = brief_reading(desk, reading, as_of, known_at)
    page = show(request, site, "brief_page.html", moment=as_of, sheet=brief_sheet(brief))
    page.headers["Cache-Control"] = "no-store"
    return page
