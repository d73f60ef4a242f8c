"""An article's page: all its text, marked where something was coded."""

import html
import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from foreshock.terms.article import Article
from foreshock.terms.reading import ActorRef, Event, Reading, Span
from foreshock.web.app import create_app
from foreshock.web.highlights import HAPPENED, highlight
from foreshock.web.site import Site

TEXT = "Arvania fired two rockets on Monday. Its minister said nothing <b>at all</b>."
ARTICLE = """Arvanian Minister Rejects Talks

BRENN, July 3, 2006 (Bay Wire) - Arvania's foreign minister said on Monday that his country would not return to talks.

"We will never sit down while drills go <i>on</i>," the minister told reporters in the capital.
"""


def reading_with(spans: list[tuple[int, int]]) -> Reading:
    article = Article(id="sha256:0", headline=None, paragraphs=(TEXT,), source_format="text")
    events = tuple(
        Event(
            id=f"e{number}",
            type=None,
            kind="launch",
            actors=(ActorRef(code="ARV", text="Arvania"),),
            status="happened",
            evidence=(Span(paragraph=0, start=start, end=end, text=TEXT[start:end]),),
            rule="test",
            score=1.0,
        )
        for number, (start, end) in enumerate(spans)
    )
    return Reading(article=article, statements=(), events=events, claims=(), problems=())


@given(st.lists(st.tuples(st.integers(0, len(TEXT)), st.integers(0, len(TEXT))).map(sorted).map(tuple), max_size=6))
@settings(max_examples=80, deadline=None)
def test_stretches_are_the_text_and_know_their_items(spans: list[tuple[int, int]]) -> None:
    (stretches,) = highlight(reading_with(spans))
    assert "".join(stretch.text for stretch in stretches) == TEXT
    at = 0
    for stretch in stretches:
        for place in range(at, at + len(stretch.text)):
            inside = {f"e{number}" for number, (start, end) in enumerate(spans) if start <= place < end}
            assert set(stretch.items) == inside
            assert stretch.marks == ((HAPPENED,) if inside else ())
        at += len(stretch.text)


@pytest.fixture(scope="module")
def with_article(korea_site: Site) -> tuple[TestClient, str]:
    reading = korea_site.reader.read(ARTICLE)
    with korea_site.desk() as desk:
        desk.record.add(reading)
    return TestClient(create_app(korea_site, ["desk"]), base_url="http://desk"), reading.article.id


def test_the_page_holds_the_text_and_its_items(with_article: tuple[TestClient, str], page_of: Any) -> None:
    client, name = with_article
    response = client.get(f"/articles/{name}")
    assert response.status_code == 200
    page = page_of(response.text)
    assert "never sit down while drills go <i>on</i>" in " ".join(page.text.split())
    assert not [tag for tag, _ in page.tags if tag in {"b", "i", "script"}]
    marked = [html.unescape(text) for text in re.findall(r'<mark class="[^"]*said[^"]*" title="s\d', response.text)]
    assert marked


def test_search_leads_to_the_article(with_article: tuple[TestClient, str], page_of: Any) -> None:
    client, name = with_article
    links = page_of(client.get("/search", params={"q": "drills capital"}).text).links()
    assert f"/articles/{name}" in links


def test_an_article_is_not_known_before_it_came_out(with_article: tuple[TestClient, str]) -> None:
    client, name = with_article
    assert client.get(f"/articles/{name}?as_of=2006-07-01").status_code == 404
    assert client.get("/articles/sha256:none").status_code == 404
