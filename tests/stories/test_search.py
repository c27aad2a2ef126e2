"""Searching in the demo's shop: a misspelt query finds the product, and suggestions are for everyone."""

from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.stories.chromium import STORY, faults_of
from tests.stories.demo import Demo

DESK = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0 Safari/537.36"
SOON = 15_000
pytestmark = STORY


@pytest.fixture
def cleo(chromium: Browser) -> Iterator[BrowserContext]:
    """Cleo's phone. She has not said yes to anything."""
    context = come(chromium, 360, "light")
    yield context
    context.close()


def come(chromium: Browser, width: int, scheme: Literal["light", "dark"]) -> BrowserContext:
    return chromium.new_context(
        viewport={"width": width, "height": 740},
        user_agent=DESK,  # a browser without a screen says so, and counts as a bot
        color_scheme=scheme,
        reduced_motion="reduce",
        locale="it-IT",
        bypass_csp=True,  # for axe
    )


def go_to_box(page: Page, demo: Demo) -> None:
    page.goto(f"{demo.shop}it/")
    page.get_by_role("button", name="No, grazie").click(timeout=SOON)
    page.locator("#q").focus()
    expect(page.locator("#q")).to_have_attribute("role", "combobox", timeout=SOON)


def test_a_misspelt_query_finds_the_product(demo: Demo, cleo: BrowserContext) -> None:
    page = cleo.new_page()
    page.goto(f"{demo.shop}it/")
    page.fill("#q", "lanpada da tavlo")
    page.press("#q", "Enter")
    page.wait_for_url("**/it/search?q=*")
    cards = page.locator(".card-name")
    expect(cards.first).to_contain_text("Lampada da tavolo", timeout=SOON)


def test_suggestions_come_while_she_types_and_the_keyboard_is_enough(
    demo: Demo, cleo: BrowserContext
) -> None:
    page = cleo.new_page()
    go_to_box(page, demo)
    page.keyboard.type("teiea", delay=30)
    lines = page.get_by_role("option")
    expect(lines.first).to_be_visible(timeout=SOON)
    expect(page.get_by_role("group", name="Prodotti").get_by_role("option").first).to_contain_text("Teiera")
    page.keyboard.press("ArrowDown")
    active = page.locator("#q").get_attribute("aria-activedescendant")
    assert active
    expect(page.locator(f"#{active}")).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Escape")
    expect(lines).to_have_count(0)
    assert page.input_value("#q") == "teiea"
    page.keyboard.press("ArrowDown")
    expect(lines.first).to_be_visible(timeout=SOON)
    products = page.get_by_role("group", name="Prodotti").get_by_role("option")
    for _ in range(products.count()):  # from below: the first product is the last of them
        page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    page.wait_for_url("**/it/products/*")
    expect(page.locator("h1")).to_contain_text("Teiera")


@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (360, "dark")])
def test_the_list_of_suggestions_can_be_used_by_everyone(
    demo: Demo,
    chromium: Browser,
    request: pytest.FixtureRequest,
    width: int,
    scheme: Literal["light", "dark"],
) -> None:
    context = come(chromium, width, scheme)
    page = context.new_page()
    go_to_box(page, demo)
    with page.expect_response(lambda answer: '"lampad"' in (answer.request.post_data or "")):
        page.keyboard.type("lampad", delay=30)
    lines = page.get_by_role("option")
    expect(lines.first).to_be_visible(timeout=SOON)
    assert all((box := line.bounding_box()) and box["height"] >= 44 for line in lines.all())
    if folder := request.config.getoption("--shots", default=None):
        page.screenshot(path=Path(folder) / f"search-{width}-{scheme}.png")
    assert faults_of(page, "suggestions") == []
    context.close()
