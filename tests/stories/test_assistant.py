"""Dario meets the assistant in the demo's shop: by thumb, by keyboard, as axe sees it."""

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.stories.chromium import STORY, faults_of
from tests.stories.demo import Demo

pytestmark = STORY
BOWL = "en/products/cer-luna-bowl"
SELL_OUT = """addEventListener("DOMContentLoaded", () => {
  for (const each of document.querySelectorAll('script[type="application/ld+json"]'))
    each.textContent = each.textContent.replaceAll("schema.org/InStock", "schema.org/OutOfStock");
})"""
PUT_BAR = """addEventListener("DOMContentLoaded", () => {
  const bar = document.createElement("button");
  bar.id = "bar";
  bar.style.cssText = "position: fixed; inset: auto 0 0; block-size: 64px; z-index: 99";
  document.body.append(bar);
})"""


def go_in(
    chromium: Browser, demo: Demo, *, path: str = "en/", width: int = 360, has_panels: bool = False
) -> Page:
    """Come to the shop; its own panels, which go first, are left out where the story is not about them."""
    context = chromium.new_context(
        viewport={"width": width, "height": 740}, has_touch=True, reduced_motion="reduce", locale="en-GB"
    )
    page = context.new_page()
    if not has_panels:
        page.route("**/api/v1/onsite/panels", lambda route: route.fulfill(body='{"panels": []}'))
    page.goto(f"{demo.shop}{path}")
    return page


def refuse(page: Page) -> None:
    page.locator("[data-commesso] .answers button").first.tap()


def launcher(page: Page) -> Locator:
    return page.locator("[data-commesso] .launcher")


def panel(page: Page) -> Locator:
    return page.get_by_role("dialog")


def is_small(boxes: Locator) -> int:
    too_small = "all => all.map(each => each.getBoundingClientRect()).filter(box => box.height < 44).length"
    count: int = boxes.evaluate_all(too_small)
    return count


def test_a_wish_in_plain_words_leads_to_a_lamp(chromium: Browser, demo: Demo) -> None:
    page = go_in(chromium, demo, path="it/")
    expect(page.locator("[data-commesso] .answers")).to_be_visible()
    expect(launcher(page)).to_be_hidden()  # one question at a time
    refuse(page)
    launcher(page).tap()
    expect(panel(page)).to_contain_text("Benvenuti in bottega")
    panel(page).get_by_label("Scrivi che cosa cerchi").fill("cerco una lampada da tavlo sotto i 100 euro")
    page.keyboard.press("Enter")
    cards = panel(page).locator("a.card")
    expect(cards.first).to_be_in_viewport()
    prices = [
        float(each.split("€")[0].replace(",", ".")) for each in cards.locator(".facts").all_inner_texts()
    ]
    assert prices
    assert max(prices) <= 100
    assert page.evaluate("[{...localStorage}, document.cookie]")[1] == ""
    cards.first.tap()
    page.wait_for_url("**/it/products/lam-*")
    page.context.close()


@pytest.mark.parametrize("width", [360, 1440])
def test_everyone_can_use_it(chromium: Browser, demo: Demo, width: int) -> None:
    page = go_in(chromium, demo, width=width)
    refuse(page)
    expect(launcher(page)).to_be_visible()
    found = faults_of(page, "the button in the corner")
    box = launcher(page).bounding_box()
    assert box is not None
    assert min(box["width"], box["height"]) >= 44
    launcher(page).tap()
    found += faults_of(page, "the panel")
    panel(page).get_by_role("button", name="Show me something").tap()
    expect(panel(page).locator("a.card").first).to_be_visible()
    panel(page).get_by_role("button", name="Where is my order?").tap()
    expect(panel(page)).to_contain_text("The mail that confirmed your order")
    expect(panel(page).get_by_role("link", name="Reach the shop")).to_be_visible()
    found += faults_of(page, "the panel with answers")
    assert found == []
    assert is_small(panel(page).locator("button, a, input")) == 0
    page.context.close()


def test_it_is_used_by_keyboard_alone(chromium: Browser, demo: Demo) -> None:
    page = go_in(chromium, demo, width=1280)
    refuse(page)
    launcher(page).focus()
    page.keyboard.press("Enter")
    expect(panel(page).get_by_role("heading")).to_be_focused()
    for _ in range(20):
        page.keyboard.press("Tab")
        if panel(page).get_by_role("textbox").evaluate("each => each === each.getRootNode().activeElement"):
            break
    page.keyboard.type("a bowl")
    page.keyboard.press("Enter")
    expect(panel(page).locator("a.card").first).to_be_visible()
    expect(panel(page).get_by_role("textbox")).to_be_focused()
    page.keyboard.press("Escape")
    expect(panel(page)).to_have_count(0)
    expect(launcher(page)).to_be_focused()
    page.context.close()


def test_it_hands_over_to_the_guide(chromium: Browser, demo: Demo) -> None:
    page = go_in(chromium, demo)
    refuse(page)
    launcher(page).tap()
    panel(page).get_by_role("button", name="Find your lamp").tap()
    expect(page.get_by_role("heading", name="What is the light for?")).to_be_visible()
    expect(launcher(page)).to_be_hidden()  # never two
    page.keyboard.press("Escape")
    expect(launcher(page)).to_be_visible()
    page.context.close()


def test_at_a_sold_out_product_it_speaks_once_and_a_no_counts(chromium: Browser, demo: Demo) -> None:
    page = go_in(chromium, demo)
    page.get_by_role("button", name="Yes, please").tap()
    page.add_init_script(SELL_OUT)
    page.goto(demo.shop + BOWL)
    note = page.locator("[data-commesso] .note")
    expect(note).to_contain_text("This one is sold out.")
    found = faults_of(page, "what it says first")
    assert [fault for fault in found if "slides" not in fault] == []  # pictures to wipe through
    note.get_by_role("button", name="Close", exact=True).tap()
    page.reload()
    expect(launcher(page)).to_be_visible()
    page.wait_for_timeout(3_500)
    expect(note).to_have_count(0)
    launcher(page).tap()
    panel(page).get_by_role("button", name="Show me similar ones").tap()
    expect(panel(page).locator("a.card").first).to_be_visible()
    page.context.close()


def test_it_gives_way_to_the_shops_own_panels(chromium: Browser, demo: Demo) -> None:
    page = go_in(chromium, demo, has_panels=True)
    page.get_by_role("button", name="Yes, please").tap()
    bar = page.locator("[data-commesso] .bar")
    expect(bar).to_be_visible()
    expect(launcher(page)).to_be_hidden()
    bar.get_by_role("button", name="Close").tap()
    expect(launcher(page)).to_be_visible()
    page.context.close()


def test_it_stands_above_a_bar_of_the_shops(chromium: Browser, demo: Demo) -> None:
    page = go_in(chromium, demo)
    refuse(page)
    page.add_init_script(PUT_BAR)
    page.goto(f"{demo.shop}en/shop/lamps")
    expect(launcher(page)).to_be_visible()
    below, above = page.locator("#bar").bounding_box(), launcher(page).bounding_box()
    assert below is not None
    assert above is not None
    assert above["y"] + above["height"] <= below["y"]
    page.context.close()
