"""Forms that change or work something out: posted from the desk's own pages only, and read with limits."""

import secrets
from urllib.parse import parse_qs

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from foreshock.web.posted import posted_body
from foreshock.web.tokens import COOKIE, FIELD, NAME_BYTES, is_token, token_for

MEDIA_TYPE = "application/x-www-form-urlencoded"
MOST_FIELDS = 200
Fields = dict[str, list[str]]


def browser_name(request: Request) -> str:
    """Return the name of the browser that asks: its cookie's, or a new one."""
    return request.cookies.get(COOKIE) or secrets.token_hex(NAME_BYTES)


def give_token(request: Request, page: Response, name: str) -> Response:
    """Return a page with the cookie that its form's token belongs to; it is never kept for others."""
    page.set_cookie(COOKIE, name, httponly=True, samesite="strict", path="/", secure=request.url.scheme == "https")
    page.headers["Cache-Control"] = "no-store"
    return page


def form_token(name: str, secret: bytes) -> str:
    """Return the token to put into a form shown to the browser of that name."""
    return token_for(name, secret)


async def posted_form(request: Request, secret: bytes, largest: int) -> Fields:
    """Return the fields of a form posted from this desk's own page.

    Raises:
        HTTPException: too large, not a form, or not posted from a page of this desk.
    """
    body = await posted_body(request, MEDIA_TYPE, largest)
    try:
        fields = parse_qs(
            body.decode("ascii"),
            keep_blank_values=True,
            strict_parsing=bool(body),
            encoding="utf-8",
            errors="strict",
            max_num_fields=MOST_FIELDS,
        )
    except ValueError as error:  # UnicodeDecodeError too
        raise HTTPException(400, "the form cannot be read as one in UTF-8") from error
    if not is_token(last(fields, FIELD), request.cookies.get(COOKIE), secret):
        raise HTTPException(403, "the form was not sent from this desk's own page; open the page and send it again")
    return fields


def last(fields: Fields, name: str) -> str:
    """Return a field's value, the last if it was sent more than once, "" if it was not."""
    return fields.get(name, [""])[-1]
