"""The newcomer's first quarter of an hour: `commesso demo`, a bowl bought in the shop, each step seen in the back room."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.stories.chromium import STORY, open_chromium
from tests.stories.demo import Demo

PHONE = (
    "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0 Mobile Safari/537.36"
)
SOON = 15_000  # milliseconds; a busy machine is slow, a broken page never comes
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
pytestmark = STORY


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with open_chromium() as chromium:
        yield chromium


@pytest.fixture
def live(browser: Browser, demo: Demo) -> Iterator[Locator]:
    """The part of the back room's home that tells what happens now."""
    page = browser.new_page(viewport={"width": 1440, "height": 900}, locale="en-GB")
    page.goto(demo.commesso)
    page.fill("[name=email]", "aurora@bottega-aurora.example")
    page.fill("[name=password]", demo.password)
    page.press("[name=password]", "Enter")
    page.wait_for_selector(".shell-side")
    yield page.locator("[aria-labelledby=live-title]")
    page.close()


def test_the_back_room_sees_every_step_of_a_guest_who_buys(
    browser: Browser, demo: Demo, live: Locator
) -> None:
    phone = browser.new_context(
        user_agent=PHONE,  # a browser without a screen says so, and counts as a bot
        viewport={"width": 360, "height": 740},
        has_touch=True,
        is_mobile=True,
        locale="en-GB",
    ).new_page()
    faults: list[str] = []
    phone.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
    phone.on("pageerror", lambda error: faults.append(str(error)))
    phone.goto(f"{demo.shop}en/products/cer-luna-bowl")
    phone.get_by_role("button", name="Yes, please").tap()
    expect(live).to_contain_text("Looked at Luna", timeout=SOON)
    phone.locator("form.add button").tap()
    expect(live).to_contain_text("Put Luna", timeout=SOON)
    phone.goto(f"{demo.shop}en/checkout")
    expect(live).to_contain_text("Began the checkout", timeout=SOON)
    for name, value in TYPED.items():
        phone.fill(f"[name={name}]", value)
    phone.select_option("[name=country]", "IT")
    phone.locator("#place-part button").tap()
    number = re.search("BA-[0-9]+", phone.locator(".order-number").inner_text())
    assert number
    expect(live).to_contain_text(f"Ordered {number[0]}", timeout=SOON)
    assert not faults, "\n".join(faults)
