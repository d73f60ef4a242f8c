"""The client: the answers of the API under the same names, and an import that costs nothing."""

import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime
from inspect import getmembers, isfunction, signature
from pathlib import Path

import msgspec
import pytest
from starlette.testclient import TestClient

import foreshock
from foreshock.client.client import Client
from foreshock.flow.desk import DeskSettings
from foreshock.flow.lists import EventList
from foreshock.terms.clock import FixedClock
from foreshock.terms.errors import NotFoundError, UsageError
from foreshock.terms.forecast import Outlook
from foreshock.web.api.operations import OPERATIONS
from foreshock.web.app import create_app
from foreshock.web.site import open_site

GUIDE = Path(__file__).parents[2] / "docs" / "python.md"
NOW = datetime(2006, 7, 10, 3, 0, tzinfo=UTC)
ARTICLE = "South Korea begins naval drill off its coast\n\nSouth Korea began a naval drill Monday, its ministry said."
# What the API calls otherwise: one thing by its id, and what only a desk has.
SINGLE = {"ledger_row": "ledger_row", "theater": "pack"}


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("client") / "record.sqlite3"


@pytest.fixture(scope="module")
def record(path: Path) -> Iterator[Client]:
    with foreshock.open(path, clock=FixedClock(NOW)) as client:
        client.add(ARTICLE, published="2006-07-03T02:00:00Z")
        yield client


@pytest.fixture(scope="module")
def desk(record: Client, path: Path) -> TestClient:
    settings = DeskSettings(theater="korea", record=str(path), environment=None, as_of=None, clock=FixedClock(NOW))
    return TestClient(create_app(open_site(settings, b"tests"), ["desk"]), base_url="http://desk")


def test_importing_the_package_loads_none_of_its_parts() -> None:
    heavy = ("numpy", "sqlalchemy", "msgspec", "spacy", "starlette", "rich")
    code = f"import sys, foreshock; foreshock.open; print([name for name in {heavy!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda each: each.path)
def test_what_the_api_answers_has_a_method_of_the_same_name(operation: object) -> None:
    name = operation.find.__name__  # type: ignore[attr-defined]
    assert hasattr(Client, SINGLE.get(name, name))


@pytest.mark.parametrize(("name", "method"), [m for m in getmembers(Client, isfunction) if not m[0].startswith("_")])
def test_every_method_is_typed_and_says_what_it_does(name: str, method: object) -> None:
    assert method.__doc__
    asked = signature(method)  # type: ignore[arg-type]
    assert asked.return_annotation is not asked.empty
    assert all(each.annotation is not each.empty for each in asked.parameters.values() if each.name != "self")


def test_the_odds_are_the_api_s(record: Client, desk: TestClient) -> None:
    ours = record.outlook(as_of="2006-07-09", targets=["any_missile"])
    theirs = msgspec.json.decode(
        desk.get("/api/v1/outlook", params={"as_of": "2006-07-09", "target": "any_missile"}).content, type=Outlook
    )
    assert ours == theirs
    assert ours.forecasts == record.forecasts(as_of=date(2006, 7, 9), targets=["any_missile"])


def test_the_events_are_the_api_s(record: Client, desk: TestClient) -> None:
    ours = record.events(kinds=["launch"], since="1998-01-01", as_of=NOW)
    answer = desk.get("/api/v1/events?kind=launch&since=1998-01-01&limit=1000&as_of=2006-07-10T03:00:00Z").content
    assert tuple(ours) == msgspec.json.decode(answer, type=EventList).events != ()
    assert record.events(kinds=["launch"], since="1998-01-01", limit=3) == ours[:3]


def test_an_article_is_known_from_its_publication(record: Client) -> None:
    (line,) = record.articles()
    assert record.articles(as_of="2006-07-01") == []
    assert record.article(line.id).article.headline == "South Korea begins naval drill off its coast"
    assert [told.report.article_id for told in record.reports(article=line.id)] == [line.id]
    assert record.events(kinds=["exercise"], since="2006-07-03", until="2006-07-03")


def test_what_this_file_held_earlier_can_be_asked(record: Client) -> None:
    assert record.events(known_at="2006-07-10")
    assert record.events(known_at="2001-01-01") == []


def test_a_list_in_pages_is_whole(record: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = record.events()
    monkeypatch.setattr("foreshock.client.opened.PAGE", 7)
    assert record.events() == whole


def test_moments_and_names_that_are_none_are_refused(record: Client) -> None:
    with pytest.raises(NotFoundError):
        record.outlook(as_of="2050-01-01")
    with pytest.raises(UsageError):
        record.outlook(as_of="soon")
    with pytest.raises(UsageError):
        record.outlook(as_of=datetime(2006, 7, 1))  # noqa: DTZ001 - the case under test
    with pytest.raises(NotFoundError):
        record.event("nobody")
    with pytest.raises(NotFoundError):
        record.article("nobody")


def test_the_guide_s_examples_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("FORESHOCK_RECORD", str(tmp_path / "mine.sqlite3"))
    blocks = re.findall(r"```python\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    assert len(blocks) > 5
    names: dict[str, object] = {}
    for block in blocks:
        exec(compile(block, GUIDE.name, "exec"), names)
