"""Who may read and write, and how much: tokens, quotas, what is kept of a posted article."""

import base64
from datetime import UTC, datetime
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from foreshock.flow.desk import DeskSettings
from foreshock.terms.clock import FixedClock
from foreshock.web.app import create_app
from foreshock.web.limits import Quota
from foreshock.web.settings import ServeSettings
from foreshock.web.site import Site, open_site

NOW = datetime(2030, 3, 1, 12, tzinfo=UTC)
CLOCK = FixedClock(NOW)
TEXT = "Brazil begins naval drill off its coast\n\nBrazil began a naval drill on Friday, its defence ministry said."
OPEN = ServeSettings(requests_per_minute=0, readings_per_minute=0)


def site_of(folder: Path, serving: ServeSettings) -> Site:
    record = str(folder / "record.sqlite3")
    asked = DeskSettings(theater="world", record=record, environment=None, as_of=None, clock=CLOCK)
    return open_site(asked, b"a secret of the tests", serving)


def client_of(site: Site) -> TestClient:
    return TestClient(create_app(site, ["desk"]), base_url="http://desk")


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return site_of(tmp_path, OPEN)


def bearer(site: Site, scope: str) -> dict[str, str]:
    made = site.access.tokens.create("tests", "write" if scope == "write" else "read", CLOCK)
    return {"Authorization": f"Bearer {made.secret}"}


def test_a_posted_article_is_read_and_not_kept(site: Site) -> None:
    desk = client_of(site)
    answer = desk.post("/api/v1/readings", json={"text": TEXT, "published": "2030-03-01"})
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"
    assert answer.json()["events"]
    assert desk.get("/api/v1/articles").json()["articles"] == []


def test_storing_needs_a_token_that_may_write(site: Site) -> None:
    desk, body = client_of(site), {"text": TEXT, "published": "2030-03-01", "store": True}
    nobody = desk.post("/api/v1/readings", json=body)
    assert nobody.status_code == 401
    assert nobody.headers["www-authenticate"].startswith("Bearer")
    assert desk.post("/api/v1/readings", json=body, headers=bearer(site, "read")).status_code == 403
    assert desk.get("/api/v1/articles").json()["articles"] == []
    stored = desk.post("/api/v1/readings", json=body, headers=bearer(site, "write"))
    assert stored.status_code == 201
    kept = desk.get(stored.headers["location"])
    assert kept.json()["article"]["id"] == stored.json()["article"]["id"]
    assert len(desk.get("/api/v1/articles").json()["articles"]) == 1
    assert desk.get("/api/v1/statements").json()["statements"][0]["statement"]["evidence"]


def test_a_brief_is_given_and_nothing_kept(site: Site) -> None:
    desk = client_of(site)
    brief = desk.post("/api/v1/briefs", json={"text": TEXT, "published": "2030-03-01T02:00:00Z"})
    assert brief.status_code == 200
    assert brief.json()["as_of"] == "2030-03-01T02:00:00Z"
    assert desk.get("/api/v1/articles").json()["articles"] == []


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b'{"text": "x", "stroe": true}', "application/json", 400),
        (b'{"text": 7}', "application/json", 400),
        (b'{"text": "x"', "application/json", 400),
        (b'{"text": "\xff"}', "application/json", 400),
        (b'{"text": "x"}', "text/plain", 415),
        (b'{"text": "' + b"x" * 1_000_001 + b'"}', "application/json", 413),
        (b'{"text": " "}', "application/json", 422),
    ],
)
def test_what_cannot_be_read_is_refused(site: Site, body: bytes, kind: str, status: int) -> None:
    answer = client_of(site).post("/api/v1/readings", content=body, headers={"Content-Type": kind})
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"


def test_a_desk_can_ask_for_a_token_to_read(tmp_path: Path) -> None:
    site = site_of(tmp_path, ServeSettings(reads_need_token=True))
    desk, token = client_of(site), bearer(site, "read")
    for address, scheme in (("/api/v1/theaters", "Bearer"), ("/theater", "Basic"), ("/api/v1/openapi.json", "Bearer")):
        refused = desk.get(address)
        assert refused.status_code == 401
        assert refused.headers["www-authenticate"].startswith(scheme)
        assert "World" not in refused.text
        assert desk.get(address, headers=token).status_code == 200
        assert desk.get(address).status_code == 401  # what is kept is no way around
    secret = token["Authorization"].removeprefix("Bearer ")
    typed = base64.b64encode(f"anyone:{secret}".encode()).decode()
    assert desk.get("/theater", headers={"Authorization": f"Basic {typed}"}).status_code == 200
    assert desk.get("/static/icon.svg").status_code == 200
    document = desk.get("/api/v1/openapi.json", headers=token).json()
    assert document["security"] == [{"bearer": []}]


@pytest.mark.parametrize("header", ["Bearer nonsense", "Basic !!", "Basic bm8=", "Bearer", "Digest x"])
def test_a_wrong_token_is_refused_even_where_reading_is_open(site: Site, header: str) -> None:
    assert client_of(site).get("/api/v1/theaters", headers={"Authorization": header}).status_code == 401


def test_a_revoked_token_is_refused_from_the_next_request_on(site: Site) -> None:
    desk, token = client_of(site), bearer(site, "read")
    assert desk.get("/api/v1/theaters", headers=token).status_code == 200
    site.access.tokens.revoke(site.access.tokens.all()[0].id, CLOCK)
    assert desk.get("/api/v1/theaters", headers=token).status_code == 401


def test_who_asks_too_much_is_told_when_to_come_back(tmp_path: Path) -> None:
    desk = client_of(site_of(tmp_path, ServeSettings(requests_per_minute=3)))
    left = [desk.get("/api/v1/theaters").headers["ratelimit"] for _ in range(3)]
    assert [field.partition(";t=")[0] for field in left] == [f'"requests";r={n}' for n in (2, 1, 0)]
    refused = desk.get("/api/v1/theaters")
    assert refused.status_code == 429
    assert 0 < int(refused.headers["retry-after"]) <= 20
    assert refused.headers["ratelimit-policy"] == '"requests";q=3;w=60'
    assert refused.json()["type"] == "urn:foreshock:problem:too_many"
    assert desk.get("/theater").status_code == 200  # pages are not counted


def test_a_quota_refills_steadily_and_each_has_its_own() -> None:
    time = [0.0]
    quota = Quota("requests", 60, clock=lambda: time[0])
    assert all(quota.take("a")[0] for _ in range(60))
    assert quota.take("a") == (False, 0, 1)
    assert quota.take("b")[0]
    time[0] = 2.5
    assert [quota.take("a")[0] for _ in range(3)] == [True, True, False]


def test_who_asks_nothing_for_long_saves_nothing_up() -> None:
    time = [0.0]
    quota = Quota("requests", 3, clock=lambda: time[0])
    quota.take("a")
    time[0] = 86_400.0
    assert [quota.take("a")[0] for _ in range(4)] == [True, True, True, False]


def test_options_name_the_methods(site: Site) -> None:
    desk = client_of(site)
    answer = desk.options("/api/v1/events")
    assert (answer.status_code, answer.headers["allow"]) == (204, "GET, HEAD, OPTIONS")
    assert desk.options("/api/v1/readings").headers["allow"] == "POST, OPTIONS"
    assert desk.options("/api/v1/gossip").status_code == 404
    head = desk.head("/api/v1/events")
    assert (head.status_code, head.content) == (200, b"")
