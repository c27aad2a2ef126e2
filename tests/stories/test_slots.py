"""Recommended products in the demo's shop: others in the place of what is sold out, and nothing moves for them."""

import json
from collections.abc import Iterator
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.stories.chromium import AXE, STORY, open_chromium
from tests.stories.demo import Demo, open_demo

LAST_ONE = "en/products/lam-bolla-cluster"  # the workshop has one of it
BOWL = "en/products/cer-luna-bowl"
TYPED = {
    "email": "cleo@example.com",
    "given_name": "Cleo",
    "family_name": "Verdi",
    "address": "Via dei Tigli 4",
    "postcode": "40121",
    "city": "Bologna",
    "card_number": "4242 4242 4242 4242",
    "card_expiry": "12 / 34",
    "card_code": "123",
}
DESK = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0 Safari/537.36"
# How far what is seen has moved by itself; what a shopper caused does not count.
_MOVED = """() => new Promise(tell => {
  let moved = 0;
  new PerformanceObserver(list => {
    for (const each of list.getEntries()) if (!each.hadRecentInput) moved += each.value;
  }).observe({type: 'layout-shift', buffered: true});
  setTimeout(() => tell(moved), 300);
})"""
pytestmark = STORY


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with open_chromium() as chromium:
        yield chromium


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[Demo]:
    """The demo, after Cleo bought the last lamp of its kind."""
    with open_demo(tmp_path_factory.mktemp("demo")) as demo:
        page = go_in(browser, demo, "Yes, please").new_page()
        page.goto(demo.shop + LAST_ONE)
        page.locator("form.add button").click()
        expect(page.locator(".told")).to_be_visible()
        page.goto(f"{demo.shop}en/checkout")
        for name, value in TYPED.items():
            page.fill(f"[name={name}]", value)
        page.select_option("[name=country]", "IT")
        page.locator("#place-part button").click()
        page.wait_for_url("**/en/thanks")
        page.context.close()
        yield demo


def go_in(
    browser: Browser,
    demo: Demo,
    answer: str,
    *,
    width: int = 360,
    scheme: Literal["light", "dark"] = "light",
) -> BrowserContext:
    """Come for the first time, and answer the question about data."""
    context = browser.new_context(
        viewport={"width": width, "height": 800},
        user_agent=DESK,  # a browser without a screen says so, and counts as a bot
        color_scheme=scheme,
        reduced_motion="reduce",
        locale="en-GB",
        bypass_csp=True,
    )
    page = context.new_page()
    page.goto(f"{demo.shop}en/")
    page.get_by_role("button", name=answer).click()
    page.close()
    return context


def faults_of(page: Page) -> list[str]:
    """Say whether a row widens the page, or is not usable by everyone."""
    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    page.evaluate(AXE.read_text())
    found = page.evaluate("axe.run('.picked', {resultTypes: ['violations']})")["violations"]
    return [*([f"{wide} pixels too wide"] if wide > 0 else []), *(each["help"] for each in found)]


def row(page: Page, kind: str) -> Locator:
    return page.locator(f'[data-commesso-slot="recommend:{kind}"] [data-commesso]')


@pytest.mark.parametrize(("width", "scheme"), [(360, "light"), (1440, "dark")])
def test_a_sold_out_lamp_shows_others_that_can_be_bought(
    browser: Browser, demo: Demo, width: int, scheme: Literal["light", "dark"]
) -> None:
    context = go_in(browser, demo, "No, thanks", width=width, scheme=scheme)
    page = context.new_page()
    page.goto(demo.shop + LAST_ONE)
    expect(page.locator(".promises .is-out")).to_be_visible()
    others = row(page, "alternatives")
    expect(others.get_by_role("heading", name="Similar, and in stock")).to_be_visible()
    links = [link.get_attribute("href") or "" for link in others.get_by_role("link").all()]
    assert len(links) == 6
    assert not [link for link in links if "lam-bolla-cluster" in link]
    assert page.evaluate(_MOVED) < 0.01
    assert not faults_of(page)
    others.get_by_role("link").first.click()
    page.wait_for_url(links[0])
    expect(page.locator("form.add button")).to_be_visible()
    context.close()


def test_rows_are_told_of_and_repeat_nothing_of_the_page(browser: Browser, demo: Demo) -> None:
    context = go_in(browser, demo, "Yes, please", width=1440)
    page = context.new_page()
    told: list[dict[str, Any]] = []
    page.on(
        "request",
        lambda request: (
            told.extend(json.loads(request.post_data or "{}").get("batch", []))
            if request.url.endswith("/c/b")
            else None
        ),
    )
    page.goto(demo.shop + BOWL)
    links = row(page, "together").get_by_role("link")
    links.first.scroll_into_view_if_needed()
    found = {link.get_attribute("href") for link in links.all()}
    own = {link.get_attribute("href") for link in page.locator("main .cards a").all()}
    assert found
    assert not found & {f"{demo.shop.rstrip('/')}{path}" for path in own}
    links.first.click(modifiers=["Control"])  # beside this page, which goes on telling
    for _ in range(100):
        if "Product Clicked" in [each.get("event") for each in told]:
            break
        page.wait_for_timeout(100)
    seen = [each for each in told if each.get("event") == "Product List Viewed"]
    assert [each["properties"]["list_id"] for each in seen] == ["recommend:together"]
    assert [each["position"] for each in seen[0]["properties"]["products"]][:2] == [1, 2]
    clicked = [each["properties"] for each in told if each.get("event") == "Product Clicked"]
    assert (clicked[0]["list_id"], clicked[0]["position"]) == ("recommend:together", 1)
    context.close()


def test_a_row_is_walked_by_keyboard(browser: Browser, demo: Demo) -> None:
    context = go_in(browser, demo, "No, thanks", width=1440)
    page = context.new_page()
    page.goto(demo.shop + BOWL)
    further = row(page, "together").get_by_role("button", name="Further")
    further.focus()
    page.keyboard.press("Enter")
    expect(row(page, "together").get_by_role("button", name="Back")).to_be_enabled()
    last = row(page, "together").get_by_role("link").last
    last.focus()
    expect(last).to_be_in_viewport()
    context.close()


@pytest.mark.parametrize("path", ["en/", "en/cart", "en/search?q=xyzxyz"])
def test_no_other_page_moves_or_shuts_anybody_out(browser: Browser, demo: Demo, path: str) -> None:
    context = go_in(browser, demo, "No, thanks")
    page = context.new_page()
    page.goto(demo.shop + path)
    page.locator(".picked [data-commesso]").first.wait_for()
    assert page.evaluate(_MOVED) < 0.01
    assert not faults_of(page)
    context.close()
