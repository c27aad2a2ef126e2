"""Search as a shop's page meets it."""

import time
from typing import Any

import pytest

from commesso.catalog.contracts import ProductInput, ProductStatus
from commesso.discovery.actions import indexing, searching
from commesso.discovery.actions.searching import (
    close_searches,
    open_search,
    prepare_searches,
    recall_search,
    refresh_searches,
    update_search,
)
from commesso.discovery.queries.products import forget_products
from commesso.discovery.tests.searching import ask, fill, ids, search
from commesso.infra.api import Runner
from commesso.stores import api as stores
from commesso.stores.contracts import Scope, SourceInfo, StoreInfo

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("new_process")]


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
    forget_products(shop.id, ["desk"])  # told before the index has it
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
    assert told["families"] == ["Casa > Lampada"]
    assert "lampada" in told["queries"]
    assert ask("suggest", {"key": source.write_key, "query": "vasi"})[1]["families"] == ["Casa > Vaso"]
    assert ask("suggest", {"key": source.write_key, "query": "casa"})[1]["families"][0] == "Casa"
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


@pytest.mark.usefixtures("goods")
def test_nobody_waits_while_a_large_catalogue_is_read(
    source: SourceInfo, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(searching, "_READ_AT_ONCE", 3)
    monkeypatch.setattr(searching, "work_in_background", lambda: None)
    told = search(source, "tavolo")
    assert ids(told) == {"desk"}
    assert (told["matched"], told["count"], told["facets"]) == ("all", 1, [])
    told = search(source, "tavolino")
    assert (told["matched"], told["count"], len(told["products"])) == ("none", 0, 4)
    assert ids(ask("suggest", {"key": source.write_key, "query": "tav"})[1]) == {"desk"}
    prepare_searches()
    assert ids(search(source, "tavoli")) == {"desk"}


@pytest.mark.usefixtures("goods")
def test_what_changes_while_a_catalogue_is_read_is_not_lost(
    shop: StoreInfo, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = indexing.fill

    def fill_slowly(*args: Any, **options: Any) -> Any:
        made = read(*args, **options)
        fill(shop, ProductInput(product_id="wall", title="Applique Notte"))
        update_search(shop.id, ["wall"])
        assert open_search(shop) is None
        return made

    monkeypatch.setattr(searching, "fill", fill_slowly)
    prepare_searches()
    opened = recall_search(shop.id)
    assert opened is not None
    opened.backend.flush()
    assert opened.backend.has_product("wall")


@pytest.mark.usefixtures("goods")
def test_every_search_is_made_ready_before_anybody_asks(shop: StoreInfo) -> None:
    searching.work_in_background()
    until = time.monotonic() + 10
    while recall_search(shop.id) is None and time.monotonic() < until:
        time.sleep(0.02)
    assert recall_search(shop.id) is not None


@pytest.mark.usefixtures("goods")
def test_a_shops_own_server_asks_for_all_its_shoppers(shop: StoreInfo, source: SourceInfo) -> None:
    secret = stores.create_api_key(store_id=shop.id, name="Server", scopes=frozenset({Scope.DISCOVERY}))
    assert ids(ask("search", {"key": source.write_key, "query": "tavolo"}, secret=secret)[1]) == {"desk"}
    quick = {"key": source.write_key, "limit": 0}
    assert {ask("suggest", quick, secret=secret)[0] for _ in range(300)} == {400}
    assert {ask("suggest", quick)[0] for _ in range(300)} == {400, 429}


@pytest.mark.usefixtures("goods")
def test_a_secret_key_that_may_not_ask_lets_nobody_in(
    shop: StoreInfo, other_shop: StoreInfo, source: SourceInfo
) -> None:
    body = {"key": source.write_key, "query": "lampada"}
    for owner, scope in ((shop, Scope.CATALOG_READ), (other_shop, Scope.DISCOVERY)):
        secret = stores.create_api_key(store_id=owner.id, name="Server", scopes=frozenset({scope}))
        status, told = ask("search", body, secret=secret)
        assert (status, told["field"]) == (401, "Authorization")
    assert ask("search", body, secret="sk_wrong")[0] == 401
