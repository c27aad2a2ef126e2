"""Cleo gives her address in a shop, and agrees in a mail: through the real tag, server and mail."""

import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import Browser, Page, expect

from commesso.onsite.tests.mailing import PostOffice, open_post_office
from tests.conftest import RunningShop
from tests.stories.chromium import STORY, faults_of, open_chromium
from tests.stories.street import BUILT

pytestmark = [
    *STORY,
    pytest.mark.skipif(
        not (BUILT / "commesso.js").exists(), reason="The tag is not built. Run python -m tools.front_end."
    ),
]
PREPARE = """
import django; django.setup()
from commesso.onsite import api as onsite
from commesso.onsite.models import Panel
from commesso.stores.models import BrandKit, Store
from commesso.stores import api as stores
Store.objects.update(languages=["it", "en", "es", "zh"], privacy_url="http://bottega.example/privacy")
store = stores.get_store_by_slug("bottega")
BrandKit.objects.for_store(store.id).update(colour="#f4c542", background="#fffaf0", postal_address="Via Roma 1")
onsite.open_ready_panels(store)
Panel.objects.for_store(store.id).update(trigger={}, audience={})
"""
CONSENTS = """
import django; django.setup()
from commesso.profiles import api as profiles
from commesso.stores import api as stores
store = stores.get_store_by_slug("bottega")
cleo = profiles.find_profile(store.id, "email", "cleo@example.com")
found = profiles.list_consents(store.id, cleo.id) if cleo else []
print([each.granted for each in found if each.channel == "email"])
"""


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with open_chromium() as browser:
        yield browser


@pytest.fixture(scope="module")
def post() -> Iterator[PostOffice]:
    with open_post_office() as office:
        yield office


@pytest.fixture(scope="module")
def bottega(tmp_path_factory: pytest.TempPathFactory, post: PostOffice) -> Iterator[RunningShop]:
    running = RunningShop(tmp_path_factory.mktemp("shop"))
    running.settings = {"COMMESSO_MAIL": f"smtp://127.0.0.1:{post.port}"}
    running.prepare()
    running.run("-c", PREPARE)
    running.start()
    yield running
    running.kill()


class Pages(BaseHTTPRequestHandler):
    """A shop somewhere else; its one page has only the one line of ours. Its path is its language."""

    line = ""

    def do_GET(self) -> None:
        language = self.path.strip("/")
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        head = f'<!doctype html><html lang="{language}"><head><title>Bottega</title>{self.line}</head>'
        self.wfile.write(f"{head}<body><h1>Bottega</h1>".encode())

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def shop_url(bottega: RunningShop) -> Iterator[str]:
    Pages.line = f'<script async src="{bottega.host}/commesso.js" data-key="{bottega.write_key}"></script>'
    with ThreadingHTTPServer(("127.0.0.1", 0), Pages) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def open_shop(chromium: Browser, url: str) -> Page:
    page = chromium.new_context(viewport={"width": 360, "height": 740}, bypass_csp=True).new_page()
    page.goto(url)
    return page


def wait_for_mail(post: PostOffice, count: int) -> None:
    until = time.monotonic() + 20
    while len(post.mails) < count:
        assert time.monotonic() < until, "No mail came."
        time.sleep(0.1)


def test_cleo_signs_up_in_the_shop_and_agrees_in_her_mail(
    chromium: Browser, bottega: RunningShop, shop_url: str, post: PostOffice
) -> None:
    page = open_shop(chromium, f"{shop_url}it")
    page.get_by_role("button", name="Sì, va bene").click()
    page.get_by_label("Il tuo indirizzo e-mail").fill("cleo@example.com")
    page.get_by_label("può mandarmi novità e offerte").check()
    page.get_by_role("button", name="Iscrivimi").click()
    expect(page.get_by_text("Guarda la tua posta")).to_be_visible()
    wait_for_mail(post, 1)
    assert bottega.run("-c", CONSENTS) == "[]"
    page.goto(bottega.host + post.path("confirm"))
    page.get_by_role("button", name="Sì, scrivetemi").click()
    expect(page.get_by_role("heading", name="Ora sei in lista")).to_be_visible()
    assert bottega.run("-c", CONSENTS) == "[True]"
    page.goto(f"{shop_url}it")
    page.wait_for_timeout(1_500)
    expect(page.get_by_role("button", name="Iscrivimi")).to_have_count(0)
    page.goto(bottega.host + post.path("leave"))
    page.get_by_role("button", name="Non scrivetemi più").click()
    expect(page.get_by_role("heading", name="Non sei più in lista")).to_be_visible()
    assert bottega.run("-c", CONSENTS) == "[False, True]"


@pytest.mark.parametrize("language", ["en", "it", "es", "zh"])
def test_everyone_can_use_the_pages_behind_the_mail(
    chromium: Browser, bottega: RunningShop, shop_url: str, post: PostOffice, language: str
) -> None:
    page = open_shop(chromium, shop_url + language)
    before = len(post.mails)
    sent = page.evaluate(
        """async ([url, key, email, language]) => (await fetch(url, {method: 'POST',
          body: JSON.stringify({key, panel: '2', email, language})})).status""",
        [f"{bottega.host}/api/v1/onsite/sign-ups", bottega.write_key, f"{language}@example.com", language],
    )
    assert sent == 202
    wait_for_mail(post, before + 1)
    faults: list[str] = []
    for path in (post.path("confirm"), post.path("leave"), "/o/confirm/lost/"):
        page.goto(bottega.host + path)
        for width in (360, 1440):
            page.set_viewport_size({"width": width, "height": 740})
            faults += faults_of(page, f"{language} {path.split('/')[2]}")
        if page.locator("button").count():
            page.keyboard.press("Tab")
            page.locator("button").press("Enter")
            page.wait_for_load_state()
            faults += faults_of(page, f"{language} after {path.split('/')[2]}")
    assert not faults, "\n".join(faults)
