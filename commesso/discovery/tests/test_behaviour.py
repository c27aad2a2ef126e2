"""What a store's shoppers did, read from its event store after events came in as they do."""

import json
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command

from commesso.discovery.queries.behaviour import count_clicks_since, get_click_log
from commesso.discovery.tests.shoppers import START, tell
from commesso.infra.api import Runner
from commesso.kernel.errors import Invalid
from commesso.stores.contracts import StoreInfo


def test_views_come_with_their_visits_and_orders_once(
    stream: Runner, shop: StoreInfo, other_shop: StoreInfo
) -> None:
    tell(shop, "Product Viewed", 0, "cleo", product_id="lamp")
    tell(shop, "Product Added", 5, "cleo", product_id="bulb")
    bought: dict[str, Any] = {
        "order_id": "o1",
        "currency": "EUR",
        "products": [{"product_id": "lamp", "price": 9, "quantity": 1}],
    }
    tell(shop, "Order Completed", 10, "cleo", **bought)
    tell(shop, "Order Completed", 11, "cleo", **bought)
    tell(other_shop, "Product Viewed", 0, "edda", product_id="secret")
    stream.drain()
    log = get_click_log(shop.id)
    assert [log.products[each] for each in log.product] == ["lamp", "bulb", "lamp"]
    assert log.bought.tolist() == [False, False, True]
    assert log.visits == 1
    assert len(log.people) == 1


def test_a_store_can_be_evaluated(stream: Runner, shop: StoreInfo) -> None:
    for number in range(60):
        for place, product in enumerate([("lamp", "bulb"), ("bed", "duvet"), ("pan", "lid")][number % 3]):
            tell(shop, "Product Viewed", number * 60 + place, f"s{number % 7}", product_id=product)
    stream.drain()
    out = StringIO()
    call_command("evaluate", "recommendations", "--store", shop.slug, "--json", stdout=out)
    assert json.loads(out.getvalue())["metrics"]["hr@5"] == 1.0


def test_a_store_without_events_is_told_how_to_get_some(stream: Runner, shop: StoreInfo) -> None:
    with pytest.raises(Invalid, match="commesso import events FILE --store bottega"):
        call_command("evaluate", "recommendations", "--store", shop.slug)


def test_what_is_new_since_a_moment_is_counted_for_the_next_fit(stream: Runner, shop: StoreInfo) -> None:
    for minute in (0, 10, 20):
        tell(shop, "Product Viewed", minute, "cleo", product_id="lamp")
        tell(shop, "Product Clicked", minute, "cleo", product_id="lamp")
    stream.drain()
    assert count_clicks_since(shop.id, START) == 3
    assert count_clicks_since(shop.id, START + timedelta(minutes=5)) == 2
