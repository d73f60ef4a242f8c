"""Read an article: paste it, get the brief. Nothing pasted is kept."""

import secrets
from datetime import date, datetime
from urllib.parse import parse_qs

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from foreshock.flow.brief import Brief, make_brief
from foreshock.flow.moments import end_of_day, parse_moment
from foreshock.render.brief_sheet import brief_sheet
from foreshock.terms.article import Article
from foreshock.terms.errors import InputError
from foreshock.web.page import show
from foreshock.web.site import AS_OF, Site
from foreshock.web.tokens import COOKIE, FIELD, NAME_BYTES, is_token, token_for

LARGEST = 400_000  # bytes of a form; a long article is a tenth of it
FORM = "application/x-www-form-urlencoded"
MOST_FIELDS = 8


def form_page(request: Request, site: Site) -> Response:
    """Return the form, with a token that only this browser can post."""
    name = request.cookies.get(COOKIE) or secrets.token_hex(NAME_BYTES)
    page = show(request, site, "read.html", moment=site.moment(request), token=token_for(name, site.secret))
    page.set_cookie(COOKIE, name, httponly=True, samesite="strict", path="/read", secure=request.url.scheme == "https")
    return page


async def brief_page(request: Request, site: Site) -> Response:
    """Return the brief of the article posted.

    Raises:
        HTTPException: too large, not a form, or not posted from this desk's own form.
        InputError: no article can be made of it.
    """
    fields = _fields(await _body(request))
    if not is_token(fields.get(FIELD, ""), request.cookies.get(COOKIE), site.secret):
        raise HTTPException(403, "the form was not sent from this desk's own page; open the page and send it again")
    text = fields.get("text", "")
    if not text.strip():
        raise InputError("the text is empty", expected="an article", next_step="paste its headline and body")
    published = fields.get("published", "").strip()
    given = parse_moment(published, "published") if published else None
    return await run_in_threadpool(_brief, request, site, text, given)


def _brief(request: Request, site: Site, text: str, published: datetime | date | None) -> Response:
    reading = site.reader.read(text, published)
    as_of = site.moment(request) if request.query_params.get(AS_OF) else _published(reading.article, site)
    with site.desk() as desk:
        recorded = desk.events(as_of)
        odds = site.outlooks.at(desk, as_of, recorded)
        brief: Brief = make_brief(reading, pack=site.pack, as_of=as_of, recorded=recorded, odds=odds)
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


async def _body(request: Request) -> bytes:
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != FORM:
        raise HTTPException(415, f"send the form as {FORM}")
    too_large = HTTPException(413, f"the form is larger than {LARGEST:,} bytes; paste the article alone")
    length = request.headers.get("content-length", "")
    if length.isdigit() and int(length) > LARGEST:
        raise too_large
    parts, size = [], 0
    async for part in request.stream():
        size += len(part)
        if size > LARGEST:
            raise too_large
        parts.append(part)
    return b"".join(parts)


def _fields(body: bytes) -> dict[str, str]:
    try:
        given = parse_qs(
            body.decode("ascii"), keep_blank_values=True, strict_parsing=bool(body), encoding="utf-8", errors="strict",
            max_num_fields=MOST_FIELDS,
        )  # fmt: skip
    except ValueError as error:  # UnicodeDecodeError too
        raise HTTPException(400, "the form cannot be read as one in UTF-8") from error
    return {name: values[-1] for name, values in given.items()}
