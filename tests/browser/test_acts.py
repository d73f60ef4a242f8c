"""Each page's main act, done as a reader would."""

import re

import pytest
from playwright.sync_api import Page, expect


def test_the_outlook_opens_a_reason_to_its_event(page: Page) -> None:
    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("outlook")
    reasons = page.locator("details").filter(has_text="Log-odds")
    for each in reasons.all():
        each.evaluate("(element) => { element.open = true }")
    reasons.locator("a[href^='/events/']").first.click()
    expect(page.get_by_role("heading", name="Two clocks")).to_be_visible()


def test_dragging_across_the_timeline_narrows_it(page: Page) -> None:
    page.goto("/timeline")
    drawing = page.locator("svg[data-brush]").first
    box = drawing.bounding_box()
    assert box
    page.mouse.move(box["x"] + 0.50 * box["width"], box["y"] + 6)
    page.mouse.down()
    page.mouse.move(box["x"] + 0.60 * box["width"], box["y"] + 6, steps=5)
    expect(page.locator("rect.brush")).to_have_count(1)
    page.mouse.move(box["x"] + 0.75 * box["width"], box["y"] + 6, steps=5)
    page.mouse.up()
    page.wait_for_url(re.compile(r"since=\d{4}-\d\d-\d\d&until=\d{4}-\d\d-\d\d"))
    since, until = re.findall(r"=(\d{4})-", page.url)
    assert 1958 < int(since) < int(until) < 2006


def test_a_mark_on_the_timeline_leads_to_its_event(page: Page) -> None:
    page.goto("/timeline?since=2006-07-01&until=2006-07-08")
    page.locator("svg.wide a rect.marks").first.click()
    page.wait_for_url(re.compile("/events/|since="))


@pytest.mark.parametrize("key", ["+", "-", "ArrowLeft"])
def test_keys_move_the_timeline(page: Page, key: str) -> None:
    page.goto("/timeline?since=2000-01-01&until=2004-12-31")
    page.keyboard.press(key)
    page.wait_for_url(lambda address: "since=2000-01-01" not in address)


def test_the_timeline_works_without_scripts(page: Page, address: str) -> None:
    context = page.context.browser.new_context(java_script_enabled=False, base_url=address)  # type: ignore[union-attr]
    plain = context.new_page()
    plain.goto("/timeline?since=2000-01-01&until=2004-12-31")
    plain.get_by_role("link", name="Closer").click()
    assert "since=2001" in plain.url
    assert not plain.locator("[data-brush-hint]").is_visible()
    context.close()


def test_an_article_shows_its_spans_and_leads_nowhere_else(page: Page, article_id: str) -> None:
    page.goto(f"/articles/{article_id}")
    expect(page.locator("mark.said").first).to_be_visible()
    expect(page.locator("mark.happened").first).to_be_visible()


def test_pasting_an_article_gives_its_brief(page: Page) -> None:
    page.goto("/read")
    page.locator("textarea").fill(
        "Envoy Due In July\n\nSEOUL, July 3, 2006 (Bay Wire) - North Korea's foreign ministry said on Monday it would "
        "not return to talks. It fired two ballistic missiles into the sea on Sunday, the South's military said.\n"
    )
    page.get_by_role("button", name="Brief it").click()
    expect(page.get_by_role("heading", name="Envoy Due In July")).to_be_visible()
    expect(page.get_by_text("The odds").first).to_be_visible()


def test_a_pattern_is_asked_and_answered(page: Page) -> None:
    page.goto("/patterns")
    page.get_by_label("After").fill("launch")
    page.get_by_label("comes").fill("statement")
    page.get_by_role("button", name="Ask").click()
    expect(page.get_by_role("heading", name="The answer")).to_be_visible()


def test_searching_leads_to_what_was_found(page: Page) -> None:
    page.goto("/search")
    page.get_by_role("searchbox").or_(page.locator("input[name=q]")).first.fill("launch")
    page.keyboard.press("Enter")
    page.locator("main a[href^='/events/']").first.click()
    expect(page.get_by_role("heading", name="Two clocks")).to_be_visible()


def test_the_calendar_looks_farther(page: Page) -> None:
    page.goto("/calendar")
    page.get_by_role("link", name="180 days").click()
    expect(page.get_by_text("in the 180 days from")).to_be_visible()


def test_another_day_is_asked_for_at_the_foot_and_links_keep_it(page: Page) -> None:
    page.goto("/calendar")
    page.get_by_label("Speak from another day").fill("2005-05-01")
    page.get_by_role("button", name="Show").last.click()
    expect(page.locator("main .about")).to_contain_text("from 2005-05-01")
    page.get_by_role("link", name="Timeline", exact=True).click()
    assert "as_of=2005-05-01" in page.url


@pytest.mark.parametrize("form", ["SVG", "PNG", "CSV"])
def test_charts_can_be_kept(page: Page, form: str) -> None:
    page.goto("/timeline")
    with page.expect_download() as download:
        page.get_by_role("link", name=form, exact=True).click()
    assert download.value.path().stat().st_size > 1000
    assert download.value.suggested_filename == f"foreshock-timeline.{form.lower()}"


def test_tables_of_the_theater_open(page: Page) -> None:
    page.goto("/theater")
    page.get_by_role("link", name="People").click()
    expect(page.locator("table")).to_be_visible()


def test_a_statement_is_corrected_in_place_and_taken_back(page: Page, article_id: str) -> None:
    page.goto(f"/articles/{article_id}")
    page.locator("li.item").first.get_by_role("link", name="Review").click()
    page.get_by_label("Your name").fill("R. Viewer")
    page.get_by_label("Why").fill("it was a warning")
    page.get_by_label("Field").select_option("type")
    page.get_by_label("Value").fill("THREATEN")
    page.get_by_role("button", name="Correct").click()
    page.wait_for_url("**/articles/**")
    page.reload()
    expect(page.locator("li.item").first.locator(".tag")).to_have_text("THREATEN")
    page.locator("li.item").first.get_by_role("link", name="Review").click()
    expect(page.get_by_label("Your name")).to_have_value("R. Viewer")
    page.locator("input[name=review]").last.check()
    page.get_by_label("Why").fill("no, it was not")
    page.get_by_role("button", name="Take the marked one back").click()
    page.wait_for_url("**/articles/**")
    page.reload()
    expect(page.locator("li.item").first.locator(".tag")).not_to_have_text("THREATEN")


def test_a_claim_opens_to_its_test_and_its_pictures(page: Page, article_id: str) -> None:
    page.goto("/claims")
    page.locator("main li.item a[href^='/claims/']").first.click()
    expect(page.get_by_role("heading", name="The sentence")).to_be_visible()
    for picture in page.locator("img.chart").all():
        picture.scroll_into_view_if_needed()
        page.wait_for_function("(image) => image.complete && image.naturalWidth > 0", arg=picture.element_handle())


def test_the_track_record_leads_to_a_forecast_and_shows_hindcasts(page: Page) -> None:
    page.goto("/track-record")
    expect(page.get_by_text("The hash chain is whole")).to_be_visible()
    page.get_by_role("link", name="Every forecast").click()
    page.locator("td.n a").first.click()
    expect(page.get_by_role("heading", name="How it came out")).to_be_visible()
    page.goto("/track-record")
    again = page.get_by_role("link", name="Look again")
    for _ in range(120):  # the replay takes seconds on an idle machine
        if not again.count():
            break
        page.wait_for_timeout(2000)
        page.goto("/track-record")
    expect(page.get_by_role("heading", name="Against every reference")).to_be_visible()
    picture = page.locator("img.chart").first
    picture.scroll_into_view_if_needed()
    page.wait_for_function("(image) => image.complete && image.naturalWidth > 0", arg=picture.element_handle())


@pytest.mark.parametrize(
    ("path", "link", "shown"),
    [
        ("/threats", "kept", "How often was it kept?"),
        ("/doors", "earlier changes", "Doors to talks"),
        ("/articles", None, "Articles"),
        ("/studies", None, "Published studies, rerun"),
        ("/sources", None, "Sources"),
        ("/numbers", None, "numbers"),
    ],
)
def test_other_pages_show_what_they_are_for(page: Page, path: str, link: str | None, shown: str) -> None:
    page.goto(path)
    if link is not None and page.get_by_role("link", name=link).count():
        page.get_by_role("link", name=link).first.click()
    expect(page.get_by_role("heading", name=shown).first).to_be_visible()
    assert page.locator("main table, main ul, main dl").count() > 0
