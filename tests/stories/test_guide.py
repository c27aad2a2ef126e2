"""Dario looks for a lamp in the demo's shop and lets himself be asked: by thumb, by keyboard, as axe sees it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.stories.chromium import STORY, faults_of, open_chromium
from tests.stories.demo import Demo

pytestmark = STORY
PUT_SLOT = """() => {
  const slot = document.createElement("div");
  slot.dataset.commessoSlot = "guide:lamps";
  document.querySelector("main .page-head").after(slot);
  history.pushState({}, "", "?drawn=later");
}"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with open_chromium() as chromium:
        yield chromium


def go_in(browser: Browser, demo: Demo, *, width: int = 360) -> Page:
    context = browser.new_context(
        viewport={"width": width, "height": 740}, has_touch=True, reduced_motion="reduce", locale="en-GB"
    )
    page = context.new_page()
    page.goto(f"{demo.shop}en/")
    page.get_by_role("button", name="No, thanks").tap()  # he wants to be left alone
    return page


def guide_in(page: Page) -> Locator:
    return page.locator("[data-commesso] .guide")


def test_a_lamp_is_found_in_three_taps_without_typing(browser: Browser, demo: Demo) -> None:
    page = go_in(browser, demo)
    page.get_by_text("Let us help you choose a lamp").tap()
    expect(guide_in(page).get_by_role("heading", name="What is the light for?")).to_be_visible()
    guide_in(page).get_by_role("button", name="A soft light, evenings").tap()
    first = guide_in(page).locator("a.card").filter(has_text="A soft light, evenings").first
    expect(first).to_be_in_viewport()
    name = first.locator(".name").inner_text()
    first.tap()
    page.wait_for_url("**/products/lam-*")
    assert name
    assert page.evaluate("Object.keys(localStorage).filter(name => name.includes('guide'))") == []
    page.context.close()


def test_a_guide_is_walked_by_keyboard_alone(browser: Browser, demo: Demo) -> None:
    page = go_in(browser, demo, width=1280)
    opener = page.get_by_text("Let us help you choose a lamp")
    opener.focus()
    page.keyboard.press("Enter")
    guide = guide_in(page)
    expect(guide.locator("h3")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(guide.get_by_role("button", name="Eating together")).to_be_focused()
    page.keyboard.press("Enter")
    chip = guide.get_by_role("button", name="Change: What is the light for? Eating together")
    expect(chip).to_be_visible()
    page.keyboard.press("Shift+Tab")
    expect(chip).to_be_focused()
    page.keyboard.press("Enter")
    expect(guide.get_by_role("heading", name="What is the light for?")).to_be_focused()
    expect(guide.locator("[aria-current]")).to_contain_text("Eating together")
    page.keyboard.press("Escape")
    expect(guide).to_have_count(0)
    expect(opener).to_be_focused()
    page.context.close()


@pytest.mark.parametrize("width", [360, 1440])
def test_everyone_can_use_every_step(browser: Browser, demo: Demo, width: int) -> None:
    page = go_in(browser, demo, width=width)
    page.goto(f"{demo.shop}en/shop/lamps")
    page.get_by_text("Help me choose").tap()
    guide = guide_in(page)
    found = []
    for step in range(12):
        expect(guide.locator("h3")).to_be_visible()
        found += faults_of(page, f"the guide at step {step}")
        too_small = (
            "boxes => boxes.map(each => each.getBoundingClientRect()).filter(box => box.height < 44).length"
        )
        assert guide.locator("button, a.card").evaluate_all(too_small) == 0
        if not guide.locator(".option").count():
            break
        guide.locator(".option").nth(1).tap()
        expect(guide.locator(".chip")).to_have_count(step + 1)
    assert found == []
    assert guide.locator("a.card").count() > 0
    page.context.close()


def test_an_address_opens_the_guide_of_an_ad(browser: Browser, demo: Demo) -> None:
    page = go_in(browser, demo)
    page.goto(f"{demo.shop}it/shop/lamps#commesso-guide=shop")
    expect(guide_in(page).get_by_role("heading", name="Che cosa cerchi?")).to_be_visible()
    guide_in(page).get_by_role("button", name="Lampade").tap()
    expect(guide_in(page).get_by_role("heading", name="A che cosa serve?")).to_be_visible()
    page.keyboard.press("Escape")
    page.evaluate("location.hash = '#commesso-guide=lamps'")
    expect(guide_in(page).get_by_role("heading", name="Trova la tua lampada")).to_be_visible()
    page.context.close()


@pytest.mark.parametrize("width", [360, 1440])
def test_a_guide_stands_in_a_page_that_is_drawn_later(browser: Browser, demo: Demo, width: int) -> None:
    page = go_in(browser, demo, width=width)
    page.goto(f"{demo.shop}en/shop/lamps")
    page.evaluate(PUT_SLOT)
    guide = guide_in(page)
    expect(guide.get_by_role("heading", name="What is the light for?")).to_be_visible()
    assert page.evaluate("document.activeElement === document.body")
    guide.get_by_role("button", name="Eating together").tap()
    expect(guide.locator(".chip")).to_have_count(1)
    assert faults_of(page, "a guide in the page") == []
    page.context.close()


@pytest.fixture(scope="module")
def state(browser: Browser, demo: Demo, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Aurora's browser, signed in."""
    file = tmp_path_factory.mktemp("aurora") / "state.json"
    page = browser.new_page()
    page.goto(demo.commesso)
    page.fill("[name=email]", "aurora@bottega-aurora.example")
    page.fill("[name=password]", demo.password)
    page.press("[name=password]", "Enter")
    page.wait_for_selector("main")
    page.context.storage_state(path=file)
    page.close()
    return file


def test_aurora_makes_a_guide_and_tries_it(browser: Browser, demo: Demo, state: Path) -> None:
    page = browser.new_page(viewport={"width": 1440, "height": 900}, locale="en-GB", storage_state=state)
    page.goto(f"{demo.commesso}find/guides/")
    page.get_by_role("link", name="New guide").click()
    page.get_by_label("Which products?").select_option("Ceramica")
    page.get_by_role("button", name="Show me the questions").click()
    preview = page.locator("[data-commesso] .guide")
    expect(preview.locator("h3")).to_be_visible()
    row = page.locator(".guide-row", has_text="How much would you like to spend?")
    row.get_by_role("button", name="Ask it always, and first").click()
    expect(page.get_by_role("heading", name="Always, and in this order")).to_be_visible()
    expect(preview.get_by_role("heading", name="Quanto vorresti spendere?")).to_be_visible()
    preview.locator(".option").first.click()
    expect(preview.locator(".chip")).to_have_count(1)
    page.get_by_role("button", name="Switch on").click()
    expect(page.get_by_text("Shoppers are asked by it from now on.")).to_be_visible()
    page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1440])
def test_staff_can_use_every_page_about_guides(
    browser: Browser, demo: Demo, state: Path, width: int, scheme: Literal["light", "dark"]
) -> None:
    page = browser.new_page(
        viewport={"width": width, "height": 800}, color_scheme=scheme, storage_state=state, locale="en-GB"
    )
    found = []
    for path in (
        "",
        "new",
        "1/",
        "1/question?key=use",
        "1/question?key=room",
        "1/question",
        "2/",
        "1/report",
    ):
        page.goto(f"{demo.commesso}find/guides/{path}")
        if path.endswith("/"):
            expect(page.locator("[data-commesso] .guide h3")).to_be_visible()
        page.evaluate("document.querySelectorAll('main details').forEach(each => { each.open = true })")
        found += faults_of(page, f"guides/{path} in {scheme}")
    assert found == []
    page.close()
