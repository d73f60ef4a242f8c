"""Read an article: paste it, get the brief. Nothing pasted is kept."""

from datetime import date, datetime

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from foreshock.flow.briefing import brief_reading
from foreshock.flow.moments import end_of_day, parse_moment
from foreshock.render.brief_sheet import brief_sheet
from foreshock.terms.article import Article
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
    """
    fields = await posted_form(request, site.secret, LARGEST)
    text = last(fields, "text")
    if not text.strip():
        raise InputError("the text is empty", expected="an article", next_step="paste its headline and body")
    published = last(fields, "published").strip()
    given = parse_moment(published, "published") if published else None
    return await run_in_threadpool(_brief, request, site, text, given)


def _brief(request: Request, site: Site, text: str, published: datetime | date | None) -> Response:
    reading = site.reader.read(text, published)
    as_of = site.moment(request) if request.query_params.get(AS_OF) else _published(reading.article, site)
    with site.desk() as desk:
        brief = brief_reading(desk, reading, as_of)
    page = show(request, site, "brief_page.html", moment=as_of, sheet=brief_sheet(brief))
    page.headers["Cache-Control"] = "no-store"
    return page


def _published(article: Article, site: Site) -> datetime:
    """Return when an article came out (the day's end when only the day is known), now if it does not say."""
    now = site.settings.clock.now()
    if article.published_at is None:
        return now
    if article.published_precision == "day":
        return min(now, end_of_day(article.published_at.date(), site.zone))
    return min(now, article.published_at)
