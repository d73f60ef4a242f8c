"""Every page passes axe, by day and night, on a phone, and fits from 320 pixels to 4K."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from foreshock.web.page import NAVIGATION

ADDRESSES = [address for address, _ in NAVIGATION]
MORE = ["/history", "/studies", "/ledger", "/changes", "/theater/people", "/nowhere"]
BAD = ("serious", "critical")
LOOKS: list[dict[str, Any]] = [
    {"color_scheme": "light", "viewport": {"width": 1100, "height": 900}},
    {"color_scheme": "dark", "viewport": {"width": 1100, "height": 900}},
    {"color_scheme": "light", "viewport": {"width": 320, "height": 640}},
]
WIDTHS = (320, 768, 1920, 3840)


@pytest.fixture(params=LOOKS, ids=["day", "night", "phone"])
def look(request: pytest.FixtureRequest) -> dict[str, Any]:
    """Return how the browser presents itself."""
    chosen: dict[str, Any] = request.param
    return chosen


@pytest.fixture
def addresses(article_id: str, page: Page) -> list[str]:
    """Return the address of every page, an event's and an article's among them."""
    page.goto("/timeline")
    event = page.locator("td.what a").first.get_attribute("href")
    assert event
    own = [event, f"/articles/{article_id}", f"/review?item={article_id}:s1", "/ledger/1"]
    return [*ADDRESSES, *own, *MORE]


def test_axe_finds_nothing_serious(browser: Browser, address: str, addresses: list[str], look: dict[str, Any]) -> None:
    context = browser.new_context(base_url=address, **look)
    page = context.new_page()
    found = []
    for path in addresses:
        page.goto(path)
        found += [
            (path, violation["id"], [node["target"] for node in violation["nodes"]][:3])
            for violation in Axe().run(page).response["violations"]
            if violation["impact"] in BAD
        ]
    context.close()
    assert found == []


@pytest.mark.parametrize("width", WIDTHS)
def test_no_page_scrolls_sideways(page: Page, addresses: list[str], width: int, faults: list[str]) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    wide = []
    for path in addresses:
        page.goto(path)
        if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            wide.append(path)
    assert wide == []
    faults[:] = [fault for fault in faults if "404" not in fault]  # the page that is not there


def test_the_keyboard_reaches_the_content_first(page: Page) -> None:
    page.goto("/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.url.endswith("#content")


@pytest.mark.parametrize(("scheme", "theme"), [("light", ""), ("dark", "theme=dark")])
def test_pictures_follow_day_and_night(browser: Browser, address: str, scheme: Any, theme: str) -> None:
    context = browser.new_context(base_url=address, color_scheme=scheme)
    page = context.new_page()
    page.goto("/history?days=30")
    picture = page.locator("img.chart").first
    picture.scroll_into_view_if_needed()
    page.wait_for_function("(image) => image.complete && image.naturalWidth > 0", arg=picture.element_handle())
    shown = picture.evaluate("(image) => image.currentSrc")
    assert (theme in shown) if theme else ("theme" not in shown)
    context.close()
