"""When a browser paints a page first, and when its pictures are there."""

import statistics
from pathlib import Path
from typing import Any

CHROMIUM = "/usr/bin/chromium"
FLAGS = (
    "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
PAGES = ("/", "/timeline", "/track-record", "/doors")
LOADS = 7
SETTLED = 250  # ms after the load event, in which a late paint would be reported
# Performance's own clock, from the start of the navigation; a charts' picture in the page is part of its load event.
SCRIPT = """() => {
  const paints = performance.getEntriesByName("first-contentful-paint").map((entry) => entry.startTime);
  const [navigation] = performance.getEntriesByType("navigation");
  return [paints[0], navigation.responseEnd, navigation.loadEventEnd];
}"""


def measure_paint(port: int) -> None:
    """Print it for pages of a desk, if a browser can be run: in a window of its own with nothing kept, and again."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        print("first paint                        not measured: playwright is not installed")
        return
    if not Path(CHROMIUM).exists():
        print(f"first paint                        not measured: {CHROMIUM} is not there")
        return
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, chromium_sandbox=False, args=list(FLAGS))
        browser.new_page().goto(f"http://localhost:{port}{PAGES[0]}")  # the browser's own start is no page's
        for path in PAGES:
            cold, warm = [], []
            for _ in range(LOADS):
                context = browser.new_context(viewport={"width": 1200, "height": 900})
                page = context.new_page()
                cold.append(load(page, f"http://localhost:{port}{path}"))
                warm.append(load(page, f"http://localhost:{port}{path}"))
                context.close()
            for name, found in (("nothing kept", cold), ("again", warm)):
                paint, answer, charts = (statistics.median(column) for column in zip(*found, strict=True))
                print(
                    f"{path:<14} {name:<14} answer {answer:4.0f} ms   first paint {paint:4.0f} ms   "
                    f"charts {charts:4.0f} ms   (medians of {LOADS})"
                )
        browser.close()


def load(page: Any, address: str) -> list[float]:
    """Return when a page's first paint, answer and pictures were there, in milliseconds."""
    page.goto(address, wait_until="load")
    page.wait_for_timeout(SETTLED)
    found: list[float] = page.evaluate(SCRIPT)
    return found
