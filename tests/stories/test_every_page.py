"""Every staff page there is, looked at with Chromium's eyes: it fits, it can be read, everyone can use it.

The pages come from the URL configuration, so a new one is looked at without a word here. To look yourself:

    pytest tests/stories/test_every_page.py --shots build/shots
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from playwright.sync_api import BrowserContext, Error, Page
from pytest_django.live_server_helper import LiveServer

from commesso.infra.api import Runner
from commesso.stores import api as stores
from commesso.stores.actions.passwords import password_path
from commesso.stores.contracts import Role, StoreInfo
from commesso.stores.models import Staff
from tests.architecture.addresses import list_addresses
from tests.architecture.house import furnish
from tests.stories.chromium import STORY, faults_of, open_chromium

pytestmark = STORY

LONG = "Maria Antonietta Quattrocchi-Bevilacqua"
LONG_ADDRESS = "maria.antonietta.quattrocchi.bevilacqua@officine-dellaluce.example.com"
Scheme = Literal["light", "dark"]
VIEWS: tuple[tuple[int, Scheme], ...] = ((1440, "light"), (1440, "dark"), (360, "light"), (360, "dark"))
_WRONG_METHOD = 405
# Where everything is and how large: what is the same in light and dark differs in its colours alone.
_SHAPE = """
[...document.querySelectorAll('*')].map(each => {
  const { x, y, width, height } = each.getBoundingClientRect()
  return [each.localName, x, y, width, height].join()
}).join(';')
"""
_SETTLE = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
# What a form says when it is sent as it should not be: path, what is typed, what sends it.
MISTAKES: list[tuple[str, dict[str, str], str]] = [
    ("/s/{slug}/settings/shop", {"name": "", "cart_idle_minutes": "-3"}, "main form [type=submit]"),
    ("/s/{slug}/settings/brand", {"signature": "x" * 3000}, "main form [type=submit]"),
    ("/s/{slug}/settings/staff", {"email": "nobody"}, "form.card [type=submit]"),
    ("/s/{slug}/settings/keys", {}, "form[action$=secret] [type=submit]"),
    ("/s/{slug}/settings/import/", {}, "main form [type=submit]"),
    ("/s/{slug}/find/search/query?q=lume", {"phrases": "!"}, "form[action$='synonyms/new'] [type=submit]"),
    (
        "/s/{slug}/find/search/query?q=lume",
        {"url": "returns"},
        "form[action$='redirects/save'] [type=submit]",
    ),
    ("/s/{slug}/find/search/wishes", {}, "form[action$='synonyms/new'] [type=submit]"),
    ("/s/{slug}/find/recommendations/", {"product": "unicorn"}, "#why [type=submit]"),
    (
        "/s/{slug}/find/recommendations/new",
        {"product_ids": "unicorn", "details": "winter"},
        "form[action$=create] [type=submit]",
    ),
    ("/account/password", {"old": "no", "password": "short"}, "main [type=submit]"),
    ("/account/code", {"code": "000000"}, "main [type=submit]"),
]
STRANGERS = ("/sign-in", "/password", "/password/MQ/no-such-link", "/nowhere")
STRANGERS_MISTAKES: list[tuple[str, dict[str, str], str]] = [
    ("/sign-in", {}, "[type=submit]"),
    ("/sign-in", {"email": "alma@example.com", "password": "wrong"}, "[type=submit]"),
    ("/password", {"email": "alma"}, "[type=submit]"),
    ("/password", {"email": "alma@example.com"}, "[type=submit]"),
]


@dataclass(frozen=True)
class Site:
    """A server with Alma's furnished shop and an empty one, and where everything is."""

    url: str
    cookie: str
    paths: list[str]
    slug: str
    links: list[str]  # links that set a password


@pytest.fixture
def site(shop: StoreInfo, stream: Runner, alma: Client, live_server: LiveServer) -> Site:
    """Everything is made before a browser starts, because Playwright does not go with Django's database."""
    values = furnish(shop, stream, alma).values
    owner = Staff.objects.get(email="alma@example.com")
    empty = stores.create_store(slug="vuoto", name="Officine della Luce & Figli, Illuminazione d'Interni")
    stores.put_member(store_id=empty.id, staff=owner, role=Role.OWNER)
    invited = stores.create_staff(email=LONG_ADDRESS, name=LONG)
    stores.put_member(store_id=shop.id, staff=invited, role=Role.MARKETER)
    paths = [each.fill(values) for each in list_addresses() if each.is_of_a_shop]
    paths += [each.fill({"slug": "vuoto"}) for each in list_addresses() if each.keys == ("slug",)]
    paths += ["/account", "/account/password", "/account/code", "/account/code/off"]
    paths += [f"/s/{shop.slug}/search?q=lamp", f"/s/{shop.slug}/orders/?q=nobody", f"/s/{shop.slug}/no-page"]
    paths.append(_upload(alma, shop))
    cookie = alma.cookies[settings.SESSION_COOKIE_NAME].value
    return Site(live_server.url, cookie, paths, shop.slug, [password_path(invited)])


def _upload(alma: Client, shop: StoreInfo) -> str:
    """Upload a file that waits for somebody to say what its columns mean."""
    text = "Handle,Titolo del prodotto,Prezzo di vendita,Note\nlamp-9,Lampada,39.90," + "molto lunga " * 20
    file = SimpleUploadedFile("esportazione-del-catalogo-completo-2026.csv", text.encode())
    answer = alma.post(f"/s/{shop.slug}/settings/import/", {"kind": "products", "file": file})
    return str(answer.headers["Location"])


@pytest.fixture
def look(request: pytest.FixtureRequest) -> Callable[..., list[str]]:
    """Look at the page that is open in every width and scheme, with all that folds unfolded."""
    folder = request.config.getoption("--shots", default=None)

    def at(page: Page, name: str, views: Sequence[tuple[int, Scheme]] = VIEWS) -> list[str]:
        page.evaluate("document.querySelectorAll('main details').forEach(each => { each.open = true })")
        faults, shapes = list[str](), dict[int, str]()
        for width, scheme in views:
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            page.evaluate(_SETTLE)
            shape = page.evaluate(_SHAPE)
            faults += faults_of(page, f"{name} in {scheme}", only_colours=shapes.get(width) == shape)
            shapes[width] = shape
            if folder:
                file = f"{re.sub(r'[^a-zA-Z0-9]+', '-', name)[:80]}-{width}-{scheme}.png"
                page.screenshot(path=Path(folder) / file, full_page=True)
        return faults

    return at


@pytest.fixture
def desk(site: Site) -> Iterator[Callable[..., BrowserContext]]:
    """Browsers: of Alma, who is signed in, and of a stranger."""
    with open_chromium() as chromium:

        def sit(*, language: str = "en-GB", is_alma: bool = True) -> BrowserContext:
            context = chromium.new_context(locale=language, reduced_motion="reduce")
            if is_alma:
                context.add_cookies(
                    [{"name": settings.SESSION_COOKIE_NAME, "value": site.cookie, "url": site.url}]
                )
            return context

        yield sit


def is_page(context: BrowserContext, url: str) -> bool:
    """Whether an address shows a page: not a file, a fragment, or only a place to send something to."""
    answer = context.request.get(url, max_redirects=0)
    assert answer.status < 500, f"{url} answered {answer.status}"
    is_html = "text/html" in answer.headers.get("content-type", "") and "<html" in answer.text()
    return is_html and answer.status != _WRONG_METHOD


@pytest.mark.slow(seconds=150)
def test_every_page_fits_reads_and_can_be_used_by_everyone(
    site: Site, desk: Callable[..., BrowserContext], look: Callable[..., list[str]]
) -> None:
    faults: list[str] = []
    pages: list[str] = []

    def tell(error: Error) -> None:
        faults.append(f"{page.url}: {error}")

    for language, views in (("en-GB", VIEWS), ("it-IT", ((360, "light"),))):
        context = desk(language=language)
        page = context.new_page()
        page.on("pageerror", tell)
        pages = pages or [path for path in dict.fromkeys(site.paths) if is_page(context, site.url + path)]
        assert len(pages) > 30
        for path in pages:
            page.goto(site.url + path, wait_until="networkidle" if "/customers/" in path else "load")
            faults += look(page, f"{language}{path}", views)
    assert not faults, "\n".join(faults)


@pytest.mark.slow(seconds=35)
def test_every_mistake_is_told_where_everyone_finds_it(
    site: Site, desk: Callable[..., BrowserContext], look: Callable[..., list[str]]
) -> None:
    faults: list[str] = []
    for is_alma, mistakes in ((True, MISTAKES), (False, STRANGERS_MISTAKES)):
        page = desk(is_alma=is_alma).new_page()
        for path, typed, button in mistakes:
            page.goto(site.url + path.format(slug=site.slug))
            for name, text in typed.items():
                page.fill(f"main [name={name}]", text)
            with page.expect_navigation():
                page.click(button)
            faults += look(page, f"mistake{path.format(slug=site.slug)} {'-'.join(typed)}")
    assert not faults, "\n".join(faults)


def test_a_stranger_reads_every_page_that_is_open(
    site: Site, desk: Callable[..., BrowserContext], look: Callable[..., list[str]]
) -> None:
    page = desk(is_alma=False).new_page()
    faults: list[str] = []
    for path in (*STRANGERS, *site.links):
        page.goto(site.url + path)
        faults += look(page, f"stranger{path}")
    assert not faults, "\n".join(faults)
