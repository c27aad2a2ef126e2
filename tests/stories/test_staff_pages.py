"""Alma finds her way through the back room in a real Chromium: keyboard, shops, appearance, colours, snippets."""

import signal
import subprocess
import sys
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.conftest import RunningShop
from tests.stories.chromium import STORY, open_chromium

PASSWORD = "tre parole lontane"
CREATE_OWNER = f"""
import django; django.setup()
from commesso.stores import api as stores
from commesso.stores.contracts import Role
staff = stores.create_staff(email="alma@example.com", name="Alma")
staff.set_password("{PASSWORD}"); staff.save()
for slug in ("bottega", "lume"):
    found = [store for store in stores.list_stores() if store.slug == slug]
    store = found[0] if found else stores.create_store(slug=slug, name="Lume & Co. Illuminazione d'Interni")
    stores.put_member(store_id=store.id, staff=staff, role=Role.OWNER)
"""
pytestmark = STORY


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with open_chromium() as browser:
        yield browser


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server with two shops that Alma owns; one for all stories, because it takes a while to open."""
    shop = RunningShop(tmp_path_factory.mktemp("shop"))
    shop.prepare()
    shop.run("-c", CREATE_OWNER)
    shop.start()
    yield shop.host
    shop.kill(signal.SIGTERM)


def sign_in(page: Page, host: str) -> None:
    page.goto(f"{host}/sign-in")
    page.fill("[name=email]", "alma@example.com")
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_selector(".shell-side")


def test_alma_goes_everywhere_by_keyboard(chromium: Browser, host: str) -> None:
    page = chromium.new_page(viewport={"width": 1440, "height": 900})
    sign_in(page, host)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"
    page.keyboard.press("?")
    assert page.is_visible("dialog[data-keys-help]")
    page.keyboard.press("Escape")
    page.keyboard.press("g")
    page.keyboard.press("t")
    page.wait_for_url("**/settings/")


def test_alma_changes_shop_and_appearance(chromium: Browser, host: str) -> None:
    page = chromium.new_page(viewport={"width": 1440, "height": 900}, color_scheme="light")
    sign_in(page, host)
    page.click(".shell-head button")
    page.click("a[href='/s/lume/enter']")
    page.wait_for_url("**/s/lume/**")
    page.click(".shell-foot button[data-bs-toggle]")
    page.click("[data-theme-choice=dark]")
    page.reload()
    assert page.get_attribute("html", "data-bs-theme") == "dark"
    page.click(".shell-foot button[data-bs-toggle]")
    page.click(".shell-foot form button")
    page.wait_for_url("**/sign-in")


def test_a_colour_is_seen_and_judged_while_it_is_chosen(chromium: Browser, host: str) -> None:
    page = chromium.new_page(viewport={"width": 1440, "height": 900})
    sign_in(page, host)
    page.goto(f"{host}/s/bottega/settings/brand")
    page.fill("[name=colour]", "#f4c542")
    page.wait_for_selector("text=Hard to read as text")
    colour = "getComputedStyle(document.querySelector('.brand-button')).backgroundColor"
    assert page.evaluate(colour) == "rgb(244, 197, 66)"
    page.fill("[name=signature]", "Alma e la bottega")
    assert page.inner_text(".brand-signature") == "Alma e la bottega"


def test_the_install_page_sees_the_event_that_its_own_code_sends(chromium: Browser, host: str) -> None:
    page = chromium.new_page(viewport={"width": 1440, "height": 900})
    sign_in(page, host)
    page.goto(f"{host}/s/bottega/settings/")
    snippet = page.text_content("#code-python")
    assert snippet is not None
    subprocess.run([sys.executable, "-c", snippet], check=True)
    page.wait_for_selector("text='Product Viewed' >> visible=true", timeout=10_000)  # not the one in the code


def test_the_page_about_the_api_is_drawn_with_nothing_from_elsewhere(chromium: Browser, host: str) -> None:
    page = chromium.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    refused: list[str] = []  # by the content security policy
    page.on("console", lambda message: refused.append(message.text) if message.type == "error" else None)
    page.goto(f"{host}/api/v1/docs")
    page.wait_for_selector(".opblock-summary")
    assert not [url for url in asked if not url.startswith((f"{host}/", "data:"))]
    assert not refused
    page.close()
