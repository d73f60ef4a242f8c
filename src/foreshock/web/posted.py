"""Read what is posted: of the kind expected, and never more than may be sent."""

from starlette.exceptions import HTTPException
from starlette.requests import Request


async def posted_body(request: Request, media_type: str, largest: int) -> bytes:
    """Return a request's body.

    Raises:
        HTTPException: it is of another media type, or larger than `largest` bytes.
    """
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != media_type:
        raise HTTPException(415, f"send it as {media_type}")
    too_large = HTTPException(413, f"it is larger than {largest:,} bytes; send the article alone")
    length = request.headers.get("content-length", "")
    if length.isdigit() and int(length) > largest:
        raise too_large
    parts, size = [], 0
    async for part in request.stream():
        size += len(part)
        if size > largest:
            raise too_large
        parts.append(part)
    return b"".join(parts)
