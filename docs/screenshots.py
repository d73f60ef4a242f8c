"""Take pictures of every page of the desk: by day, by night, on a phone.

    foreshock serve &
    python docs/screenshots.py screenshots/

Needs `playwright` and a Chromium (set FORESHOCK_CHROMIUM to its path if it is not on the PATH).
"""

import argparse
import os
import shutil
import sys
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from foreshock.web.page import NAVIGATION

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run")
LOOKS: dict[str, dict[str, Any]] = {
    "light": {"color_scheme": "light", "viewport": {"width": 1200, "height": 900}},
    "dark": {"color_scheme": "dark", "viewport": {"width": 1200, "height": 900}},
    "phone": {"color_scheme": "light", "viewport": {"width": 360, "height": 740}, "device_scale_factor": 2},
}
MORE = ("/changes", "/ledger", "/theater/people", "/patterns?antecedent=exercise.joint&consequent=any_missile")


def main() -> None:
    """Take the pictures and list them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="where the pictures go")
    parser.add_argument("--desk", default="http://127.0.0.1:8323", help="where a desk is served (%(default)s)")
    parser.add_argument("--page", action="append", help="only this page, such as /timeline; may be repeated")
    given = parser.parse_args()
    path = os.environ.get("FORESHOCK_CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)
    if path is None:
        sys.exit(f"no browser: looked for {', '.join(BROWSERS)}; set FORESHOCK_CHROMIUM to the path of one")
    given.folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        for look, settings in LOOKS.items():
            take(browser, given.desk, given.page, given.folder, look, settings)
        browser.close()


def take(
    browser: Browser, desk: str, only: list[str] | None, folder: Path, look: str, settings: dict[str, Any]
) -> None:
    """Take a picture of each page in one look."""
    page = browser.new_page(base_url=desk, **settings)
    for address in only or [*(address for address, _ in NAVIGATION), *MORE, *linked(page)]:
        page.goto(address, wait_until="networkidle")
        name = address.split("?")[0].strip("/").replace("/", "-").replace(":", "-") or "outlook"
        target = folder / f"{name[:60]}-{look}.png"
        page.screenshot(path=target, full_page=True)
        sys.stdout.write(f"{target}\n")
    page.close()


def linked(page: Page) -> list[str]:
    """Return the addresses of an event and, if the record holds one, an article."""
    found = []
    for listing, pattern in (("/timeline", "td a[href^='/events/']"), ("/articles", "td a[href^='/articles/']")):
        page.goto(listing)
        link = page.locator(pattern).first
        if link.count():
            found.append(link.get_attribute("href") or listing)
    return found


if __name__ == "__main__":
    main()
