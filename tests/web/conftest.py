"""Two desks: one on the shipped theater with its history, one on a record that holds nothing."""

from collections.abc import Iterator
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from foreshock.flow.desk import DeskSettings
from foreshock.terms.clock import FixedClock
from foreshock.web.app import create_app
from foreshock.web.site import Site, open_site

# Early enough that the models are fitted in a moment, late enough that there is something to show.
NOW = datetime(2006, 7, 10, 3, 0, tzinfo=UTC)


class Page(HTMLParser):
    """What a page is made of: its tags with their attributes, and its text."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data

    def links(self) -> list[str]:
        return [attrs["href"] or "" for tag, attrs in self.tags if tag == "a" and "href" in attrs]


def site_of(theater: str, folder: Path) -> Site:
    settings = DeskSettings(
        theater=theater, record=str(folder / "record.sqlite3"), environment=None, as_of=None, clock=FixedClock(NOW)
    )
    return open_site(settings, b"a secret of the tests")


@pytest.fixture(scope="session")
def korea_site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return site_of("korea", tmp_path_factory.mktemp("korea"))


@pytest.fixture(scope="session")
def korea(korea_site: Site) -> Iterator[TestClient]:
    with TestClient(create_app(korea_site, ["desk"]), base_url="http://desk") as client:
        yield client


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    site = site_of("world", tmp_path_factory.mktemp("world"))
    with TestClient(create_app(site, ["desk"]), base_url="http://desk") as client:
        yield client


@pytest.fixture(params=["korea", "empty"])
def desk(request: pytest.FixtureRequest) -> TestClient:
    """Each of the two desks."""
    client: TestClient = request.getfixturevalue(request.param)
    return client


@pytest.fixture
def page_of() -> type[Page]:
    """Read a page's text into its tags, links and text."""
    return Page
