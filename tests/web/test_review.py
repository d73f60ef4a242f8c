"""Reviewing on the desk: what is judged, by whom, and everything a form may not do."""

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from foreshock.flow.adding import AddedInput, add_articles
from foreshock.flow.articles import Inputs
from foreshock.record.reviews.fields import FIELDS
from foreshock.web.app import create_app
from foreshock.web.pages.review import _own
from foreshock.web.reviewed import Item, typed_value
from foreshock.web.settings import ServeSettings
from foreshock.web.site import Site, open_site

ARTICLE = """Envoy Rejects Talks

SEOUL, July 3, 2006 (Bay Wire) - North Korea fired two ballistic missiles into the sea on Sunday, South Korea's military
said. "We will never sit down while drills go on," a spokesman of North Korea's foreign ministry said.
"""


@pytest.fixture(scope="module")
def site(korea_site: Site, tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Return a desk of its own, so that its reviews are nobody else's."""
    from dataclasses import replace

    folder = tmp_path_factory.mktemp("reviewed")
    return open_site(replace(korea_site.settings, record=str(folder / "record.sqlite3")), b"a secret of the tests")


@pytest.fixture(scope="module")
def article_id(site: Site, tmp_path_factory: pytest.TempPathFactory) -> str:
    path: Path = tmp_path_factory.mktemp("articles") / "envoy.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    inputs = Inputs((str(path),), stdin=BytesIO(), published=None, timeout=1, clock=site.settings.clock)
    (added,) = add_articles(inputs, site.settings)
    assert isinstance(added, AddedInput)
    return added.article_id


@pytest.fixture
def client(site: Site) -> Iterator[TestClient]:
    with TestClient(create_app(site, ["desk"]), base_url="http://desk", follow_redirects=False) as client:
        yield client


def send(client: TestClient, item: str, verdict: str, **fields: str) -> tuple[int, str]:
    """Judge an item through its form; return the answer's status and text or place."""
    page = client.get("/review", params={"item": item, "back": fields.get("back", "/claims")})
    assert page.status_code == 200, page.text
    token = re.search(r'name="token" value="([0-9a-f]+)"', page.text)
    assert token
    given = {"token": token[1], "item": item, "verdict": verdict, "reviewer": "R. Viewer", "back": "/claims", **fields}
    answer = client.post("/review", data=given)
    return answer.status_code, answer.headers.get("location") or answer.text


def test_a_rejected_statement_leaves_its_article(client: TestClient, article_id: str) -> None:
    before = client.get(f"/articles/{article_id}").text
    assert f"item={article_id.replace(':', '%3A')}" in before
    assert "never sit down" in before
    status, place = send(client, f"{article_id}:s1", "reject", reason="said by another")
    assert (status, place) == (303, "/claims")
    with_reviews = client.get("/review", params={"item": f"{article_id}:e1"})
    assert with_reviews.status_code == 200


def test_a_correction_changes_what_every_page_shows(client: TestClient, site: Site, article_id: str) -> None:
    with site.desk() as desk:
        reading = desk.record.reading(article_id)
    assert reading
    launch = next(event for event in reading.events if (event.kind or "").startswith("launch"))
    item = f"{article_id}:{launch.id}"
    status, place = send(client, item, "correct", field="count", value="3", reason="the ministry counts three")
    assert status == 303, place
    page = client.get("/review", params={"item": item}).text
    assert count_in(page) == ["3"]
    with site.desk() as desk:
        event = desk.record.reviews.event_of(item, known_at=site.now())
    # how the article was read is corrected in views of past days too
    for as_of in ({}, {"as_of": "2006-07-09"}):
        assert "<dt>Count</dt><dd>3</dd>" in client.get(f"/events/{event}", params=as_of).text
    numbers = re.findall(r'name="review" value="(\d+)"', page)
    status, text = send(client, item, "undo", review=numbers[-1], reason="two after all")
    assert status == 303, text
    page = client.get("/review", params={"item": item}).text
    assert count_in(page) == ["2"]
    assert "undone" in page


def count_in(page: str) -> list[str]:
    """Return what a review's page says of the count."""
    return re.findall(r"<dt>count</dt><dd>([^<]*)</dd>", page)


@pytest.mark.parametrize(
    ("verdict", "fields", "said"),
    [
        ("reject", {}, "reason"),
        ("correct", {"field": "start", "value": "someday", "reason": "x"}, "tart=someday"),
        ("shout", {"reason": "x"}, "no verdict"),
        ("accept", {"reviewer": " "}, "review"),
    ],
)
def test_what_cannot_be_kept_is_refused_beside_the_form(
    client: TestClient, article_id: str, verdict: str, fields: dict[str, str], said: str
) -> None:
    status, text = send(client, f"{article_id}:e1", verdict, **fields)
    assert status == 400
    assert 'role="alert"' in text
    assert said in text


def test_only_the_desks_own_form_is_taken(client: TestClient, article_id: str) -> None:
    given = {"token": "0" * 64, "item": f"{article_id}:e1", "verdict": "reject", "reviewer": "X", "reason": "x"}
    assert client.post("/review", data=given).status_code == 403
    assert client.get("/review", params={"item": "nothing"}).status_code == 404
    assert client.get("/review").status_code == 404


def test_a_desk_others_reach_wants_a_token(site: Site, article_id: str) -> None:
    from dataclasses import replace

    from foreshock.web.access import Access

    public = replace(site, serving=ServeSettings(host="0.0.0.0"), access=Access(site.access.tokens))
    secret = site.access.tokens.create("reviewer", "write", site.settings.clock).secret
    reader = site.access.tokens.create("reader", "read", site.settings.clock).secret
    with TestClient(create_app(public, ["desk"]), base_url="http://desk", follow_redirects=False) as client:
        assert "Token that may write" in client.get("/review", params={"item": f"{article_id}:e1"}).text
        assert send(client, f"{article_id}:e1", "accept")[0] == 403
        assert send(client, f"{article_id}:e1", "accept", write_token=reader)[0] == 403
        assert send(client, f"{article_id}:e1", "accept", write_token=secret)[0] == 303


def test_every_field_that_may_be_corrected_is_shown(client: TestClient, site: Site, article_id: str) -> None:
    with site.desk() as desk:
        event = desk.events(site.now())[-1]
        reading = desk.record.reading(article_id)
    assert reading
    items: list[Item] = [event, *reading.statements, *reading.events, *reading.claims]
    for item in items:
        for name in FIELDS[type(item)]:
            assert isinstance(typed_value(item, name), str)
    assert typed_value(event, "start") == event.valid_from.isoformat()


@pytest.mark.parametrize(
    "address", ["//evil.example", "https://evil.example/", "javascript:alert(1)", "/\\evil", "x", ""]
)
def test_nobody_is_sent_elsewhere(address: str) -> None:
    assert _own(address) == "/"


def test_own_pages_are_gone_back_to() -> None:
    assert _own("/events/a:b?as_of=2006-01-01") == "/events/a:b?as_of=2006-01-01"


def test_a_judgment_holds_from_the_day_its_form_names(client: TestClient, site: Site, article_id: str) -> None:
    with site.desk() as desk:
        reading = desk.record.reading(article_id)
    assert reading
    launch = next(event for event in reading.events if (event.kind or "").startswith("launch"))
    item = f"{article_id}:{launch.id}"
    given = {"field": "count", "value": "4", "reason": "counted again"}
    status, text = send(client, item, "correct", holds_from="last week", **given)
    assert status == 400
    assert "--holds-from last week" in text
    assert 'value="last week"' in text
    status, place = send(client, item, "correct", holds_from="2006-07-08", **given)
    assert status == 303, place
    with site.desk() as desk:
        event = desk.record.reviews.event_of(item, known_at=site.now())
    shown = "<dt>Count</dt><dd>4</dd>"
    assert shown in client.get(f"/events/{event}", params={"as_of": "2006-07-09"}).text
    assert shown not in client.get(f"/events/{event}", params={"as_of": "2006-07-07"}).text
    numbers = re.findall(r'name="review" value="(\d+)"', client.get("/review", params={"item": item}).text)
    assert send(client, item, "undo", review=numbers[-1], reason="for the other tests")[0] == 303
