"""Kept answers: worked out once while nothing changed, never given for another question or state."""

from pathlib import Path
from time import monotonic, sleep
from typing import Any

import anyio
import httpx2
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from foreshock.record.changes import Change
from foreshock.record.store import open_record
from foreshock.terms.clock import SystemClock
from foreshock.web.answers import EACH, Answers
from foreshock.web.conditional import conditional, names_tag
from foreshock.web.marks import BEGINNING, ServerWatch, file_marks, last_change


class Counting:
    """An application that counts what it is asked, and a state that tests change."""

    def __init__(self, most_bytes: int = 1_000_000, slow: float = 10.0, soonest: float = 0.0) -> None:
        self.asked: list[str] = []
        self.at_once = self.most_at_once = 0
        self.state = 0
        app = Starlette(
            routes=[
                Route("/wrong", self.wrong),
                Route("/own", self.own),
                Route("/read", self.page),
                Route("/{name}", self.page, methods=["GET", "POST"]),
            ]
        )
        self.app = Answers(app, lambda: self.state, most_bytes, slow=slow, soonest=soonest, large=("/large",))

    async def page(self, request: Request) -> Response:
        self.asked.append(str(request.url))
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        await anyio.sleep(0.01)
        self.at_once -= 1
        return conditional(request, f"{request.url} {self.state} {'x' * 100}".encode(), "text/plain")

    async def own(self, request: Request) -> Response:
        self.asked.append(str(request.url))
        return Response("mine", headers={"Cache-Control": "no-store"})

    async def wrong(self, request: Request) -> Response:
        self.asked.append(str(request.url))
        return Response("wrong", 400)

    def client(self) -> httpx2.AsyncClient:
        return httpx2.AsyncClient(transport=httpx2.ASGITransport(app=self.app), base_url="http://desk")


def ask(counting: Counting, *paths: str, **options: Any) -> list[httpx2.Response]:
    async def all_of_them() -> list[httpx2.Response]:
        async with counting.client() as client:
            return [await client.get(path, **options) for path in paths]

    return anyio.run(all_of_them)


def test_the_same_question_is_worked_out_once() -> None:
    counting = Counting()
    first, second, other = ask(counting, "/a?b=1", "/a?b=1", "/a?b=2")
    assert first.text == second.text != other.text
    assert len(counting.asked) == 2


def test_a_change_of_state_is_seen_at_once() -> None:
    counting = Counting()
    ask(counting, "/a")
    counting.state = 1
    assert " 1 " in ask(counting, "/a")[0].text


def test_a_slow_answer_is_given_once_more_while_it_is_made_anew() -> None:
    counting = Counting(slow=0.001)

    async def through_a_change() -> list[httpx2.Response]:
        async with counting.client() as client:
            first = await client.get("/a")
            counting.state = 1
            old = await client.get("/a")
            await anyio.sleep(0.1)
            return [first, old, await client.get("/a")]

    first, old, new = anyio.run(through_a_change)
    assert first.text == old.text != new.text
    assert " 1 " in new.text
    assert old.headers["age"] == "0"
    assert old.headers["cache-status"].startswith("foreshock; hit; ttl=-")
    assert "age" not in new.headers
    assert len(counting.asked) == 2


def test_many_changes_make_few_answers() -> None:
    counting = Counting(slow=0.001)

    async def through_changes() -> None:
        async with counting.client() as client:
            await client.get("/a")
            for state in range(1, 40):
                counting.state = state
                await client.get("/a")
                await anyio.sleep(0.001)

    anyio.run(through_changes)
    assert len(counting.asked) < 8


def test_who_wants_it_fresh_waits_for_it() -> None:
    counting = Counting(slow=0.001)

    async def through_a_change() -> httpx2.Response:
        async with counting.client() as client:
            await client.get("/a")
            counting.state = 1
            return await client.get("/a", headers={"Cache-Control": "no-cache"})

    assert " 1 " in anyio.run(through_a_change).text


def test_a_head_has_the_headers_of_the_answer_and_no_body() -> None:
    counting = Counting()

    async def both() -> tuple[httpx2.Response, httpx2.Response]:
        async with counting.client() as client:
            return await client.head("/a"), await client.get("/a")

    head, whole = anyio.run(both)
    assert head.content == b""
    assert head.headers == whole.headers
    assert int(head.headers["content-length"]) == len(whole.content)
    assert len(counting.asked) == 1


def test_many_who_ask_at_once_wait_for_one() -> None:
    counting = Counting()

    async def at_once() -> None:
        async with counting.client() as client, anyio.create_task_group() as group:
            for _ in range(20):
                group.start_soon(client.get, "/a")

    anyio.run(at_once)
    assert len(counting.asked) == 1


@pytest.mark.parametrize(("name", "at_once"), [("large", 1), ("small", 4)])
def test_large_answers_are_made_one_at_a_time(name: str, at_once: int) -> None:
    counting = Counting()

    async def many() -> None:
        async with counting.client() as client, anyio.create_task_group() as group:
            for number in range(4):
                group.start_soon(client.get, f"/{name}-{number}")

    anyio.run(many)
    assert len(counting.asked) == 4
    assert counting.most_at_once == at_once


@pytest.mark.parametrize("path", ["/wrong", "/read", "/own"])
def test_errors_and_forms_are_not_kept(path: str) -> None:
    counting = Counting()
    ask(counting, path, path)
    assert len(counting.asked) == 2


def test_what_is_posted_is_not_kept() -> None:
    counting = Counting()

    async def post() -> None:
        async with counting.client() as client:
            await client.post("/a")
            await client.post("/a")

    anyio.run(post)
    assert len(counting.asked) == 2


def test_the_oldest_answers_go_when_there_is_no_room() -> None:
    counting = Counting(most_bytes=2 * EACH + 300)
    ask(counting, "/a", "/b", "/c", "/c", "/a")
    assert [url.rsplit("/", 1)[1] for url in counting.asked] == ["a", "b", "c", "a"]


def test_a_kept_answer_is_not_sent_to_who_has_it() -> None:
    counting = Counting()
    tag = ask(counting, "/a")[0].headers["etag"]
    (again,) = ask(counting, "/a", headers={"If-None-Match": tag})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    assert len(counting.asked) == 1


@pytest.mark.parametrize(
    ("header", "same"),
    [('"a"', True), ('W/"a"', True), ('"b", W/"a"', True), ("*", True), ('"b"', False), ("", False)],
)
def test_tags_compare_weakly(header: str, *, same: bool) -> None:
    assert names_tag(header, 'W/"a"') is same


def test_a_write_to_the_record_shows_and_a_look_does_not(tmp_path: Path) -> None:
    location = tmp_path / "record.sqlite3"
    assert last_change(location) == BEGINNING
    with open_record(location, clock=SystemClock()):
        pass
    before = file_marks(location)
    with open_record(location, clock=SystemClock()) as record:
        record.digest(known_at=SystemClock().now())
        assert file_marks(location) == before
    assert file_marks(location) == before
    with open_record(location, clock=SystemClock()) as record:
        record.cache("key", b"data")
        assert file_marks(location) != before
    assert file_marks(location) != before
    assert last_change(location) > BEGINNING


class Clockwork:
    """A clock that tests move, and a server that counts how often it is asked."""

    def __init__(self) -> None:
        self.time = 0.0
        self.asked = 0
        self.watch = ServerWatch(self.ask, fresh=1.0, oldest=10.0, clock=lambda: self.time)

    def ask(self) -> Change:
        self.asked += 1
        return Change(self.asked, None)

    def wait_for(self, asked: int) -> None:
        end = monotonic() + 5
        while self.asked < asked and monotonic() < end:
            sleep(0.001)


def test_a_server_is_asked_behind_and_seldom() -> None:
    work = Clockwork()
    assert [work.watch.change().number for _ in range(5)] == [1] * 5
    work.time = 1.5
    assert work.watch.change().number == 1
    work.wait_for(2)
    assert work.watch.change().number == 2
    work.time = 100.0
    assert work.watch.change().number == 3
    assert work.asked == 3


def test_whoever_posts_a_review_or_reloads_waits_for_the_new_answer() -> None:
    counting = Counting(slow=0.0)

    async def act() -> list[str]:
        async with counting.client() as client:
            texts = [(await client.get("/a")).text]
            counting.state = 1
            texts.append((await client.get("/a")).text)
            texts.append((await client.get("/a", headers={"Cache-Control": "max-age=0"})).text)
            counting.state = 2
            await client.post("/review")
            texts.append((await client.get("/a")).text)
            return texts

    first, once_more, reloaded, after = anyio.run(act)
    assert once_more == first
    assert " 1 " in reloaded
    assert " 2 " in after


class Hand:
    """A clock that tests move: each answer takes `takes` seconds by it to make."""

    def __init__(self, takes: float = 1.0) -> None:
        self.time = 0.0
        self.takes = takes
        self.state = 0
        self.made = 0
        self.app = Answers(self.make, lambda: self.state, clock=lambda: self.time)

    async def make(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.time += self.takes
        self.made += 1
        await Response(f"{self.state}")(scope, receive, send)

    async def ask(self) -> httpx2.Response:
        async with httpx2.AsyncClient(transport=httpx2.ASGITransport(app=self.app), base_url="http://desk") as client:
            return await client.get("/a")


def test_a_slow_answer_up_to_two_seconds_old_is_given_while_the_record_changes_and_not_made_anew() -> None:
    hand = Hand()

    async def through_changes() -> None:
        assert (await hand.ask()).text == "0"
        made_at = hand.time
        for state, age in enumerate((0.0, 0.5, 1.0, 1.9), start=1):
            hand.state, hand.time = state, made_at + age
            answer = await hand.ask()
            await anyio.sleep(0)  # whatever was begun in the background gets its turn
            assert (answer.text, hand.made) == ("0", 1)
        assert answer.headers["age"] == "1"
        hand.time = made_at + 2.0
        assert (await hand.ask()).text == "0"
        while hand.made < 2:
            await anyio.sleep(0)
        assert (await hand.ask()).text == "4"

    anyio.run(through_changes)


@pytest.mark.parametrize(("age", "text"), [(299.0, "0"), (301.0, "1")])
def test_what_is_older_than_five_minutes_is_never_given_once_more(age: float, text: str) -> None:
    hand = Hand()

    async def much_later() -> str:
        await hand.ask()
        hand.state, hand.time = 1, hand.time + age
        return (await hand.ask()).text

    assert anyio.run(much_later) == text


def test_an_answer_that_is_quick_to_make_is_never_old() -> None:
    hand = Hand(takes=0.01)

    async def changed() -> str:
        await hand.ask()
        hand.state = 1
        return (await hand.ask()).text

    assert anyio.run(changed) == "1"


def test_a_first_reader_who_has_the_answer_already_leaves_it_whole_for_the_next() -> None:
    counting = Counting()
    tag = ask(Counting(), "/a")[0].headers["etag"]
    (first,) = ask(counting, "/a", headers={"If-None-Match": tag})
    (second,) = ask(counting, "/a")
    assert (first.status_code, second.status_code) == (304, 200)
    assert second.text
    assert len(counting.asked) == 1
