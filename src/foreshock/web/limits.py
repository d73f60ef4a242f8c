"""How much one address or token may ask of the API in a minute: a bucket that refills steadily.

The answers say how much is left in the fields of draft-ietf-httpapi-ratelimit-headers-10:
`RateLimit-Policy` names the quota and its window, `RateLimit` what remains and when all is back.
"""

import hashlib
import math
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from foreshock.web.access import shown_token
from foreshock.web.problems import API_ROOT, Answering, TooManyError

WINDOW = 60  # seconds
MOST_BUCKETS = 10_000
READING_PATHS = ("/read",)


@dataclass
class Bucket:
    """What is left of a quota, as of the moment `at` (seconds of a steady clock)."""

    left: float
    at: float


class Quota:
    """`size` requests a minute for each who asks; 0 means any number."""

    def __init__(self, name: str, size: int, clock: Callable[[], float] = monotonic) -> None:
        self.name = name
        self.size = size
        self._clock = clock
        self._buckets: OrderedDict[str, Bucket] = OrderedDict()

    def take(self, who: str) -> tuple[bool, int, int]:
        """Take one request from the quota of `who`.

        Returns:
            whether there was one to take, how many are left, and the seconds until there is one
            again (if there was none) or until all are back.
        """
        now = self._clock()
        bucket = self._buckets.get(who)
        if bucket is None:
            bucket = self._buckets[who] = Bucket(self.size, now)
            if len(self._buckets) > MOST_BUCKETS:
                self._buckets.popitem(last=False)
        else:
            bucket.left = min(self.size, bucket.left + (now - bucket.at) * self.size / WINDOW)
            bucket.at = now
            self._buckets.move_to_end(who)
        if bucket.left < 1:
            return False, 0, math.ceil((1 - bucket.left) * WINDOW / self.size)
        bucket.left -= 1
        return True, int(bucket.left), math.ceil((self.size - bucket.left) * WINDOW / self.size)


class Limits:
    """Keeps each address or token to its quotas: of requests to the API, and of articles to be read anywhere."""

    def __init__(self, app: ASGIApp, requests: Quota, readings: Quota, answer: Answering) -> None:
        self._app = app
        self._requests = requests
        self._readings = readings
        self._answer = answer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        quota = self._quota(scope)
        if quota is None:
            await self._app(scope, receive, send)
            return
        passed, left, seconds = quota.take(_who(scope))
        fields = {
            "RateLimit-Policy": f'"{quota.name}";q={quota.size};w={WINDOW}',
            "RateLimit": f'"{quota.name}";r={left};t={seconds}',
        }
        if passed:
            await self._app(scope, receive, _with(fields, send))
            return
        error = TooManyError(
            f"more than {quota.size} {quota.name} a minute were asked for",
            expected=f"at most {quota.size} a minute",
            next_step=f"try again in {seconds} seconds",
        )
        response = await self._answer(Request(scope, receive), error)
        response.headers.update({**fields, "Retry-After": str(seconds)})
        await response(scope, receive, send)

    def _quota(self, scope: Scope) -> Quota | None:
        if scope["type"] != "http":
            return None
        path: str = scope["path"]
        in_api = path.startswith(API_ROOT)
        if scope["method"] == "POST" and (in_api or path in READING_PATHS):
            quota = self._readings
        elif in_api:
            quota = self._requests
        else:
            return None
        return quota if quota.size else None


def _who(scope: Scope) -> str:
    token = shown_token(Headers(scope=scope))
    if token:
        return hashlib.sha256(token.encode()).hexdigest()
    client = scope.get("client")
    return client[0] if client else ""


def _with(fields: dict[str, str], send: Send) -> Send:
    async def with_fields(message: Message) -> None:
        if message["type"] == "http.response.start":
            MutableHeaders(scope=message).update(fields)
        await send(message)

    return with_fields
