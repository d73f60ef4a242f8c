"""Every page answers on a full record and on an empty one, and keeps the promises all pages make."""

import base64
import hashlib
import re
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from msgspec.structs import replace
from starlette.testclient import TestClient

from foreshock.flow.odds import HindcastLine
from foreshock.web.app import create_app
from foreshock.web.page import NAVIGATION, sentence
from foreshock.web.pages.outlook import _skills
from foreshock.web.site import Site

ADDRESSES = [address for address, _ in NAVIGATION]
MORE = [
    "/changes",
    "/changes?days=30",
    "/patterns?antecedent=exercise.joint&consequent=launch&lag=0-3,4-7",
    "/patterns?antecedent=gossip&consequent=launch",
    "/?as_of=2005-05-01",
    "/?as_of=1950-01-01",
    "/timeline?since=2000&until=2004&lane=provocations&lane=drills",
    "/timeline?as_of=1950-01-01",
    "/timeline?page=3",
    "/calendar?days=366",
    "/search?q=launch",
    "/search?q=%22%22",
    "/theater/people",
    "/theater/targets",
    "/theater/notices",
    "/studies",
    "/reviews",
    "/history?days=30",
    "/threats?state=kept&by=form",
    "/threats?page=2",
    "/doors?dyad=PRK-USA",
]


@pytest.mark.parametrize("address", [*ADDRESSES, *MORE])
def test_every_page_answers(desk: TestClient, address: str, page_of: Any) -> None:
    response = desk.get(address)
    assert response.status_code == 200
    page = page_of(response.text)
    assert [tag for tag, _ in page.tags].count("h1") == 1
    assert ("html", {"lang": "en"}) in page.tags


@pytest.mark.parametrize("address", [*ADDRESSES, *MORE])
def test_pages_hold_no_inline_script_no_other_style_and_nothing_from_elsewhere(
    korea: TestClient, address: str, page_of: Any
) -> None:
    response = korea.get(address)
    policy = response.headers["content-security-policy"]
    assert "'unsafe" not in policy
    (style,) = re.findall(r"<style>(.*?)</style>", response.text, flags=re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"style-src 'sha256-{digest}';" in policy
    for tag, attrs in page_of(response.text).tags:
        assert tag not in {"iframe", "object"}
        assert tag != "script" or (attrs.get("src") or "").startswith("/static/")
        assert not [name for name in attrs if name == "style" or name.startswith("on")]
        for name in ("src", "href", "action"):
            assert urlsplit(attrs.get(name) or "").netloc == ""


@pytest.mark.parametrize("address", ADDRESSES)
def test_controls_have_labels_and_drawings_have_names(korea: TestClient, address: str, page_of: Any) -> None:
    text = korea.get(address).text
    bare = re.sub(r"<label.*?</label>", "", text, flags=re.DOTALL)
    for tag, attrs in page_of(bare).tags:
        if tag in {"input", "select", "textarea"}:
            assert attrs.get("type") == "hidden", attrs
        if tag == "svg":
            assert attrs.get("aria-label")
            assert attrs.get("role")


def test_the_moment_is_kept_from_page_to_page(korea: TestClient, page_of: Any) -> None:
    page = page_of(korea.get("/timeline?as_of=2004-03-01").text)
    kept = [link for link in page.links() if link.startswith("/") and link not in {"/timeline", "/api/v1/openapi.json"}]
    assert len(kept) > len(NAVIGATION)
    assert [link for link in kept if "as_of=" not in link] == []


def test_a_permanent_link_leads_to_the_same_page(korea: TestClient, page_of: Any) -> None:
    first = korea.get("/calendar").text
    permanent = next(link for link in page_of(first).links() if "as_of=" in link)
    bodies = [re.findall(r"<tbody>.*</tbody>", text, re.DOTALL) for text in (first, korea.get(permanent).text)]
    strip = [[re.sub(r'href="[^"]*"', "", body) for body in found] for found in bodies]
    assert strip[0] == strip[1] != []


def test_a_page_as_of_a_day_knows_nothing_later(korea: TestClient) -> None:
    rows = re.findall(r'<td class="day">(\d{4}-\d\d-\d\d)', korea.get("/timeline?as_of=2001-01-01").text)
    assert rows
    announced = [day for day in rows if day > "2001-01-01"]
    assert len(announced) < len(rows) / 2
    assert "2006-07-05" not in rows


def test_links_between_pages_lead_somewhere(korea: TestClient, page_of: Any) -> None:
    for start in (*ADDRESSES, "/theater/targets"):
        links = {link.partition("#")[0] for link in page_of(korea.get(start).text).links()} - {""}
        for link in sorted(links)[:12]:
            assert korea.get(urljoin(start, link)).status_code == 200, (start, link)


def test_the_outlook_calls_the_rows_it_rests_on_by_name(korea: TestClient) -> None:
    named = re.findall(r'<a href="/events/([^"]+)" title="([^"]+)">([^<]+), (\d{4}-\d\d-\d\d)</a>', korea.get("/").text)
    assert named
    assert all(address == name and name != title for address, name, title, _ in named)


def test_the_outlook_says_number_word_scale_and_base_rate(korea: TestClient, korea_site: Site, page_of: Any) -> None:
    text = page_of(korea.get("/").text).text
    for target in korea_site.pack.targets:
        assert target.label in text
    assert "ICD-203" in text
    assert re.search(r"within 7 days:\s+\d+(\.\d)?%, [a-z ]+ \(ICD-203\)", text)
    assert "Over all history" in text


def test_evidence_of_the_odds_opens_as_event_pages(korea: TestClient, page_of: Any) -> None:
    links = [link for link in page_of(korea.get("/").text).links() if link.startswith("/events/")]
    assert links
    page = korea.get(links[0])
    assert page.status_code == 200
    assert "Two clocks" in page.text


def test_an_event_unknown_at_the_moment_is_not_found(korea: TestClient, page_of: Any) -> None:
    link = next(
        link for link in page_of(korea.get("/timeline").text).links() if link.startswith("/events/provocations")
    )
    assert korea.get(link).status_code == 200
    response = korea.get(f"{link}?as_of=1950-01-01")
    assert response.status_code == 404
    assert "a moment at which it was" in response.text


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("/?as_of=yesterday", "ISO 8601"),
        ("/?as_of=2099-01-01", "lies in the future"),
        ("/timeline?since=2005&until=2001", "lies after"),
        ("/timeline?lane=gossip", "no lane"),
        ("/calendar?days=0", "out of range"),
        ("/calendar?days=١", "out of range"),
        ("/timeline?page=9999999999", "out of range"),
    ],
)
def test_a_wrong_question_is_answered_with_what_would_be_right(desk: TestClient, address: str, said: str) -> None:
    response = desk.get(address)
    assert response.status_code == 400
    assert said in response.text


@pytest.mark.parametrize("address", ["/nothing", "/theater/gossip", "/events/none", "/static/../site.py", "/events/"])
def test_what_is_not_there_is_not_found(desk: TestClient, address: str) -> None:
    assert desk.get(address).status_code == 404


@pytest.mark.parametrize("name", ["q", "kind", "actor"])
def test_what_was_typed_comes_back_as_text(korea: TestClient, name: str) -> None:
    typed = "\"><script>alert(1)</script>'"
    for address in ("/search", "/timeline"):
        text = korea.get(address, params={name: typed}).text
        assert "<script>" not in text


def test_an_unknown_host_gets_nothing(korea: TestClient) -> None:
    response = korea.get("/", headers={"Host": "rebound.example"})
    assert response.status_code == 400
    assert "outlook" not in response.text


def test_posting_to_a_page_is_refused(korea: TestClient) -> None:
    assert korea.post("/timeline").status_code == 405


def test_a_clause_becomes_a_sentence() -> None:
    assert sentence("swap the two") == "Swap the two."
    assert sentence("") == "."


def test_the_hindcasts_name_the_rate_that_is_hardest_to_beat() -> None:
    skill = {"all_history": 0.14, "trailing_365d": 0.06, "hawkes": 0.03}
    line = HindcastLine(target="any", horizon=7, n=100, since=2012, until=2020, brier=0.1, skill=skill)
    assert _skills(line) == (("all_history", 0.14), ("hawkes", 0.03))
    assert _skills(None) == ()


def test_what_a_reader_must_know_of_the_odds_stands_above_them(
    korea_site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    issue = korea_site.outlooks.at

    def warned(*args: Any) -> Any:
        odds = issue(*args)
        return replace(odds, outlook=replace(odds.outlook, problems=("the record ends in May",)))

    monkeypatch.setattr(korea_site.outlooks, "at", warned)
    client = TestClient(create_app(korea_site, ["desk"]), base_url="http://desk")
    for address in ("/", "/changes"):
        text = client.get(address).text
        assert text.index("The record ends in May.") < text.index("<h2>")
