"""A morning in the back room: Alma signs in, looks at how she is doing, finds Cleo, and sees her put a lamp in the cart."""

import base64
import json
import signal
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.conftest import RunningShop
from tests.stories.chromium import STORY, open_chromium

PASSWORD = "tre parole lontane"
CREATE_OWNER = f"""
import django; django.setup()
from commesso.stores import api as stores
from commesso.stores.contracts import Role
staff = stores.create_staff(email="alma@example.com", name="Alma")
staff.set_password("{PASSWORD}"); staff.save()
stores.put_member(store_id=stores.get_store_by_slug("bottega").id, staff=staff, role=Role.OWNER)
"""
LAMP = {
    "product_id": "lamp",
    "name": "Oak lamp",
    "price": 49.5,
    "quantity": 1,
    "currency": "EUR",
    "cart_id": "c1",
}
SOON = 15_000  # milliseconds; a busy machine is slow, a broken page never comes

pytestmark = STORY


@pytest.fixture
def browser() -> Iterator[Browser]:
    with open_chromium() as chromium:
        yield chromium


@pytest.fixture
def new_shop(tmp_path: Path) -> Iterator[RunningShop]:
    """A running shop that Alma owns, and nobody has visited."""
    shop = RunningShop(tmp_path)
    shop.prepare()
    shop.run("-c", CREATE_OWNER)
    shop.start()
    yield shop
    shop.kill(signal.SIGTERM)


@pytest.fixture
def shop(new_shop: RunningShop) -> RunningShop:
    """A running shop that Alma owns, and Cleo has visited."""
    send(new_shop, "identify", traits={"email": "cleo@example.com", "name": "Cleo Verdi"})
    send(new_shop, "track", event="Product Viewed", properties=LAMP)
    new_shop.wait_until_read()
    return new_shop


def send(shop: RunningShop, kind: str, **event: Any) -> None:
    """Send an event of Cleo's as a shop's library does."""
    body = {
        "type": kind,
        "userId": "cleo",
        "anonymousId": "phone",
        "context": {"userAgent": "Mozilla/5.0"},
        **event,
    }
    key = base64.b64encode(f"{shop.write_key}:".encode()).decode()
    request = urllib.request.Request(
        f"{shop.host}/v1/{kind}", data=json.dumps(body).encode(), headers={"Authorization": f"Basic {key}"}
    )
    with urllib.request.urlopen(request, timeout=10) as answer:
        assert answer.status == 200


def sign_in(page: Page, shop: RunningShop) -> None:
    page.goto(f"{shop.host}/sign-in")
    page.fill("[name=email]", "alma@example.com")
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_selector(".shell-side")


def test_alma_sees_her_shop_finds_cleo_and_watches_an_event_arrive(
    browser: Browser, shop: RunningShop
) -> None:
    page = browser.new_page(viewport={"width": 1440, "height": 900}, locale="en-GB")
    faults: list[str] = []
    page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    sign_in(page, shop)
    page.goto(f"{shop.host}/s/bottega/")
    expect(page.locator(".kpis")).to_contain_text("Visitors")
    expect(page.locator("#visitors canvas")).to_be_visible(timeout=SOON)
    live = page.locator("[aria-labelledby=live-title]")
    expect(live).to_contain_text("Looked at Oak lamp (€49.50)", timeout=SOON)

    send(shop, "track", event="Products Searched", properties={"query": "oak"})
    expect(live).to_contain_text("Searched for “oak”", timeout=SOON)

    page.keyboard.press("/")
    page.keyboard.type("cleo@")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Cleo Verdi").first.click()
    expect(page.locator("h1")).to_have_text("Cleo Verdi")
    story = page.locator("[aria-labelledby=story-title]")
    expect(story).to_contain_text("Said who they are")
    expect(page.locator("#consent-title")).to_be_visible(timeout=SOON)

    send(shop, "track", event="Product Added", properties=LAMP)
    expect(story).to_contain_text("Put Oak lamp (€49.50) into the cart", timeout=SOON)
    assert not faults, "\n".join(faults)


def test_alma_waits_for_her_first_event_on_her_phone(browser: Browser, new_shop: RunningShop) -> None:
    page = browser.new_page(viewport={"width": 360, "height": 740}, locale="en-GB")
    sign_in(page, new_shop)
    page.goto(f"{new_shop.host}/s/bottega/")
    page.get_by_role("link", name="Install").first.click()
    expect(page.get_by_text("Waiting for your first event")).to_be_visible(timeout=SOON)
    send(new_shop, "track", event="Product Viewed", properties=LAMP)
    expect(page.get_by_text("We saw your last event")).to_be_visible(timeout=SOON)
