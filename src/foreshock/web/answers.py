"""Answers kept while the record stays as it is, and given once more while a slow one is made anew.

An answer is kept under its question with the state of the record (and the minute) it was made in.
After a write, by whatever process, one that was quick to make is made again at the next request;
one that was slow is given as it is, with its age, while the new one is made in the background: a
write makes nobody wait. (File times are coarse: of two writes within the same few milliseconds the
second may stay unseen until the minute ends.)
"""

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Callable, Hashable
from contextlib import nullcontext
from dataclasses import dataclass, field
from time import monotonic

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from foreshock.web.conditional import names_tag
from foreshock.web.memory import give_back

MOST_BYTES = 32_000_000
FRESH = ("/read", "/review")  # pages with their reader's own token
WRITES = ("/review",)  # who posted one sees what came of it at once
SLOW = 0.05  # seconds; what takes longer to make is made in the background
OLDEST = 300.0  # seconds; what is older is not given once more
HEAVY = 0.2  # seconds; after making what takes longer, memory is given back
EACH = 2_000  # bytes an answer takes besides its body
SOONEST = 2.0  # seconds; a slow answer that is younger is given as it is, however often the record changes
REST = 2.0  # after an answer is made anew, as many times as long is spent on nothing of the kind

Question = tuple[str, bytes, bool]
_log = logging.getLogger("uvicorn.error")


@dataclass
class Answer:
    """One response, its start message and its body; the state it was made in, when that was and how long it took."""

    start: Message
    body: bytearray = field(default_factory=bytearray)
    state: Hashable = None
    made_at: float = 0.0
    took: float = 0.0

    @property
    def status(self) -> int:
        """The response's status code."""
        code: int = self.start["status"]
        return code

    @property
    def size(self) -> int:
        """The bytes it takes, about."""
        return len(self.body) + EACH

    def may_be_kept(self) -> bool:
        """Return whether others may be given this answer too."""
        headers = Headers(raw=self.start["headers"])
        return self.status == 200 and "no-store" not in headers.get("cache-control", "") and "set-cookie" not in headers


class Answers:
    """Keeps the answers to GET requests; `state` names what they depend on besides the question.

    At most one answer at a time is made in the background, and one of those whose paths start as one of
    `large`: each takes tens of megabytes while it is made.
    """

    def __init__(
        self,
        app: ASGIApp,
        state: Callable[[], Hashable],
        most_bytes: int = MOST_BYTES,
        *,
        slow: float = SLOW,
        soonest: float = SOONEST,
        large: tuple[str, ...] = (),
        clock: Callable[[], float] = monotonic,
    ) -> None:
        self._app = app
        self._state = state
        self._most = most_bytes
        self._slow = slow
        self._soonest = soonest
        self._clock = clock
        self._kept: OrderedDict[Question, Answer] = OrderedDict()
        self._size = 0
        self._asking: dict[Hashable, asyncio.Lock] = {}
        self._renewing: dict[Question, asyncio.Task[None]] = {}
        self._background = asyncio.Semaphore(1)
        self._large = large
        self._one_large = asyncio.Semaphore(1)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request, from what is kept if it can be."""
        if scope["type"] != "http" or scope["method"] not in {"GET", "HEAD"} or scope["path"] in FRESH:
            await self._pass_on(scope, receive, send)
            return
        headers = Headers(scope=scope)
        question = (scope["path"], scope["query_string"], "gzip" in headers.get("accept-encoding", ""))
        state = self._state()
        answer, age = self._kept.get(question), 0.0
        if answer is not None and answer.state != state:
            age = self._clock() - answer.made_at
            asked = headers.get("cache-control", "")
            wanted_new = "no-cache" in asked or "max-age=0" in asked
            if answer.took < self._slow or age > OLDEST or wanted_new:
                answer, age = None, 0.0
            elif age >= self._soonest:
                self._renew(question, scope, receive)
        if answer is None:
            answer = await self._ask_once(question, state, scope, receive)
        await _give(answer, headers.get("if-none-match", ""), age, scope["method"], send)

    async def _pass_on(self, scope: Scope, receive: Receive, send: Send) -> None:
        started = self._clock()
        await self._app(scope, receive, send)
        if scope["type"] != "http":
            return
        if scope["method"] == "POST" and scope["path"] in WRITES:
            self._kept.clear()
            self._size = 0
        if self._clock() - started > HEAVY:
            await run_in_threadpool(give_back)

    def _renew(self, question: Question, scope: Scope, receive: Receive) -> None:
        """Have an answer made anew in the background, unless that is under way."""
        if question not in self._renewing:
            task = asyncio.create_task(self._make_anew(question, scope, receive))
            self._renewing[question] = task
            task.add_done_callback(lambda done: self._renewed(question, done))

    async def _make_anew(self, question: Question, scope: Scope, receive: Receive) -> None:
        async with self._background:
            answer = await self._ask_once(question, self._state(), scope, receive)
            await asyncio.sleep(REST * answer.took)

    def _renewed(self, question: Question, task: "asyncio.Task[None]") -> None:
        del self._renewing[question]
        if not task.cancelled() and task.exception() is not None:
            _log.error("an answer could not be made anew: %s", question[0], exc_info=task.exception())

    async def _ask_once(self, question: Question, state: Hashable, scope: Scope, receive: Receive) -> Answer:
        """Return the answer to a question, worked out by one request while others with it wait."""
        key = (question, state)
        lock = self._asking.setdefault(key, asyncio.Lock())
        try:
            async with lock:
                answer = self._kept.get(question)
                if answer is None or answer.state != state:
                    async with self._one_large if question[0].startswith(self._large) else nullcontext():
                        started = self._clock()
                        answer = await self._ask(scope, receive)
                    answer.state, answer.made_at = state, self._clock()
                    answer.took = answer.made_at - started
                    self._keep(question, answer)
                    if answer.took > HEAVY:
                        await run_in_threadpool(give_back)
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
        await self._app({**scope, "method": "GET", "headers": plain}, receive, take)
        return answer

    def _keep(self, question: Question, answer: Answer) -> None:
        if answer.size > self._most or not answer.may_be_kept():
            return
        replaced = self._kept.pop(question, None)
        self._size += answer.size - (replaced.size if replaced else 0)
        self._kept[question] = answer
        while self._size > self._most:
            _, oldest = self._kept.popitem(last=False)
            self._size -= oldest.size


async def _give(answer: Answer, known: str, age: float, method: str, send: Send) -> None:
    headers = MutableHeaders(raw=list(answer.start["headers"]))
    if age:
        # RFC 9111, 5.1 and RFC 9211: how old the answer is, and that it is past its time
        headers["Age"] = str(int(age))
        headers["Cache-Status"] = f"foreshock; hit; ttl=-{int(age) + 1}"
    tag = headers.get("etag")
    if answer.status == 200 and tag and names_tag(known, tag):
        kept = [pair for pair in headers.raw if pair[0] in {b"etag", b"cache-control", b"vary", b"age"}]
        await send({"type": "http.response.start", "status": 304, "headers": kept})
        await send({"type": "http.response.body", "body": b""})
        return
    await send({**answer.start, "headers": headers.raw})
    await send({"type": "http.response.body", "body": b"" if method == "HEAD" else bytes(answer.body)})
