"""Who may read and who may write: tokens shown with a request, checked against those this desk gave out."""

import base64
import binascii
from dataclasses import dataclass

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from foreshock.flow.tokens import Scope as Right
from foreshock.flow.tokens import TokenFile
from foreshock.terms.errors import ForeshockError
from foreshock.web.problems import Answering, ForbiddenError, NeedsTokenError

OPEN_TO_ALL = ("/static/",)


@dataclass(frozen=True)
class Access:
    """The desk's tokens, and whether one is needed even to read."""

    tokens: TokenFile
    reads_need_token: bool = False

    def right_of(self, headers: Headers) -> Right | None:
        """Return what the token shown with a request allows, None if none is shown.

        Raises:
            NeedsTokenError: the token shown is none of this desk's, or was revoked.
        """
        secret = shown_token(headers)
        if secret is None:
            return None
        right = self.tokens.scope_of(secret)
        if right is None:
            raise NeedsTokenError(
                "the token shown is none of this desk's, or was revoked",
                expected="a token of this desk",
                next_step="`foreshock token list` shows which there are",
            )
        return right

    def may_write(self, request: Request) -> bool:
        """Return whether a request shows a token that may write.

        Raises:
            NeedsTokenError: as for `right_of`.
        """
        return self.right_of(request.headers) == "write"

    def check_write(self, request: Request, what: str) -> None:
        """Let a request pass that may write.

        Raises:
            NeedsTokenError: it shows no token.
            ForbiddenError: its token may only read.
        """
        right = self.right_of(request.headers)
        if right is None:
            raise NeedsTokenError(
                f"{what} needs a token that may write",
                expected="Authorization: Bearer TOKEN",
                next_step="make one with `foreshock token create NAME --scope write`",
            )
        if right != "write":
            raise ForbiddenError(
                f"{what} needs a token that may write, and this one may only read",
                expected="a token made with --scope write",
                next_step="make one with `foreshock token create NAME --scope write`",
            )


def shown_token(headers: Headers) -> str | None:
    """Return the token a request shows, None if it shows none.

    It is the credentials of `Bearer`, or the password of `Basic`, which browsers can ask a person for.
    """
    scheme, _, value = headers.get("authorization", "").partition(" ")
    if scheme.lower() == "basic":
        try:
            return base64.b64decode(value.strip(), validate=True).decode().partition(":")[2]
        except (binascii.Error, ValueError):  # not base64, or not text: no token of ours
            return ""
    return value.strip() if scheme else None


class Guard:
    """Lets only requests through that may read, when reading needs a token; a wrong token never passes."""

    def __init__(self, app: ASGIApp, access: Access, answer: Answering) -> None:
        self._app = app
        self._access = access
        self._answer = answer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] == "http":
            try:
                self._check(Headers(scope=scope), scope["path"])
            except ForeshockError as error:
                response = await self._answer(Request(scope, receive), error)
                await response(scope, receive, send)
                return
        await self._app(scope, receive, send)

    def _check(self, headers: Headers, path: str) -> None:
        right = self._access.right_of(headers)
        if right is None and self._access.reads_need_token and not path.startswith(OPEN_TO_ALL):
            raise NeedsTokenError(
                "this desk shows nothing without a token",
                expected="Authorization: Bearer TOKEN, or the token as the password a browser asks for",
                next_step="ask whoever runs the desk for a token",
            )
