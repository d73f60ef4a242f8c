"""Answers kept while the record stays as it is: the same question is worked out once a minute at most.

An answer is kept under the question, the minute and the state of the record's files, so a write to
the record, by whatever process, is seen at the next request. (File times are coarse: of two writes
within the same few milliseconds the second may stay unseen until the minute ends.)
"""

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from foreshock.web.conditional import names_tag

MOST_BYTES = 48_000_000
FRESH = ("/read",)  # a page with its reader's own token


@dataclass
class Answer:
    """One response: its start message and its body."""

    start: Message
    body: bytearray = field(default_factory=bytearray)

    @property
    def status(self) -> int:
        """The response's status code."""
        code: int = self.start["status"]
        return code


class Answers:
    """Keeps the answers to GET requests; `state` names what they depend on besides the question."""

    def __init__(self, app: ASGIApp, state: Callable[[], Hashable], most_bytes: int = MOST_BYTES) -> None:
        self._app = app
        self._state = state
        self._most = most_bytes
        self._kept: OrderedDict[Hashable, Answer] = OrderedDict()
        self._size = 0
        self._asking: dict[Hashable, asyncio.Lock] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request, from what is kept if it can be."""
        if scope["type"] != "http" or scope["method"] != "GET" or scope["path"] in FRESH:
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        packed = "gzip" in headers.get("accept-encoding", "")
        key = (scope["path"], scope["query_string"], packed, self._state())
        answer = self._kept.get(key) or await self._ask_once(key, scope, receive)
        await _give(answer, headers.get("if-none-match", ""), send)

    async def _ask_once(self, key: Hashable, scope: Scope, receive: Receive) -> Answer:
        """Return the answer to a question, worked out by one request while others with it wait."""
        lock = self._asking.setdefault(key, asyncio.Lock())
        try:
            async with lock:
                answer = self._kept.get(key)
                if answer is None:
                    answer = await self._ask(scope, receive)
                    self._keep(key, answer)
                return answer
        finally:
            self._asking.pop(key, None)

    async def _ask(self, scope: Scope, receive: Receive) -> Answer:
        answer = Answer({})

        async def take(message: Message) -> None:
            if message["type"] == "http.response.start":
                answer.start = message
            else:
                answer.body += message.get("body", b"")

        plain = [(name, value) for name, value in scope["headers"] if name != b"if-none-match"]
        await self._app({**scope, "headers": plain}, receive, take)
        return answer

    def _keep(self, key: Hashable, answer: Answer) -> None:
        if answer.status != 200 or len(answer.body) > self._most:
            return
        self._kept[key] = answer
        self._size += len(answer.body)
        while self._size > self._most:
            _, oldest = self._kept.popitem(last=False)
            self._size -= len(oldest.body)


async def _give(answer: Answer, known: str, send: Send) -> None:
    headers = Headers(raw=answer.start["headers"])
    tag = headers.get("etag")
    if answer.status == 200 and tag and names_tag(known, tag):
        kept = [pair for pair in answer.start["headers"] if pair[0] in {b"etag", b"cache-control", b"vary"}]
        await send({"type": "http.response.start", "status": 304, "headers": kept})
        await send({"type": "http.response.body", "body": b""})
        return
    await send({**answer.start, "headers": list(answer.start["headers"])})
    await send({"type": "http.response.body", "body": bytes(answer.body)})
