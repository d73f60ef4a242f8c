"""A desk with articles in it behind a real server, and a real browser in front of it."""

import os
import shutil
import socket
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import Browser, Page, sync_playwright

from foreshock.flow.adding import AddedInput, add_articles
from foreshock.flow.articles import Inputs
from foreshock.flow.desk import DeskSettings
from foreshock.flow.ledger import issue_forecasts
from foreshock.terms.clock import FixedClock
from foreshock.web.app import create_app
from foreshock.web.site import open_site

# Early enough that the models are fitted in a moment, late enough that there is something to show.
NOW = datetime(2006, 7, 10, 3, 0, tzinfo=UTC)
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
ARTICLE = """Arvanian Minister Rejects Talks

BRENN, July 3, 2006 (Bay Wire) - North Korea's foreign ministry said on Monday that it would not return to talks.

"We will never sit down while drills go on," a ministry spokesman said in a statement carried by the Korean Central
News Agency. North Korea fired two ballistic missiles into the sea on Sunday, South Korea's military said.

North Korea has often fired missiles after such drills.
"""


def browser_path() -> str | None:
    """Return the browser to drive: FORESHOCK_CHROMIUM, else the first found on the PATH."""
    return os.environ.get("FORESHOCK_CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)


@pytest.fixture(scope="module")  # Playwright keeps an event loop running, which other modules' tests must not meet
def browser() -> Iterator[Browser]:
    path = browser_path()
    if path is None:
        pytest.skip(f"no Chromium on the PATH (looked for {', '.join(BROWSERS)}); set FORESHOCK_CHROMIUM to its path")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def article_id(record_settings: DeskSettings, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return the id of an article in the record of the desk, whose ledger holds a forecast too."""
    issue_forecasts(record_settings, targets=("any_missile",), horizons=(7,))
    path = tmp_path_factory.mktemp("articles") / "talks.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    inputs = Inputs((str(path),), stdin=BytesIO(), published=None, timeout=1, clock=record_settings.clock)
    (added,) = add_articles(inputs, record_settings)
    assert isinstance(added, AddedInput)
    return added.article_id


@pytest.fixture(scope="session")
def record_settings(tmp_path_factory: pytest.TempPathFactory) -> DeskSettings:
    folder: Path = tmp_path_factory.mktemp("desk")
    return DeskSettings(
        theater="korea", record=str(folder / "record.sqlite3"), environment=None, as_of=None, clock=FixedClock(NOW)
    )


@pytest.fixture(scope="session")
def address(record_settings: DeskSettings, article_id: str) -> Iterator[str]:
    """Return where the desk answers; one article is in its record."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    app = create_app(open_site(record_settings, b"a secret of the tests"), ["127.0.0.1"])
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=port, log_level="warning"))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        assert thread.is_alive(), "the server did not start"
        time.sleep(0.02)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join()


class Faults(list[str]):
    """What a page did that it must not: errors of scripts, blocked resources, requests elsewhere, dialogs."""


@pytest.fixture
def faults() -> Faults:
    return Faults()


@pytest.fixture
def page(browser: Browser, address: str, faults: Faults) -> Iterator[Page]:
    """Return a page whose faults fail the test that opened it."""
    context = browser.new_context(base_url=address, viewport={"width": 1100, "height": 900})
    opened = context.new_page()
    opened.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    opened.on("pageerror", lambda error: faults.append(str(error)))
    opened.on("dialog", lambda dialog: (faults.append(f"dialog: {dialog.message}"), dialog.dismiss()))
    opened.on("request", lambda asked: faults.append(f"asked {asked.url}") if address not in asked.url else None)
    yield opened
    context.close()
    assert faults == []
