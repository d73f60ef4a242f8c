"""Answers with an ETag, and 304 for who has them already."""

import hashlib

from starlette.requests import Request
from starlette.responses import Response


def conditional(request: Request, body: bytes, media_type: str) -> Response:
    """Return the body with its ETag, or 304 when the request's `If-None-Match` names it (RFC 9110, 13.1.2)."""
    # Weak: the same content may come compressed or not.
    tag = f'W/"{hashlib.sha256(body).hexdigest()[:32]}"'
    headers = {"ETag": tag, "Cache-Control": "no-cache"}
    if names_tag(request.headers.get("if-none-match", ""), tag):
        return Response(status_code=304, headers=headers)
    return Response(body, media_type=media_type, headers=headers)


def names_tag(header: str, tag: str) -> bool:
    """True if an `If-None-Match` header names a tag, weakly compared."""
    opaque = tag.removeprefix("W/")
    given = {part.strip().removeprefix("W/") for part in header.split(",")}
    return opaque in given or given == {"*"}
