"""Reading an article: its brief, and everything hostile that may be posted."""

import re
from typing import Any

import pytest
from starlette.testclient import TestClient

from foreshock.web.pages.read import LARGEST

ARTICLE = """Arvanian Minister Rejects Talks

BRENN, July 3, 2006 (Bay Wire) - Arvania's foreign minister said on Monday that his country would not return to talks.

"We will never sit down while drills go on," the minister told reporters in the capital. The navy of Bregia began a
three-day exercise on Sunday.
"""
HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "{{ 7 * 7 }}{% raw %}",
    "</textarea><iframe src='//evil.example'></iframe>",
    "javascript:alert(1)",
    "<a href='javascript:alert(1)'>x</a>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "\u202e\u2028<b>bold</b>",
]


def token_of(client: TestClient) -> str:
    found = re.search(r'name="token" value="([0-9a-f]+)"', client.get("/read").text)
    assert found
    return found[1]


def post(client: TestClient, text: str, **fields: str) -> str:
    response = client.post("/read", data={"token": token_of(client), "text": text, **fields})
    assert response.status_code == 200, response.text
    return response.text


def test_an_article_becomes_its_brief(korea: TestClient, page_of: Any) -> None:
    text = page_of(post(korea, ARTICLE)).text
    assert "Arvanian Minister Rejects Talks" in text
    assert "never sit down while drills go on" in text
    for heading in ("What was said", "What lies ahead", "The odds", "Its claims, checked"):
        assert heading in text


def test_the_brief_speaks_from_the_day_given(korea: TestClient, page_of: Any) -> None:
    undated = "Minister Rejects Talks\n\nThe minister said that his country would not return to talks with anyone.\n"
    assert "Speaks from 2005-03-04" in page_of(post(korea, undated, published="2005-03-04")).text


def test_a_brief_works_on_a_theater_without_targets(empty: TestClient) -> None:
    assert "This theater states no targets" in post(empty, ARTICLE)


@pytest.mark.parametrize("payload", HOSTILE)
def test_hostile_text_stays_text(korea: TestClient, payload: str, page_of: Any) -> None:
    article = (
        f"Minister {payload} rejects talks\n\nBRENN, July 3, 2006 (Bay {payload} Wire) - Foreign minister Ade Orn said "
        f'on Monday, "We will never {payload} return to talks with {payload} anyone."\n\n{payload} is a spokesman.\n'
    )
    text = post(korea, article)
    page = page_of(text)
    assert not [tag for tag, _ in page.tags if tag in {"script", "img", "iframe", "b", "object", "textarea"}]
    for tag, attrs in page.tags:
        assert not [name for name in attrs if name.startswith("on") or name == "style"], tag
        assert not (attrs.get("href") or "").lower().startswith("javascript")
    assert "49" not in page.text.split("What was said")[0]


def test_a_form_from_elsewhere_is_refused(korea: TestClient) -> None:
    token = token_of(korea)
    for sent in ("", "0" * 64, token[:-1] + ("0" if token[-1] != "0" else "1"), "ü"):
        assert korea.post("/read", data={"token": sent, "text": ARTICLE}).status_code == 403
    stranger = TestClient(korea.app, base_url="http://desk")
    assert stranger.post("/read", data={"token": token, "text": ARTICLE}).status_code == 403


def test_the_cookie_is_for_this_desk_alone(korea: TestClient) -> None:
    fresh = TestClient(korea.app, base_url="http://desk")
    cookie = fresh.get("/read").headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie


def test_too_much_is_refused_before_it_is_read(korea: TestClient) -> None:
    token = token_of(korea)
    assert korea.post("/read", data={"token": token, "text": "x" * LARGEST}).status_code == 413
    unannounced = (b"text=" + b"x" * 100_000 for _ in range(5))
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    assert korea.post("/read", content=unannounced, headers=headers).status_code == 413


@pytest.mark.parametrize(
    ("content", "kind", "status"),
    [
        (b'{"text": "x"}', "application/json", 415),
        (b"text=%ff%fe", "application/x-www-form-urlencoded", 400),
        (b"\xff", "application/x-www-form-urlencoded", 400),
        (b"&".join(b"a=%d" % n for n in range(500)), "application/x-www-form-urlencoded", 400),
    ],
)
def test_what_is_no_form_is_refused(korea: TestClient, content: bytes, kind: str, status: int) -> None:
    assert korea.post("/read", content=content, headers={"Content-Type": kind}).status_code == status


@pytest.mark.parametrize(("text", "published", "status"), [("", "", 422), (" \n ", "", 422), (ARTICLE, "someday", 400)])
def test_what_cannot_be_read_is_answered_with_why(korea: TestClient, text: str, published: str, status: int) -> None:
    response = korea.post("/read", data={"token": token_of(korea), "text": text, "published": published})
    assert response.status_code == status
    assert "Expected:" in response.text
