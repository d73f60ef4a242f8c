"""Errors as answers: one shape for programs (RFC 9457), one page for people."""

from collections.abc import Awaitable, Callable
from http import HTTPStatus

import msgspec
from msgspec import Struct
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from foreshock.terms.errors import ForeshockError, InputError, NotFoundError, UsageError
from foreshock.web.headers import SAFE
from foreshock.web.outlooks import BusyError

__all__ = [
    "API_ROOT",
    "MEDIA_TYPE",
    "Answering",
    "ForbiddenError",
    "NeedsTokenError",
    "NotFoundError",
    "Problem",
    "TooManyError",
    "answer_with",
    "problem_of",
]

API_ROOT = "/api/"
MEDIA_TYPE = "application/problem+json"
RETRY_SECONDS = 60


class Problem(Struct, frozen=True, kw_only=True):
    """What went wrong, as RFC 9457 shapes it.

    `type` names the kind of problem, `detail` what was wrong, `expected` what would have been
    right, `next_step` what to do now (empty where there is nothing to say).
    """

    type: str
    title: str
    status: int
    detail: str
    instance: str
    expected: str = ""
    next_step: str = ""


class NeedsTokenError(ForeshockError):
    """Only who shows a token may do this, and none or an unknown one was shown."""

    code = "needs_token"


class ForbiddenError(ForeshockError):
    """The token shown may not do this."""

    code = "forbidden"


class TooManyError(ForeshockError):
    """More was asked in a short time than the desk gives to one address or token."""

    code = "too_many"


def problem_of(error: Exception, path: str) -> Problem:
    """Return the problem an error is."""
    if isinstance(error, HTTPException):
        kind, status, detail = f"http_{error.status_code}", error.status_code, error.detail
        return Problem(
            type=f"urn:foreshock:problem:{kind}", title=HTTPStatus(status).phrase, status=status, detail=detail,
            instance=path,
        )  # fmt: skip
    if isinstance(error, ForeshockError):
        status = _status(error)
        return Problem(
            type=f"urn:foreshock:problem:{error.code}",
            title=HTTPStatus(status).phrase,
            status=status,
            detail=error.wrong,
            instance=path,
            expected=error.expected,
            next_step=error.next_step,
        )
    return Problem(
        type="urn:foreshock:problem:internal",
        title=HTTPStatus.INTERNAL_SERVER_ERROR.phrase,
        status=500,
        detail="the desk failed at this request",
        instance=path,
        next_step="the server's log says where; please report it",
    )


Answering = Callable[[Request, Exception], Awaitable[Response]]


def answer_with(page: Callable[[Request, Problem], Response]) -> Answering:
    """Return the handler of every error: JSON below the API's root, `page` elsewhere."""

    async def answer(request: Request, error: Exception) -> Response:
        problem = problem_of(error, request.url.path)
        if request.url.path.startswith(API_ROOT):
            response = Response(msgspec.json.encode(problem), problem.status, media_type=MEDIA_TYPE)
        else:
            response = page(request, problem)
        response.headers["Cache-Control"] = "no-store"
        # a failure of ours is answered outside the middleware that adds them
        response.headers.update(SAFE)
        if problem.status == HTTPStatus.SERVICE_UNAVAILABLE:
            response.headers["Retry-After"] = str(RETRY_SECONDS)
        if problem.status == HTTPStatus.UNAUTHORIZED:
            scheme = "Bearer" if request.url.path.startswith(API_ROOT) else "Basic"
            response.headers["WWW-Authenticate"] = f'{scheme} realm="foreshock"'
        if isinstance(error, HTTPException) and error.headers:
            response.headers.update(error.headers)
        return response

    return answer


STATUSES: tuple[tuple[type[ForeshockError], HTTPStatus], ...] = (
    (NotFoundError, HTTPStatus.NOT_FOUND),
    (BusyError, HTTPStatus.SERVICE_UNAVAILABLE),
    (NeedsTokenError, HTTPStatus.UNAUTHORIZED),
    (ForbiddenError, HTTPStatus.FORBIDDEN),
    (TooManyError, HTTPStatus.TOO_MANY_REQUESTS),
    (InputError, HTTPStatus.UNPROCESSABLE_ENTITY),  # understood, but no article can be made of it
    (UsageError, HTTPStatus.BAD_REQUEST),
)


def _status(error: ForeshockError) -> HTTPStatus:
    return next((status for kind, status in STATUSES if isinstance(error, kind)), HTTPStatus.INTERNAL_SERVER_ERROR)
