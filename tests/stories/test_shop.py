"""Cleo buys in the demo shop: by touch and by keyboard; her card fails, her bank asks, she changes her mind."""

import contextlib
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from typing import Literal

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.conftest import ROOT
from tests.stories.chromium import AXE, STORY, open_chromium

BOWL = "/it/products/cer-luna-bowl"
PAID, DECLINED, CHALLENGE = "4242 4242 4242 4242", "4000 0000 0000 0002", "4000 0000 0000 3220"
TYPED = {
    "email": "cleo@example.com",
    "given_name": "Cleo",
    "family_name": "Verdi",
    "address": "Via dei Tigli 4",
    "postcode": "40121",
    "city": "Bologna",
}

pytestmark = STORY


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with open_chromium() as browser:
        yield browser


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The shop alone, in its own process."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {**os.environ, "COMMESSO_DATA": str(tmp_path_factory.mktemp("shop"))}  # noqa: TID251
    command = [sys.executable, "-m", "commesso.config.cli", "shop", "--port", str(port)]
    process = subprocess.Popen(command, cwd=ROOT, env=environment)
    address = f"http://127.0.0.1:{port}"
    until = time.monotonic() + 60
    while time.monotonic() < until:
        with contextlib.suppress(OSError), urllib.request.urlopen(f"{address}/robots.txt", timeout=5):
            break
        time.sleep(0.1)
    yield address
    process.send_signal(signal.SIGTERM)
    assert process.wait(30) == 0


@pytest.fixture
def phone(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(
        viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True, locale="it-IT"
    )
    yield from _watch(context)


@pytest.fixture
def desk(chromium: Browser) -> Iterator[Page]:
    yield from _watch(chromium.new_context(viewport={"width": 1440, "height": 900}, locale="en-GB"))


def _watch(context: BrowserContext) -> Iterator[Page]:
    """Give a page; at its end, nothing was complained of, and nothing came from elsewhere."""
    page, faults, asked = context.new_page(), list[str](), list[str]()
    page.on("console", lambda said: faults.append(said.text) if said.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    yield page
    assert not [each for each in faults if "422" not in each], "\n".join(faults)
    assert not [url for url in asked if not url.startswith("http://127.0.0.1:")]
    context.close()


def fill_cart(page: Page, host: str, path: str = BOWL) -> None:
    page.goto(host + path)
    page.locator("form.add button").click()
    expect(page.locator(".told")).to_be_visible()


def check_out(page: Page, host: str, *, card: str = PAID) -> None:
    """Fill the checkout in as its labels ask, up to the button."""
    page.goto(f"{host}/it/checkout")
    for name, value in TYPED.items():
        page.fill(f"[name={name}]", value)
    type_card(page, card)


def type_card(page: Page, number: str) -> None:
    page.fill("[name=card_number]", number)
    page.fill("[name=card_expiry]", "12 / 34")
    page.fill("[name=card_code]", "123")


def place(page: Page) -> None:
    page.locator("#place-part button").click()


def test_cleo_buys_a_bowl_on_her_phone_by_touch(phone: Page, host: str) -> None:
    phone.goto(f"{host}/")
    expect(phone).to_have_url(f"{host}/it/")
    phone.locator("nav.families a").first.tap()
    phone.locator(".card a").first.tap()
    phone.locator("form.add button").tap()
    expect(phone.locator("#to-cart .count")).to_have_text("1")
    phone.locator(".told a").tap()
    total = phone.locator(".total dd").inner_text()
    phone.locator("button[name=checkout]").tap()
    expect(phone.locator(".total dd")).to_have_text(total)  # no cost appears late
    for name, value in TYPED.items():
        phone.locator(f"[name={name}]").tap()
        phone.keyboard.type(value)
    type_card(phone, PAID)
    phone.locator("#place-part button").tap()
    expect(phone).to_have_url(f"{host}/it/thanks")
    expect(phone.locator("h1")).to_have_text("Grazie, Cleo")
    expect(phone.locator(".order-number")).to_contain_text(re.compile(r"BA-\d{5}"))


def test_cleo_buys_at_her_desk_without_a_mouse(desk: Page, host: str) -> None:
    desk.goto(f"{host}/en/products/cer-luna-bowl")
    press_to(desk, "form.add button")
    desk.keyboard.press("Enter")
    expect(desk.locator("#said")).to_contain_text("1 piece is in your cart")
    press_to(desk, ".told a", back=True)
    desk.keyboard.press("Enter")
    desk.wait_for_url("**/en/cart")
    press_to(desk, "button[name=checkout]")
    desk.keyboard.press("Enter")
    desk.wait_for_url("**/en/checkout")
    for name, value in {**TYPED, "postcode": "D02 X285"}.items():
        press_to(desk, f"[name={name}]")
        desk.keyboard.type(value)
    press_to(desk, "[name=payment]")
    desk.keyboard.press("ArrowDown")  # straight from her account
    press_to(desk, "#place-part button")
    desk.keyboard.press("Enter")
    desk.wait_for_url("**/en/bank/*")
    press_to(desk, "button[name=agree]")
    desk.keyboard.press("Enter")
    expect(desk.locator("h1")).to_have_text("Thank you, Cleo")


def press_to(page: Page, target: str, *, back: bool = False) -> None:
    """Press Tab until the focus is there."""
    for _ in range(120):
        if page.evaluate(f"document.activeElement?.matches({target!r})"):
            return
        page.keyboard.press("Shift+Tab" if back else "Tab")
    raise AssertionError(f"The keyboard does not reach {target}.")


def test_a_declined_card_keeps_what_was_typed(phone: Page, host: str) -> None:
    fill_cart(phone, host)
    check_out(phone, host, card=DECLINED)
    place(phone)
    expect(phone.locator("#problems")).to_be_focused()
    expect(phone.locator("#problems")).to_contain_text("Niente è stato addebitato")
    for name, value in TYPED.items():
        expect(phone.locator(f"[name={name}]")).to_have_value(value)
    expect(phone.locator("[name=card_number]")).to_have_value("")
    type_card(phone, PAID)
    place(phone)
    expect(phone).to_have_url(f"{host}/it/thanks")


def test_a_wrong_field_is_named_and_led_to(phone: Page, host: str) -> None:
    fill_cart(phone, host)
    check_out(phone, host)
    phone.fill("[name=postcode]", "12")
    place(phone)
    phone.locator("#problems a").click()
    expect(phone.locator("#postcode")).to_be_focused()
    expect(phone.locator("#postcode-error")).to_contain_text("codice postale")
    expect(phone.locator("[name=card_number]")).to_have_value(PAID)
    expect(phone.locator("[name=card_code]")).to_have_value("")


def test_the_bank_asks_and_may_be_refused_and_answered(phone: Page, host: str) -> None:
    fill_cart(phone, host)
    check_out(phone, host, card=CHALLENGE)
    place(phone)
    phone.wait_for_url("**/it/bank/*")
    phone.locator("button[name=refuse]").click()
    expect(phone.locator("#problems")).to_contain_text("non è stato confermato")
    expect(phone.locator("[name=address]")).to_have_value(TYPED["address"])
    type_card(phone, CHALLENGE)
    place(phone)
    phone.locator("button[name=agree]").click()
    expect(phone).to_have_url(f"{host}/it/thanks")


def test_another_delivery_changes_the_total_and_keeps_what_is_typed(phone: Page, host: str) -> None:
    fill_cart(phone, host)
    check_out(phone, host)
    before = phone.locator(".total dd").inner_text()
    phone.locator("[name=delivery][value=express]").check()
    expect(phone.locator(".total dd")).not_to_have_text(before)
    expect(phone.locator("[name=email]")).to_have_value(TYPED["email"])
    expect(phone.locator("[name=card_number]")).to_have_value(PAID)
    place(phone)
    expect(phone).to_have_url(f"{host}/it/thanks")


def test_cleo_changes_her_order_within_half_an_hour(phone: Page, host: str) -> None:
    fill_cart(phone, host)
    check_out(phone, host)
    place(phone)
    phone.locator(".letter a.button").click()
    phone.get_by_text("Cambia le quantità").click()
    phone.locator("select[name^=quantity-]").select_option("2")
    phone.locator("button[name=quantities]").click()
    expect(phone.locator(".told")).to_be_visible()
    expect(phone.locator(".little-lines")).to_contain_text("2 ×")
    phone.get_by_text("Cambia l'indirizzo").click()
    phone.fill("[name=address]", "Via Nuova 9")
    phone.get_by_role("button", name="Salva l'indirizzo").click()
    expect(phone.locator("dl.bill").first).to_contain_text("Via Nuova 9")
    phone.get_by_text("Annulla l'ordine").first.click()
    phone.get_by_role("button", name="Annulla l'ordine").click()
    expect(phone.locator(".order-state")).to_contain_text("Annullato")


def test_everything_is_bought_without_javascript(chromium: Browser, host: str) -> None:
    context = chromium.new_context(
        viewport={"width": 360, "height": 740}, locale="it-IT", java_script_enabled=False
    )
    page = context.new_page()
    page.goto(host + BOWL)
    page.locator("form.add button").click()
    page.locator(".told a").click()
    page.locator("button[name=checkout]").click()
    for name, value in TYPED.items():
        page.fill(f"[name={name}]", value)
    type_card(page, PAID)
    page.locator("[name=delivery][value=express]").check()
    place(page)  # the total that was shown is not this one's: it is shown again first
    page.locator("#problems").wait_for()
    type_card(page, PAID)
    place(page)
    page.wait_for_url("**/it/thanks")
    context.close()


@pytest.mark.parametrize(
    ("width", "language", "scheme"),
    # Colours do not depend on the language, so each width has each scheme once.
    [(360, "it", "light"), (1440, "en", "light"), (360, "zh", "dark"), (1440, "es", "dark")],
)
def test_every_page_fits_and_can_be_used_by_everyone(
    chromium: Browser, host: str, width: int, language: str, scheme: Literal["light", "dark"]
) -> None:
    context = chromium.new_context(
        viewport={"width": width, "height": 800}, color_scheme=scheme, bypass_csp=True
    )
    page = context.new_page()
    faults = []
    for path in (
        "/", "/shop/ceramics", "/shop/jewellery?in_stock=1", "/products/cer-luna-bowl", "/search?q=oro",
        "/search?q=xyzxyz", "/cart", "/about", "/care", "/shipping", "/privacy", "/nothing",
    ):  # fmt: skip
        page.goto(f"{host}/{language}{path}")
        faults += faults_of(page, path)
    fill_cart(page, host, f"/{language}/products/cer-luna-bowl")
    faults += faults_of(page, "added")
    for path in ("/cart", "/checkout"):
        page.goto(f"{host}/{language}{path}")
        faults += faults_of(page, path)
    place(page)
    page.locator("#problems").wait_for()
    faults += faults_of(page, "errors")
    for name, value in {**TYPED, "postcode": "1000"}.items():
        page.fill(f"[name={name}]", value)
    page.select_option("[name=country]", "AT")
    page.wait_for_load_state("networkidle")
    type_card(page, CHALLENGE)
    place(page)
    page.wait_for_url("**/bank/*")
    faults += faults_of(page, "bank")
    page.locator("button[name=agree]").click()
    faults += faults_of(page, "thanks")
    page.locator(".letter a.button").click()
    for each in page.locator(".leaves summary").all():
        each.click()
    faults += faults_of(page, "order")
    context.close()
    assert not faults, "\n".join(faults)


def faults_of(page: Page, path: str) -> list[str]:
    """Say what is wrong with the page that is open: too wide, not readable, not usable by everyone."""
    page.wait_for_load_state()
    found = []
    if (wide := page.evaluate("document.documentElement.scrollWidth - innerWidth")) > 0:
        found.append(f"{path} is {wide} pixels too wide at {page.viewport_size}")
    page.evaluate(AXE.read_text())
    for violation in page.evaluate("axe.run({resultTypes: ['violations']})")["violations"]:
        places = ", ".join(str(node["target"]) for node in violation["nodes"][:3])
        found.append(f"{path} ({violation['impact']}): {violation['help']}: {places}")
    return found
