"""Fifty articles that try to run a script: pasted, or kept in the record and shown; none succeeds."""

import json
from io import BytesIO
from pathlib import Path

import pytest
from playwright.sync_api import Page

from foreshock.flow.adding import AddedInput, add_articles
from foreshock.flow.articles import Inputs
from foreshock.flow.desk import DeskSettings

RUN = "window.ran=1"
PAYLOADS = [
    f"<script>{RUN}</script>",
    f"<img src=x onerror={RUN}>",
    f'"><svg onload={RUN}>',
    f"'><body onload={RUN}>",
    f"<a href='javascript:{RUN}'>here</a>",
    f"<iframe srcdoc='<script>parent.{RUN}</script>'></iframe>",
    f"</textarea><script>{RUN}</script>",
    f"</title><script>{RUN}</script>",
    f"<style>@import 'javascript:{RUN}'</style>",
    f"<math><mtext></mtext><script>{RUN}</script></math>",
    f"<details open ontoggle={RUN}>",
    f"<input autofocus onfocus={RUN}>",
    f"{{{{ ''.__class__ }}}}<script>{RUN}</script>",
    f"{{% raw %}}<script>{RUN}</script>{{% endraw %}}",
    f"&lt;script&gt;{RUN}&lt;/script&gt;",
    f"\\u003cscript\\u003e{RUN}\\u003c/script\\u003e",
    f"<meta http-equiv=refresh content='0;url=javascript:{RUN}'>",
    "<base href='https://evil.example/'>",
    "<link rel=stylesheet href='https://evil.example/x.css'>",
    "<img src='https://evil.example/pixel'>",
    f"<object data='javascript:{RUN}'></object>",
    f"<form action='javascript:{RUN}'><button>go</button></form>",
    f"<svg><animate onbegin={RUN} attributeName=x dur=1s></svg>",
    f"\u202e<script>{RUN}</script>\u2028",
    f"<scr<script>ipt>{RUN}</scr</script>ipt>",
]
PLACES = ("headline", "body")
BODY = (
    "North Korea's foreign ministry said on Monday, July 3, 2006, that it would not return to talks. "
    "“We will never sit down,” spokesman Ri {payload} said in a statement. North Korea fired two missiles on Sunday."
)
HOSTILE = [(payload, place) for payload in PAYLOADS for place in PLACES]


def article(payload: str, place: str, number: int) -> dict[str, object]:
    """Return an article's record with a payload in its headline and byline, or in its body."""
    in_head = place == "headline"
    return {
        "id": f"hostile-{number}",
        "title": f"Envoy {payload} due" if in_head else f"Envoy due {number}",
        "byline": payload if in_head else "A Writer",
        "published": "2006-07-03T02:00:00Z",
        "text": BODY.format(payload="Song" if in_head else payload),
    }


@pytest.fixture(scope="session")
def hostile_ids(record_settings: DeskSettings, address: str, tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """Put the articles into the record behind the desk; return their ids there."""
    path: Path = tmp_path_factory.mktemp("hostile") / "articles.jsonl"
    lines = (json.dumps(article(payload, place, at)) for at, (payload, place) in enumerate(HOSTILE))
    path.write_text("\n".join(lines), encoding="utf-8")
    inputs = Inputs((str(path),), stdin=BytesIO(), published=None, timeout=1, clock=record_settings.clock)
    added = list(add_articles(inputs, record_settings))
    ids = [each.article_id for each in added if isinstance(each, AddedInput)]
    assert len(ids) == len(HOSTILE) >= 50
    return ids


def test_kept_articles_run_nothing(page: Page, hostile_ids: list[str]) -> None:
    for article_id in hostile_ids:
        page.goto(f"/articles/{article_id}")
        assert page.locator("main p").count() > 0
        assert page.evaluate("window.ran") is None
        assert page.evaluate("[...document.scripts].filter((each) => !each.src).length") == 0


@pytest.mark.parametrize(
    "path", ["/search?q=envoy", "/search?q=missiles", "/timeline?since=2006", "/claims", "/articles"]
)
def test_lists_of_what_is_kept_run_nothing(page: Page, hostile_ids: list[str], path: str) -> None:
    page.goto(path)
    assert page.evaluate("window.ran") is None


def test_pasted_articles_run_nothing(page: Page) -> None:
    for payload, place in HOSTILE[::5]:
        told = article(payload, place, 0)
        page.goto("/read")
        page.locator("textarea").fill(f"{told['title']}\n\nSEOUL, July 3, 2006 (Bay Wire) - {told['text']}\n")
        page.get_by_role("button", name="Brief it").click()
        page.wait_for_load_state()
        assert page.locator("h1").count() == 1
        assert page.evaluate("window.ran") is None


@pytest.mark.parametrize("payload", PAYLOADS[:3])
def test_what_is_asked_is_shown_and_not_run(page: Page, payload: str, faults: list[str]) -> None:
    for path in ("/search", "/patterns", "/timeline", "/articles"):
        page.goto(path)
        page.evaluate("(text) => { for (const box of document.querySelectorAll('main input:not([type=checkbox])')) "
                      "if (box.type !== 'hidden' && box.type !== 'number') box.value = text; }", payload)  # fmt: skip
        page.locator("main form button").first.click()
        page.wait_for_load_state()
        assert page.evaluate("window.ran") is None
    faults[:] = [fault for fault in faults if "400" not in fault]  # what cannot be answered is refused
