"""Search as a shop's page meets it."""

import asyncio
import json
import shutil
import time
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from commesso.catalog import api as catalog
from commesso.catalog.contracts import ProductInput, ProductStatus, Translation
from commesso.discovery.actions.searching import close_searches, recall_search, refresh_searches
from commesso.discovery.endpoints.door import application
from commesso.discovery.endpoints.entering import forget
from commesso.infra.api import Runner
from commesso.kernel.clock import now
from commesso.stores import api as stores
from commesso.stores.contracts import SourceInfo, StoreInfo

pytestmark = pytest.mark.django_db(transaction=True)

GOODS = (
    ("desk", "Lampada da tavolo", "Desk lamp", "79", "ottone"),
    ("floor", "Lampada da terra", "Floor lamp", "159", "ottone"),
    ("paper", "Lampada di carta", "Paper lamp", "29", "bianco"),
    ("vase", "Vaso di ceramica", "Ceramic vase", "49", "bianco"),
)


@pytest.fixture(autouse=True)
def _fresh_process(event_store: Any) -> Iterator[None]:
    """Every test meets a process that has just begun."""
    _begin_anew()
    yield
    _begin_anew()


def _begin_anew() -> None:
    forget()
    close_searches()
    shutil.rmtree(Path(settings.DATA) / "search", ignore_errors=True)


@pytest.fixture
def goods(shop: StoreInfo) -> None:
    fill(
        shop,
        *(
            ProductInput(
                product_id=key,
                title=title,
                languages={"en": Translation(title=english)},
                url=f"https://shop.example/{key}",
                categories=(f"Casa > {title.split()[0]}",),
                attributes={"colour": colour},
                price=Decimal(price),
                currency="EUR",
                stock=3,
            )
            for key, title, english, price, colour in GOODS
        ),
    )


def fill(shop: StoreInfo, *products: ProductInput) -> None:
    catalog.import_products(shop.id, products, source="till", at=now())


def ask(what: str, body: Any) -> tuple[int, Any]:
    """Ask as a page does, and return the status and the JSON."""
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": json.dumps(body).encode()}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    scope = {
        "type": "http",
        "method": "POST",
        "path": f"/api/v1/discovery/{what}",
        "query_string": b"",
        "client": ("192.0.2.7", 4711),
        "headers": [(b"host", b"localhost:8000")],
    }
    asyncio.run(application(scope, receive, send))
    assert dict(sent[0]["headers"])[b"access-control-allow-origin"] == b"*"
    return sent[0]["status"], json.loads(sent[1]["body"])


def search(source: SourceInfo, query: str, **more: Any) -> Any:
    status, told = ask("search", {"key": source.write_key, "query": query, **more})
    assert status == 200, told
    return told


def ids(told: Any) -> set[str]:
    return {product["product_id"] for product in told["products"]}


@pytest.mark.usefixtures("goods")
def test_a_shopper_finds_a_product_in_any_language_with_a_slip(source: SourceInfo) -> None:
    told = search(source, "lampade tavolo")
    assert told["matched"] == "all"
    assert told["products"][0] == {
        "product_id": "desk",
        "title": "Lampada da tavolo",
        "url": "https://shop.example/desk",
        "image": "",
        "price": {"amount": "79.00", "currency": "EUR"},
        "in_stock": True,
    }
    slipped = search(source, "desk lmap", language="en")
    assert slipped["products"][0]["title"] == "Desk lamp"


@pytest.mark.usefixtures("goods")
def test_a_result_is_narrowed_and_other_choices_stay_open(source: SourceInfo) -> None:
    told = search(source, "lampada", facets={"colour": ["ottone"]}, price_to="100")
    assert ids(told) == {"desk"}
    (colour,) = [facet for facet in told["facets"] if facet["name"] == "colour"]
    assert {each["value"] for each in colour["values"]} == {"ottone", "bianco"}
    assert ids(search(source, "", price_from="49", price_to="79")) == {"desk", "vase"}


@pytest.mark.usefixtures("goods")
def test_no_page_is_empty(source: SourceInfo) -> None:
    told = search(source, "zzzzzz")
    assert (told["matched"], told["count"]) == ("none", 0)
    assert len(told["products"]) == 4


def test_a_shop_without_products_says_so(shop: StoreInfo, source: SourceInfo) -> None:
    assert search(source, "lampada")["products"] == []


@pytest.mark.usefixtures("goods")
def test_hidden_products_are_never_shown_though_the_index_still_has_them(
    shop: StoreInfo, source: SourceInfo
) -> None:
    assert "desk" in ids(search(source, "lampada"))
    fill(shop, ProductInput(product_id="desk", status=ProductStatus.HIDDEN))
    assert "desk" not in ids(search(source, "lampada"))


@pytest.mark.usefixtures("goods")
def test_what_changes_is_found_a_moment_later(shop: StoreInfo, source: SourceInfo, stream: Runner) -> None:
    assert ids(search(source, "applique")) != {"wall"}
    stream.drain()
    fill(
        shop,
        ProductInput(product_id="wall", title="Applique Notte"),
        ProductInput(product_id="desk", status=ProductStatus.HIDDEN),
    )
    stream.drain()
    until = time.monotonic() + 5
    while ids(search(source, "applique")) != {"wall"} and time.monotonic() < until:
        time.sleep(0.02)
    assert ids(search(source, "applique")) == {"wall"}
    opened = recall_search(shop.id)
    assert opened is not None
    opened.backend.flush()
    assert not opened.backend.has_product("desk")


@pytest.mark.usefixtures("goods")
def test_an_index_on_disk_answers_after_a_restart_and_is_built_anew(
    shop: StoreInfo, source: SourceInfo
) -> None:
    search(source, "lampada")
    close_searches()
    fill(shop, ProductInput(product_id="wall", title="Lampada applique"))
    assert ids(search(source, "lampada")) >= {"desk", "floor", "paper"}
    refresh_searches()
    assert ids(search(source, "applique")) == {"wall"}


@pytest.mark.usefixtures("goods")
def test_while_typing_products_families_and_queries_are_suggested(source: SourceInfo) -> None:
    status, told = ask("suggest", {"key": source.write_key, "query": "lam"})
    assert status == 200
    assert ids(told) >= {"desk", "floor", "paper"}
    assert set(told["families"]) == {"Casa", "Casa > Lampada"}
    assert "lampada" in told["queries"]
    _, told = ask("suggest", {"key": source.write_key, "query": "lampada da t"})
    assert set(told["queries"]) == {"lampada da tavolo", "lampada da terra"}
    assert {product["product_id"] for product in told["products"][:2]} == {"desk", "floor"}
    assert ask("suggest", {"key": source.write_key})[0] == 200


@pytest.mark.usefixtures("goods")
def test_a_shop_finds_its_own_products_alone(other_shop: StoreInfo) -> None:
    strange = stores.create_source(store_id=other_shop.id, name="Site")
    assert search(strange, "lampada")["products"] == []


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"limit": 0}, "limit"),
        ({"limit": 49}, "limit"),
        ({"offset": -1}, "offset"),
        ({"query": "x" * 501}, "query"),
        ({"price_from": "cheap"}, "price_from"),
        ({"price_to": "NaN"}, "price_to"),
        ({"price_to": "-1"}, "price_to"),
        ({"facets": {"colour": ["x"] * 51}}, "facets"),
        ({"facets": 1}, "facets"),
        ({"key": "wrong"}, "key"),
    ],
)
def test_what_cannot_be_asked_is_told_with_its_field(source: SourceInfo, more: Any, field: str) -> None:
    status, told = ask("search", {"key": source.write_key, "query": "lampada", **more})
    assert status in (400, 401)
    assert told["field"] == field
